package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an `await` waits for: asked of the argument of `of`.
class AwaitedFuturesTest {
  private static Expr argument(Expr.Call call) {
    return call.arguments().getFirst().value();
  }

  /// Compares the futures that are kept somewhere, as the text has them.
  private static void expectKept(String text) {
    Python file = Python.file("import asyncio\n" + text);
    file.expectAt(
        "of",
        call ->
            AwaitedFutures.kept(file.model(), argument(call)).stream()
                .map(file.model().tree()::textOf)
                .reduce((one, other) -> one + " " + other)
                .orElse("-"));
  }

  private static void expectEnds(String text) {
    Python file = Python.file("import asyncio\n" + text);
    file.expectAt("of", call -> AwaitedFutures.isEnd(file.model(), argument(call)) ? "yes" : "no");
  }

  /// Whether the file cancels what stands in the argument.
  private static void expectCancelled(String text) {
    Python file = Python.file("import asyncio\n" + text);
    file.expectAt(
        "of",
        call -> AwaitedFutures.areCancelled(file.model(), List.of(argument(call))) ? "yes" : "no");
  }

  @Test
  void aFutureThatIsMadeWhereItIsAwaitedIsKeptNowhere() {
    expectKept(
        """
        from library import fetch
        async def work(task, client, limit):
            of(task)  #> task
            of(client.task)  #> client.task
            of(client.tasks[0])  #> client.tasks[0]
            of(client.fetch(task))  #> -
            of(fetch(task))  #> -
            of(asyncio.create_task(client.fetch()))  #> -
        """);
  }

  @Test
  void waitersWaitForWhatTheyAreGiven() {
    expectKept(
        """
        async def work(task, client, options, limit):
            of(asyncio.shield(task))  #> task
            of(asyncio.wait_for(task, limit))  #> task
            of(asyncio.wait_for(client.fetch(), limit))  #> -
            of(asyncio.wait_for(client.fetch(), timeout=limit))  #> -
            of(asyncio.wait_for(timeout=limit, fut=task))  #> task
            of(asyncio.wait_for(asyncio.shield(client.task), limit))  #> client.task
            of(asyncio.gather(client.fetch(), task))  #> task
            of(asyncio.gather(client.fetch(), return_exceptions=options))  #> -
            of(asyncio.gather(*client.tasks))  #> client.tasks
            of(asyncio.gather(*[each for each in client.tasks]))  #> [each for each in client.tasks]
            of(asyncio.gather(*(each for each in client.tasks)))  #> (each for each in client.tasks)
            of(asyncio.gather(*[client.fetch(each) for each in options]))  #> -
            of(asyncio.gather(task, *[client.first, client.second]))  #> task client.first client.second
            of(asyncio.shield(lambda: task))  #> -
        """);
  }

  @Test
  void aPlainMethodMayHandOutAFutureThatItKeeps() {
    expectKept(
        """
        class Client:
            def answer(self) -> asyncio.Future:
                return self._answer
            def size(self) -> int:
                return 1
            async def fetch(self):
                of(self.answer())  #> self.answer()
                of(asyncio.shield(self.answer()))  #> self.answer()
                of(self.size())  #> -
                of(self.fetch())  #> -
        """);
  }

  @Test
  void anEndIsWaitedForWhereAllThatIsWaitedForEnds() {
    expectEnds(
        """
        async def work(stream, agents, limit):
            of(stream.aclose())  #> yes
            of(stream.read())  #> no
            of(stream)  #> no
            of(asyncio.shield(stream.stop()))  #> yes
            of(asyncio.shield(stream.read()))  #> no
            of(asyncio.wait_for(stream.stop(), limit))  #> yes
            of(asyncio.gather(stream.stop(), stream.close()))  #> yes
            of(asyncio.gather(stream.stop(), stream.read()))  #> no
            of(asyncio.gather(stream.read(), stream.stop()))  #> no
            of(asyncio.gather())  #> no
            of(asyncio.gather(*[each.stop() for each in agents]))  #> yes
            of(asyncio.gather(*(each.stop() for each in agents)))  #> yes
            of(asyncio.gather(*[each.read() for each in agents]))  #> no
        """);
  }

  @Test
  void somethingIsCancelledByItsOwnName() {
    expectCancelled(
        """
        pause = asyncio.Event()
        class Sleeper:
            def wake(self):
                self.nap.cancel()
            def stop(self):
                self.cancel()
            async def run(self, shared, others):
                of(self.nap)  #> yes
                of(self.rest)  #> no
                of(shared)  #> yes
                of(others)  #> no
                of(others[0])  #> no
                of([each.nap for each in others])  #> yes
        def stop(shared):
            shared.cancel()
        """);
  }
}
