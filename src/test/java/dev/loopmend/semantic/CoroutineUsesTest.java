package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// What becomes of the coroutine of a call of `load` where it is made.
class CoroutineUsesTest {
  private static void expectUses(String text) {
    Python file = Python.file("async def load():\n    return []\n" + text);
    file.expectAt("load", call -> word(file.model().coroutineUse(call)));
  }

  private static String word(CoroutineUse use) {
    return switch (use) {
      case CoroutineUse.Dropped(String how) -> how.isEmpty() ? "dropped" : "dropped: " + how;
      case CoroutineUse.Misused(String how) -> how;
      case CoroutineUse.MisusedUnderAwait(String how) -> "awaits what it gives: " + how;
      case CoroutineUse.Kept _ -> "kept";
    };
  }

  @Test
  void aCoroutineIsAlwaysTrue() {
    expectUses(
        """
        async def main(ready, items):
            if load():  #> a coroutine is always true
                pass
            if ready:
                pass
            elif load():  #> a coroutine is always true
                load()  #> dropped
            while load():  #> a coroutine is always true
                break
            assert load()  #> a coroutine is always true
            assert ready, load()  #> kept
            print(1 if load() else 2)  #> a coroutine is always true
            print(load() if ready else 2)  #> kept
            print(1 if ready else load())  #> kept
            print(load() or [])  #> a coroutine is always true
            print(ready and load())  #> kept
            print(ready and load() and items)  #> a coroutine is always true
            print(not load())  #> a coroutine is always true
            print([it for it in items if load()])  #> a coroutine is always true
            print([load() for it in items if it])  #> kept
            print([it for it in items if load() and it])  #> a coroutine is always true
        """);
  }

  @Test
  void aCoroutineIsNoneOfItsResults() {
    expectUses(
        """
        async def main(ready, items):
            for it in load():  #> a coroutine is nothing that a loop can go over
                print(it)
            async for it in load():  #> a coroutine is nothing that a loop can go over
                print(it)
            for it in items:
                print(it, load())  #> kept
            print([it for it in load()])  #> a coroutine is nothing that a loop can go over
            print({it: 1 for it in items for it in load()})  #> a coroutine is nothing that a loop can go over
            print(-load())  #> a coroutine has no operators
            print(load() + [1])  #> a coroutine has no operators
            print([1] + load())  #> a coroutine has no operators
            items += load()  #> a coroutine has no operators
            items[load()] += 1  #> kept
            print(load() == [])  #> a coroutine equals nothing but itself
            print(1 in load())  #> a coroutine equals nothing but itself
            print(f"{load()}")  #> the text shows a coroutine instead of its value
            print(f"{items:{load()}}")  #> the text shows a coroutine instead of its value
            print(load()["next"])  #> a coroutine has no items
            print(items[load()])  #> kept
            print(load().next)  #> a coroutine has no attribute next
            print(load().next())  #> a coroutine has no attribute next
            print(await load()["next"])  #> awaits what it gives: a coroutine has no items
            print(await load().next())  #> awaits what it gives: a coroutine has no attribute next
            await load().first["next"].run()  #> awaits what it gives: a coroutine has no attribute first
            await items.run(load().first)  #> a coroutine has no attribute first
            await items[load().first]  #> a coroutine has no attribute first
        """);
  }

  @Test
  void whatCoroutinesHaveAndWhatTakesThem() {
    expectUses(
        """
        async def main(self, items):
            load().close()  #> kept
            load().send(None)  #> kept
            load().throw(ValueError)  #> kept
            print(load().cr_frame)  #> kept
            load().__await__()  #> kept
            await load()  #> kept
            items.append(load())  #> kept
            self.loading = load()  #> kept
            [first] = load(),  #> kept
            print(lambda: load())  #> kept
            return load()  #> kept
        """);
  }

  @Test
  void localsThatAreMisusedWhereverTheyAreRead() {
    expectUses(
        """
        async def tested():
            ready = load()  #> a coroutine is always true
            if ready:
                pass

        async def tested_with_a_type():
            ready: bool = load()  #> a coroutine is always true
            if not ready:
                pass

        async def calls_in_its_type(flag):
            ready: load() = flag  #> kept
            if not ready:
                pass

        async def tested_and_awaited():
            ready = load()  #> kept
            if ready:
                print(await ready)

        async def awaited():
            ready = load()  #> kept
            await ready

        async def never_read():
            ready = load()  #> dropped: 'ready' is never read again

        async def deleted():
            ready = load()  #> kept
            del ready

        async def read_by_another():
            ready = load()  #> kept
            def is_ready():
                return 1 if ready else 2
            return is_ready

        async def tested_and_read_by_another():
            ready = load()  #> kept
            if ready:
                pass
            return lambda: ready

        async def of_all():
            global everything
            everything = load()  #> kept
            if everything:
                pass

        async def of_both():
            first = second = load()  #> kept
            return first, second

        async def of_an_object(self):
            self.ready = load()  #> kept
            if self.ready:
                pass

        async def indexed():
            found = load()  #> a coroutine has no items
            return found[0]

        async def added():
            found = load()  #> a coroutine has no operators
            total = 1
            total += found
            return total

        class Job:
            ready = load()  #> kept
            if ready:
                pass

        ready = load()  #> kept
        if ready:
            pass
        """);
  }
}
