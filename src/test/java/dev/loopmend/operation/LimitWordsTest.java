package dev.loopmend.operation;

import org.junit.jupiter.api.Test;

/// How long a coroutine may wait for what it has opened.
class LimitWordsTest {
  private static void limited(String code) {
    Tried.holds("await $PEER.recv()", "- where: time-limited", code);
  }

  @Test
  void blocksAndCallsThatSetALimitSaySo() {
    limited(
        """
        import asyncio
        from asyncio import timeout as at_most
        from asyncio import wait_for as bounded


        async def blocks(peer, lock, net, timeout_lock, log):
            async with asyncio.timeout(1):
                await peer.recv()  # yes
            async with at_most(1):
                await peer.recv()  # yes
            with net.ignore_after_timeout(1):
                await peer.recv()  # yes
            async with lock:
                await peer.recv()
            async with timeout_lock:
                await peer.recv()
            with open("log"), log.named("x"):
                await peer.recv()


        async def calls(peer, timed, many):
            await timed.with_timeout(await peer.recv())  # yes
            await bounded(await peer.recv(), 1)  # yes
            await asyncio.wait([await peer.recv()])  # yes
            await many.waiting(await peer.recv())
            print(await peer.recv())
            await (timed or many)(await peer.recv())
        """);
  }

  @Test
  void aCallerMaySetTheLimitHoweverFarAway() {
    StringBuilder chain = new StringBuilder();
    for (int at = 0; at < 12; at++) {
      chain.append("async def step%d(peer):\n    await step%d(peer)\n\n\n".formatted(at, at + 1));
    }
    limited(
        """
        import asyncio


        async def main(peer):
            await asyncio.wait_for(step0(peer), 1)


        """
            + chain
            + "async def step12(peer):\n    await peer.recv()  # yes\n");
    limited(chain + "async def step12(peer):\n    await peer.recv()\n");
    limited(
        """
        # file: peer.py
        async def ask(peer):
            await peer.recv()  # yes
        # file: main.py
        import asyncio

        from peer import ask


        async def main(peer):
            await asyncio.wait_for(ask(peer), 1)
        """);
  }

  @Test
  void functionsThatCallEachOtherSetNone() {
    limited(
        """
        async def ping(peer):
            await peer.recv()
            await pong(peer)


        async def pong(peer):
            await ping(peer)
        """);
  }

  @Test
  void aLoopIsTheOneRoundTheMatchOrTheOneWhoseHeadItIs() {
    Tried.holds(
        "$PEER.recv()",
        "- where: in-any-loop",
        """
        def main(peer, log):
            peer.recv()
            for item in peer.recv():  # yes
                log(item)
            while peer.recv():  # yes
                log(1)
            for item in log:
                if item:
                    peer.recv()  # yes
            if log:
                peer.recv()


        def inner(peer, log):
            for item in log:
                def later():
                    peer.recv()
        """);
  }

  @Test
  void aConnectionIsOpenedByTheFunctionItself() {
    Tried.holds(
        "$READER.readline()",
        "- where: $READER opened-here",
        """
        import asyncio


        async def main(given, make, task):
            reader, writer = await asyncio.open_connection("host", 80)
            reader.readline()  # yes
            writer.readline()  # yes
            given.readline()
            made, _ = await make("host", 80)
            made.readline()
            waited, _ = await task
            waited.readline()
            opened = asyncio.open_connection("host", 80)
            opened.readline()
            self.reader.readline()
            for line in await given.lines():
                line.readline()
        """);
  }
}
