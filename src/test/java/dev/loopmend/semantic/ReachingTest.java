package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How calls make their way to `time.sleep`, or to a method `create_task`, through plain functions.
class ReachingTest {
  private static final Set<String> SLEEPING = Set.of("time.sleep");

  private static Python.Project project(String... pathsAndTexts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int at = 0; at < pathsAndTexts.length; at += 2) {
      files.put(pathsAndTexts[at], pathsAndTexts[at + 1]);
    }
    return Python.project(files, List.of());
  }

  private static String text(Optional<CallChain> chain) {
    return chain.map(CallChain::text).orElse("-");
  }

  /// The ways of the calls in a file.
  private static void expectWays(Python file) {
    file.expect(call -> text(file.model().chainTo(call.callee(), SLEEPING)));
  }

  /// The ways of all calls in a function.
  private static List<String> ways(Python.Project project, String function, String wanted) {
    Workspace workspace = project.workspace();
    return workspace
        .callsReaching(workspace.functionNamed(function).orElseThrow(), Set.of(wanted))
        .stream()
        .map(it -> it.chain().text() + (it.sure() ? "" : "?"))
        .toList();
  }

  @Test
  void aWayGoesThroughPlainFunctions() {
    expectWays(
        Python.file(
            """
            import time

            def quick():
                return 1

            def waits():
                time.sleep(1)

            def waits_for_it():
                quick()
                waits()

            def far():
                waits_for_it()

            async def coroutine():
                time.sleep(1)

            def makes_a_coroutine():
                return coroutine()

            async def calls_it():
                waits()

            def makes_another():
                return calls_it()

            waits()  #> 'waits' -> time.sleep (app/main.py:7)
            waits_for_it()  #> 'waits_for_it' -> 'waits' -> time.sleep (app/main.py:7)
            far()  #> 'far' -> 'waits_for_it' -> 'waits' -> time.sleep (app/main.py:7)
            quick()  #> -
            coroutine()  #> -
            makes_a_coroutine()  #> -
            calls_it()  #> -
            makes_another()  #> -
            """));
  }

  @Test
  void aGeneratorRunsWhereItIsGoneOver() {
    expectWays(
        Python.file(
            """
            import time

            def lines():
                time.sleep(1)
                yield 1

            def makes():
                return lines()

            def goes_over_it():
                for line in lines():
                    print(line)

            makes()  #> -
            goes_over_it()  #> 'goes_over_it' -> 'lines' -> time.sleep (app/main.py:4)
            """));
  }

  @Test
  void theFirstCallOfAFunctionIsItsWay() {
    expectWays(
        Python.file(
            """
            import time

            def waits_twice():
                time.sleep(1)
                time.sleep(2)

            def may_wait_by_another(short):
                if short:
                    waits_twice()
                else:
                    time.sleep(1)

            waits_twice()  #> 'waits_twice' -> time.sleep (app/main.py:4)
            may_wait_by_another(True)  #> 'may_wait_by_another' -> time.sleep (app/main.py:11)
            """));
  }

  @Test
  void aWayGoesThroughFiles() {
    Python.Project project =
        project(
            "app/first.py",
            """
            from app.second import waits

            async def first():
                pass

            def starts():
                waits()
            """,
            "app/second.py",
            """
            import time

            def waits():
                time.sleep(1)

            async def second():
                pass
            """,
            "app/third.py",
            """
            import unknown
            from app.first import starts

            async def calls():
                starts()  #> 'starts' -> 'waits' -> time.sleep (app/second.py:4)

            def passes():
                starts()

            @unknown.in_thread
            def elsewhere():
                starts()

            def through_elsewhere():
                elsewhere()

            async def calls_more():
                through_elsewhere()  #> -
                passes()  #> 'passes' -> 'starts' -> 'waits' -> time.sleep (app/second.py:4)
                elsewhere()  #> -
            """);

    expectWays(project.file("app/third.py"));
  }

  @Test
  void manyFunctionsOnAWay() {
    StringBuilder text = new StringBuilder("import time\ndef f0():\n    time.sleep(1)\n");
    for (int at = 1; at < 8; at++) {
      text.append("def f%d():\n    f%d()\n".formatted(at, at - 1));
    }
    Python file = Python.file(text + "async def main():\n    f7()\n");

    Expr.Call call = file.call("f7");
    assertThat(text(file.model().chainTo(call.callee(), SLEEPING)))
        .isEqualTo(
            "'f7' -> 'f6' -> 'f5' -> 'f4' -> 'f3' -> 'f2' -> 'f1' -> 'f0' -> time.sleep"
                + " (app/main.py:3)");
  }

  @Test
  void constructorsRunAndOverridesMayNot() {
    expectWays(
        Python.file(
            """
            import time

            class Slow:
                def __init__(self):
                    time.sleep(1)

            class SlowerOnce:
                def __new__(cls):
                    time.sleep(1)
                    return super().__new__(cls)

                def __init__(self):
                    self.ready = True

            class Job:
                def run(self):
                    time.sleep(1)

                def rest(self):
                    time.sleep(1)

            class Quick(Job):
                def run(self):
                    return 1

            class SlowJob(Job):
                def rest(self):
                    time.sleep(2)

            def work(job: Job, maker):
                job.run()  #> -
                job.rest()  #> 'Job.rest' -> time.sleep (app/main.py:20)
                maker().run()  #> -

            Slow()  #> 'Slow.__init__' -> time.sleep (app/main.py:5)
            SlowerOnce()  #> 'SlowerOnce.__new__' -> time.sleep (app/main.py:9)
            """));
  }

  @Test
  void methodsOfWhatIsNotKnownByTheirName() {
    Python.Project project =
        project(
            "app/jobs.py",
            """
            import asyncio
            import time

            class Job:
                def execute(self):
                    time.sleep(1)

            def spawn(session):
                session.get().loop.create_task(job())

            def own():
                create_task()

            def create_task():
                pass

            class Spawner:
                def create_task(self):
                    pass

                def spawn(self):
                    self.create_task()
            """,
            "app/main.py",
            """
            import time
            from app.jobs import own, spawn, Spawner

            def work(agent):
                agent.execute()
                agent.other()
                time.sleep(1)

            def starts(agent):
                spawn(agent)
                own()
                Spawner().spawn()
                agent.create_task(work())
            """);

    assertThat(ways(project, "app.main.work", "time.sleep"))
        .containsExactly(
            "'Job.execute' -> time.sleep (app/jobs.py:6)?", "time.sleep (app/main.py:7)");
    assertThat(ways(project, "app.main.starts", "*.create_task"))
        .containsExactly("'spawn' -> create_task (app/jobs.py:9)");
  }
}
