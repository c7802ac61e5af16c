package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What becomes of a value (recipes' sections 2.2 and 2.4).
class ValueUsesTest {
  private static void expectUses(String text) {
    Python file = Python.file(text);
    file.expectAt(
        "make",
        call ->
            switch (file.model().valueUse(call)) {
              case ValueUse.Dropped _ -> "dropped";
              case ValueUse.Kept _ -> "kept";
              case ValueUse.Unknown _ -> "unknown";
            });
  }

  @Test
  void statementsOfTheirOwn() {
    expectUses(
        """
        async def main(flag, ns):
            make()  #> dropped
            (make())  #> dropped
            _ = make()  #> dropped
            [make(n) for n in ns]  #> dropped
            {make(n) for n in ns}  #> dropped
            {n: make(n) for n in ns}  #> dropped
            [make(n) for n in ns if n] if flag else None  #> dropped
            [make(1), make(2)]  #> dropped
            make(1), 2  #> dropped
            make() if flag else None  #> dropped
            None if flag else make()  #> dropped
            flag and make()  #> dropped
            flag or make()  #> dropped
            make() and flag  #> dropped
            flag and (make() if ns else None)  #> dropped
            if make():  #> unknown
                pass
            [1 for n in ns if make()]  #> unknown
            (make() for n in ns)  #> unknown
            await make()  #> kept
            await (make())  #> kept
            await asyncio.wait([make()])  #> kept
            tasks.append(make())  #> kept
            self.task = make()  #> kept
            tasks[0] = make()  #> kept
            self.task = other = make()  #> kept
            a, b = make(), make()  #> dropped
            c = [make(n) for n in ns]  #> kept
            c = [make()]  #> kept
            c += [make()]  #> kept
            make().cancel()  #> kept
            async with make():  #> kept
                pass
            for n in make():  #> kept
                pass
            return make()  #> kept

        def generator():
            yield make()  #> kept

        make()  #> dropped
        task = make()  #> kept
        _ = make()  #> kept

        class C:
            task = make()  #> kept
        """);
  }

  @Test
  void doneCallbacksHoldNothing() {
    expectUses(
        """
        async def main():
            make().add_done_callback(report)  #> dropped
            _ = make().add_done_callback(report)  #> dropped
            print(make().add_done_callback(report))  #> unknown
            t = make()  #> dropped
            t.add_done_callback(report)
            u = make()  #> kept
            u.add_done_callback(report)
            u.cancel()
            v = make()  #> kept
            tasks.add(v)
            v.add_done_callback(tasks.discard)
        """);
  }

  @Test
  void localsReadLater() {
    expectUses(
        """
        async def plain():
            t = make()  #> dropped
            u: object = make()  #> dropped
            v = w = make()  #> dropped
            x = make()  #> kept
            await x

        async def branches(flag):
            if flag:
                t = make(1)  #> kept
            else:
                t = make(2)  #> kept
            await t

        async def overwritten():
            t = make(1)  #> dropped
            t = make(2)  #> kept
            await t

        async def read_before():
            print(t)
            t = make()  #> dropped

        async def loop(ns):
            t = None
            for n in ns:
                print(t)
                t = make(n)  #> kept

        async def loop_end(ns):
            for n in ns:
                t = make(n)  #> kept
            await t

        async def loop_dropped(ns):
            for n in ns:
                t = make(n)  #> dropped
            print(ns)

        async def one_branch(flag):
            t = make()  #> kept
            if flag:
                t.cancel()

        async def returned_early(flag):
            t = make()  #> dropped
            return 1
            await t

        async def finally_cancels():
            t = make()  #> kept
            try:
                await other()
            finally:
                t.cancel()

        async def in_try():
            try:
                t = make()  #> kept
                await other()
            finally:
                t.cancel()

        async def handler_reads():
            t = None
            try:
                t = make()  #> kept
                await other()
            except ValueError:
                t.cancel()

        async def return_through_finally(ns):
            for n in ns:
                t = make()  #> kept
                try:
                    return n
                finally:
                    t.cancel()

        async def while_true():
            while True:
                t = make()  #> dropped
            await t

        async def deleted():
            t = make()  #> dropped
            del t

        async def nested():
            t = make()  #> kept
            def stop():
                t.cancel()
            return stop

        async def in_lambda():
            t = make()  #> kept
            return lambda: t

        async def in_comprehension(ns):
            t = make()  #> kept
            return [t for n in ns]

        async def walrus():
            if (t := make()):  #> unknown
                pass
            (u := make())  #> dropped
            (w := make()) and w.cancel()  #> kept
            (v := make())  #> kept
            await v

        async def frame():
            t = make()  #> unknown
            return locals()

        async def matched(value):
            t = make()  #> kept
            match value:
                case 1:
                    await t

        async def updated():
            t = make()  #> kept
            t += 1

        async def from_itself():
            t = make()  #> kept
            t = wrap(t)

        async def entered():
            with lock:
                t = make()  #> kept
            await t
        """);
  }

  @Test
  void namesThatLiveOn() {
    expectUses(
        """
        def set_global():
            global task
            task = make()  #> kept

        def outer():
            task = None
            def inner():
                nonlocal task
                task = make()  #> kept
            return inner

        async def fixture():
            t = make()  #> unknown
            yield
            print("done")

        async def fixture_used():
            t = make()  #> kept
            yield
            t.cancel()

        async def after_yield():
            yield
            t = make()  #> dropped
        """);
  }

  @Test
  void saysWhyALocalDoesNotHoldATask() {
    Python file =
        Python.file(
            """
            async def start():
                t = make()
                t = other()
                t.add_done_callback(report)
            """);

    assertThat(file.model().valueUse(file.call("make")))
        .isEqualTo(new ValueUse.Dropped("the local is never read again"));
    assertThat(file.model().valueUse(file.call("other")))
        .isEqualTo(
            new ValueUse.Dropped(
                "the local is only given a done callback, which does not hold the task"));
  }

  @Test
  void callbacksWhoseResultIsDropped() {
    expectUses(
        """
        import asyncio
        import functools

        async def main(loop):
            loop.call_soon(lambda: make())  #> dropped
            loop.call_later(1, lambda: make())  #> dropped
            loop.call_at(1, lambda: make())  #> dropped
            loop.call_soon_threadsafe(lambda: make())  #> dropped
            loop.add_signal_handler(1, lambda: make())  #> dropped
            loop.add_signal_handler(1, lambda s=1: make(s))  #> dropped
            task.add_done_callback(lambda t: make())  #> dropped
            loop.call_later(lambda: make(), f)  #> kept
            asyncio.get_running_loop().call_soon(lambda: make())  #> dropped
            keep(lambda: make())  #> kept
            cb = lambda: make()  #> dropped
            loop.call_soon(cb)
            db = lambda: make()  #> kept
            loop.call_soon(db)
            keep(db)
            eb = lambda: make()  #> kept
            (lambda: make())()  #> dropped
            keep((lambda: make())())  #> kept
            await run(lambda: make())  #> kept

        async def run(fn):
            fn()

        def start():
            return make()  #> dropped

        def start_partial(n):
            return make()  #> dropped

        def spawn():
            return make()  #> kept

        async def start_async():
            return make()  #> kept

        class Hub:
            def kick(self):
                return make()  #> dropped

            def run(self, loop):
                loop.call_soon(start)
                loop.call_soon(self.kick)
                loop.call_later(1, functools.partial(start_partial, 1))
                loop.call_soon(start_async)
                spawn()
        """);
  }

  @Test
  void placesOfAValue() {
    expectUses(
        """
        async def main(flag):
            x: make() = 1  #> kept
            x = flag and make()  #> kept
            use(x)
            y = make() and flag  #> unknown
            use(y)
            class Inner:
                t = make()  #> kept
            t = make()  #> kept
            class Reads:
                u = t
            v = 1
            class ReadsBefore:
                u = v
            v = make()  #> dropped
            u = make()  #> kept
            for n in flag:
                class Deeper:
                    print([u for u in u])
            return [make() or flag]  #> unknown
        """);
  }

  @Test
  void nestedTooDeeply() {
    for (String nested :
        new String[] {
          "None if a else (".repeat(60) + "make()" + ")".repeat(60),
          "[".repeat(60) + "make()" + "]".repeat(60),
          "a or (".repeat(60) + "make()" + ")".repeat(60),
          "make()" + ".add_done_callback(a)".repeat(60),
          "(b := ".repeat(60) + "make()" + ")".repeat(60),
        }) {
      Python file = Python.file("def f(a):\n    " + nested + "\n");

      assertThat(file.model().valueUse(file.call("make")))
          .as(nested)
          .isNotInstanceOf(ValueUse.Dropped.class);
    }
  }

  @Test
  void whatEachOfTwoFunctionsReturnsOfTheOther() {
    expectUses(
        """
        def one(n):
            if n:
                return make()  #> kept
            return other(n)

        def other(n):
            return one(n)
        """);
  }

  @Test
  void aValueThatEightConditionsHandOn() {
    Python file =
        Python.file(
            "def f(a):\n    " + "None if a else (".repeat(8) + "make()" + ")".repeat(8) + "\n");

    assertThat(file.model().valueUse(file.call("make"))).isInstanceOf(ValueUse.Dropped.class);
  }

  @Test
  void lambdasThatCallEachOther() {
    expectUses(
        """
        def each_other():
            one = lambda n: other(n) or make()  #> kept
            other = lambda n: one(n)
        """);
  }
}
