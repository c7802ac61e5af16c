package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether work visibly goes on behind the handler that calls `log`.
class WorkGoesOnTest {
  private static final String HEAD = "import asyncio\n";

  private static void expectWork(String text) {
    expectWork(Python.project(Map.of("app/main.py", HEAD + text), List.of()));
  }

  private static void expectWork(Python.Project project) {
    Python file = project.file("app/main.py");
    file.expectAt("log", call -> Python.word(work(project, file, call)));
  }

  private static Answer work(Python.Project project, Python file, Node call) {
    return WorkGoesOn.behind(file.model(), file.handlerRound(call), project.files());
  }

  @Test
  void aLoopThatComesRound() {
    expectWork(
        """
        async def endless(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> yes

        async def at_once(step):
            while 1:
                try:
                    await step()
                except BaseException:
                    log()  #> yes
                    continue

        async def never(step):
            while False:
                try:
                    await step()
                except BaseException:
                    log()  #> no

        async def as_long_as(self, step):
            while self.running:
                try:
                    await step()
                except BaseException:
                    log()  #> no

        async def over_all(steps):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log()  #> yes

        async def breaks(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                    break

        async def breaks_an_inner_one(steps):
            while True:
                for step in steps:
                    try:
                        await step()
                    except BaseException:
                        log()  #> yes
                        break

        async def breaks_behind(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                break

        async def continues_behind(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> yes
                continue

        async def raises_behind(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                raise ValueError

        async def flagged(self, step):
            while True:
                if self.stopped:
                    break
                try:
                    await step()
                except BaseException:
                    log()  #> no

        async def flagged_return(stop, step):
            while True:
                if stop.is_set():
                    return
                try:
                    await step()
                except BaseException:
                    log()  #> no

        async def flag_without_a_way_out(self, step):
            while True:
                if self.stopped:
                    print("stopped")
                try:
                    await step()
                except BaseException:
                    log()  #> yes

        async def other_way_out(self, step):
            while True:
                if self.count(step) > 3:
                    break
                try:
                    await step()
                except BaseException:
                    log()  #> yes

        async def divided(step, quick):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                    if quick:
                        break
                    continue

        async def loop_in_the_handler(step, steps):
            while True:
                try:
                    await step()
                except BaseException:
                    for each in steps:
                        break
                    log()  #> yes

        async def function_in_the_handler(step, register):
            while True:
                try:
                    await step()
                except BaseException:
                    def later():
                        return 1
                    log(later)  #> yes

        async def only_the_function_ends(step):
            try:
                await step()
            except BaseException:
                log()  #> no
            await step()

        try:
            start()
        except BaseException:
            log()  #> no
        """);
  }

  private static String workOf(String... lines) {
    String text =
        HEAD
            + """
            async def run(step):
                try:
                    await step()
                except BaseException:
                    log()

            """
            + String.join("\n", lines)
            + "\n";
    Python.Project project = Python.project(Map.of("app/main.py", text), List.of());
    Python file = project.file("app/main.py");
    return Python.word(work(project, file, file.call("log")));
  }

  private static String workInCaller(String... lines) {
    return workOf(
        "async def calls(self, step, steps, unknown):", "    " + String.join("\n    ", lines));
  }

  @Test
  void whoAwaitsItWaitsForTheNextThing() {
    assertThat(workInCaller("await run(step)", "await step()")).isEqualTo("yes");
    assertThat(workInCaller("await run(step)", "print(1)", "await step()")).isEqualTo("yes");
    assertThat(workInCaller("await run(step)", "print([_ async for _ in steps])")).isEqualTo("yes");
    assertThat(workInCaller("await run(step)", "print(1)")).isEqualTo("no");
    assertThat(workInCaller("await step()", "await run(step)")).isEqualTo("no");
    assertThat(workInCaller("await run(step)")).isEqualTo("no");
    assertThat(workInCaller("pass")).isEqualTo("no");
    assertThat(workInCaller("await run(step)", "await unknown.close()")).isEqualTo("no");
    assertThat(workInCaller("await run(step)", "return", "await step()")).isEqualTo("no");
    assertThat(workInCaller("await run(step)", "raise ValueError", "await step()")).isEqualTo("no");
    assertThat(workInCaller("if step:", "    await run(step)", "await step()")).isEqualTo("yes");
    assertThat(workInCaller("while True:", "    await run(step)")).isEqualTo("yes");
    assertThat(workInCaller("while True:", "    await run(step)", "    break")).isEqualTo("no");
    assertThat(workInCaller("while True:", "    await run(step)", "    break", "await step()"))
        .isEqualTo("yes");
    assertThat(
            workInCaller(
                "await run(step)", "async def later():", "    await step()", "return later"))
        .isEqualTo("no");
    assertThat(workInCaller("done = await run(step)", "await step()")).isEqualTo("no");
    assertThat(workInCaller("unknown(run)", "await step()")).isEqualTo("no");
    assertThat(workInCaller("work = run(step)", "await step()")).isEqualTo("no");
  }

  @Test
  void whoMayCallAnotherFunctionDoesNotCount() {
    expectWork(
        """
        class Reader:
            async def read(self, step):
                try:
                    await step()
                except BaseException:
                    log()  #> no

        async def goes_on(reader, step):
            while True:
                await reader.read(step)
        """);
    expectWork(
        """
        class Reader:
            async def read(self, step):
                try:
                    await step()
                except BaseException:
                    log()  #> yes

        async def goes_on(step):
            reader = Reader()
            while True:
                await reader.read(step)
        """);
  }

  @Test
  void whoBringsSomethingToItsEndDoesNotGoOn() {
    assertThat(
            workInCaller(
                "try:", "    await step()", "finally:", "    await run(step)", "    await step()"))
        .isEqualTo("no");
    assertThat(workInCaller("unknown.cancel()", "await run(step)", "await step()")).isEqualTo("no");
    assertThat(workOf("async def stop(step):", "    await run(step)", "    await step()"))
        .isEqualTo("no");
    assertThat(workOf("async def calls(step):", "    await run(step)", "    await step()"))
        .isEqualTo("yes");
    assertThat(
            workOf(
                "async def calls(step):",
                "    await run(step)",
                "    await step()",
                "asyncio.run(calls(print))"))
        .isEqualTo("no");
  }

  @Test
  void callersOfCallersGoOnToo() {
    assertThat(
            workOf(
                "async def calls(step):",
                "    await run(step)",
                "async def goes_on(step):",
                "    await calls(step)",
                "    await step()"))
        .isEqualTo("yes");
    assertThat(
            workOf(
                "async def calls(step):",
                "    await run(step)",
                "    return 1",
                "async def goes_on(step):",
                "    await calls(step)",
                "    await step()"))
        .isEqualTo("yes");
    assertThat(workOf("async def calls(step):", "    await run(step)", "    await calls(step)"))
        .isEqualTo("yes");
    assertThat(
            workOf(
                "async def first(step):",
                "    await run(step)",
                "async def second(step):",
                "    await first(step)",
                "async def first_again(step):",
                "    await first_again(step)"))
        .isEqualTo("no");
    assertThat(
            workOf(
                "async def calls(step):",
                "    if step:",
                "        await calls(step)",
                "    else:",
                "        await run(step)"))
        .isEqualTo("no");
    assertThat(
            workOf(
                "async def ends(step):",
                "    await run(step)",
                "async def goes_on(step):",
                "    await run(step)",
                "    await step()"))
        .isEqualTo("yes");
  }

  @Test
  void somebodyAsksWhetherItsTaskWasCancelled() {
    String start = "self.task = asyncio.create_task(run(step))";
    assertThat(workInCaller(start, "print(self.task.cancelled())")).isEqualTo("yes");
    assertThat(workInCaller(start, "print(self.task.done())")).isEqualTo("no");
    assertThat(workInCaller(start, "print(self.other.cancelled())")).isEqualTo("no");
    assertThat(workInCaller(start, "if self.task.cancelled():", "    print(1)")).isEqualTo("yes");
    assertThat(workInCaller(start, "if self.task.cancelled():", "    self.log(1)"))
        .isEqualTo("yes");
    assertThat(workInCaller(start, "if not self.task.cancelled():", "    self.task.cancel()"))
        .isEqualTo("no");
    assertThat(
            workInCaller(
                start, "if self.task and not self.task.cancelled():", "    self.task.cancel()"))
        .isEqualTo("no");
    assertThat(workInCaller(start, "while not self.task.cancelled():", "    self.task.cancel()"))
        .isEqualTo("yes");
    assertThat(
            workInCaller(
                start, "if step:", "    print(self.task.cancelled())", "    self.task.cancel()"))
        .isEqualTo("yes");
    assertThat(workInCaller("self.task = unknown(run(step))", "print(self.task.cancelled())"))
        .isEqualTo("no");
    assertThat(
            workInCaller("self.task = asyncio.ensure_future(run(step))", "self.task.cancelled()"))
        .isEqualTo("yes");
    assertThat(workInCaller("self.task = unknown.create_task(run(step))", "self.task.cancelled()"))
        .isEqualTo("yes");
  }

  @Test
  void aWithThatSuppresses() {
    Python file =
        Python.file(
            """
            import asyncio
            import contextlib

            async def run(steps):
                for step in steps:
                    with contextlib.suppress(BaseException):
                        await step()
            """);
    Node with = file.model().tree().statementOf(file.call("step"));
    while (!(with instanceof Stmt.With)) {
      with = file.model().tree().parent(with);
    }
    assertThat(WorkGoesOn.behind(file.model(), with, _ -> Optional.of(file.model())))
        .isEqualTo(new Answer.Yes("app/main.py:5 goes on"));
  }

  @Test
  void testsDoNotCount() {
    Map<String, String> texts = new LinkedHashMap<>();
    String function =
        """
        async def %s(step):
            try:
                await step()
            except BaseException:
                log()  #> %s
        """;
    texts.put(
        "app/main.py", function.formatted("run", "no") + function.formatted("run_too", "yes"));
    texts.put(
        "app/other.py",
        """
        from app.main import run_too

        async def calls(step):
            await run_too(step)
            await step()
        """);
    texts.put(
        "tests/test_main.py",
        """
        from app.main import run

        async def test_run(step):
            await run(step)
            await step()
        """);
    expectWork(Python.project(texts, List.of()));
  }

  @Test
  void aWayOutOfTheMiddleIsOneMore() {
    expectWork(
        """
        async def turned(steps):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log()  #> yes
                    continue

        async def divided(steps):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    if len(steps) > 1:
                        return
                    log()  #> no

        async def within(steps):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log()  #> yes
                    for other in steps:
                        if other > 1:
                            break

        async def function_inside(steps):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log()  #> yes
                    def later():
                        return 1
        """);
  }
}
