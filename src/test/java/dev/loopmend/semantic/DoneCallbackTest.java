package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which function is called for a task that is done, and who else uses that.
class DoneCallbackTest {
  private static final String HEAD = "import asyncio\nimport functools\n";
  private static final String REGISTRATION = "task.add_done_callback";

  private static Python.Project project(String text) {
    return Python.project(Map.of("app/main.py", HEAD + text), List.of());
  }

  /// Compares the functions that are registered, each with the parameter that takes the future.
  private static void expectCallbacks(String text) {
    expectCallbacks(project(text));
  }

  private static void expectCallbacks(Python.Project project) {
    Python file = project.file("app/main.py");
    file.expectAt(
        REGISTRATION,
        call ->
            callback(project, file.model(), call)
                .map(it -> it.def().name() + "(" + it.name() + ")")
                .orElse("-"));
  }

  private static Optional<DoneCallback> callback(
      Python.Project project, SemanticModel model, Expr.Call registration) {
    return DoneCallback.of(project.files(), model, registration.arguments().getFirst().value());
  }

  @Test
  void aFunctionThatTakesTheFutureFirst() {
    expectCallbacks(
        """
        def on_done(task):
            pass

        def with_more(task, *, name=None):
            pass

        def by_position(task, /):
            pass

        def of_nothing():
            pass

        def of_all(*tasks):
            pass

        def by_name(*, task):
            pass

        async def coroutine(task):
            pass

        @functools.cache
        def decorated(task):
            pass

        def main(task, other):
            task.add_done_callback(on_done)  #> on_done(task)
            task.add_done_callback(with_more)  #> with_more(task)
            task.add_done_callback(by_position)  #> by_position(task)
            task.add_done_callback(of_nothing)  #> -
            task.add_done_callback(of_all)  #> -
            task.add_done_callback(by_name)  #> -
            task.add_done_callback(coroutine)  #> -
            task.add_done_callback(decorated)  #> -
            task.add_done_callback(lambda done: done.result())  #> -
            task.add_done_callback(other)  #> -
        """);
  }

  @Test
  void methodsTakeTheirObjectFirst() {
    expectCallbacks(
        """
        class Job:
            def on_done(self, task):
                pass

            def of_nothing(self):
                pass

            @staticmethod
            def without_object(task):
                pass

            @classmethod
            def of_class(cls, task):
                pass

            @property
            def of_property(self, task):
                pass

            def start(self, task):
                task.add_done_callback(self.on_done)  #> on_done(task)
                task.add_done_callback(self.of_nothing)  #> -
                task.add_done_callback(self.without_object)  #> without_object(task)
                task.add_done_callback(Job.without_object)  #> without_object(task)
                task.add_done_callback(self.of_class)  #> of_class(task)
                task.add_done_callback(Job.of_class)  #> of_class(task)
                task.add_done_callback(self.of_property)  #> -
        """);
  }

  @Test
  void partialArgumentsComeFirst() {
    expectCallbacks(
        """
        def on_done(name, task):
            pass

        def of_three(first, second, task):
            pass

        def with_name(task, name):
            pass

        class Job:
            def on_done(self, name, task):
                pass

            def start(self, task):
                task.add_done_callback(functools.partial(self.on_done, "job"))  #> on_done(task)

        def main(task, names):
            task.add_done_callback(functools.partial(on_done, "job"))  #> on_done(task)
            task.add_done_callback(functools.partial(on_done))  #> on_done(name)
            task.add_done_callback(functools.partial(of_three, 1, 2))  #> of_three(task)
            task.add_done_callback(functools.partial(of_three, 1, 2, 3))  #> -
            task.add_done_callback(functools.partial(with_name, name="job"))  #> with_name(task)
            task.add_done_callback(functools.partial(on_done, *names))  #> -
            task.add_done_callback(functools.partial(with_name, **names))  #> -
            task.add_done_callback(functools.partial(func=on_done))  #> -
            task.add_done_callback(functools.partial())  #> -
            task.add_done_callback(
                functools.partial(functools.partial(of_three, 1), 2)
            )
            callback = functools.partial(on_done, "job")
            task.add_done_callback(callback)  #> on_done(task)
            task.add_done_callback(functools.partial(callback, 1))  #> -

        def twice(task, names):
            callback = functools.partial(on_done, "job")
            callback = functools.partial(on_done, "job", names)
            task.add_done_callback(callback)  #> -

        def renamed(task):
            callback = on_done
            task.add_done_callback(callback)  #> on_done(name)

        def renamed_twice(task):
            first = functools.partial(on_done, "job")
            second = first
            task.add_done_callback(second)  #> on_done(task)

        def renamed_often(task):
            first = functools.partial(on_done, "job")
            second = first
            third = second
            fourth = third
            fifth = fourth
            sixth = fifth
            task.add_done_callback(sixth)  #> -

        class Kept:
            def __init__(self):
                self.callback = functools.partial(self.on_done, "job")

            def on_done(self, name, task):
                pass

            def start(self, task):
                task.add_done_callback(self.callback)  #> -
                on_done = self.on_done
                task.add_done_callback(on_done)  #> on_done(name)
        """);
  }

  @Test
  void callbacksOfOtherFiles() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "app/done.py",
        """
        import functools

        def on_done(name, task):
            pass

        callback = functools.partial(on_done, "job")
        """);
    texts.put(
        "app/main.py",
        """
        import app.done
        from app.done import callback, on_done
        from app.done import on_done as on_end

        def start(task):
            task.add_done_callback(on_done)  #> on_done(name)
            task.add_done_callback(on_end)  #> on_done(name)
            task.add_done_callback(app.done.on_done)  #> on_done(name)
            task.add_done_callback(callback)  #> -
            task.add_done_callback(app.done.callback)  #> -
        """);
    expectCallbacks(Python.project(texts, List.of()));
  }

  @Test
  void aFunctionThatAnotherOneReturns() {
    expectCallbacks(
        """
        def release(slots):
            def on_done(task):
                slots.release()
            return on_done

        def release_later(slots):
            def on_done(name, task):
                def inner():
                    return slots
                slots.release(inner)
            return on_done

        def on_any(task):
            pass

        def gives_another(slots):
            return on_any

        def gives_itself(task):
            return gives_itself

        def gives_either(slots):
            def on_done(task):
                pass
            def on_other(task):
                pass
            if slots:
                return on_other
            return on_done

        def gives_a_call(slots):
            def on_done(task):
                pass
            return slots(on_done)

        def gives_nothing(slots):
            def on_done(task):
                pass
            return

        async def coroutine(slots):
            def on_done(task):
                pass
            return on_done

        @functools.cache
        def decorated(slots):
            def on_done(task):
                pass
            return on_done

        def main(task, slots, unknown):
            task.add_done_callback(release(slots))  #> on_done(task)
            task.add_done_callback(functools.partial(release(slots)))  #> on_done(task)
            task.add_done_callback(functools.partial(release_later(slots), 1))  #> on_done(task)
            task.add_done_callback(gives_another(slots))  #> -
            task.add_done_callback(gives_itself(slots))  #> -
            task.add_done_callback(gives_either(slots))  #> -
            task.add_done_callback(gives_a_call(slots))  #> -
            task.add_done_callback(gives_nothing(slots))  #> -
            task.add_done_callback(coroutine(slots))  #> -
            task.add_done_callback(decorated(slots))  #> -
            task.add_done_callback(unknown(slots))  #> -
            callback = release(slots)
            task.add_done_callback(callback)  #> on_done(task)
        """);
  }

  @Test
  void aGeneratorAsksForNothing() {
    Python.Project project =
        project(
            """
            def asks(task):
                task.result()

            def generates(task):
                yield task.result()

            def passes_on(task):
                yield from task.result()

            def defines_a_generator(task):
                def inner():
                    yield 1
                task.result()

            def main(task):
                task.add_done_callback(asks)  #> 1
                task.add_done_callback(generates)  #> 0
                task.add_done_callback(passes_on)  #> 0
                task.add_done_callback(defines_a_generator)  #> 1
            """);
    Python file = project.file("app/main.py");
    file.expectAt(
        REGISTRATION,
        call ->
            Integer.toString(
                callback(project, file.model(), call).orElseThrow().unguarded().size()));
  }

  @Test
  void otherUsesOfACallback() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "app/main.py",
        """
        import asyncio
        import functools

        def on_done(task):
            pass

        def on_call(task):
            pass

        def on_anything(task):
            pass

        def on_part(name, task):
            pass

        def on_other(task):
            pass

        def release(slots):
            def released(task):
                slots.release()
            return released

        def release_twice(slots):
            def released_twice(task):
                slots.release()
            slots.append(released_twice)
            return released_twice

        def release_elsewhere(slots):
            def released_elsewhere(task):
                slots.release()
            return released_elsewhere

        def release_and_call(slots):
            def released_and_called(task):
                slots.release()
            released_and_called(slots)
            return released_and_called

        async def main(task, other, slots):
            task.add_done_callback(on_done)  #> -
            other().add_done_callback(on_done)
            asyncio.get_running_loop().create_task(other()).add_done_callback(on_done)
            task.add_done_callback(on_call)  #> on_call(other)
            on_call(other)
            task.add_done_callback(on_anything)  #> on_anything
            slots.append(on_anything)
            task.add_done_callback(functools.partial(on_part, 1))  #> -
            task.add_done_callback(on_other)  #> on_other
            task.add_done_callback(release(slots))  #> -
            other.add_done_callback(release(slots))
            task.add_done_callback(release_twice(slots))  #> released_twice
            task.add_done_callback(release_elsewhere(slots))  #> release_elsewhere(slots)
            slots.append(release_elsewhere(slots))
            task.add_done_callback(release_and_call(slots))  #> released_and_called(slots)
        """);
    texts.put(
        "app/other.py",
        """
        from app.main import on_done, on_other

        def start(task, other):
            task.add_done_callback(on_done)
            other.append(on_other)
        """);
    Python.Project project = Python.project(texts, List.of());
    Python file = project.file("app/main.py");

    file.expectAt(
        REGISTRATION,
        call ->
            callback(project, file.model(), call)
                .orElseThrow()
                .otherUse(project.files())
                .map(it -> it.at().of(project.file(it.path()).model().tree().text()))
                .orElse("-"));
    assertThat(callback(project, file.model(), file.call(REGISTRATION))).isPresent();
  }
}
