package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// To which event loop an object belongs, as far as one file shows.
class LoopObjectsTest {
  @Test
  void objectsOfTheLoopThatRunsElsewhere() {
    Python file =
        Python.file(
            """
            import asyncio
            import threading
            top = asyncio.get_running_loop()
            made = asyncio.Queue()

            async def main(given):
                loop = asyncio.get_running_loop()
                queue = make()
                both = asyncio.get_running_loop()
                both = 1
                first, second = make()
                def worker():
                    inner = asyncio.get_running_loop()
                    of(loop)  #> yes
                    of(queue)  #> yes
                    of(both)  #> yes
                    of(first)  #> no
                    of(given)  #> no
                    of(inner)  #> no
                    of(top)  #> yes
                    of(made)  #> no
                    of(unbound)  #> no
                    of(loop.other)  #> no
                of(loop)  #> no

            def plain():
                loop = asyncio.get_running_loop()
                queue = make()
                def worker():
                    of(loop)  #> yes
                    of(queue)  #> no

            of(top)  #> no

            class Hub:
                def __init__(self):
                    self.loop = None
                    self.never = None
                    self.ready = asyncio.Event()
                    self.unused = asyncio.Event()
                    self.lock = threading.Lock()
                    self.mixed = make()
                    self.typed: asyncio.Queue = asyncio.Queue()
                    self.twice = self.again = asyncio.Event()

                async def start(self):
                    self.loop = asyncio.get_running_loop()
                    self.mixed = asyncio.get_running_loop()
                    self.queue = make()
                    await self.ready.wait()
                    await self.lock.wait()
                    await self.typed.get()
                    await self.twice.wait()

                def worker(self):
                    of(self.loop)  #> yes
                    of(self.queue)  #> yes
                    of(self.never)  #> no
                    of(self.ready)  #> yes
                    of(self.typed)  #> yes
                    of(self.unused)  #> no
                    of(self.lock)  #> no
                    of(self.mixed)  #> no
                    of(self.twice)  #> no
                    of(self.missing)  #> no

            class Other:
                def worker(self):
                    of(self.loop)  #> no

            class Late:
                def connect(self):
                    self.ready = asyncio.Event()

                async def main(self):
                    await self.ready.wait()

                def worker(self):
                    of(self.ready)  #> no

            class Starting:
                def __init__(self):
                    self.ready = asyncio.Event()

                async def main(self):
                    await self.ready.wait()

                def worker(self):
                    of(self.ready)  #> no

                def start(self):
                    asyncio.run(self.main())
            """);
    LoopObjects objects = LoopObjects.of(file.model());

    file.expectAt(
        "of", call -> Python.word(objects.isOfOtherFunction(call.arguments().getFirst().value())));
  }

  @Test
  void namesOfTheLoopAround() {
    Python file =
        Python.file(
            """
            import asyncio

            async def main():
                loop = asyncio.get_running_loop()
                here()  #> -
                def worker():
                    here()  #> loop
                    lambda: here()  #> loop
                def shadowed(loop):
                    here()  #> -

            async def twice():
                loop = asyncio.get_running_loop()
                loop = asyncio.get_running_loop()
                def worker():
                    here()  #> -

            async def another():
                other = asyncio.get_event_loop()
                def worker():
                    here()  #> -
            """);
    LoopObjects objects = LoopObjects.of(file.model());

    file.expectAt("here", call -> objects.loopInScope(call).orElse("-"));
  }

  @Test
  void objectsThatSeveralLoopsUse() {
    Python file =
        Python.file(
            """
            import asyncio
            lock = make()  #> yes yes
            other = make()  #> yes no
            unused = make()  #> no no
            outside = make()  #> no no
            in_branches = make()  #> yes no
            in_a_loop = make()  #> yes yes
            in_two_functions = make()  #> yes no
            one = two = make()  #> no no

            class Hub:
                guard = make()  #> yes no

                async def run(self):
                    async with self.guard:
                        pass

            async def first():
                async with lock:
                    await second()

            async def second():
                async with other:
                    pass

            async def third():
                async with lock:
                    await third()

            async def branch():
                in_branches, in_a_loop, one

            async def turn():
                in_a_loop

            async def shared():
                in_two_functions

            def one():
                asyncio.run(shared())

            def two():
                asyncio.run(shared())

            def main(flag):
                asyncio.run(first())
                asyncio.run(third())
                asyncio.run()
                print(outside)

            def either(flag):
                if flag:
                    asyncio.run(branch())
                else:
                    asyncio.run(branch())

            def turns(ns):
                for n in ns:
                    asyncio.run(turn())

            def hub(given: Hub):
                asyncio.run(given.run())
                asyncio.run(nowhere())
            """);
    LoopObjects objects = LoopObjects.of(file.model());

    file.expectAt(
        "make",
        call ->
            Python.word(objects.isUsedByRun(call))
                + " "
                + Python.word(objects.isUsedByTwoRuns(call)));
  }
}
