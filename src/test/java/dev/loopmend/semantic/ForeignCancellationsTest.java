package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Whether a cancellation may come out of a function that is not that of its own task, asked of the
/// functions that call `here`.
class ForeignCancellationsTest {
  private static final String HEAD = "import asyncio\nimport contextlib\n";

  private static void expectLetOut(String text) {
    Python file = Python.file(HEAD + text);
    Function<String, Optional<SemanticModel>> files =
        path -> Optional.of(file.model()).filter(it -> it.path().equals(path));
    file.expectAt("here", call -> letOut(file.model(), call, files));
  }

  private static String letOut(
      SemanticModel model, Expr.Call call, Function<String, Optional<SemanticModel>> files) {
    FunctionRef function = model.refOf(model.nearestDef(call).orElseThrow());
    return ForeignCancellations.in(files).areLetOutBy(function) ? "yes" : "no";
  }

  @Test
  void aTaskThatAnAttributeKeepsAndSomethingCancels() {
    expectLetOut(
        """
        class Scanner:
            async def scan(self):
                here()  #> yes
                await self.task

            async def scan_with_a_limit(self):
                here()  #> yes
                await asyncio.wait_for(asyncio.shield(self.task), 5)

            async def scan_all(self, key):
                here()  #> yes
                await self.tasks[key]

            async def wait(self):
                here()  #> no
                await self.other

            async def waits_for_another(self):
                here()  #> no
                await self.others[0]

            async def sleeps(self):
                here()  #> no
                await asyncio.sleep(1)

            async def starts(self):
                here()  #> no
                await asyncio.create_task(self.sleeps())

            async def inner(self):
                here()  #> no
                async def scan():
                    await self.task
                return scan

            def stop(self):
                self.task.cancel()
                for task in self.tasks:
                    self.tasks[task].cancel()
        """);
  }

  @Test
  void whatHandlesACancellationLetsNoneOut() {
    expectLetOut(
        """
        class Scanner:
            async def handles(self):
                here()  #> no
                try:
                    await self.task
                except asyncio.CancelledError:
                    return None

            async def suppresses(self):
                here()  #> no
                with contextlib.suppress(asyncio.CancelledError):
                    await self.task

            async def handles_failures(self):
                here()  #> yes
                try:
                    await self.task
                except Exception:
                    return None

            async def handles_something(self, errors):
                here()  #> yes
                try:
                    await self.task
                except errors:
                    return None

            async def raises_again(self):
                here()  #> yes
                try:
                    await self.task
                except asyncio.CancelledError:
                    print("cancelled")
                    raise

            async def handles_around(self):
                here()  #> no
                try:
                    await self.handles_failures()
                except BaseException:
                    return None

            def stop(self):
                self.task.cancel()
        """);
  }

  @Test
  void aModuleKeepsTasksThatOthersReach() {
    expectLetOut(
        """
        async def work():
            pass

        scan = asyncio.ensure_future(work())
        scans = {}

        async def waits():
            here()  #> yes
            await scan

        async def waits_for_one_of_them(key):
            here()  #> yes
            await scans[key]

        async def waits_for_its_own():
            here()  #> no
            scan = asyncio.create_task(work())
            await scan

        async def waits_for_one_of_its_own(work):
            here()  #> no
            scans = [asyncio.create_task(work()), asyncio.create_task(work())]
            await scans[0]

        def stop(key):
            scan.cancel()
            scans[key].cancel()
        """);
  }

  @Test
  void aFutureThatIsHandedToSomebody() {
    expectLetOut(
        """
        async def given(queue):
            here()  #> yes
            future = asyncio.Future()
            queue.put_nowait(future)
            await future

        async def given_with_more(queue, data):
            here()  #> yes
            future = asyncio.Future()
            queue.put_nowait((data, future))
            await future

        async def kept(self, key):
            here()  #> yes
            future = asyncio.Future()
            self.waiting[key] = future
            await future

        async def kept_at_once(self):
            here()  #> yes
            future = self.waiting = asyncio.Future()
            await future

        async def kept_by_the_other_name(self):
            here()  #> yes
            self.waiting = future = asyncio.Future()
            await future

        async def kept_with_a_type(self):
            here()  #> yes
            future = asyncio.Future()
            self.waiting: asyncio.Future = future
            await future

        async def given_to_asyncio(step):
            here()  #> no
            future = asyncio.Future()
            await asyncio.wait([future])
            await future

        async def named_twice(step):
            here()  #> no
            future = asyncio.Future()
            other = future
            await future

        async def asked(step):
            here()  #> no
            future = asyncio.Future()
            print(future.done())
            await future

        async def given_something_else(queue, value):
            here()  #> no
            queue.put_nowait(value)
            await value

        async def cancelled_in_time(loop):
            here()  #> yes
            future = asyncio.Future()
            loop.call_later(1, future.cancel)
            await future

        async def cancelled_in_between(work):
            here()  #> yes
            task = asyncio.create_task(work())
            task.cancel()
            await task

        async def cancelled_by_an_inner_function(work, register):
            here()  #> yes
            task = asyncio.create_task(work())
            await task
            def stop():
                task.cancel()
            register(stop)

        async def cancelled_at_the_end(work):
            here()  #> no
            task = asyncio.create_task(work())
            try:
                await task
            finally:
                task.cancel()
        """);
  }

  @Test
  void whatAFunctionAwaitsLetsItOutToo() {
    expectLetOut(
        """
        class Scanner:
            async def scan(self):
                await self.task

            async def calls(self):
                here()  #> yes
                await self.scan()

            async def calls_that(self):
                here()  #> yes
                await self.calls()

            async def calls_itself(self):
                here()  #> no
                await self.calls_itself()

            async def limits(self):
                here()  #> yes
                await asyncio.wait_for(self.scan(), 5)

            async def gathers(self):
                here()  #> yes
                await asyncio.gather(self.rest(), self.scan())

            async def gathers_all(self, keys):
                here()  #> yes
                await asyncio.gather(*[self.scan() for _ in keys])

            async def starts(self):
                here()  #> yes
                await asyncio.create_task(self.scan())

            async def rest(self):
                here()  #> no
                await asyncio.wait_for(asyncio.sleep(1), self.limit())

            async def forgets(self):
                here()  #> no
                asyncio.create_task(self.scan())
                await asyncio.sleep(1)

            def stop(self):
                self.task.cancel()
        """);
  }

  @Test
  void otherFilesToo() {
    Map<String, String> files =
        Map.of(
            "app/jobs.py",
            """
            class Job:
                async def wait(self):
                    await self.task

                def stop(self):
                    self.task.cancel()
            """,
            "app/main.py",
            """
            from app.jobs import Job

            async def work(job: Job):
                here()
                await job.wait()
            """);
    Python.Project project = Python.project(files, List.of());
    Function<String, Optional<SemanticModel>> all = path -> Optional.of(project.file(path).model());
    Python main = project.file("app/main.py");

    assertThat(letOut(main.model(), main.call("here"), all)).isEqualTo("yes");
    assertThat(letOut(main.model(), main.call("here"), _ -> Optional.empty())).isEqualTo("no");
  }
}
