package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether nobody looks for exceptions among what an awaited `gather` gives.
class GatheredResultsTest {
  private static void expectIgnored(String text) {
    Python file = Python.file("import asyncio\n" + text);
    SemanticModel model = file.model();
    file.expect(
        call ->
            Python.word(
                GatheredResults.ignored(
                    model, (Expr.Await) model.tree().parent(call), _ -> Optional.of(model))));
  }

  @Test
  void resultsThatStayInTheFunctionAreSeenToBeIgnored() {
    expectIgnored(
        """
        async def prints(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            print(results)

        async def counts(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            number = len(results)
            return number

        async def calls_what_an_exception_has_not(jobs):
            answers = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            return [answer.json() for answer in answers]

        async def awaits_what_an_exception_has_not(jobs):
            answers = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            return [await answer.json() for answer in answers]

        async def looks(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            return [it for it in results if not isinstance(it, Exception)]
        """);
  }

  @Test
  void whoIsHandedTheResultsMayLookForExceptions() {
    expectIgnored(
        """
        async def yields(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            yield results

        async def yields_each(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            for result in results:
                yield result

        async def yields_from(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            def each():
                yield from results
            return each

        async def gives_a_function(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            return lambda: results

        async def adds(jobs, seen):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            seen.results += results

        async def passes_on(jobs, seen):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            seen.extend(results)
        """);
  }

  @Test
  void whatIsMadeOfTheResultsIsFollowed() {
    expectIgnored(
        """
        async def hands_each_on(jobs, handle):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            return [handle(result) for result in results]

        async def hands_each_on_in_a_loop(jobs, handle):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            for result in results:
                handle(result)

        async def hands_the_first_on(jobs, handle):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            first = results[0]
            handle(first)

        async def hands_on_something_else(jobs, handle):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            number = len(jobs)
            handle(number)
            return [handle(job) for job in jobs if results]

        async def keeps(self, jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            self.results = results

        async def keeps_an_annotated_attribute(self, jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            self.results: list = results

        async def declares_the_first(jobs, handle):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            first: int = results[0]
            handle(first)

        async def names_the_first_in_passing(jobs, handle):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            if first := results[0]:
                handle(first)

        async def names_it_anew(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            all: list = results
            answers = all

        async def raises(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            if results:
                raise results[0]

        async def gives_a_function_that_returns_them(jobs, serve):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            def answer():
                return results
            serve(answer)
        """);
  }

  @Test
  void resultsAreToldFromExceptionsByManyMeans() {
    expectIgnored(
        """
        async def matches(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            for result in results:
                match result:
                    case OSError():
                        print("lost")

        async def asks_whether_it_is_true(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            return len([it for it in results if it is True])

        async def asks_whether_it_is_not_true(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            return len([it for it in results if it is not True])

        async def asks_whether_there_is_something(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            return len([it for it in results if it is not None])

        async def compares(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            return len([it for it in results if it == 200])

        async def looks_at_the_class(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            print([it.__class__ for it in results])

        async def looks_where_it_comes_from(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            print([it.__traceback__ for it in results])
        """);
  }

  @Test
  void whoCallsTheFunctionLooksOnlyAtWhatItReturns() {
    expectIgnored(
        """
        async def returns(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            return results

        async def returns_a_list(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> no
            return list(results)

        async def prints(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            print(results)

        async def returns_to_one_who_does_not_look(jobs):
            results = await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            return results

        async def looks(jobs):
            for result in [await returns(jobs), await returns_a_list(jobs), await prints(jobs)]:
                if isinstance(result, Exception):
                    print(result)

        async def does_not_look(jobs):
            print(await returns_to_one_who_does_not_look(jobs))
        """);
  }

  @Test
  void exceptionsOfWhatIsCancelledAreExpected() {
    expectIgnored(
        """
        async def ends(tasks):
            await asyncio.gather(*tasks, return_exceptions=True)  #> no

        def stop(tasks):
            for task in tasks:
                task.cancel()
        """);
    expectIgnored(
        """
        async def waits(tasks):
            await asyncio.gather(*tasks, return_exceptions=True)  #> yes

        def stop(others):
            for task in others:
                task.cancel()
        """);
    expectIgnored(
        """
        async def cancels_before(jobs, server):
            server.cancel_all()
            await asyncio.gather(*jobs, return_exceptions=True)  #> no

        async def cancels_behind(jobs, server):
            await asyncio.gather(*jobs, return_exceptions=True)  #> yes
            server.cancel_all()
        """);
    expectIgnored(
        """
        class Server:
            async def finish(self):
                await asyncio.gather(*self.jobs, return_exceptions=True)  #> yes

            def stop(self):
                self.cancel()
        """);
  }
}
