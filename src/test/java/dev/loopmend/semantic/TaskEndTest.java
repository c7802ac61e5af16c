package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whether a task ends with the handler that calls `log`, and nobody asks how.
class TaskEndTest {
  private static final String HEAD = "import asyncio\n";

  private static void expectEnds(String text) {
    expectEnds(Python.project(Map.of("app/main.py", HEAD + text), List.of()));
  }

  private static void expectEnds(Python.Project project) {
    Python file = project.file("app/main.py");
    file.expectAt("log", call -> Python.word(end(project, file, call)));
  }

  private static Answer end(Python.Project project, Python file, Node call) {
    return TaskEnd.at(file.model(), file.handlerRound(call), project.files());
  }

  @Test
  void whatFollowsTheHandler() {
    expectEnds(
        """
        async def nothing(step):
            try:
                await step()
            except BaseException:
                log()  #> yes

        async def no_wait(step):
            try:
                await step()
            except BaseException:
                log()  #> yes
            print("done")

        async def a_wait(step):
            try:
                await step()
            except BaseException:
                log()  #> no
            await step()

        async def a_wait_that_is_left_out(step):
            try:
                await step()
            except BaseException:
                log()  #> yes
                return
            await step()

        async def a_wait_behind_a_way_out(step, quick):
            try:
                await step()
            except BaseException:
                log()  #> no
                if quick:
                    return
            await step()

        async def the_next_round(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no

        async def the_next_round_at_once(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                    continue

        async def the_end_of_a_loop(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> yes
                    break

        async def a_wait_behind_a_loop(step):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                    break
            await step()

        async def perhaps_the_next_round(step, quick):
            while True:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                    if quick:
                        continue
                    break

        async def a_loop_in_the_handler(step, steps):
            try:
                await step()
            except BaseException:
                for each in steps:
                    if each:
                        continue
                    break
                log()  #> yes

        async def a_function_in_the_handler(step, register):
            try:
                await step()
            except BaseException:
                log()  #> yes
                def later():
                    return 1
                register(later)

        async def a_manager_that_sees_it(step, manager):
            async with manager:
                try:
                    await step()
                except BaseException:
                    log()  #> no
                    return

        def main(step):
            asyncio.create_task(nothing(step))
            asyncio.create_task(no_wait(step))
            asyncio.create_task(a_wait(step))
            asyncio.create_task(a_wait_that_is_left_out(step))
            asyncio.create_task(a_wait_behind_a_way_out(step, 1))
            asyncio.create_task(the_next_round(step))
            asyncio.create_task(the_next_round_at_once(step))
            asyncio.create_task(the_end_of_a_loop(step))
            asyncio.create_task(a_wait_behind_a_loop(step))
            asyncio.create_task(perhaps_the_next_round(step, 1))
            asyncio.create_task(a_loop_in_the_handler(step, []))
            asyncio.create_task(a_function_in_the_handler(step, print))
            asyncio.create_task(a_manager_that_sees_it(step, 1))

        try:
            main(1)
        except BaseException:
            log()  #> no
        """);
  }

  /// A project in which a coroutine function is started, or awaited, by some statements.
  private static String endOf(String... lines) {
    String text =
        HEAD
            + """
            async def run(step):
                try:
                    await step()
                except BaseException:
                    log()

            class Jobs:
                def _create_task(self, work):
                    return asyncio.create_task(work)

                def spawn(self, work):
                    return asyncio.create_task(work)

                def other(self, work):
                    print(work)

            """
            + String.join("\n", lines)
            + "\n";
    Python.Project project = Python.project(Map.of("app/main.py", text), List.of());
    Python file = project.file("app/main.py");
    return Python.word(end(project, file, file.call("log")));
  }

  private static String endInMain(String... lines) {
    return endOf(
        "async def main(self, step, jobs, unknown, jobs_of_project: Jobs):",
        "    " + String.join("\n    ", lines));
  }

  @Test
  void tasksThatNobodyAsks() {
    assertThat(endInMain("asyncio.create_task(run(step))")).isEqualTo("yes");
    assertThat(endInMain("asyncio.ensure_future(run(step))")).isEqualTo("yes");
    assertThat(endInMain("unknown.create_task(run(step))")).isEqualTo("yes");
    assertThat(endInMain("unknown._create_task(run(step))")).isEqualTo("yes");
    assertThat(endInMain("unknown.safe_ensure_future(run(step))")).isEqualTo("yes");
    assertThat(endInMain("asyncio.run_coroutine_threadsafe(run(step), unknown)")).isEqualTo("yes");
    assertThat(endInMain("jobs_of_project.spawn(run(step))")).isEqualTo("yes");
    assertThat(endInMain("await asyncio.gather(run(step), step())")).isEqualTo("yes");
    assertThat(endInMain("await asyncio.wait([asyncio.create_task(run(step))])")).isEqualTo("no");
    assertThat(endInMain("asyncio.gather(asyncio.create_task(run(step)))")).isEqualTo("yes");
    assertThat(endInMain("asyncio.create_task(run(step)).add_done_callback(print)"))
        .isEqualTo("yes");
    assertThat(endInMain("self.jobs.append(asyncio.create_task(run(step)))")).isEqualTo("yes");
    assertThat(endInMain("task = asyncio.create_task(run(step))")).isEqualTo("yes");
    assertThat(endInMain("self.task = asyncio.create_task(run(step))")).isEqualTo("yes");
    assertThat(endInMain("task: asyncio.Task = asyncio.create_task(run(step))")).isEqualTo("yes");
  }

  @Test
  void whatIsNotSeenToBeATask() {
    assertThat(endInMain("pass")).isEqualTo("no");
    assertThat(endInMain("unknown(run(step))")).isEqualTo("no");
    assertThat(endInMain("unknown.add(run(step))")).isEqualTo("no");
    assertThat(endInMain("jobs_of_project.other(run(step))")).isEqualTo("no");
    assertThat(endInMain("work = run(step)")).isEqualTo("no");
    assertThat(endInMain("unknown(run)")).isEqualTo("no");
    assertThat(endInMain("unknown(asyncio.create_task(run(step)))")).isEqualTo("no");
    assertThat(endInMain("asyncio.create_task(run(step)).cancel()")).isEqualTo("no");
    assertThat(endInMain("asyncio.create_task(run(step))", "unknown(run(step))")).isEqualTo("no");
    assertThat(endInMain("return asyncio.create_task(run(step))")).isEqualTo("no");
    assertThat(endInMain("task: asyncio.Task = asyncio.create_task(run(step))", "await task"))
        .isEqualTo("no");
  }

  @Test
  void whoAwaitsTheCoroutineIsAskedForHisOwnEnd() {
    String[] start = {"async def start(step):", "    asyncio.create_task(main(step))"};
    assertThat(endOf(all(start, "async def main(step):", "    await run(step)"))).isEqualTo("yes");
    assertThat(endOf(all(start, "async def main(step):", "    return await run(step)")))
        .isEqualTo("yes");
    assertThat(endOf(all(start, "async def main(step):", "    await run(step)", "    step()")))
        .isEqualTo("yes");
    assertThat(
            endOf(all(start, "async def main(step):", "    await run(step)", "    await step()")))
        .isEqualTo("no");
    assertThat(endOf(all(start, "async def main(step):", "    x = await run(step)")))
        .isEqualTo("no");
    assertThat(endOf("async def main(step):", "    await run(step)")).isEqualTo("no");
    assertThat(endOf("async def main(step):", "    await run(step)", "    await main(step)"))
        .isEqualTo("no");
    assertThat(
            endOf(
                "async def main(step):",
                "    if step:",
                "        return await run(step)",
                "    return await main(step)"))
        .isEqualTo("no");
    assertThat(endOf("async def main(step):", "    return await main(await run(step))"))
        .isEqualTo("no");
  }

  private static String[] all(String[] first, String... second) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
  }

  private static String endKeptAs(String start, String... lines) {
    return endInMain(all(new String[] {start}, lines));
  }

  @Test
  void whoAsksForTheTask() {
    String start = "self.task = asyncio.create_task(run(step))";
    assertThat(endKeptAs(start, "await self.task")).isEqualTo("no");
    assertThat(endKeptAs(start, "await asyncio.wait_for(self.task, 1)")).isEqualTo("no");
    assertThat(endKeptAs(start, "await asyncio.shield(self.task)")).isEqualTo("no");
    assertThat(endKeptAs(start, "await asyncio.gather(self.task)")).isEqualTo("yes");
    assertThat(endKeptAs(start, "await asyncio.wait([self.task])")).isEqualTo("yes");
    assertThat(endKeptAs(start, "await unknown(self.task)")).isEqualTo("yes");
    assertThat(endKeptAs(start, "await self.other")).isEqualTo("yes");
    assertThat(endKeptAs(start, "print(self.task.result())")).isEqualTo("no");
    assertThat(endKeptAs(start, "print(self.task.cancelled())")).isEqualTo("no");
    assertThat(endKeptAs(start, "print(self.task.done())")).isEqualTo("yes");
    assertThat(endKeptAs(start, "print(self.other.result())")).isEqualTo("yes");
    assertThat(endKeptAs(start, "self.task.cancel()", "await self.task")).isEqualTo("yes");
    assertThat(endKeptAs(start, "try:", "    await self.task", "except BaseException:", "    pass"))
        .isEqualTo("yes");
    assertThat(endKeptAs(start, "try:", "    await self.task", "except OSError:", "    pass"))
        .isEqualTo("no");
    assertThat(endKeptAs(start, "try:", "    await self.task", "except unknown:", "    pass"))
        .isEqualTo("yes");
  }

  @Test
  void underWhichNamesATaskIsKept() {
    String awaited = "await kept";
    assertThat(endKeptAs("kept = asyncio.create_task(run(step))", awaited)).isEqualTo("no");
    assertThat(endKeptAs("other = asyncio.create_task(run(step))", awaited)).isEqualTo("yes");
    assertThat(endKeptAs("kept: object = asyncio.create_task(run(step))", awaited)).isEqualTo("no");
    assertThat(endKeptAs("print(kept := asyncio.create_task(run(step)))", awaited)).isEqualTo("no");
    assertThat(endKeptAs("other = kept = asyncio.create_task(run(step))", awaited)).isEqualTo("no");
    assertThat(endKeptAs("kept = [asyncio.create_task(run(step))]", "await kept[0]"))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = (asyncio.create_task(run(step)), 1)", "await kept[0]"))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = {asyncio.create_task(run(step))}", "await kept.pop"))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = {1: asyncio.create_task(run(step))}", "await kept[1]"))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = [asyncio.create_task(run(step)) for _ in jobs]", "await kept[0]"))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = {asyncio.create_task(run(step)) for _ in jobs}", awaited))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = {_: asyncio.create_task(run(step)) for _ in jobs}", awaited))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = (asyncio.create_task(run(step)) for _ in jobs)", awaited))
        .isEqualTo("no");
    assertThat(endKeptAs("kept = asyncio.create_task(run(step)) if jobs else 1", awaited))
        .isEqualTo("no");
    assertThat(endKeptAs("self.kept.append(asyncio.create_task(run(step)))", "await self.kept[0]"))
        .isEqualTo("no");
    assertThat(endKeptAs("self.kept.add(asyncio.create_task(run(step)))", "await self.kept.first"))
        .isEqualTo("no");
    assertThat(endKeptAs("self.jobs['kept'] = asyncio.create_task(run(step))", "await kept"))
        .isEqualTo("yes");
    assertThat(endKeptAs("self.jobs['a'] = asyncio.create_task(run(step))", "await self.jobs['a']"))
        .isEqualTo("no");
    assertThat(endKeptAs("self.jobs['a'] = asyncio.create_task(run(step))", "await unknown['a']"))
        .isEqualTo("no");
    assertThat(endKeptAs("self.jobs['a'] = asyncio.create_task(run(step))", "await unknown['b']"))
        .isEqualTo("yes");
  }

  @Test
  void aTaskThatIsOnlyKept() {
    assertThat(endInMain("kept: object = asyncio.create_task(run(step))")).isEqualTo("yes");
    assertThat(endInMain("print(kept := asyncio.create_task(run(step)))")).isEqualTo("yes");
    assertThat(endInMain("self.kept = [asyncio.create_task(run(step))]")).isEqualTo("yes");
    assertThat(endInMain("self.kept = (asyncio.create_task(run(step)), 1)")).isEqualTo("yes");
    assertThat(endInMain("self.kept = {asyncio.create_task(run(step))}")).isEqualTo("yes");
    assertThat(endInMain("self.kept = {1: asyncio.create_task(run(step))}")).isEqualTo("yes");
    assertThat(endInMain("self.kept = [asyncio.create_task(run(step)) for _ in jobs]"))
        .isEqualTo("yes");
    assertThat(endInMain("self.kept = {asyncio.create_task(run(step)) for _ in jobs}"))
        .isEqualTo("yes");
    assertThat(endInMain("self.kept = {_: asyncio.create_task(run(step)) for _ in jobs}"))
        .isEqualTo("yes");
    assertThat(endInMain("self.kept = (asyncio.create_task(run(step)) for _ in jobs)"))
        .isEqualTo("yes");
    assertThat(endInMain("self.kept = asyncio.create_task(run(step)) if jobs else None"))
        .isEqualTo("yes");
    assertThat(endInMain("self.kept['it'] = asyncio.create_task(run(step))")).isEqualTo("yes");
  }

  @Test
  void tasksOfACollectionOneByOne() {
    String start = "self.jobs.append(asyncio.create_task(run(step)))";
    assertThat(endKeptAs(start, "for job in self.jobs:", "    await job")).isEqualTo("no");
    assertThat(endKeptAs(start, "for job in list(self.jobs):", "    await job")).isEqualTo("no");
    assertThat(endKeptAs(start, "for job in self.others:", "    await job")).isEqualTo("yes");
    assertThat(endKeptAs(start, "print([await job for job in self.jobs])")).isEqualTo("no");
    assertThat(endKeptAs(start, "job = self.jobs[0]", "await job")).isEqualTo("no");
    assertThat(endKeptAs(start, "job = self.others[0]", "await job")).isEqualTo("yes");
    assertThat(endKeptAs(start, "with self.jobs as job:", "    await job")).isEqualTo("yes");
    assertThat(
            endKeptAs(
                "jobs = [asyncio.create_task(run(step))]", "for job in jobs:", "    await job"))
        .isEqualTo("no");
  }

  @Test
  void testsDoNotCount() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "app/main.py",
        """
        import asyncio

        async def run(step):
            try:
                await step()
            except BaseException:
                log()  #> yes

        async def run_by_tests(step):
            try:
                await step()
            except BaseException:
                log()  #> no

        async def run_by_others(step):
            try:
                await step()
            except BaseException:
                log()  #> yes

        def main(step, unknown):
            asyncio.create_task(run(step))
            unknown.run(step)
        """);
    texts.put(
        "app/other.py",
        """
        import asyncio
        from app.main import run_by_others

        def start(step):
            asyncio.create_task(run_by_others(step))
        """);
    texts.put(
        "tests/test_main.py",
        """
        import asyncio
        from app.main import run, run_by_tests

        async def test_run(step):
            await run(step)
            assert 1

        async def test_run_by_tests(step):
            asyncio.create_task(run_by_tests(step))
        """);
    expectEnds(Python.project(texts, List.of()));
  }

  @Test
  void aTaskIsAskedByWhatHoldsIt() {
    expectEnds(
        """
        class Hub:
            async def start(self):
                self.readers["one"] = asyncio.create_task(self.read())
                self.writers["two"] = asyncio.create_task(self.write())
                if third := asyncio.create_task(self.third()):
                    await third
                if fourth := asyncio.create_task(self.fourth()):
                    print("started")

            async def read(self):
                try:
                    await self.step()
                except BaseException:
                    log()  #> no

            async def write(self):
                try:
                    await self.step()
                except BaseException:
                    log()  #> yes

            async def third(self):
                try:
                    await self.step()
                except BaseException:
                    log()  #> no

            async def fourth(self):
                try:
                    await self.step()
                except BaseException:
                    log()  #> yes

            async def stop(self):
                for task in self.readers.values():
                    await task
        """);
  }
}
