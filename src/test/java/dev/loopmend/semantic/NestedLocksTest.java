package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Where a task would wait for a lock that it holds itself.
class NestedLocksTest {
  private static final String HEAD = "import asyncio\nimport functools\n";

  /// Compares whether the lock that `held` is given is held there.
  private static void expectHeld(String text) {
    Python file = Python.file(HEAD + text);
    NestedLocks locks = NestedLocks.of(file.model());
    file.expectAt(
        "held", call -> Python.word(locks.isHeld(call.arguments().getFirst().value(), call)));
  }

  /// Compares whether the first call of a line waits for a lock that is held there.
  private static void expectWaits(String text) {
    Python file = Python.file(HEAD + text);
    NestedLocks locks = NestedLocks.of(file.model());
    file.expect(call -> Python.word(locks.waitsForHeld(call)));
  }

  @Test
  void theSameLockByTheSameName() {
    expectHeld(
        """
        lock = asyncio.Lock()
        other = asyncio.Lock()
        ready = asyncio.Condition()

        async def module_name():
            async with lock:
                held(lock)  #> yes
                held(other)  #> no
            held(lock)  #> no
            async with ready:
                held(ready)  #> yes
                held(lock)  #> no
            async with lock, ready:
                held(lock)  #> yes
                held(ready)  #> yes
            with lock:
                held(lock)  #> no
            async with other:
                async with lock:
                    held(other)  #> yes
            async with lock as name:
                held(name)  #> no
            async with get_lock():
                held(get_lock())  #> no

        async def inner():
            async with lock:
                async def later():
                    held(lock)  #> no

        async def local():
            lock = asyncio.Lock()
            async with lock:
                held(lock)  #> yes

        async def unknown_lock(lock, locks):
            async with lock:
                held(lock)  #> no
            async with locks[0]:
                held(locks[0])  #> no

        async def given(lock: asyncio.Lock, event: asyncio.Event):
            async with lock:
                held(lock)  #> yes
            async with event:
                held(event)  #> no
        """);
  }

  @Test
  void theSameLockOfAnObject() {
    expectHeld(
        """
        class Store:
            shared = asyncio.Lock()

            def __init__(self):
                self.lock = asyncio.Lock()
                self.other = asyncio.Lock()

            async def load(self, store: "Store"):
                async with self.lock:
                    held(self.lock)  #> yes
                    held(self.other)  #> no
                    held(store.lock)  #> no
                    held(self)  #> no
                async with store.lock:
                    held(store.lock)  #> yes
                    held(self.lock)  #> no
                async with self.shared:
                    held(self.shared)  #> yes
                    held(Store.shared)  #> yes
                    held(self.lock)  #> no
                async with Store.shared:
                    held(self.shared)  #> yes
                    held(Store.lock)  #> no

        class Other:
            shared = asyncio.Lock()

            async def load(self):
                async with self.shared:
                    held(Store.shared)  #> no
        """);
  }

  @Test
  void whatGivesTheLockBackOrPutsAnotherIntoItsPlace() {
    expectHeld(
        """
        class Store:
            def __init__(self):
                self.lock = asyncio.Lock()
                self.other = asyncio.Lock()

            async def releases(self):
                async with self.lock:
                    self.lock.release()
                    held(self.lock)  #> no

            async def asks(self):
                async with self.lock:
                    self.lock.locked()
                    self.other.release()
                    held(self.lock)  #> yes

            async def sets(self):
                async with self.lock:
                    self.lock = asyncio.Lock()
                    held(self.lock)  #> no

            async def sets_another(self):
                async with self.lock:
                    self.other = asyncio.Lock()
                    held(self.lock)  #> yes

        async def sets_the_name():
            lock = asyncio.Lock()
            async with lock:
                lock = asyncio.Lock()
                held(lock)  #> no

        async def sets_the_owner(store: Store, stores):
            async with store.lock:
                held(store.lock)  #> no
                for store in stores:
                    pass

        async def sets_another_owner(store: Store, stores):
            async with store.lock:
                held(store.lock)  #> yes
                for other in stores:
                    pass

        async def releases_behind(store: Store):
            async with store.lock:
                held(store.lock)  #> yes
            store.lock.release()
        """);
  }

  @Test
  void whatIsCalledBehindAPlaceComesBeforeItInTheNextTurn() {
    expectHeld(
        """
        class Store:
            def __init__(self):
                self.lock = asyncio.Lock()

            async def free(self):
                self.lock.release()

            async def frees_before(self):
                async with self.lock:
                    await self.free()
                    held(self.lock)  #> no

            async def frees_behind(self):
                async with self.lock:
                    held(self.lock)  #> yes
                    await self.free()

            async def frees_in_a_for(self, steps):
                async with self.lock:
                    for step in steps:
                        held(self.lock)  #> no
                        await self.free()

            async def frees_in_a_while(self, steps):
                async with self.lock:
                    while steps:
                        held(self.lock)  #> no
                        await self.free()

            async def frees_behind_a_loop(self, steps):
                async with self.lock:
                    for step in steps:
                        held(self.lock)  #> yes
                    await self.free()

            async def frees_behind_in_an_if(self, steps):
                async with self.lock:
                    if steps:
                        held(self.lock)  #> yes
                        await self.free()

            async def takes_it_anew_in_each_turn(self, steps):
                for step in steps:
                    async with self.lock:
                        held(self.lock)  #> yes
                        await self.free()
        """);
  }

  @Test
  void aSemaphoreForOne() {
    expectHeld(
        """
        one = asyncio.Semaphore()
        one_too = asyncio.BoundedSemaphore(1)
        one_by_name = asyncio.Semaphore(value=1)
        two = asyncio.Semaphore(2)
        many = asyncio.Semaphore(len("many"))
        group = asyncio.TaskGroup()
        one_or_two = asyncio.Semaphore(1)
        one_or_two = asyncio.Semaphore(2)

        async def main(given: asyncio.Semaphore):
            async with one:
                held(one)  #> yes
            async with one_too:
                held(one_too)  #> yes
            async with one_by_name:
                held(one_by_name)  #> yes
            async with two:
                held(two)  #> no
            async with many:
                held(many)  #> no
            async with group:
                held(group)  #> no
            async with one_or_two:
                held(one_or_two)  #> no
            async with given:
                held(given)  #> no
        """);
  }

  @Test
  void aMethodThatTakesTheLockOfItsCaller() {
    expectWaits(
        """
        class Store:
            shared = asyncio.Lock()

            def __init__(self):
                self.lock = asyncio.Lock()
                self.other = asyncio.Lock()

            async def enters(self):
                async with self.lock:
                    pass

            async def acquires(self):
                await self.lock.acquire()

            async def acquires_with_a_result(self):
                done = await self.lock.acquire()
                return done

            async def returns_that(self):
                return await self.acquires()

            async def calls(self):
                print("loading")
                await self.enters()

            async def tries(self):
                try:
                    await self.enters()
                finally:
                    print("done")

            async def within_another(self):
                async with self.other:
                    async with self.lock:
                        pass

            async def beside_another(self):
                async with self.other, self.lock:
                    pass

            async def plainly(self):
                with self.lock:
                    pass

            async def another(self):
                async with self.other:
                    pass

            async def another_acquired(self):
                await self.other.acquire()

            async def only_asks(self):
                await self.lock.locked()

            async def acquired_without_waiting(self):
                self.lock.acquire()

            async def of_all(self):
                async with self.shared:
                    pass

            async def itself(self):
                await self.itself()

            async def main(self, store: "Store"):
                async with self.lock:
                    await self.enters()  #> yes
                    await self.acquires()  #> yes
                    await self.acquires_with_a_result()  #> yes
                    await self.returns_that()  #> yes
                    await self.calls()  #> yes
                    await self.tries()  #> yes
                    await self.within_another()  #> yes
                    await self.beside_another()  #> yes
                    await self.plainly()  #> no
                    await self.another()  #> no
                    await self.another_acquired()  #> no
                    await self.only_asks()  #> no
                    await self.acquired_without_waiting()  #> no
                    await self.itself()  #> no
                    await store.enters()  #> no
                    await store.unknown()  #> no
                await self.enters()  #> no
                with self.lock:
                    await self.enters()  #> no
                async with self.lock:
                    self.lock = asyncio.Lock()
                    await self.enters()  #> no
                async with store.lock:
                    await self.enters()  #> no
                async with self.shared:
                    await store.of_all()  #> yes
                    await self.enters()  #> no
                async with self.other, self.lock:
                    await self.enters()  #> yes
                    await self.another()  #> yes
        """);
  }

  @Test
  void aFunctionThatMayEndOrFreeTheLockFirst() {
    expectWaits(
        """
        lock = asyncio.Lock()

        async def takes():
            async with lock:
                pass

        async def returns_first(quick):
            if quick:
                return
            await takes()

        async def raises_first(quick):
            if quick:
                raise ValueError
            await takes()

        async def releases_first():
            lock.release()
            await takes()

        async def continues_first(steps):
            for step in steps:
                continue
            await takes()

        async def breaks_first(steps):
            for step in steps:
                break
            await takes()

        async def only_one_way(quick):
            if quick:
                await takes()

        async def does_more_first(quick):
            if quick:
                print(lock.locked())
            await takes()

        async def returns_it():
            return await takes()

        async def returns_something():
            return takes

        async def generates():
            await takes()
            yield 1

        def plain():
            return takes()

        @functools.cache
        async def decorated():
            await takes()

        class Store:
            @classmethod
            async def of_class(cls):
                await takes()

            @staticmethod
            async def of_none():
                await takes()

        async def main(steps):
            async with lock:
                await takes()  #> yes
                await returns_first(1)  #> no
                await raises_first(1)  #> no
                await continues_first(steps)  #> no
                await breaks_first(steps)  #> no
                await only_one_way(1)  #> no
                await does_more_first(1)  #> yes
                await returns_it()  #> yes
                await returns_something()  #> no
                await generates()  #> no
                await plain()  #> no
                await decorated()  #> no
                await Store.of_class()  #> yes
                await Store.of_none()  #> yes
                await releases_first()  #> no
                await takes()  #> no
        """);
  }

  @Test
  void theReasonsSayWhere() {
    Python file =
        Python.file(
            """
            import asyncio

            lock = asyncio.Lock()

            async def takes():
                await lock.acquire()

            async def main():
                async with lock:
                    held(lock)
                    await takes()
            """);
    NestedLocks locks = NestedLocks.of(file.model());

    assertThat(locks.isHeld(file.call("held").arguments().getFirst().value(), file.call("held")))
        .isEqualTo(new Answer.Yes("line 9 holds lock"));
    assertThat(locks.waitsForHeld(file.call("takes")))
        .isEqualTo(new Answer.Yes("line 9 holds lock, line 6 waits for it"));
  }
}
