package dev.loopmend.semantic;

import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which functions may go on for ever.
class EndlessCodeTest {
  private static void expect(String text) {
    Python file = Python.file(text);
    EndlessCode code = EndlessCode.in(_ -> Optional.of(file.model()));
    file.expect(
        call ->
            file.model()
                .targetOf(call.callee())
                .map(it -> code.mayNeverReturn(it) ? "endless" : "returns")
                .orElse("unknown"));
  }

  @Test
  void loopsThatNothingLeaves() {
    expect(
        """
        async def poll():
            while True:
                await step()

        async def wraps():
            async with lock:
                await poll()

        async def until_found():
            while True:
                if await step():
                    break

        async def inner_break():
            while True:
                for item in await step():
                    break

        async def of_another():
            while True:
                def stop():
                    return True
                await step(stop)

        async def fails():
            while True:
                if not await step():
                    raise KeyError

        poll()  #> endless
        wraps()  #> endless
        until_found()  #> returns
        inner_break()  #> endless
        of_another()  #> endless
        fails()  #> returns
        """);
  }

  @Test
  void whatEndsALoopByAnException() {
    expect(
        """
        import asyncio
        import contextlib
        import queue

        DONE = (asyncio.QueueEmpty, queue.Empty)

        def drain(q):
            try:
                while True:
                    q.get_nowait()
            except asyncio.QueueEmpty:
                pass

        def drain_any(q):
            with lock:
                try:
                    while True:
                        q.get_nowait()
                except DONE as error:
                    return error

        async def walk(it):
            try:
                while True:
                    await it.__anext__()
            except StopAsyncIteration:
                return
            finally:
                await it.aclose()

        def suppressed_constant(q):
            with contextlib.suppress(OSError, *DONE):
                while True:
                    q.get_nowait()

        def suppressed_other(q):
            with contextlib.suppress(OSError):
                while True:
                    q.get_nowait()

        def suppressed(q):
            with contextlib.suppress(IndexError):
                while True:
                    q.pop()

        def outside(q):
            try:
                try:
                    while True:
                        q.pop()
                except OSError:
                    log()
            except (IndexError, OSError):
                log()

        async def until_wrong(requests):
            try:
                while True:
                    await answer(await requests.get())
            except (KeyError, ValueError):
                log()

        async def until_cancelled(q):
            try:
                while True:
                    await q.get()
            except asyncio.CancelledError:
                log()

        async def until_broken(q):
            try:
                while True:
                    await q.get()
            except Exception:
                log()

        async def in_the_handler(it):
            try:
                await it.__anext__()
            except StopAsyncIteration:
                log()
            try:
                while True:
                    await step()
            finally:
                log()

        drain(1)  #> returns
        drain_any(1)  #> returns
        walk(1)  #> returns
        suppressed(1)  #> returns
        suppressed_constant(1)  #> returns
        suppressed_other(1)  #> endless
        outside(1)  #> returns
        until_wrong(1)  #> endless
        until_cancelled(1)  #> endless
        until_broken(1)  #> endless
        in_the_handler(1)  #> endless
        """);
  }

  @Test
  void whatOnlyPassesAFailureOn() {
    expect(
        """
        import asyncio

        async def serve():
            while True:
                try:
                    await step()
                except asyncio.CancelledError:
                    raise
                except OSError as error:
                    raise RuntimeError from error
                except Exception:
                    log()

        async def stopped():
            while True:
                try:
                    await step()
                except (asyncio.CancelledError, KeyboardInterrupt):
                    break

        async def given_up(left):
            while True:
                try:
                    await step()
                except OSError:
                    left -= 1
                    if not left:
                        return

        async def empty(q):
            while True:
                try:
                    q.get_nowait()
                except asyncio.QueueEmpty:
                    break

        async def any_failure():
            while True:
                try:
                    await step()
                except:
                    return

        serve()  #> endless
        stopped()  #> endless
        given_up(1)  #> returns
        empty(1)  #> returns
        any_failure()  #> returns
        """);
  }

  @Test
  void whatOnlyCallsIsAsEndlessAsWhatItCalls() {
    expect(
        """
        def spin():
            while True:
                step()

        def step():
            return 1

        async def poll():
            while True:
                await pause()

        async def pause():
            return 1

        def calls():
            spin()

        def steps():
            step()

        async def awaits():
            await poll()

        async def pauses():
            await pause()

        def only_makes_a_coroutine():
            poll()

        def one():
            other()

        def other():
            one()

        calls()  #> endless
        steps()  #> returns
        awaits()  #> endless
        pauses()  #> returns
        only_makes_a_coroutine()  #> returns
        one()  #> returns
        """);
  }

  @Test
  void statementsThatMayBeEndless() {
    Python file =
        Python.file(
            """
            async def poll():
                while True:
                    await pause()
            async def f(ready):
                of(1)  #> returns
                while of(ready):  #> returns
                    await pause()
                while True:
                    of(1)  #> returns
                with of(ready):  #> endless
                    await poll()
                with of(ready):  #> returns
                    await pause()
            """);
    EndlessCode code = EndlessCode.in(_ -> Optional.of(file.model()));
    file.expectAt(
        "of",
        call ->
            code.mayBeEndless(file.model(), (Stmt) file.model().tree().statementOf(call))
                ? "endless"
                : "returns");
  }
}
