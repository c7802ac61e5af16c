package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where functions run that others are given: by what these do with them.
class GivenFunctionsTest {
  private static void expectContexts(String text) {
    Python.file(text).expectContexts();
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
            if fn:
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
  void functionsThatAreGivenOn() {
    expectContexts(
        """
        import asyncio
        import threading

        async def runs(fn):
            fn()

        def gives(fn):
            return runs(fn)

        def at_once(fn):
            def inner():
                fn()
            inner()

        def in_a_thread(fn):
            def inner():
                fn()
            threading.Thread(name="worker", target=inner).start()

        def by_a_coroutine():
            here()  #> on

        def on_the_loop():
            here()  #> on

        def off_the_loop():
            here()  #> off

        def in_the_thread():
            here()  #> off

        def behind_a_star():
            here()  #> unknown

        def by_keyword_behind_a_star():
            here()  #> off

        def behind_another_star():
            here()  #> unknown

        def by_a_generator():
            here()  #> unknown

        def by_a_decorated_function():
            here()  #> unknown

        def lazily(fn):
            yield fn()

        def decorates(fn):
            @unheard_of
            def inner():
                fn()
            inner()

        async def main():
            await gives(by_a_coroutine)
            at_once(on_the_loop)
            in_a_thread(in_the_thread)
            asyncio.to_thread(*main, behind_a_star)
            threading.Thread(*main, target=by_keyword_behind_a_star)
            at_once(*main, behind_another_star)
            list(lazily(by_a_generator))
            decorates(by_a_decorated_function)

        at_once(off_the_loop)
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

        async def use(xs):
            asyncio.to_thread(list, (in_a_thread(x) for x in xs))
            asyncio.to_thread(list, (y for y in list(further_in(x) for x in xs) if y))
            asyncio.to_thread(list, (sorted(x, key=as_key) for x in xs))
            asyncio.to_thread(lambda: in_a_lambda(1))
            keep(in_a_lambda)

        max((on_the_spot(x) for x in [1]), key=len)
        list(on_the_spot(x) for x in [1])
        sum(on_the_spot(x) for x in [1])
        """);
  }

  /// Functions that stand in the same places of different files do different things.
  @Test
  void functionsOfSeveralFiles() {
    String inner = "def takes(fn):\n    def inner():\n        fn()\n    ";
    Map<String, String> files =
        Map.of(
            "a.py", "def takes(fn):\n    fn()\n",
            "b.py", "import threading\ndef takes(fn):\n    threading.Thread(target=fn)\n",
            "c.py", inner + "inner()\n",
            "d.py", inner + "keep(inner)\n",
            "e.py", inner.replace("inner()", "inner(x)") + "max([1], key=inner)\n",
            "f.py",
                inner.replace("    def", "    global inner\n    def")
                    + "return 1\ndef other():\n    inner()\nasync def go():\n    other()\n",
            "use.py",
                """
                import a, b, c, d, e, f, threading

                def one():
                    here()  #> on

                def two():
                    here()  #> off

                def three():
                    here()  #> on

                def four():
                    here()  #> unknown

                def five():
                    here()  #> on

                def six():
                    here()  #> off

                def seven():
                    here()  #> unknown

                def in_a_thread():
                    e.takes(six)

                threading.Thread(target=in_a_thread)

                async def main():
                    a.takes(one)
                    b.takes(two)
                    c.takes(three)
                    d.takes(four)
                    e.takes(five)
                    f.takes(seven)
                """);
    Python.project(files, List.of()).file("use.py").expectContexts();
  }
}
