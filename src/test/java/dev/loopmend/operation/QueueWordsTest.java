package dev.loopmend.operation;

import org.junit.jupiter.api.Test;

/// Which queues stay small by what the program does with them.
class QueueWordsTest {
  private static void pools(String code) {
    Tried.holds("asyncio.Queue()", "- where: object-pool", code);
  }

  /// A pool with a method `add`, which its file only calls in a counted loop, and more methods.
  private static String pool(boolean is, String more) {
    return """
    # file: pool.py
    import asyncio


    class Pool:
        def __init__(self):
            self._free = asyncio.Queue()%s

        def add(self, item):
            self._free.put_nowait(item)

        def fill(self, connect):
            for number in range(3):
                self.add(connect())

        async def use(self):
            item = await self._free.get()
            self._free.put_nowait(item)

    """
            .formatted(is ? "  # yes" : "")
        + more;
  }

  @Test
  void whatIsPutBackWasTakenOutOfTheSameQueue() {
    String free =
        """
        import asyncio


        async def main(new, other):
            free = asyncio.Queue()%s
            for number in range(3):
                free.put_nowait(number)
            item = %s
            free.put_nowait(item)
        """;
    pools(free.formatted("  # yes", "await free.get()"));
    pools(free.formatted("  # yes", "free.get_nowait()"));
    pools(free.formatted("", "await other.get()"));
    pools(free.formatted("", "new()"));
    pools(free.formatted("", "free.qsize()"));
    pools(free.formatted("", "new.free.get()"));
  }

  @Test
  void aPoolIsFilledByItself() {
    pools(
        """
        import asyncio


        class Part:
            def __init__(self):
                self._free = asyncio.Queue()

            async def use(self):
                item = await self._free.get()
                self._free.put_nowait(item)
        """);
  }

  @Test
  void aFunctionThatMakesWhatItPutsMayGoOnForEver() {
    pools(
        """
        import asyncio


        class Feed:
            def __init__(self):
                self._free = asyncio.Queue()

            async def feed(self, read):
                while True:
                    item = await read()
                    self._free.put_nowait(item)

            async def fill(self, read):
                for number in range(3):
                    await self.feed(read)

            async def use(self):
                item = await self._free.get()
                self._free.put_nowait(item)
        """);
  }

  @Test
  void callsOfTheMethodThatFillsAreCounted() {
    pools(pool(true, ""));
    pools(pool(false, "    def more(self, item):\n        self.add(item)\n"));
    pools(pool(false, "    def on(self, bus):\n        bus.subscribe(self.add)\n"));
    // These are looked into, since they name what the pattern does.
    String user = "# file: user.py\nimport asyncio\nfrom pool import Pool\nasyncio.Queue(1)\n\n\n";
    String add = "        pool.add(1)\n";
    pools(pool(true, user + "def one(pool: Pool):\n    with pool:\n" + add));
    pools(pool(true, user + "async def one(pool: Pool):\n    await pool.add(1)\n"));
    pools(pool(true, user + "def all(pool: Pool):\n    for one in range(3):\n" + add));
    pools(pool(false, user + "def ever(pool: Pool):\n    while True:\n" + add));
    pools(pool(false, user + "def on(pool: Pool, bus):\n    bus.subscribe(pool.add)\n"));
    String test = user.replace("user.py", "test_user.py");
    pools(pool(true, test + "def test_pool(pool: Pool):\n    while True:\n" + add));
  }

  @Test
  void aFunctionOfTheModuleMayFillIt() {
    pools(
        """
        import asyncio

        _free = asyncio.Queue()  # yes


        def add(item):
            _free.put_nowait(item)


        for number in range(3):
            add(number)


        async def use():
            item = await _free.get()
            _free.put_nowait(item)
        """);
  }

  @Test
  void anAttributeOfAnotherNameOrOneThatOthersSeeIsNone() {
    String pool = pool(true, "");
    pools(pool.replace("_free", "free").replace("  # yes", ""));
    pools(pool + "    def other(self):\n        self._busy.put_nowait(1)\n");
    pools(pool.replace("await self._free", "await self._busy").replace("  # yes", ""));
    pools(pool(false, "    def swap(self, queue):\n        self._free = queue\n"));
    pools(pool(false, "    def lend(self):\n        return self._free\n"));
    pools(pool(false, "    def more(self):\n        self._free.put_nowait(1)\n"));
    pools(
        """
        import asyncio


        class Pool:
            _free: asyncio.Queue = asyncio.Queue()  # yes

            def fill(self):
                for number in range(3):
                    self._free.put_nowait(number)

            async def use(self):
                item = await self._free.get()
                self._free.put_nowait(item)
        """);
  }

  @Test
  void aLoopWithoutAnEndIsNotCounted() {
    pools(
        pool(false, "    async def all(self, items):\n        async for item in items:\n")
            + "            self.add(item)\n");
  }

  @Test
  void theProgramMayLookAtTheBoundItself() {
    Tried.holds(
        "asyncio.Queue()",
        "- where: bound-set-later",
        """
        import asyncio


        class Jobs:
            def __init__(self):
                self.asked = asyncio.Queue()  # yes
                self.other = asyncio.Queue()

            def room(self):
                return self.asked.maxsize - self.other.qsize()


        async def main(size):
            queue = asyncio.Queue()  # yes
            queue._maxsize = size
            plain = asyncio.Queue()
            print(plain.empty(), [asyncio.Queue()])
        """);
  }
}
