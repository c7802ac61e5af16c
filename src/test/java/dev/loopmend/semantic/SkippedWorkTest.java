package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import org.junit.jupiter.api.Test;

/// What would not run any more if a handler raised: asked of the handler round a call of `log`.
class SkippedWorkTest {
  private static void expectSkipped(String text) {
    Python file = Python.file(text);
    file.expectAt(
        "log",
        call -> {
          Node at = call;
          while (!(at instanceof Node.ExceptHandler)) {
            at = file.model().tree().parent(at);
          }
          return Python.word(SkippedWork.behind(file.model(), (Node.ExceptHandler) at));
        });
  }

  @Test
  void whatFollowsAHandlerThatGoesOn() {
    expectSkipped(
        """
        async def goes_on(step, client):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
            await client.close()

        async def returns(step, client):
            try:
                await step()
            except BaseException:
                log(1)  #> no
                return
            await client.close()

        async def raises(step, client):
            try:
                await step()
            except BaseException:
                log(1)  #> no
                raise ValueError
            await client.close()

        async def goes_to_the_next(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                    continue
                await client.close()

        async def goes_to_the_next_or_is_done(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                    continue
                await client.close()
                return

        async def leaves_the_loop(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> yes
                    break
            await client.close()

        async def has_nothing_to_do(step):
            try:
                await step()
            except BaseException:
                log(1)  #> no
            print("done")
        """);
  }
}
