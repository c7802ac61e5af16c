package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where a function may stop between a call of `start` and the calls of `end` behind it: the text
/// of that place, or `nowhere`.
class EarlyStopsTest {
  private static void expectStops(String text) {
    Python file = Python.file(text);
    file.expectAt("start", call -> stop(file.model(), call));
  }

  private static String stop(SemanticModel model, Expr.Call start) {
    Optional<Integer> function = model.functionOf(start).map(Node::id);
    List<Stmt> ends =
        model.tree().nodes().stream()
            .filter(it -> it instanceof Expr.Call call && model.tree().textOf(call).equals("end()"))
            .filter(it -> model.functionOf(it).map(Node::id).equals(function))
            .map(it -> statement(model, it))
            .toList();
    return EarlyStops.between(model, statement(model, start), ends)
        .map(it -> model.tree().textOf(it))
        .orElse("nowhere");
  }

  private static Stmt statement(SemanticModel model, Node node) {
    return (Stmt) model.tree().statementOf(node);
  }

  @Test
  void aFunctionMayStopWhereItWaitsReturnsOrRaises() {
    expectStops(
        """
        async def waits():
            start()  #> await step()
            await step()
            end()

        async def waits_as_it_ends():
            start()  #> nowhere
            await end()
            await step()

        async def returns(quick):
            start()  #> return quick
            if quick:
                return quick
            end()

        async def raises(slow):
            start()  #> raise ValueError
            if slow:
                raise ValueError
            end()

        async def only_calls(step):
            start()  #> nowhere
            step()
            print(step)
            end()

        async def goes_over(steps):
            start()  #> step
            async for step in steps:
                print(step)
            end()

        async def enters(lock):
            start()  #> lock
            async with lock:
                end()

        async def ends_on_each_way(quick):
            start()  #> nowhere
            if quick:
                end()
                return quick
            end()
            await step()

        async def ends_on_one_way(quick):
            start()  #> return 2
            if quick:
                end()
                return 1
            return 2

        async def never_ends():
            start()  #> await step()
            await step()
        """);
  }

  @Test
  void theFirstPlaceCounts() {
    expectStops(
        """
        async def in_line():
            start()  #> await first()
            await first()
            await second()
            return 1

        async def in_branches(quick):
            start()  #> await first()
            if quick:
                await first()
            else:
                await second()
            end()

        async def deeper_in_branches(quick):
            start()  #> await first()
            if quick:
                print("quick")
                await first()
            else:
                print("slow")
                await second()
            end()

        async def in_a_loop(steps):
            for step in steps:
                await step()
                start()  #> await step()
            end()

        async def starts_again(steps):
            for step in steps:
                start()  #> nowhere
                end()
                await step()
        """);
  }

  @Test
  void whatHandlesTheFailureOfTheStartDoesNotCount() {
    expectStops(
        """
        async def handles():
            try:
                start()  #> nowhere
                end()
            except OSError:
                await report()

        async def handles_what_stands_beside_it():
            try:
                start()  #> nowhere
                step()
                end()
            except OSError:
                if quick:
                    return await report()

        async def handles_in_another_try():
            start()  #> await report()
            try:
                step()
            except OSError:
                pass
            try:
                step()
            finally:
                await report()
            end()

        async def handles_and_raises():
            try:
                start()  #> nowhere
                end()
            except OSError:
                raise ValueError

        async def handles_further_out():
            try:
                if quick:
                    start()  #> nowhere
                    end()
            except OSError:
                if quick:
                    return await report()

        async def starts_in_the_handler():
            try:
                step()
            except OSError:
                start()  #> await report()
                await report()
                end()

        async def handles_what_comes_later():
            start()  #> await report()
            try:
                step()
            except OSError:
                await report()
            end()

        async def cleans_up():
            try:
                start()  #> nowhere
                end()
            finally:
                await report()

        async def cleans_up_before_the_end():
            try:
                start()  #> await report()
            finally:
                await report()
            end()

        async def holds_a_lock(lock):
            async with lock:
                start()  #> nowhere
                end()
            await report()

        async def suppresses(errors):
            with errors:
                start()  #> nowhere
                end()
            await report()

        async def goes_on_in_an_else():
            try:
                start()  #> await report()
            except OSError:
                pass
            else:
                await report()
            end()
        """);
  }

  @Test
  void aModuleHasNoEnd() {
    assertThat(stop("start()\nexit()\nend()\n")).isEqualTo("nowhere");
  }

  private static String stop(String text) {
    Python file = Python.file(text);
    return stop(file.model(), file.call("start"));
  }
}
