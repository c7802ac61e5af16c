package dev.loopmend.semantic;

import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which functions may go on for ever.
class EndlessCodeTest {
  private static void expect(String text) {
    Python file = Python.file(text);
    expect(file, EndlessCode.in(_ -> Optional.of(file.model())));
  }

  private static void expectUntilTold(String text) {
    Python file = Python.file(text);
    expect(file, EndlessCode.orUntilTold(_ -> Optional.of(file.model())));
  }

  private static void expect(Python file, EndlessCode code) {
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

  @Test
  void whateverStandsRoundWhatGoesOnForEver() {
    expect(
        """
        async def poll():
            while True:
                await step()

        async def in_a_branch(flag):
            if flag:
                while True:
                    await step()

        async def in_the_other_branch(flag):
            if flag:
                return
            else:
                await poll()

        async def in_a_case(value):
            match value:
                case 1:
                    await poll()

        async def in_a_loop(items):
            for item in items:
                await poll()

        async def in_a_handler():
            try:
                await step()
            except OSError:
                await poll()

        async def returned():
            return await poll()

        async def named():
            result = await poll()
            print(result)

        async def in_an_expression(flag):
            print(flag and await poll())

        async def in_a_function_of_its_own():
            async def later():
                await poll()
            print(later)

        async def is_only_a_task():
            asyncio.create_task(poll())

        in_a_branch(1)  #> endless
        in_the_other_branch(1)  #> endless
        in_a_case(1)  #> endless
        in_a_loop(1)  #> endless
        in_a_handler()  #> endless
        returned()  #> endless
        named()  #> endless
        in_an_expression(1)  #> endless
        in_a_function_of_its_own()  #> returns
        is_only_a_task()  #> returns
        """);
  }

  @Test
  void whoWaitsForSeveralWaitsForTheEndlessOne() {
    expect(
        """
        import asyncio

        async def poll():
            while True:
                await step()

        async def pause():
            await asyncio.sleep(1)

        async def gathers():
            await asyncio.gather(pause(), poll())

        async def gathers_what_ends():
            await asyncio.gather(pause(), pause())

        async def gathers_all(urls):
            await asyncio.gather(*[poll() for url in urls])

        async def gathers_one_by_one(urls):
            await asyncio.gather(*(poll() for url in urls))

        async def gathers_a_list():
            await asyncio.gather(*[pause(), poll()])

        async def only_hands_it_on():
            return await asyncio.sleep(1, poll())

        async def awaits_a_task():
            await asyncio.create_task(poll())

        async def in_a_group():
            async with asyncio.TaskGroup() as group:
                group.create_task(pause())
                group.create_task(poll())

        async def in_a_group_that_ends():
            async with asyncio.TaskGroup() as group:
                group.create_task(pause())

        async def has_a_time_limit():
            await asyncio.wait_for(poll(), 1)

        gathers()  #> endless
        gathers_what_ends()  #> returns
        gathers_all(1)  #> endless
        gathers_one_by_one(1)  #> endless
        gathers_a_list()  #> endless
        only_hands_it_on()  #> returns
        awaits_a_task()  #> endless
        in_a_group()  #> endless
        in_a_group_that_ends()  #> returns
        has_a_time_limit()  #> returns
        """);
  }

  @Test
  void whatGivesItemsForEver() {
    expect(
        """
        import itertools

        async def counts():
            for n in itertools.count():
                await step(n)

        async def turns(items):
            for item in itertools.cycle(items):
                await step(item)

        async def repeats():
            for _ in itertools.repeat(None):
                await step()

        async def repeats_thrice():
            for _ in itertools.repeat(None, 3):
                await step()

        async def tries():
            for n in itertools.count():
                if await step(n):
                    break

        async def each(items):
            for item in items:
                await step(item)

        async def rounds(items):
            for n, item in zip(itertools.count(), items):
                await step(item)

        def numbers():
            while True:
                yield 1

        async def lines(socket):
            while True:
                yield await socket.read()

        async def reads(socket):
            async for line in lines(socket):
                print(line)

        async def reads_one(socket):
            async for line in lines(socket):
                return line

        async def takes(items):
            for number in numbers():
                await step(number)

        async def takes_some(items):
            return list(zip(numbers(), items))

        counts()  #> endless
        turns(1)  #> endless
        repeats()  #> endless
        repeats_thrice()  #> returns
        tries()  #> returns
        each(1)  #> returns
        rounds(1)  #> returns
        reads(1)  #> endless
        reads_one(1)  #> returns
        takes(1)  #> endless
        takes_some(1)  #> returns
        """);
  }

  @Test
  void loopsThatOthersEnd() {
    expectUntilTold(
        """
        import asyncio

        class Service:
            async def runs(self):
                while self.running:
                    await step(self)

            async def stops_itself(self):
                while self.running:
                    self.running = await step(self)

            async def leaves(self):
                while not self.stop.is_set():
                    if await step(self):
                        break

            async def counts(self):
                while self.left > 0:
                    await step(self)

            async def empties(self):
                while self.jobs:
                    await self.jobs.pop()

            async def calls(self):
                await self.runs()

        async def listens(socket):
            async for message in socket:
                print(message)

        async def reads(reader):
            async for line in reader.lines():
                print(line)

        async def finds(socket):
            async for message in socket:
                return message

        async def collects(tasks):
            async for task in asyncio.as_completed(tasks):
                print(task)

        async def numbers():
            yield 1

        async def goes_over_numbers():
            async for number in numbers():
                print(number)

        async def messages(socket):
            async for message in socket:
                yield message

        async def goes_over_messages(socket):
            async for message in messages(socket):
                print(message)

        def goes_over(items):
            for item in items:
                print(item)

        async def polls():
            while True:
                await step(None)

        def run(service: Service, socket):
            service.runs()  #> endless
            service.stops_itself()  #> returns
            service.leaves()  #> returns
            service.counts()  #> returns
            service.empties()  #> returns
            service.calls()  #> endless
            listens(socket)  #> endless
            reads(socket)  #> endless
            finds(socket)  #> returns
            collects(socket)  #> returns
            goes_over_numbers()  #> returns
            goes_over_messages(socket)  #> endless
            goes_over(socket)  #> returns
            polls()  #> endless
        """);
  }
}
