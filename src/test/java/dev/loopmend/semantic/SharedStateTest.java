package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// State that a missing await keeps to one coroutine (recipes' section 6).
class SharedStateTest {
  private static void expectShared(String text) {
    Python file = Python.file(text);
    file.expectAt("here", call -> Python.word(file.model().sharedStateAround(call)));
  }

  @Test
  void stateOnBothSides() {
    expectShared(
        """
        import asyncio
        n = 0
        CACHE = {}
        NAMES = ("a", "b")

        async def counts():
            global n
            v = n
            here()  #> yes
            n = v + 1

        async def fills(key):
            if key not in CACHE:
                here()  #> yes
                CACHE[key] = 1

        async def awaits_between():
            global n
            v = n
            await asyncio.sleep(0)
            here()  #> no
            n = 1

        async def awaits_after():
            global n
            v = n
            here()  #> no
            await asyncio.sleep(0)
            n = v

        class Pool:
            async def connect(self):
                if self.c is None:
                    here()  #> yes
                    self.c = 1
                return self.c

            async def other_names(self):
                self.a = 1
                here()  #> no
                return self.b

            async def reads_only(self):
                while not self.ready:
                    here()  #> no

            async def by_alias(self):
                peers = self.peers
                v = peers["x"]
                here()  #> yes
                peers["x"] = v + 1

            async def by_method(self):
                self._open()
                here()  #> yes
                self.count = 1

            def _open(self):
                self.count = 0

            async def containers(self):
                for p in self.peers.values():
                    here()  #> yes
                for p in list(self.peers):
                    here()  #> no
                [here() for p in self.peers]  #> yes

            async def logs(self):
                self.log.info("before")
                here()  #> no
                self.log.info("after")

        async def flags(flag):
            flag.set()
            here()  #> yes
            flag.clear()

        def closure():
            total = 0
            async def add():
                nonlocal total
                v = total
                here()  #> yes
                total = v + 1
            return add
        """);
  }

  @Test
  void localsAreNobodyElses() {
    expectShared(
        """
        import asyncio
        import logging
        logger = logging.getLogger()
        DELAYS = [1, 2]

        async def retry(action, tries=3):
            for n in range(tries):
                try:
                    return await action()
                except OSError:
                    here()  #> no
            raise TimeoutError

        async def collect(urls):
            found = []
            for url in urls:
                found.append(url)
                here()  #> no
            return found

        async def logged(x):
            logger.info("before %s", x)
            here()  #> no
            logger.info("after %s", x)

        async def constants():
            for delay in DELAYS:
                here()  #> no

        async def local_object():
            client = make()
            client.open()
            here()  #> no
            client.close()
        """);
  }
}
