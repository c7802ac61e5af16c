package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Functions that are called to clean up and for nothing else.
class CleanUpCallsTest {
  /// The answer about `stop` of `jobs.py`, with another file beside it.
  private static boolean only(String path, String uses) {
    Python.Project project =
        Python.project(Map.of("jobs.py", "async def stop():\n    pass\n", path, uses), List.of());
    SemanticModel model = project.file("jobs.py").model();
    Stmt.FunctionDef def = (Stmt.FunctionDef) model.tree().module().body().getFirst();
    return CleanUpCalls.only(model, def, project.files()).isYes();
  }

  private static boolean only(String uses) {
    return only("app.py", "from jobs import stop\n\n\n" + uses);
  }

  private static final String CLOSES =
      """
      async def main():
          try:
              await work()
          finally:
              await stop()
      """;

  @Test
  void allThatCallItCleanUp() {
    assertThat(only(CLOSES)).isTrue();
    assertThat(only("async def end():\n    await stop()\n\n\n" + CLOSES.replace("stop", "end")))
        .isTrue();
  }

  @Test
  void somebodyDoesMoreOrIsNotSeen() {
    assertThat(only("x = 1\n")).isFalse();
    assertThat(only("async def main():\n    await stop()\n    work()\n")).isFalse();
    assertThat(only(CLOSES + "\n\nasync def main():\n    await stop()\n    work()\n")).isFalse();
    assertThat(only(CLOSES + "\n\nhandlers = [stop]\n")).isFalse();
    assertThat(only("await_all(stop)\n")).isFalse();
  }

  @Test
  void testsDoNotCount() {
    String test =
        "from jobs import stop\n\n\nasync def test_it():\n    await stop()\n    check()\n";
    assertThat(only("test_app.py", test)).isFalse();
    Python.Project project =
        Python.project(
            Map.of(
                "jobs.py",
                "async def stop():\n    pass\n",
                "app.py",
                "from jobs import stop\n\n\n" + CLOSES,
                "test_app.py",
                test),
            List.of());
    SemanticModel model = project.file("jobs.py").model();
    Stmt.FunctionDef def = (Stmt.FunctionDef) model.tree().module().body().getFirst();
    assertThat(CleanUpCalls.only(model, def, project.files()).isYes()).isTrue();
  }
}
