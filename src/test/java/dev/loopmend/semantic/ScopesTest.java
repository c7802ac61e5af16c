package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Which binding a name means, by where it stands (Language Reference, 4.2.2): a name that is bound
/// nearer than the import no longer means what was imported.
class ScopesTest {
  private static void expectNames(String text) {
    Python file = Python.file(text);
    file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
  }

  @Test
  void comprehensionsBindTheirTargetsForThemselves() {
    expectNames(
        """
        import time

        def f(clocks):
            {time.sleep(1) for time in clocks}  #> -
            {time.sleep(1): 1 for time in clocks}  #> -
            sum(time.sleep(1) for time in clocks)  #> builtins.sum
            list(time.sleep(1) for time in clocks)  #> builtins.list
            {t for time in time.sleep(1)}  #> time.sleep
            {t: 1 for time in time.sleep(1)}  #> time.sleep
            [t for time in time.sleep(1)]  #> time.sleep
            (t for time in time.sleep(1))  #> time.sleep
            [t for t in clocks for time in time.sleep(1)]  #> -
            [1 for t in clocks if time.sleep(1)]  #> time.sleep
            [1 for time in clocks if time.sleep(1)]  #> -
            time.sleep(1)  #> time.sleep
        """);
  }

  @Test
  void generatorExpressionsBindTheirTargetsForThemselves() {
    Python file =
        Python.file(
            """
            import time

            def f(clocks):
                list(time.sleep(1) for time in clocks)  #> -
                list(time.sleep(1) for clock in clocks)  #> time.sleep
            """);

    file.expectAt("time.sleep", call -> file.model().qualifiedName(call.callee()).orElse("-"));
  }

  @Test
  void defaultsAreEvaluatedOutside() {
    expectNames(
        """
        import time

        def f(a=time.sleep(1), time=None):  #> time.sleep
            time.sleep(1)  #> -

        def g(a: time.sleep(1), time=None):  #> time.sleep
            pass

        h = lambda a=time.sleep(1), time=None: 1  #> time.sleep
        """);
  }

  @Test
  void typeParametersAreScopesOfTheirOwn() {
    expectNames(
        """
        import time

        def called[time]():
            time.sleep(1)  #> -

        @time.sleep(1)  #> time.sleep
        def decorated[time]():
            pass

        def by_default[time](a=time.sleep(1)):  #> time.sleep
            pass

        def annotated[time](a: time.sleep(1)):  #> -
            pass

        def annotated_too[time](a: time.sleep(1) = 1):  #> -
            pass

        def returned[time]() -> time.sleep(1):  #> -
            pass

        def bounded[T: time.sleep(1)]():  #> time.sleep
            pass

        def plainly(a: time.sleep(1)) -> None:  #> time.sleep
            pass

        class Derived[time](time.sleep(1)):  #> -
            time.sleep(1)  #> -

            def method(self):
                time.sleep(1)  #> -

        @time.sleep(1)  #> time.sleep
        class Decorated[time]:
            pass

        class Plain(time.sleep(1)):  #> time.sleep
            pass

        type Pair[time] = time.sleep(1)  #> -
        type Single = time.sleep(1)  #> time.sleep
        time.sleep(1)  #> time.sleep
        """);
  }

  @Test
  void typeParametersOfMethodsSeeTheClass() {
    expectNames(
        """
        import time

        class Clock:
            time = other

            def bounded[T: time.sleep(1)](self):  #> -
                time.sleep(1)  #> time.sleep
        """);
  }

  @Test
  void typeAliasesBindTheirName() {
    expectNames(
        """
        import time
        import queue

        def f():
            type time = int
            time.sleep(1)  #> -

        type queue[T] = list[T]
        queue.Queue()  #> -
        """);
  }

  @Test
  void patternsBindTheirNames() {
    expectNames(
        """
        import time

        def whole(value):
            match value:
                case time:
                    time.sleep(1)  #> -

        def named(value):
            match value:
                case int() as time:
                    time.sleep(1)  #> -

        def starred(value):
            match value:
                case [_, *time]:
                    time.sleep(1)  #> -

        def rest(value):
            match value:
                case {"a": 1, **time}:
                    time.sleep(1)  #> -

        def compared(value):
            match value:
                case time.monotonic:
                    time.sleep(1)  #> time.sleep
                case {"a": _}:
                    time.sleep(1)  #> time.sleep
        """);
  }

  @Test
  void targetsWithinTargets() {
    expectNames(
        """
        import time

        def listed(clocks):
            [time] = clocks
            time.sleep(1)  #> -

        def starred(clocks):
            first, *time = clocks
            time.sleep(1)  #> -

        def nested(clocks):
            for number, [time, _] in clocks:
                time.sleep(1)  #> -

        def attribute(clocks):
            clocks.time, clocks[time] = clocks
            time.sleep(1)  #> time.sleep
        """);
  }

  @Test
  void severalBindingsOfTheFirstNameOfAFile() {
    expectNames(
        """
        time = clock
        import time
        time.sleep(1)  #> -
        """);
  }

  @Test
  void nonlocalNamesAreThoseOfTheFunctionAround() {
    expectNames(
        """
        def by_module():
            import time as os
            def inner():
                nonlocal os
                import os.path
            os.sleep(1)  #> -

        def by_function():
            import time
            def inner():
                nonlocal time
                def time(): pass
            time.sleep(1)  #> -

        def by_class():
            import time
            def inner():
                nonlocal time
                class time: pass
            time.sleep(1)  #> -

        def by_handler():
            import time
            def inner():
                nonlocal time
                try:
                    pass
                except OSError as time:
                    pass
            time.sleep(1)  #> -

        def by_patterns(value):
            import time
            import queue
            import threading
            def inner():
                nonlocal time, queue, threading
                match value:
                    case [*time]: pass
                    case {"a": 1, **queue}: pass
                    case int() as threading: pass
            time.sleep(1)  #> -
            queue.Queue()  #> -
            threading.Lock()  #> -

        def by_two():
            import time
            def outer():
                def inner():
                    nonlocal time
                    time = clock
                time.sleep(1)  #> -
            time.sleep(1)  #> -
        """);
  }

  @Test
  void globalInAClassIsNotForItsMethods() {
    expectNames(
        """
        import time

        def outer(time):
            class Inner:
                global time
                time.sleep(1)  #> time.sleep

                def method(self):
                    time.sleep(1)  #> -
        """);
  }

  @Test
  void bindingsInTheOrderOfTheText() {
    Python file = Python.file("b = 1\n\ndef a():\n    global z\n    z = 1\n\nz = c = 2\nb = 3\n");
    SemanticModel model = file.model();

    assertThat(model.bindingsOf(model.scopeOf(model.tree().module())))
        .extracting(Binding::name)
        .containsExactly("b", "a", "z", "c");
  }

  @Test
  void storesInTheOrderOfTheText() {
    Python file =
        Python.file(
            """
            def outer():
                def inner():
                    nonlocal task
                    task = 1
                task = 2
                use(task)
            """);
    SemanticModel model = file.model();
    Binding binding =
        model.bindingOf(file.call("use").arguments().getFirst().value()).orElseThrow();

    assertThat(binding.stores())
        .extracting(it -> model.tree().textOf(model.tree().parent(it)))
        .isEqualTo(List.of("task = 1", "task = 2"));
  }

  @Test
  void whatStandsInAHeadIsEvaluatedOutside() {
    expectNames(
        """
        import time

        def f(time) -> time.sleep(1):  #> time.sleep
            time.sleep(1)  #> -

        class Clock(time.sleep(1)):  #> time.sleep
            time = None
            time.sleep(1)  #> -

        class Other(metaclass=time.sleep(1)):  #> time.sleep
            time = None
        """);
  }
}
