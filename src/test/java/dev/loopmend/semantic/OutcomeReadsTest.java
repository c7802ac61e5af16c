package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where functions first ask the future that they are given, their parameter `task`, for its
/// outcome, and whether a `return` before the statement means what the `CancelledError` does.
class OutcomeReadsTest {
  private static final String MARK = "#> ";

  private static void expect(String text) {
    SemanticModel model = Python.file(text).model();
    SyntaxTree tree = model.tree();
    Map<Integer, String> places = new HashMap<>();
    for (Node node : tree.nodes()) {
      if (node instanceof Node.Parameter parameter
          && parameter.name().equals("task")
          && tree.parent(tree.parent(parameter)) instanceof Stmt.FunctionDef def) {
        for (OutcomeRead read : OutcomeReads.unguarded(model, def, parameter)) {
          int line = tree.lines().line(tree.span(read.call()).start());
          places.put(line, read.place().name());
        }
      }
    }
    List<String> lines = text.lines().toList();
    for (int line = 1; line <= lines.size(); line++) {
      String marked = lines.get(line - 1);
      int mark = marked.indexOf(MARK);
      if (mark >= 0) {
        assertThat(marked.substring(0, mark) + MARK + places.getOrDefault(line, "none"))
            .as("line " + line)
            .isEqualTo(marked);
      } else {
        assertThat(places).as("line " + line).doesNotContainKey(line);
      }
    }
    assertThat(places).isNotEmpty();
  }

  @Test
  void parametersThatKeepTheirFuture() {
    expect(
        """
        def plain(task):
            task.exception()  #> PLAIN
            task.exception()  #> none

        def asked(task):
            if task.cancelled():
                return
            task.exception()  #> none

        def another_value(task):
            task = task or other
            task.exception()  #> none

        def gone(task):
            del task
            task.exception()  #> none

        def set_inside(task):
            def change():
                nonlocal task
                task = None
            task.exception()  #> none

        def of_another(task, other):
            other.exception()  #> none

        def later(task):
            call_soon(lambda: task.exception())  #> none
            def inner():
                return task.exception()  #> none
            task.exception()  #> PLAIN
        """);
  }

  @Test
  void waysThroughAFunction() {
    expect(
        """
        def branches(task):
            if task.done():
                task.exception()  #> PLAIN
            else:
                task.exception()  #> PLAIN
            task.exception()  #> none

        def one_branch(task):
            if ready:
                task.exception()  #> PLAIN
            task.exception()  #> PLAIN

        def one_that_ends(task):
            if ready:
                return task.exception()  #> PLAIN
            task.exception()  #> PLAIN

        def one_that_leaves(task):
            if unready:
                return
            else:
                if task.cancelled():
                    raise KeyError
            task.exception()  #> none

        def rounds(task):
            for item in items:
                if item:
                    task.exception()  #> PLAIN
                else:
                    break
            while ready():
                task.exception()  #> PLAIN
            task.exception()  #> PLAIN

        def over_its_outcome(task):
            for item in task.exception().args:  #> PLAIN
                task.exception()  #> none
            task.exception()  #> none

        def asked_by_another(task):
            failed = has_failed(task)
            task.exception()  #> none

        def tested_by_another(task):
            if has_failed(task):
                task.exception()  #> none

        def held_by_another(task):
            tasks.discard(task)
            task.exception()  #> PLAIN

        def definitions(task):
            class Kept:
                def use(self):
                    return task.cancelled()
            def use():
                return task.cancelled()
            task.exception()  #> PLAIN
        """);
  }

  @Test
  void matches() {
    expect(
        """
        def by_subject(task):
            match task.exception():  #> PLAIN
                case None:
                    task.exception()  #> none
            task.exception()  #> none

        def by_guard(task, kind):
            match kind:
                case 1 if task.exception():  #> NO_STATEMENT
                    task.exception()  #> none
                case 2:
                    task.exception()  #> PLAIN
            task.exception()  #> PLAIN

        def asked(task):
            match has_failed(task):
                case True:
                    task.exception()  #> none
        """);
  }

  @Test
  void handlersAndCleaningUp() {
    expect(
        """
        import asyncio
        import contextlib

        def caught(task):
            try:
                task.exception()  #> none
            except asyncio.CancelledError:
                task.exception()  #> none
            task.exception()  #> none

        def caught_otherwise(task):
            try:
                task.exception()  #> PLAIN
            except KeyError:
                task.exception()  #> none

        def not_asked_before(task):
            try:
                work()
            except KeyError:
                task.exception()  #> PLAIN
            else:
                task.exception()  #> PLAIN
            task.exception()  #> none

        def asked_before(task):
            try:
                if task.cancelled():
                    return
                work()
            except KeyError:
                task.exception()  #> none
            task.exception()  #> none

        def asked_before_all(task):
            if task.cancelled():
                return
            try:
                work()
            except KeyError:
                task.exception()  #> none
            finally:
                task.exception()  #> none

        def at_the_end(task):
            try:
                work()
            finally:
                task.exception()  #> IN_FINALLY
            task.exception()  #> none

        def before_the_end(task):
            try:
                task.exception()  #> PLAIN
            finally:
                work()
            task.exception()  #> none

        def with_an_end(task):
            try:
                work()
            finally:
                work()
            task.exception()  #> PLAIN

        def in_a_group(task):
            try:
                work()
            except* KeyError:
                task.exception()  #> NO_STATEMENT

        def suppressed(task):
            with contextlib.suppress(asyncio.CancelledError):
                task.exception()  #> none

        def suppresses_others(task):
            with contextlib.suppress(KeyError):
                task.exception()  #> PLAIN

        def managed(task):
            with lock:
                task.exception()  #> MANAGED
            task.exception()  #> none

        def behind_a_block(task):
            with lock:
                work()
            task.exception()  #> PLAIN

        def entered(task):
            with task.exception().context:  #> PLAIN
                task.exception()  #> none
            task.exception()  #> none

        def entered_second(task):
            with lock, task.exception().context:  #> LATER
                pass

        def asked_when_entered(task):
            with guard(task.cancelled()):
                task.exception()  #> none
        """);
  }

  @Test
  void placesInStatements() {
    expect(
        """
        def second(task):
            done and task.exception()  #> CONDITIONAL

        def first(task):
            task.exception() and done  #> PLAIN

        def chosen(task):
            return task.exception() if done else None  #> CONDITIONAL

        def condition(task):
            return None if task.exception() else done  #> PLAIN

        def otherwise(task):
            return None if done else task.exception()  #> CONDITIONAL

        def compared(task):
            return done < task.exception()  #> PLAIN

        def compared_last(task):
            return done < more < task.exception()  #> CONDITIONAL

        def compared_first(task):
            return task.exception() < done < more  #> PLAIN

        def of_each(task):
            return [task.exception() for _ in items]  #> CONDITIONAL

        def of_each_key(task):
            return {task.exception(): 1 for _ in items}  #> CONDITIONAL

        def of_each_member(task):
            return {task.exception() for _ in items}  #> CONDITIONAL

        def of_each_later(task):
            return any(task.exception() for _ in items)  #> CONDITIONAL

        def asserted(task):
            assert task.exception() is None, "failed"  #> PLAIN

        def message(task):
            assert done, task.exception()  #> CONDITIONAL

        def behind_a_call(task):
            print(name(), task.exception())  #> LATER

        def argument(task):
            print(task.exception(), name())  #> PLAIN

        def behind_a_name(task):
            print((last := done), task.exception())  #> LATER

        async def behind_an_await(task):
            print(await done, task.exception())  #> LATER

        def behind_a_yield(task):
            print((yield done), task.exception())  #> LATER

        def added(task):
            total += task.exception()  #> PLAIN

        def added_to_an_item(task):
            totals[0] += task.exception()  #> LATER

        def added_to_an_attribute(task):
            owner.total += task.exception()  #> LATER
        """);
  }
}
