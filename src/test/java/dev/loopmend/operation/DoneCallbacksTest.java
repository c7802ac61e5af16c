package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import org.junit.jupiter.api.Test;

/// Callbacks that ask a cancelled task for its outcome.
class DoneCallbacksTest {
  private static String made(String code) {
    return Tried.result(BuiltIn.recipe("unsafe-done-callback"), code, true);
  }

  private static String left(String code) {
    return Tried.mended(BuiltIn.recipe("unsafe-done-callback"), code).left().toString();
  }

  @Test
  void theReadIsToldWithItsFile() {
    String callback = "def done(task):\n    print(task.result() or task.exception())\n\n\n";
    String use = "async def main(task):\n    task.add_done_callback(done)\n";
    String here =
        Tried.found(
                "$TASK.add_done_callback($F)", "- where: $F asks-outcome-unguarded", callback + use)
            .toString();
    assertThat(here)
        .contains("'task.result()' in done (line 2) raises CancelledError for a cancelled task");
    String there =
        Tried.found(
                "$TASK.add_done_callback($F)",
                "- where: $F asks-outcome-unguarded",
                "# file: jobs.py\n"
                    + callback
                    + "# file: main.py\nfrom jobs import done\n\n\n"
                    + use)
            .toString();
    assertThat(there).contains("(jobs.py:2)");
  }

  @Test
  void aFileThatOnlyNamesACallbackMayUseItOtherwise() {
    String code =
        """
        # file: jobs.py
        def done(task):
            print(task.result())


        async def main(task):
            task.add_done_callback(done)%s
        # file: other.py
        from jobs import done

        %s
        """;
    String word = "- where: $F used-otherwise";
    Tried.holds("$TASK.add_done_callback($F)", word, code.formatted("  # yes", "done(None)"));
    Tried.holds("$TASK.add_done_callback($F)", word, code.formatted("", "print(1)"));
  }

  @Test
  void aFileThatNamesNoCallbackMayReplaceItByAnotherBase() {
    String code =
        """
        # file: base.py
        class Base:
            def start(self, task):
                task.add_done_callback(self.done)%s

            def done(self, task):
                print(task.result())
        # file: mixin.py
        class Mixin:
            def done(self, task):
                print(task)
        # file: sub.py
        from base import Base
        from mixin import Mixin


        class Sub(%s):
            pass
        """;
    String word = "- where: $F asks-outcome-unguarded";
    Tried.holds("$TASK.add_done_callback($F)", word, code.formatted("  # yes", "Base"));
    Tried.holds("$TASK.add_done_callback($F)", word, code.formatted("", "Mixin, Base"));
  }

  @Test
  void aLambdaIsGuardedWhereItAsksForTheExceptionFirst() {
    String code = "async def main(task, log):\n    task.add_done_callback(lambda t: %s)\n";
    assertThat(made(code.formatted("log(t) if t.exception() else None")))
        .isEqualTo(code.formatted("log(t) if not t.cancelled() and t.exception() else None"));
    for (String body :
        new String[] {
          "log(t) if t.result() else None",
          "log(t) if t.exception() else 1",
          "log(t) if t.exception(1) else None",
          "log(t) if log.exception() and t.exception() else None",
          "log(t.exception())",
        }) {
      assertThat(made(code.formatted(body))).isEqualTo(code.formatted(body));
      assertThat(left(code.formatted(body))).contains("a lambda has no place for the question");
    }
    for (String body :
        new String[] {"t.cancelled() or t.result()", "log.result()", "t.result", "log(t)"}) {
      assertThat(left(code.formatted(body))).isEqualTo("[]");
    }
  }

  @Test
  void noReturnIsWrittenWhereItHasNoPlace() {
    String use = "\n\nasync def main(task):\n    task.add_done_callback(done)\n";
    assertThat(
            left(
                "def done(t):\n    match t:\n        case _ if t.result():\n            pass\n"
                    + use))
        .contains("no return can be written where it asks for the outcome");
    assertThat(
            left(
                "# file: made.py\n# @generated\ndef done(t):\n    t.result()\n# file: main.py\n"
                    + "from made import done\n"
                    + use))
        .contains("generated");
    assertThat(
            left(
                "def done(task):\n    try:\n        pass\n    finally:\n        task.result()\n"
                    + use))
        .contains("a return in its finally block would hide an exception");
  }
}
