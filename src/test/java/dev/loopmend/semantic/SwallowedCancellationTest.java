package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What handlers, and blocks that suppress, do with the cancellation of their coroutine.
class SwallowedCancellationTest {
  private static final String MARK = "#> ";

  private static void expect(String text, Function<SwallowedCancellation, Answer> question) {
    expect(text, (_, at) -> question.apply(at));
  }

  /// Compares the answers for the `except` clauses and `with` statements of marked lines.
  private static void expect(
      String text, BiFunction<SemanticModel, SwallowedCancellation, Answer> question) {
    SemanticModel model = Python.file("import asyncio\nimport contextlib\n" + text).model();
    SyntaxTree tree = model.tree();
    List<String> wanted = new ArrayList<>();
    List<String> given = new ArrayList<>();
    for (Node node : tree.nodes()) {
      int number = tree.lines().line(tree.span(node).start());
      String line = tree.lines().textOf(number);
      int mark = line.indexOf(MARK);
      if (mark >= 0 && (node instanceof Node.ExceptHandler || node instanceof Stmt.With)) {
        Answer answer = question.apply(model, SwallowedCancellation.at(model, node));
        wanted.add(number + ": " + line);
        given.add(number + ": " + line.substring(0, mark + MARK.length()) + Python.word(answer));
      }
    }
    assertThat(wanted).hasSize(text.split(MARK, -1).length - 1);
    assertThat(String.join("\n", given)).isEqualTo(String.join("\n", wanted));
  }

  @Test
  void aCancellationIsRaisedWhereTheCoroutineItselfWaits() {
    expect(
        """
        async def waits(queue):
            try:
                queue.touch()
                await queue.get()
            except asyncio.CancelledError:  #> yes
                print("left")

        async def asks(task):
            try:
                return task.result()
            except asyncio.CancelledError:  #> no
                return None

        async def defines(queue):
            try:
                async def later():
                    await queue.get()
                return later
            except asyncio.CancelledError:  #> no
                return None

        async def suppresses(queue):
            with contextlib.suppress(asyncio.CancelledError):  #> yes
                async for item in queue:
                    print(item)
            with contextlib.suppress(asyncio.CancelledError):  #> no
                for item in queue.items:
                    print(item)
        """,
        SwallowedCancellation::swallows);
  }

  @Test
  void onlyAnEarlierHandlerThatTakesCancellationsKeepsThemFromALaterOne() {
    expect(
        """
        async def follow(queue):
            try:
                await queue.get()
            except ValueError:
                print("no value")
            except asyncio.CancelledError:  #> yes
                print("left")
            try:
                await queue.get()
            except (ValueError, asyncio.CancelledError):  #> yes
                print("left")
            except BaseException:  #> no
                print("failed")
            try:
                try:
                    await queue.get()
                except BaseException:  #> yes
                    print("failed")
            except asyncio.CancelledError:  #> yes
                print("left")
        """,
        SwallowedCancellation::swallows);
  }

  @Test
  void aNameThatTellsOfTheCancellationNotesIt() {
    expect(
        """
        async def follow(queue, state):
            try:
                await queue.get()
            except asyncio.CancelledError:  #> no
                cancelled = True
            try:
                await queue.get()
            except asyncio.CancelledError:  #> no
                state.wasCancelled = True
            try:
                await queue.get()
            except asyncio.CancelledError:  #> yes
                cancelled = False
            try:
                await queue.get()
            except asyncio.CancelledError:  #> yes
                failed = True
            try:
                await queue.get()
            except asyncio.CancelledError:  #> no
                failed = cancelled = True
        """,
        SwallowedCancellation::swallows);
  }

  @Test
  void aFunctionMayRaiseTheCancellationLater() {
    expect(
        """
        async def raises_the_class(lock):
            stopped = False
            try:
                await lock.acquire()
            except asyncio.CancelledError:  #> no
                stopped = True
            if stopped:
                raise asyncio.CancelledError

        async def raises_an_instance(lock):
            stopped = False
            try:
                await lock.acquire()
            except asyncio.CancelledError:  #> no
                stopped = True
            if stopped:
                raise asyncio.CancelledError("stopped")

        async def raises_an_error(lock):
            stopped = False
            try:
                await lock.acquire()
            except asyncio.CancelledError:  #> yes
                stopped = True
            if stopped:
                raise OSError("stopped")
            if lock.failed:
                raise TimeoutError

        async def raises_again_elsewhere(lock):
            try:
                await lock.acquire()
            except asyncio.CancelledError:  #> yes
                print("stopped")
            try:
                lock.release()
            except OSError:
                raise

        async def another_one_raises(lock):
            try:
                await lock.acquire()
            except asyncio.CancelledError:  #> yes
                print("stopped")
            def stop():
                raise asyncio.CancelledError
            return stop
        """,
        SwallowedCancellation::swallows);
  }

  private static void expectCancelled(String text) {
    expect(text, (model, at) -> at.awaitsWhatIsCancelled(_ -> Optional.of(model)));
  }

  @Test
  void nobodyElseCancelsATaskThatOnlyTheFunctionHas() {
    expectCancelled(
        """
        async def makes_no_task(queue):
            try:
                await queue.join()
            except asyncio.CancelledError:  #> no
                print("left")

        async def looks_at_it(queue):
            job = asyncio.create_task(queue.join())
            print(job)
            await asyncio.wait([job], timeout=1)
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> no
                print("left")

        async def gives_another_away(queue, token):
            job = asyncio.create_task(queue.join())
            other = asyncio.create_task(queue.join())
            token.link(other)
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> no
                print("left")

        async def gives_it_away_when_it_has_ended(queue, token):
            job = asyncio.create_task(queue.join())
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> no
                print("left")
            token.link(job)
        """);
  }

  @Test
  void whoIsGivenATaskMayCancelIt() {
    expectCancelled(
        """
        async def before(queue, token):
            job = asyncio.create_task(queue.join())
            token.link(job)
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> yes
                print("left")

        async def within_the_try(queue, token):
            job = asyncio.create_task(queue.join())
            try:
                token.link(job)
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> yes
                print("left")

        async def within_the_with(queue, token):
            job = asyncio.create_task(queue.join())
            with contextlib.suppress(asyncio.CancelledError):  #> yes
                token.link(job)
                await job
                await asyncio.sleep(1)

        async def by_a_function_of_its_own(queue, token):
            def link():
                token.link(job)
            job = asyncio.create_task(queue.join())
            link()
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> yes
                print("left")

        async def of_the_module():
            try:
                await shared
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> yes
                print("left")

        shared = asyncio.ensure_future(of_the_module())

        def set_up(token):
            token.link(shared)
        """);
  }

  @Test
  void aTimeLimitCancelsWhatIsAwaitedWithinIt() {
    expectCancelled(
        """
        async def limits(queue):
            job = asyncio.create_task(queue.join())
            try:
                await asyncio.wait_for(job, 1)
            except asyncio.TimeoutError:
                print("too slow")
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> yes
                print("left")

        async def limits_several(queue):
            job = asyncio.create_task(queue.join())
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.gather(job, queue.get()), timeout=1)
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> yes
                print("left")

        async def limits_a_block(queue):
            job = asyncio.create_task(queue.join())
            with contextlib.suppress(asyncio.TimeoutError):
                async with asyncio.timeout(1):
                    await job
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> yes
                print("left")

        async def is_limited_itself(queue):
            job = asyncio.create_task(queue.join())
            async with asyncio.timeout(1):
                print(job)
                try:
                    await asyncio.wait_for(job, 1)
                    await asyncio.sleep(1)
                except asyncio.CancelledError:  #> no
                    print("left")

        async def limits_its_shield(queue):
            job = asyncio.create_task(queue.join())
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.shield(job), 1)
            try:
                await job
                await asyncio.sleep(1)
            except asyncio.CancelledError:  #> no
                print("left")
        """);
  }

  @Test
  void aNameThatIsCancelledAnywhereInTheFile() {
    expectCancelled(
        """
        class Sleeper:
            async def run(self):
                try:
                    await self.nap
                    await asyncio.sleep(1)
                except asyncio.CancelledError:  #> yes
                    print("woken up")

            async def rest(self):
                try:
                    await self.pause
                    await asyncio.sleep(1)
                except asyncio.CancelledError:  #> no
                    print("stopped")

            def wake(self):
                self.nap.cancel()
        """);
  }

  @Test
  void anyOfSeveralFuturesMayBeCancelledElsewhere() {
    expectCancelled(
        """
        class Sleeper:
            async def run(self):
                try:
                    await asyncio.gather(self.pause, self.nap)
                    await asyncio.sleep(1)
                except asyncio.CancelledError:  #> yes
                    print("woken up")
                try:
                    await asyncio.gather(*[self.pause, self.nap])
                    await asyncio.sleep(1)
                except asyncio.CancelledError:  #> yes
                    print("woken up")
                try:
                    await asyncio.gather(self.pause, self.rest)
                    await asyncio.sleep(1)
                except asyncio.CancelledError:  #> no
                    print("stopped")

            def wake(self):
                self.nap.cancel()
        """);
  }

  @Test
  void whatIsMadeWhereItIsAwaitedNobodyElseCancels() {
    expectCancelled(
        """
        async def fetch(urls, client):
            try:
                await asyncio.gather(*[client.fetch(url) for url in urls])
            except asyncio.CancelledError:  #> no
                print("stopped")
            try:
                await asyncio.gather(*(asyncio.create_task(client.fetch(url)) for url in urls))
            except asyncio.CancelledError:  #> no
                print("stopped")
            try:
                await asyncio.gather(*[job for job in client.jobs])
            except asyncio.CancelledError:  #> yes
                print("stopped")
        """);
  }

  @Test
  void whatIsWaitedForMayWaitForAFutureThatIsCancelledElsewhere() {
    expectCancelled(
        """
        class Reader:
            async def answered(self):
                return await self.answer

            async def lines(self):
                while True:
                    yield await self.answer

            async def pinged(self):
                await self.socket.ping()

            def give_up(self):
                self.answer.cancel()

            async def run(self):
                try:
                    await self.answered()
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await self.pinged()
                except asyncio.CancelledError:  #> no
                    print("stopped")
                try:
                    await asyncio.wait_for(self.answered(), 1)
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await asyncio.wait_for(self.pinged(), 1)
                except asyncio.CancelledError:  #> no
                    print("stopped")
                try:
                    await asyncio.gather(self.pinged(), self.answered())
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await asyncio.gather(*[self.pinged(), self.answered()])
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await asyncio.gather(*[self.answered() for _ in range(3)])
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await asyncio.shield(asyncio.create_task(self.answered()))
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await asyncio.create_task(self.pinged())
                except asyncio.CancelledError:  #> no
                    print("stopped")
                try:
                    async for line in self.lines():
                        print(line)
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    print([line async for line in self.lines()])
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await self.further()
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await self.handled()
                except asyncio.CancelledError:  #> no
                    print("stopped")

            async def further(self):
                return await asyncio.wait_for(self.by_line(), 1)

            async def by_line(self):
                async for line in self.lines():
                    print(line)

            async def handled(self):
                with contextlib.suppress(asyncio.CancelledError):
                    async for line in self.lines():
                        print(line)
        """);
  }

  @Test
  void whatIsHandedToWhatIsAwaitedMayRunInIt() {
    expectCancelled(
        """
        class Reader:
            async def answered(self):
                return await self.answer

            async def pinged(self):
                await self.socket.ping()

            def plainly(self):
                return self.answered()

            def future(self):
                return self.answer

            @contextlib.asynccontextmanager
            async def opened(self):
                yield await self.answer

            def give_up(self):
                self.answer.cancel()

            async def run(self, retry):
                try:
                    await retry(self.answered, 3)
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await retry(lambda: self.answered())
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await retry(self.answered())
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await retry(self.pinged, 3)
                except asyncio.CancelledError:  #> no
                    print("stopped")
                try:
                    await self.plainly()
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await asyncio.shield(self.future())
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    async with self.opened():
                        print("opened")
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    async with self.socket.opened():
                        print("opened")
                except asyncio.CancelledError:  #> no
                    print("stopped")
        """);
  }

  @Test
  void whatAFunctionAwaitsMayBeItsOwnOrSomebodyElses() {
    expectCancelled(
        """
        class Reader:
            async def own(self):
                job = asyncio.create_task(self.socket.ping())
                await job

            async def given_away(self):
                reply = asyncio.create_task(self.socket.ping())
                self.replies.append(reply)
                await reply

            async def of_the_module(self):
                await shared

            async def not_awaited(self):
                return self.answer

            async def awaited_by_another(self):
                async def later():
                    await self.answer
                print(later)

            def give_up(self, job):
                self.answer.cancel()
                shared.cancel()
                job.cancel()

            async def run(self):
                try:
                    await self.own()
                except asyncio.CancelledError:  #> no
                    print("stopped")
                try:
                    await self.given_away()
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await self.of_the_module()
                except asyncio.CancelledError:  #> yes
                    print("given up")
                try:
                    await self.not_awaited()
                except asyncio.CancelledError:  #> no
                    print("stopped")
                try:
                    await self.awaited_by_another()
                except asyncio.CancelledError:  #> no
                    print("stopped")

        shared = asyncio.ensure_future(Reader().run())
        """);
  }

  @Test
  void theFunctionCancelsSomethingItselfBefore() {
    expectCancelled(
        """
        async def before(pool):
            pool.cancel_all()
            try:
                await pool.join()
            except asyncio.CancelledError:  #> yes
                print("left")

        async def within_the_with(pool):
            with contextlib.suppress(asyncio.CancelledError):  #> yes
                pool.cancel_all()
                await pool.join()

        async def behind(pool):
            try:
                await pool.join()
            except asyncio.CancelledError:  #> no
                print("left")
            with contextlib.suppress(asyncio.CancelledError):  #> no
                await pool.join()
            pool.cancel_all()
        """);
  }

  @Test
  void aHandlerHandsOnWhatItDoesNotOnlyLog() {
    expect(
        """
        async def follow(queue, future, log, state):
            try:
                await queue.get()
            except OSError as exc:
                future.set_exception(exc)
            except BaseException as exc:  #> no
                log.error("failed: %r", exc)
            try:
                await queue.get()
            except BaseException as exc:  #> no
                state.text = f"failed: {exc}"
                print(exc.args, str(exc))
            try:
                await queue.get()
            except BaseException as exc:  #> yes
                print(exc)
                future.set_exception(exc)
            try:
                await queue.get()
            except BaseException as exc:  #> yes
                future.set_exception(exc.with_traceback(None))
            try:
                await queue.get()
            except BaseException as exc:  #> yes
                state.error = exc
            try:
                await queue.get()
            except BaseException as exc:  #> yes
                return exc
            try:
                await queue.get()
            except BaseException:  #> no
                print("failed")
        """,
        SwallowedCancellation::handsExceptionOn);
  }

  @Test
  void aHandlerActsThatDoesMoreThanToLogAndToEnd() {
    expect(
        """
        async def follow(queue, log):
            while True:
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> no
                    pass
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> no
                    ...
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> no
                    log.info("left")
                    break
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> no
                    "It is the end."
                    continue
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> no
                    return None
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> yes
                    return queue.close()
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> yes
                    print("left")
                    queue.close()
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> yes
                    queue = None
                try:
                    await queue.get()
                except asyncio.CancelledError:  #> yes
                    await queue.aclose()
        """,
        SwallowedCancellation::acts);
  }
}
