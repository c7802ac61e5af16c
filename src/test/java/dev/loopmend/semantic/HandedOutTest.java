package dev.loopmend.semantic;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// Functions that only give their caller what a library made: what becomes of it is the caller's.
class HandedOutTest {
  private static final Set<String> MAKERS =
      Set.of("asyncio.create_task", "asyncio.AbstractEventLoop.create_task");

  private static void expectGivers(String text) {
    Python file = Python.file(text);
    file.expect(call -> Python.word(file.model().handsOut(call.callee(), MAKERS)));
  }

  @Test
  void whatAFunctionReturns() {
    expectGivers(
        """
        import asyncio
        import functools
        tasks = set()
        shared = asyncio.create_task(x)

        def direct(c):
            return asyncio.create_task(c)

        def named(c):
            task = asyncio.create_task(c)
            return task

        def asked(c):
            task = asyncio.create_task(c)
            task.add_done_callback(print)
            return task

        def added(c):
            task = asyncio.create_task(c)
            tasks.add(task)
            return task

        def looked_at(c):
            task = asyncio.create_task(c)
            c.cancel = task.cancel
            return task

        def kept_too(c):
            task = c.task = asyncio.create_task(c)
            return task

        def two_names(c):
            task = other = asyncio.create_task(c)
            return task

        def made_twice(c):
            task = asyncio.create_task(c)
            task = asyncio.create_task(c)
            return task

        def made_global(c):
            global current
            current = asyncio.create_task(c)
            return current

        def made_global_in_passing(c):
            global current
            return (current := asyncio.create_task(c))

        def of_module():
            return shared

        def set_within(c):
            task = asyncio.create_task(c)
            def later():
                nonlocal task
                task = None
            return task

        def either(c, flag):
            if flag:
                return asyncio.create_task(c)
            return direct(c)

        def or_another(c, flag):
            if flag:
                return asyncio.create_task(c)
            return flag

        def or_other_call(c, flag):
            if flag:
                return asyncio.create_task(c)
            return print(c)

        def conditional(c, flag):
            return asyncio.create_task(c) if flag else None

        def through(c):
            return direct(c)

        def through_variable(c):
            task = direct(c)
            return task

        def given(task):
            return task

        def copied(c):
            task = shared
            return task

        def entered(c):
            with asyncio.create_task(c) as task:
                return task

        def nothing(c):
            asyncio.create_task(c)

        def named_round(c):
            task = named_round_again(c)
            return task

        def named_round_again(c):
            task = named_round(c)
            return task

        def round_and_round(c):
            return round_again(c)

        def round_again(c):
            return round_and_round(c)

        direct(x)  #> yes
        named(x)  #> yes
        asked(x)  #> yes
        added(x)  #> no
        looked_at(x)  #> no
        kept_too(x)  #> no
        two_names(x)  #> no
        made_twice(x)  #> no
        made_global(x)  #> no
        made_global_in_passing(x)  #> no
        of_module()  #> no
        set_within(x)  #> no
        either(x, 1)  #> yes
        or_another(x, 1)  #> no
        or_other_call(x, 1)  #> no
        conditional(x, 1)  #> no
        through(x)  #> yes
        through_variable(x)  #> yes
        given(x)  #> no
        copied(x)  #> no
        entered(x)  #> no
        nothing(x)  #> no
        named_round(x)  #> no
        round_again(x)  #> no
        asyncio.create_task(x)  #> no
        unknown(x)  #> no
        """);
  }

  @Test
  void kindsOfFunctions() {
    expectGivers(
        """
        import asyncio
        import functools
        import typing
        from elsewhere import unknown

        async def coroutine(c):
            return asyncio.create_task(c)

        def passing_on(c):
            yield from c
            return asyncio.create_task(c)

        def generator(c):
            yield 1
            return asyncio.create_task(c)

        @functools.lru_cache
        def cached(c):
            return asyncio.create_task(c)

        @unknown
        def decorated(c):
            return asyncio.create_task(c)

        spawn = lambda c: asyncio.create_task(c)
        keep = lambda c: c

        class Hub:
            def __init__(self, loop: asyncio.AbstractEventLoop):
                self.loop = loop

            @staticmethod
            def static(c):
                return asyncio.create_task(c)

            @classmethod
            def of_class(cls, c):
                return asyncio.create_task(c)

            @typing.final
            def final(self, c):
                return asyncio.create_task(c)

            def by_loop(self, c):
                return self.loop.create_task(c)

            def by_method(self, c):
                return self.by_loop(c)

            def stored(self, c):
                self.task = asyncio.create_task(c)
                return self.task

            def run(self, c):
                self.static(c)  #> yes
                self.of_class(c)  #> yes
                self.final(c)  #> yes
                self.by_loop(c)  #> yes
                self.by_method(c)  #> yes
                self.stored(c)  #> no
                self.overridden(c)  #> no

            def overridden(self, c):
                return asyncio.create_task(c)

        class Keeping(Hub):
            def overridden(self, c):
                self.task = asyncio.create_task(c)
                return self.task

        coroutine(x)  #> no
        passing_on(x)  #> no
        generator(x)  #> no
        cached(x)  #> no
        decorated(x)  #> no
        spawn(x)  #> yes
        keep(x)  #> no
        Hub.static(x)  #> yes
        """);
  }

  @Test
  void membersOfLibraries() {
    expectGivers(
        """
        import asyncio
        import uvloop

        class Loop(asyncio.AbstractEventLoop):
            def go(self, c):
                return self.create_task(c)

            def above(self, c):
                return super().create_task(c)

        class Own(asyncio.AbstractEventLoop):
            def go(self, c):
                return self.create_task(c)

            def above(self, c):
                return super().create_task(c)

            def create_task(self, c):
                return c

        class Base(asyncio.AbstractEventLoop):
            def go(self, c):
                return self.create_task(c)

            def above(self, c):
                return super().create_task(c)

        class Derived(Base):
            def create_task(self, c):
                return c

            def call_soon(self, c):
                return c

        class Stored(asyncio.AbstractEventLoop):
            def __init__(self, make):
                self.create_task = make

            def go(self, c):
                return self.create_task(c)

        def of_loop(loop: Loop, c):
            return loop.create_task(c)

        def of_own(loop: Own, c):
            return loop.create_task(c)

        def of_derived(loop: uvloop.Loop, c):
            return loop.create_task(c)

        def of_unknown(loop, c):
            return loop.create_task(c)

        def of_another(loop: asyncio.AbstractEventLoop, c):
            return loop.call_soon(c)

        def run(loop: Loop, own: Own, base: Base, stored: Stored):
            loop.go(1)  #> yes
            loop.above(1)  #> yes
            own.go(1)  #> no
            own.above(1)  #> yes
            base.go(1)  #> no
            base.above(1)  #> yes
            stored.go(1)  #> no
            of_loop(loop, 1)  #> yes
            of_own(own, 1)  #> no
            of_derived(loop, 1)  #> yes
            of_unknown(loop, 1)  #> no
            of_another(loop, 1)  #> no
        """);
  }
}
