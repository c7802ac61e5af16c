package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Node;
import org.junit.jupiter.api.Test;

/// What would not run any more if a handler raised: asked of the handler round a call of `log`.
class SkippedWorkTest {
  private static void expectSkipped(String text) {
    Python file = Python.file(text);
    file.expectAt("log", call -> Python.word(skipped(file, call)));
  }

  private static Answer skipped(String text) {
    Python file = Python.file(text);
    return skipped(file, file.call("log"));
  }

  private static Answer skipped(Python file, Node call) {
    return SkippedWork.behind(file.model(), file.handlerRound(call));
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

  @Test
  void theWayGoesThroughTheBlocksRoundAHandler() {
    expectSkipped(
        """
        async def returns_behind_it(step, client, quick):
            if quick:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                return
            await client.close()

        async def closes_as_it_returns(step, client, quick):
            if quick:
                try:
                    await step()
                except BaseException:
                    log(1)  #> yes
                return await client.close()

        async def raises_behind_it(step, client, quick):
            if quick:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                raise ValueError
            await client.close()

        async def goes_on_in_an_else(step, client):
            try:
                try:
                    await step()
                except BaseException:
                    log(1)  #> yes
            except OSError:
                pass
            else:
                await client.close()

        async def does_not_go_on_in_another_handler(step, client):
            try:
                pass
            except OSError:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
            else:
                await client.close()

        async def stands_behind_an_else(step, client):
            try:
                pass
            except OSError:
                pass
            else:
                await client.close()
            finally:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no

        async def is_over(step, client):
            async def inner():
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
            await client.close(inner)

        async def defines_a_function(step, client):
            try:
                await step()
            except BaseException:
                log(1)  #> no
            async def later():
                await client.close()
        """);
  }

  @Test
  void whatFollowsALoop() {
    expectSkipped(
        """
        async def goes_to_the_next(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> yes
                    continue
                print(step)
            await client.close()

        async def logs(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> yes
                print(step)
            await client.close()

        async def has_an_else(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> yes
            else:
                await client.close()

        async def breaks_past_an_else(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                    break
            else:
                await client.close()

        async def stands_in_an_else(steps, client):
            while steps:
                steps.pop()
            else:
                try:
                    await client.send()
                except BaseException:
                    log(1)  #> yes
                await client.close()

        async def returns_in_an_else(steps, client):
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
            else:
                return
            await client.close()

        async def never_ends(step, client):
            while True:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                    continue
            await client.close()

        async def is_left_elsewhere(step, client):
            while True:
                try:
                    if await step():
                        break
                except BaseException:
                    log(1)  #> yes
            await client.close()

        async def leaves_only_a_loop_inside(step, client):
            while True:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                for part in step:
                    break
            await client.close()
        """);
  }

  @Test
  void whatAnObjectKeepsIsNotedThere() {
    expectSkipped(
        """
        async def sets(self, step):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
            self.running = False

        async def counts(self, step):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
            self.running -= 1

        async def declares(self, step):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
            self.running: bool = False

        async def sets_an_item(self, step):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
            self.states["step"] = "done"

        async def sets_a_name(step):
            try:
                await step()
            except BaseException:
                log(1)  #> no
            running = False
            running |= True
            ended: bool = True

        async def calls_what_it_is_given(step, close):
            try:
                await step()
            except BaseException:
                log(1)  #> no
            close()

        async def calls_what_the_file_has(step):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
            close()
        """);
  }

  @Test
  void whatAHandlerSetsIsAskedForOrGiven() {
    expectSkipped(
        """
        async def asks(step):
            aborted = False
            try:
                await step()
            except BaseException:
                log(1)  #> yes
                aborted = True
            if not aborted:
                print("done")

        async def asked_before(step):
            aborted = False
            if aborted:
                print("aborted")
            try:
                await step()
            except BaseException:
                log(1)  #> no
                aborted = True

        async def asks_in_the_next_round(steps):
            aborted = False
            for step in steps:
                if aborted:
                    print("again")
                try:
                    await step()
                except BaseException:
                    log(1)  #> yes
                    aborted = True

        async def asked_before_the_loop(steps):
            aborted = False
            if aborted:
                print("again")
            for step in steps:
                try:
                    await step()
                except BaseException:
                    log(1)  #> no
                    aborted = True

        async def asks_in_the_handler(step):
            try:
                await step()
            except BaseException:
                aborted = step.aborted
                if aborted:
                    log(1)  #> no

        async def another_asks_for_its_own(step):
            try:
                await step()
            except BaseException:
                log(1)  #> no
                aborted = True
            def show(aborted):
                if aborted:
                    return aborted

        async def asks_for_something_else(step, quiet):
            try:
                await step()
            except BaseException:
                log(1)  #> no
                aborted = True
            if quiet:
                return quiet

        async def gives(step):
            cut_off = False
            try:
                await step()
            except BaseException:
                log(1)  #> yes
                cut_off = True
            return step.sent, cut_off

        async def gives_nothing(step):
            result = 1
            try:
                await step()
            except BaseException:
                log(1)  #> no
                result = None
            return result

        async def asks_whether_there_is_something(step):
            result = 1
            try:
                await step()
            except BaseException:
                log(1)  #> yes
                result = None
            if result is None:
                print("aborted")

        async def asks_for_an_item(step, state):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
                state["aborted"] = True
            if state["aborted"]:
                print("aborted")

        async def asks_for_another_item(step, state):
            try:
                await step()
            except BaseException:
                log(1)  #> no
                state["aborted"] = True
            if state["done"]:
                print("aborted")

        async def asks_for_one_of_two(step):
            try:
                await step()
            except BaseException:
                log(1)  #> yes
                done, why = True, "aborted"
            if why:
                print(why)
        """);
  }

  @Test
  void theReasonSaysWhere() {
    assertThat(
            skipped(
                """
                async def f(step, client):
                    try:
                        await step()
                    except BaseException:
                        log(1)
                    await client.close()
                """))
        .isEqualTo(new Answer.Yes("line 6 would not run any more"));
    assertThat(
            skipped(
                """
                async def f(step):
                    try:
                        await step()
                    except BaseException:
                        log(1)
                        aborted = True
                    if aborted:
                        print("aborted")
                """))
        .isEqualTo(new Answer.Yes("line 7 tells what the handler sets"));
  }
}
