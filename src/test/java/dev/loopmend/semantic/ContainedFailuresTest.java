package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Whether the coroutine of a call on a marked line lets failures out: `none`, `told` ones, or
/// `all`.
class ContainedFailuresTest {
  private static final String HEAD = "import asyncio\nimport logging\n";

  private static void expectFailures(String text) {
    Python file = Python.file(HEAD + text);
    file.expect(call -> failures(file.model(), call, _ -> Optional.of(file.model())));
  }

  private static String failures(
      SemanticModel model, Expr.Call call, Function<String, Optional<SemanticModel>> files) {
    return ContainedFailures.in(model, call, files)
        ? "none"
        : ContainedFailures.areTold(model, call, files) ? "told" : "all";
  }

  @Test
  void whatAsyncioHas() {
    expectFailures(
        """
        async def main(task, jobs, job, flag):
            asyncio.sleep(1)  #> none
            asyncio.wait([task])  #> none
            asyncio.wait_for(task, 1)  #> all
            asyncio.gather(*jobs)  #> all
            asyncio.gather(*jobs, return_exceptions=True)  #> none
            asyncio.gather(*jobs, return_exceptions=False)  #> all
            asyncio.gather(*jobs, return_exceptions=flag)  #> all
            jobs.gather(*jobs, return_exceptions=True)  #> all
            job.done.wait()  #> none
            job.done.wait(1)  #> all
            job.done.join()  #> all
            job.wait()  #> all
            asyncio.Event().wait()  #> none
            asyncio.subprocess.wait()  #> all
            unknown()  #> all
        """);
  }

  @Test
  void functionsThatTakeEveryException() {
    expectFailures(
        """
        async def takes(step):
            try:
                await step()
            except Exception:
                logging.exception("failed")

        async def takes_everything(step):
            try:
                await step()
            except:
                pass

        async def takes_among_others(step):
            try:
                await step()
            except (ValueError, Exception):
                pass

        async def takes_some(step):
            try:
                await step()
            except ValueError:
                pass

        async def takes_the_rest(step):
            try:
                await step()
            except ValueError:
                pass
            except Exception:
                pass

        async def raises_some(step):
            try:
                await step()
            except ValueError:
                raise
            except Exception:
                pass

        async def waits_before(step):
            await step()
            try:
                await step()
            except Exception:
                pass

        async def waits_behind(step):
            try:
                await step()
            except Exception:
                pass
            await step()

        async def waits_in_the_handler(step):
            try:
                await step()
            except Exception:
                await step()

        async def waits_in_the_end(step):
            try:
                await step()
            except Exception:
                pass
            finally:
                await step()

        async def waits_if_all_went_well(step):
            try:
                await step()
            except Exception:
                pass
            else:
                await step()

        async def asserts(step):
            assert step
            try:
                await step()
            except Exception:
                pass

        async def defines(step):
            async def inner():
                await step()
                raise ValueError
            wait = lambda: (await_it for await_it in step)
            try:
                await step(inner, wait)
            except Exception:
                pass

        async def goes_over(steps):
            async for step in steps:
                try:
                    await step()
                except Exception:
                    pass

        async def goes_over_plainly(steps):
            for step in steps:
                try:
                    await step()
                except Exception:
                    pass

        async def does_not_wait(step):
            step()

        async def fails(step):
            raise ValueError

        def plain(step):
            pass

        async def main(step):
            takes(step)  #> none
            takes_everything(step)  #> none
            takes_among_others(step)  #> none
            takes_some(step)  #> all
            takes_the_rest(step)  #> none
            raises_some(step)  #> all
            waits_before(step)  #> all
            waits_behind(step)  #> all
            waits_in_the_handler(step)  #> all
            waits_in_the_end(step)  #> all
            waits_if_all_went_well(step)  #> all
            asserts(step)  #> all
            defines(step)  #> none
            goes_over(step)  #> all
            goes_over_plainly(step)  #> none
            does_not_wait(step)  #> none
            fails(step)  #> all
            plain(step)  #> all
        """);
  }

  @Test
  void whatFunctionsWaitForInTheirTurn() {
    expectFailures(
        """
        lock = asyncio.Lock()
        slots = asyncio.Semaphore(2)

        async def takes(step):
            try:
                await step()
            except Exception:
                pass

        async def calls(step):
            await takes(step)

        async def calls_again(step):
            await calls(step)

        async def sleeps_and_calls(step):
            await asyncio.sleep(1)
            await takes(step)

        async def only_sleeps(step):
            await asyncio.sleep(1)
            step()

        async def calls_that(step):
            await only_sleeps(step)

        async def under_a_lock(step):
            async with lock, slots:
                await takes(step)

        async def only_under_a_lock(step):
            async with lock:
                step()

        async def under_something(step, other):
            async with lock, other:
                await takes(step)

        async def for_a_task(task):
            await task

        async def far(step):
            await calls_again(step)

        async def too_far(step):
            await far(step)

        async def itself(step):
            await itself(step)

        async def main(step):
            calls(step)  #> none
            calls_again(step)  #> none
            sleeps_and_calls(step)  #> none
            only_sleeps(step)  #> all
            calls_that(step)  #> all
            under_a_lock(step)  #> none
            only_under_a_lock(step)  #> all
            under_something(step, lock)  #> all
            for_a_task(step)  #> all
            far(step)  #> none
            too_far(step)  #> all
            itself(step)  #> all
        """);
  }

  @Test
  void decoratorsThatTell() {
    expectFailures(
        """
        def tells(function):
            async def run(*args):
                try:
                    return await function(*args)
                except Exception:
                    logging.exception("failed")
                    raise
            return run

        def telling(text):
            return tells

        def telling_itself(text):
            def tell(function):
                async def run(*args):
                    try:
                        return await function(*args)
                    except BaseException as error:
                        text.log.error("failed: %r", error)
                        raise
                return run
            return tell

        def tells_some(function):
            async def run(*args):
                try:
                    return await function(*args)
                except ValueError:
                    logging.exception("failed")
                    raise
            return run

        def counts(function):
            async def run(*args):
                try:
                    return await function(*args)
                except Exception:
                    run.failures += 1
                    raise
            return run

        @tells
        async def told(step):
            await step()

        @telling_itself("it")
        async def told_too(step):
            await step()

        @tells_some
        async def some_told(step):
            await step()

        @counts
        async def counted(step):
            await step()

        @unknown
        async def other(step):
            await step()

        @tells
        async def told_and_taken(step):
            try:
                await step()
            except Exception:
                pass

        async def main(step):
            told(step)  #> told
            told_too(step)  #> told
            some_told(step)  #> all
            counted(step)  #> all
            other(step)  #> all
            told_and_taken(step)  #> none
        """);
  }

  @Test
  void functionsOfOtherFiles() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "app/steps.py",
        """
        import asyncio
        import logging

        def tells(function):
            try:
                return function
            except Exception:
                logging.exception("failed")

        async def takes(step):
            try:
                await step()
            except Exception:
                pass

        async def lets_out(step):
            await step()
        """);
    texts.put(
        "app/main.py",
        """
        from app.steps import lets_out, takes, tells

        @tells
        async def told(step):
            await step()

        async def main(step):
            takes(step)  #> none
            lets_out(step)  #> all
            told(step)  #> told
        """);
    Python.Project project = Python.project(texts, List.of());
    Python file = project.file("app/main.py");
    file.expect(
        call -> failures(file.model(), call, path -> Optional.of(project.file(path).model())));
  }
}
