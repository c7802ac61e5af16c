package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who would meet the `CancelledError` of the coroutine function `run`, and has more to do.
class CancelledCallersTest {
  private static final String RUN = "async def run():\n    await step()\n\n\n";

  private static Answer met(Map<String, String> texts) {
    Python.Project project = Python.project(texts, List.of());
    SemanticModel model = project.file("app.py").model();
    Stmt.FunctionDef def =
        model.tree().nodes().stream()
            .filter(it -> it instanceof Stmt.FunctionDef one && one.name().equals("run"))
            .map(Stmt.FunctionDef.class::cast)
            .reduce((_, last) -> last)
            .orElseThrow();
    return CancelledCallers.of(model, def, texts.keySet(), project.files());
  }

  private static Answer met(String text) {
    return met(Map.of("app.py", "import asyncio\n\n\n" + text));
  }

  private static String starts(String line) {
    return met(RUN
            + "def start(self, anything, loop: asyncio.AbstractEventLoop):\n    "
            + line
            + "\n")
        .getClass()
        .getSimpleName();
  }

  @Test
  void aTaskThatIsAskedForNothingMeetsNobody() {
    assertThat(starts("asyncio.create_task(run())")).isEqualTo("No");
    assertThat(starts("loop.create_task(run())")).isEqualTo("No");
    assertThat(starts("self.bot.loop.create_task(run())")).isEqualTo("No");
    assertThat(starts("self.task_group.create_task(run())")).isEqualTo("No");
    assertThat(starts("tg.create_task(run())")).isEqualTo("No");
    assertThat(starts("asyncio.get_running_loop().create_task(run())")).isEqualTo("No");
  }

  @Test
  void whatMakesATaskOtherwiseMayKeepIt() {
    assertThat(starts("anything.create_task(run())")).isEqualTo("Yes");
    assertThat(starts("self.jobs.create_task(run())")).isEqualTo("Yes");
    assertThat(starts("anything().create_task(run())")).isEqualTo("Yes");
    assertThat(starts("create_task(run())")).isEqualTo("Yes");
    assertThat(starts("keep(run())")).isEqualTo("Yes");
    assertThat(starts("return run()")).isEqualTo("Yes");
    assertThat(starts("return run")).isEqualTo("Yes");
    String library = "import jobs\n" + RUN;
    assertThat(met(library + "jobs.create_task(run())\n")).isInstanceOf(Answer.Yes.class);
    assertThat(met(library + "async def f(s: jobs.Pool):\n    s.create_task(run())\n"))
        .isInstanceOf(Answer.Yes.class);
  }

  @Test
  void whoAwaitsItHasMoreToDoUnlessItIsTheLastThing() {
    String waits = RUN + "async def wait():\n    await run()\n";
    assertThat(met(waits)).isInstanceOf(Answer.No.class);
    assertThat(met(waits + "    print(1)\n")).isEqualTo(new Answer.Yes("app.py:9"));
    assertThat(met(waits.replace("await run()", "return await run()")))
        .isInstanceOf(Answer.No.class);
    assertThat(met(waits.replace("await run()", "x = await run()")))
        .isEqualTo(new Answer.Yes("app.py:9"));
    assertThat(met(waits + "\n\nasync def outer():\n    await wait()\n    print(1)\n"))
        .isEqualTo(new Answer.Yes("app.py:13"));
    assertThat(
            met(
                Map.of(
                    "app.py",
                    RUN,
                    "use.py",
                    "from app import run\n\n\nasync def wait():\n    await run()\n    print(1)\n")))
        .isEqualTo(new Answer.Yes("use.py:5"));
  }

  @Test
  void itCannotBeSeenWhoRunsWhatOthersCall() {
    String why = "it cannot be seen who runs run";
    assertThat(met("@register\n" + RUN)).isEqualTo(new Answer.Yes(why));
    assertThat(met(RUN.replace("await step()", "yield step()"))).isEqualTo(new Answer.Yes(why));
    assertThat(met(RUN)).isInstanceOf(Answer.No.class);
    assertThat(
            met(
                "class Base:\n    async def run(self):\n        pass\n\n\n"
                    + "class Own(Base):\n    async def run(self):\n        await step()\n"))
        .isEqualTo(new Answer.Yes("whoever runs what run overrides may await it"));
    assertThat(met("class Own(Unseen):\n    async def run(self):\n        await step()\n"))
        .isEqualTo(new Answer.Yes("whoever runs what run overrides may await it"));
  }
}
