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
}
