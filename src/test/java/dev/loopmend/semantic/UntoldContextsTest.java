package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// Functions of which one use says where they run, and another leaves it open: then it is unknown,
/// unless one runs them on the event loop for sure.
class UntoldContextsTest {
  private static void expectContexts(String text) {
    Python file = Python.file(text);
    file.expectAt(
        "here",
        call ->
            switch (file.model().loopContext(call)) {
              case LoopContext.OnLoop _ -> "on";
              case LoopContext.OffLoop _ -> "off";
              case LoopContext.Both _ -> "both";
              case LoopContext.Unknown _ -> "unknown";
            });
  }

  @Test
  void anotherUseLeavesItOpen() {
    expectContexts(
        """
        import asyncio

        def generator():
            here()  #> unknown
            yield 1

        def consumed():
            here()  #> off
            yield 1

        def by_a_future(future):
            here()  #> unknown

        def passed_on():
            here()  #> unknown

        @unheard_of
        def decorated():
            here()  #> unknown

        @(lambda f: f)
        def decorated_with_an_expression():
            here()  #> unknown

        def only_called():
            here()  #> off

        def called_on_the_loop():
            here()  #> both

        for x in generator():
            pass
        keep(generator())
        for x in consumed():
            pass
        by_a_future(1)
        passed_on()
        decorated()
        decorated_with_an_expression()
        only_called()
        called_on_the_loop()
        only_called

        def wait(something):
            something.add_done_callback(by_a_future)
            keep(passed_on)

        async def main():
            called_on_the_loop()
        """);
  }

  @Test
  void methodsThatOthersMayOverride() {
    expectContexts(
        """
        class Base:
            def step(self):
                here()  #> unknown

            def last(self):
                here()  #> off

        class Derived(Base):
            def step(self):
                here()  #> unknown

        Base().last()
        Base().step()

        def use(base: Base):
            base.step()
        """);
  }

  @Test
  void generatorExpressionsThatAreHandedOn() {
    expectContexts(
        """
        import asyncio

        def in_a_thread(x):
            here()  #> unknown

        def further_in(x):
            here()  #> unknown

        def on_the_spot(x):
            here()  #> off

        def in_a_lambda(x):
            here()  #> unknown

        def as_key(x):
            here()  #> unknown

        in_a_thread(1)
        further_in(1)
        on_the_spot(1)
        in_a_lambda(1)
        as_key(1)

        def use(xs):
            asyncio.to_thread(list, (in_a_thread(x) for x in xs))
            asyncio.to_thread(list, (y for y in list(further_in(x) for x in xs) if y))
            asyncio.to_thread(list, (sorted(x, key=as_key) for x in xs))
            asyncio.to_thread(lambda: in_a_lambda(1))
            keep(in_a_lambda)

        list(on_the_spot(x) for x in [1])
        sum(on_the_spot(x) for x in [1])
        """);
  }

  @Test
  void functionsThatRunWhatTheyAreGivenInSeveralWays() {
    expectContexts(
        """
        import asyncio
        import threading

        def calls(fn):
            fn()

        def calls_twice(fn):
            fn()
            fn()

        def in_threads(fn):
            threading.Thread(target=fn).start()
            asyncio.to_thread(fn)

        def in_two_ways(fn):
            fn()
            threading.Thread(target=fn).start()

        def here_or_on_the_loop(fn, loop: asyncio.AbstractEventLoop):
            loop.call_soon(fn)
            threading.Thread(target=fn).start()

        def only_if_there_is_one(fn, other):
            assert fn
            if fn is not None and not fn:
                print(fn.__name__, f"{fn}")
            while fn:
                fn()
            fn and fn()
            fn() if fn else None
            fn

        def keeps(fn):
            if ready and fn:
                fn()

        def gives_back(fn):
            fn()
            return fn

        def sets_it(fn):
            fn = fn
            fn()

        def asks_for_more(fn):
            fn()
            fn.cancel

        def negates(fn):
            fn()
            -fn

        def in_the_branch(fn):
            fn() if ready else fn

        def later(fn):
            keep(fn(x) for x in xs)

        async def main(loop: asyncio.AbstractEventLoop):
            calls(called)
            calls_twice(called_twice)
            in_threads(threaded)
            in_two_ways(twofold)
            here_or_on_the_loop(either, loop)
            only_if_there_is_one(guarded, 1)
            keeps(tested)
            gives_back(given_back)
            sets_it(set_again)
            asks_for_more(asked)
            negates(negated)
            in_the_branch(branched)
            later(delayed)

        def called():
            here()  #> on

        def called_twice():
            here()  #> on

        def threaded():
            here()  #> off

        def twofold():
            here()  #> unknown

        def either():
            here()  #> unknown

        def guarded():
            here()  #> on

        def tested():
            here()  #> unknown

        def given_back():
            here()  #> unknown

        def set_again():
            here()  #> unknown

        def asked():
            here()  #> unknown

        def negated():
            here()  #> unknown

        def branched():
            here()  #> unknown

        def delayed():
            here()  #> unknown
        """);
  }

  @Test
  void placesOfAFunction() {
    expectContexts(
        """
        def dropped():
            here()  #> off

        def followed():
            here()  #> off

        def annotated():
            here()  #> unknown

        def collected():
            here()  #> unknown

        def in_set():
            here()  #> unknown

        def in_dict():
            here()  #> unknown

        def in_tuple():
            here()  #> unknown

        def stored():
            here()  #> unknown

        def named():
            here()  #> unknown

        def bound_twice():
            here()  #> unknown

        def made_global():
            here()  #> unknown

        def iterated():
            here()  #> unknown

        dropped()
        dropped
        followed()
        alias = followed
        alias()
        annotated()
        x.y: int = annotated
        collected()
        things = [collected]
        in_set()
        things = {in_set}
        in_dict()
        things = {1: in_dict}
        in_tuple()
        things = 1, in_tuple
        stored()
        x.z = stored
        named()
        print(n := named)
        bound_twice()
        two = bound_twice
        two = print
        made_global()
        made = made_global
        iterated()
        for thing in iterated:
            pass

        def later():
            global made
            made = print
        """);
  }
}
