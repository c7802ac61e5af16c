package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What meets the cancellation of a task that starts as `asyncio.create_task(work())`: its text, or
/// `nobody`.
class TaskFollowerTest {
  private static final String HEAD = "import asyncio\nimport contextlib\nimport logging\n";

  private static void expectMet(String text) {
    Python file = Python.file(HEAD + text);
    file.expectAt("asyncio.create_task", start -> met(file.model(), start));
  }

  private static String met(SemanticModel model, Expr start) {
    return new TaskFollower(
            path -> Optional.of(path).filter(model.path()::equals).map(_ -> model),
            model,
            new TaskNames(),
            true)
        .from(List.of(start))
        .map(model.tree()::textOf)
        .orElse("nobody");
  }

  @Test
  void whoAwaitsATaskMeetsIt() {
    expectMet(
        """
        async def awaits():
            task = asyncio.create_task(work())  #> await task
            task.cancel()
            await task

        async def takes_it():
            task = asyncio.create_task(work())  #> nobody
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                pass

        async def takes_another():
            task = asyncio.create_task(work())  #> await task
            with contextlib.suppress(ValueError):
                await task

        async def suppresses():
            task = asyncio.create_task(work())  #> nobody
            with contextlib.suppress(asyncio.CancelledError):
                await task

        async def raises_again():
            task = asyncio.create_task(work())  #> await task
            try:
                await task
            except asyncio.CancelledError:
                print("stopped")
                raise
            except BaseException:
                pass

        async def raises_within():
            task = asyncio.create_task(work())  #> nobody
            try:
                try:
                    await task
                except asyncio.CancelledError:
                    raise
            except BaseException:
                pass

        async def takes_something(errors):
            task = asyncio.create_task(work())  #> await task
            try:
                await task
            except errors:
                pass

        async def at_once():
            await asyncio.create_task(work())  #> await asyncio.create_task(work())

        async def inner():
            task = asyncio.create_task(work())  #> await task
            async def later():
                await task
            return later

        async def with_a_limit():
            task = asyncio.create_task(work())  #> await asyncio.wait_for(asyncio.shield(task), 1)
            await asyncio.wait_for(asyncio.shield(task), 1)
        """);
  }

  @Test
  void nobodyMeetsWhatIsOnlyLookedAt() {
    expectMet(
        """
        async def drops():
            asyncio.create_task(work())  #> nobody

        async def cancels(loop, tasks):
            task = asyncio.create_task(work())  #> nobody
            if not task.done() and task is not None and task in tasks:
                loop.call_later(1, task.cancel)
            assert task
            while task and len([task]) < 2:
                print(f"{task}", task.get_name(), isinstance(task, asyncio.Task))
            logging.info("%s", task)
            del task

        async def tests(tasks):
            task = asyncio.create_task(work())  #> nobody
            name = "one" if task else "none"
            seen = [other for other in tasks if task]
            return name, seen
        """);
  }

  @Test
  void itsOutcomeIsMetByCalls() {
    expectMet(
        """
        async def result():
            task = asyncio.create_task(work())  #> task.result()
            await pause()
            print(task.result())

        async def exception():
            task = asyncio.create_task(work())  #> task.exception()
            await pause()
            return task.exception()

        async def taken():
            task = asyncio.create_task(work())  #> nobody
            await pause()
            try:
                task.result()
            except BaseException:
                pass

        async def not_called():
            task = asyncio.create_task(work())  #> task.result
            return task.result

        async def cancelled():
            task = asyncio.create_task(work())  #> nobody
            return task.cancelled()
        """);
  }

  @Test
  void collectionsHoldIt() {
    expectMet(
        """
        async def appended():
            tasks = []
            tasks.append(asyncio.create_task(work()))  #> await task
            for task in tasks:
                await task

        async def displayed():
            tasks = [asyncio.create_task(work()) for _ in range(3)]  #> await asyncio.gather(*tasks)
            await asyncio.gather(*tasks)

        async def results_dropped():
            tasks = {asyncio.create_task(work()) for _ in range(3)}  #> nobody
            tasks.discard(None)
            await asyncio.gather(*list(tasks), return_exceptions=True)

        async def results_taken():
            both = (asyncio.create_task(work()), 1)  #> await asyncio.gather(*both, return_exceptions=True)
            return await asyncio.gather(*both, return_exceptions=True)

        async def waited():
            task = asyncio.create_task(work())  #> one.result()
            done, _ = await asyncio.wait([task])
            return [one.result() for one in done]

        async def only_waited():
            task = asyncio.create_task(work())  #> nobody
            await asyncio.wait({task, *()})

        async def in_turn():
            task = asyncio.create_task(work())  #> await first
            for first in asyncio.as_completed([task] + []):
                await first

        async def by_name():
            tasks = {}
            tasks["a"], (first, *rest) = asyncio.create_task(work()), (1, 2)  #> await tasks.pop("a")
            await tasks.pop("a")

        async def values():
            tasks = {"a": asyncio.create_task(work())}  #> await task
            for name, task in tasks.items():
                await task

        async def as_key():
            names = {}
            names[asyncio.create_task(work())] = "a"  #> await task
            for task in names:
                await task

        async def looked_up(names):
            task = asyncio.create_task(work())  #> nobody
            return names[task]

        async def grown():
            tasks = []
            tasks += [asyncio.create_task(work())]  #> await tasks[0]
            await tasks[0]

        async def in_groups(groups):
            groups.setdefault("a", []).append(asyncio.create_task(work()))  #> await groups.get("a")[0]
            await groups.get("a")[0]

        async def given_back(groups):
            task = groups.setdefault(1, asyncio.create_task(work()))  #> await task
            await task

        async def in_a_row(rows):
            rows[0].append(asyncio.create_task(work()))  #> await rows[1].pop()
            await rows[1].pop()
        """);
  }

  @Test
  void targetsOfEveryKindTakeIt() {
    expectMet(
        """
        async def at_once():
            await (task := asyncio.create_task(work()))  #> await (task := asyncio.create_task(work()))

        async def under_a_name_that_is_given(tasks, name):
            tasks[name] = asyncio.create_task(work())  #> await task
            for task in tasks.values():
                await task

        async def in_lists():
            [first, *rest] = [1, asyncio.create_task(work())]  #> await rest[0]
            await rest[0]

        async def put_and_given(tasks):
            task = tasks.setdefault("a", asyncio.create_task(work()))  #> await task
            await task

        class Hub:
            task = asyncio.create_task(work())  #> await hub.task

        async def join(hub):
            await hub.task
        """);
  }

  @Test
  void attributesAndModulesKeepIt() {
    expectMet(
        """
        class Service:
            backlog = set()

            def start(self):
                self.first = asyncio.create_task(work())  #> await self.first
                task = asyncio.create_task(work())  #> await asyncio.gather(*self.jobs)
                self.jobs.add(task)
                task.add_done_callback(self.jobs.discard)
                self.quiet = other = asyncio.create_task(work())  #> nobody
                self.annotated: asyncio.Task = asyncio.create_task(work())  #> await self.annotated
                if (walrus := asyncio.create_task(work())):  #> await self.walrus
                    self.walrus = walrus
                self.backlog.add(asyncio.create_task(work()))  #> await Service.backlog.pop()

            def stop(self):
                self.first.cancel()
                self.quiet.cancel()

            async def join(self, walrus):
                await self.first
                await asyncio.gather(*self.jobs)
                await self.annotated
                await self.walrus
                await Service.backlog.pop()

        running = None

        def begin():
            global running
            running = asyncio.create_task(work())  #> await running

        async def end():
            await running

        def begin_app(app):
            app["job"] = asyncio.create_task(work())  #> await app['job']
            app["other"] = asyncio.create_task(work())  #> await app.pop("other")
            app["third"] = asyncio.create_task(work())  #> nobody

        async def end_app(app):
            app["third"].cancel()
            await app['job']
            await app.pop("other")
        """);
  }

  @Test
  void theLoopKeepsAllTasks() {
    expectMet(
        """
        async def starts():
            asyncio.create_task(work())  #> await asyncio.gather(*others)

        async def ends():
            others = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
            for other in others:
                other.cancel()
            await asyncio.gather(*others)
        """);
    expectMet(
        """
        async def starts():
            asyncio.create_task(work())  #> nobody

        async def ends():
            for other in asyncio.all_tasks() - {asyncio.current_task()}:
                other.cancel()
        """);
  }

  @Test
  void callbacksMeetIt() {
    expectMet(
        """
        def report(task):
            if task.exception():
                print("failed")

        def careful(task):
            if not task.cancelled() and task.exception():
                print("failed")

        async def starts(unknown):
            asyncio.create_task(work()).add_done_callback(report)  #> report
            asyncio.create_task(work()).add_done_callback(careful)  #> nobody
            asyncio.create_task(work()).add_done_callback(unknown.on_done)  #> unknown.on_done
            asyncio.create_task(work()).add_done_callback(lambda it: print(it.result()))  #> it.result()
            asyncio.create_task(work()).add_done_callback(lambda it: print("done"))  #> nobody
        """);
  }

  @Test
  void whatIsOutOfSightMayMeetIt() {
    expectMet(
        """
        async def returned():
            return asyncio.create_task(work())  #> return asyncio.create_task(work())

        async def yielded():
            yield asyncio.create_task(work())  #> yield asyncio.create_task(work())

        async def given(worker):
            worker.run_beside(asyncio.create_task(work()))  #> asyncio.create_task(work())

        async def made():
            return Worker(task=asyncio.create_task(work()))  #> task=asyncio.create_task(work())

        async def asked_otherwise():
            task = asyncio.create_task(work())  #> task.__await__()
            return task.__await__()

        async def kept_in_something(registry):
            registry.add(asyncio.create_task(work()))  #> registry.join()
            await registry.join()

        async def entered():
            with asyncio.create_task(work()):  #> asyncio.create_task(work())
                pass

        async def in_something(worker):
            worker.make().jobs().append(asyncio.create_task(work()))  #> worker.make().jobs()
        """);
  }

  @Test
  void otherFilesMeetItByName() {
    assertThat(metElsewhere("async def join(app):\n    await app.service.job\n"))
        .isEqualTo("await app.service.job");
    assertThat(metElsewhere("async def join(app):\n    task = app.job\n    await task\n"))
        .isEqualTo("await task");
    assertThat(metElsewhere("from service import worker\nasync def join():\n    await worker\n"))
        .isEqualTo("await worker");
    assertThat(metElsewhere("async def join(worker):\n    await worker\n")).isEqualTo("nobody");
    assertThat(metElsewhere("import service\nasync def join():\n    await service.worker\n"))
        .isEqualTo("await service.worker");
    assertThat(metElsewhere("async def join(app):\n    await app[\"task\"]\n"))
        .isEqualTo("await app[\"task\"]");
    assertThat(metElsewhere("import service\nasync def join():\n    await service.local\n"))
        .isEqualTo("nobody");
    // What is out of sight there may be something else of that name.
    assertThat(metElsewhere("async def join(app):\n    return app.job, app['task']\n"))
        .isEqualTo("nobody");
  }

  /// What a second file meets of tasks that a first one keeps.
  private static String metElsewhere(String text) {
    String service =
        HEAD
            + """
            worker = None

            def start(app):
                global worker
                local = worker = app.job = app["task"] = asyncio.create_task(work())
                local.cancel()
            """;
    Python.Project project =
        Python.project(Map.of("service.py", service, "other.py", text), List.of());
    SemanticModel home = project.file("service.py").model();
    SemanticModel other = project.file("other.py").model();
    TaskNames names = new TaskNames();
    Expr start = project.file("service.py").call("asyncio.create_task");
    Optional<Node> here =
        new TaskFollower(_ -> Optional.of(home), home, names, true).from(List.of(start));
    assertThat(here).isEmpty();
    return new TaskFollower(_ -> Optional.of(other), other, names, false)
        .from(List.of())
        .map(other.tree()::textOf)
        .orElse("nobody");
  }
}
