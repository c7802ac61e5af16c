package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Whether a call may wait for a lock that is held where it stands.
class LockWordsTest {
  private static final String BULLET = "- where: $F may-wait-for-held-lock";

  @Test
  void theCallOrWhatItRunsTakesALock() {
    Tried.holds(
        "$F()",
        BULLET,
        """
        import asyncio

        lock = asyncio.Lock()
        seats = asyncio.Semaphore(2)


        async def enters():
            async with lock:
                pass


        async def acquires():
            await seats.acquire()


        async def releases(other):
            await other.release()
            await acquire(lock)


        async def through():
            enters()


        async def asks(client):
            async with client.get("/"):
                await client.acquire(1)


        async def reads():
            with open("file"):
                pass
            async for line in lines:
                await line


        async def one():
            two()


        async def two():
            one()


        async def main(given):
            async with lock:
                enters()  # yes
                acquires()  # yes
                through()  # yes
                reads()
                one()
                given()
                len()
            async with given:
                enters()  # yes
            async with seats:
                acquires()  # yes
            with given:
                pass
            enters()
        """);
  }

  @Test
  void aLockIsWaitedForOfWhichNothingIsKnown() {
    Tried.holds(
        "$F($X)",
        BULLET,
        """
        import asyncio

        lock = asyncio.Lock()


        async def enters(guard):
            async with guard:
                pass


        async def acquires(guard):
            await guard.acquire()


        async def asks(client):
            async with client.get("/"):
                pass


        async def known(path: str):
            async with path:
                await path.acquire()


        async def main(x):
            async with lock:
                enters(x)  # yes
                acquires(x)  # yes
                asks(x)
                known(x)
        """);
  }

  @Test
  void tooManyFunctionsToLookAtMayTakeALock() {
    StringBuilder code =
        new StringBuilder("import asyncio\n\nlock = asyncio.Lock()\n\n\nasync def main():\n");
    code.append("    async with lock:\n        step0()  # yes\n        last()\n\n\n");
    for (int at = 0; at < 300; at++) {
      code.append("async def step%d():\n    step%d()\n\n\n".formatted(at, at + 1));
    }
    code.append("async def step300():\n    pass\n\n\nasync def last():\n    step290()\n");
    assertThat(Tried.found("$F()", BULLET, code.toString()))
        .extracting(it -> it.at().line())
        .containsExactly(8);
  }

  @Test
  void aSemaphoreForSeveralIsHeldAndKeepsNobodyOut() {
    String code =
        """
        import asyncio

        seats = asyncio.Semaphore(2)
        seat = asyncio.Semaphore(1)
        lock = asyncio.Lock()


        async def main(given: asyncio.Semaphore):
            async with seats:
                print(1)%s
            await seats.acquire()
            print(2)%s
            seats.release()
            async with seat:
                print(3)  # yes
            async with lock:
                print(4)  # yes
            async with given:
                print(5)  # yes
            print(6)
        """;
    String types = " asyncio.Lock, asyncio.Semaphore";
    Tried.holds("print($X)", "- where: holds" + types, code.formatted("  # yes", "  # yes"));
    Tried.holds("print($X)", "- where: alone-under" + types, code.formatted("", ""));
  }
}
