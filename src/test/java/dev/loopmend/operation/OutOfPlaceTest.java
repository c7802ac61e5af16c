package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Words that recipes use on matches of which they have nothing to say.
class OutOfPlaceTest {
  private static final String CODE =
      """
      import asyncio

      one = 1
      two = one + 1


      async def main(items, lock):
          print(len(items) + 1)
          for item in items:
              total = item + 1
          return total + 1
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "closed-by-owner",
        "used-up-here",
        "entered-without-name",
        "several-calls-beyond [get]",
        "used-beyond [get]",
        "waits-for-held-lock",
        "loops-over-changing",
        "copy-misses",
        "$X sets-after-wait",
        "writes-stale",
        "outlives-wait",
        "skips-work",
        "stubbed-by-tests",
        "patched-by-tests time.sleep",
        "never-filled",
        "kept-small",
        "bound-set-later",
        "bound-rests-on-assumption",
        "object-pool",
        "results-ignored",
        "results-dropped",
        "coroutine-dropped",
        "coroutine-bound",
        "misused-under-await",
        "leads-neighbours blocking-calls",
        "follows-neighbour blocking-calls",
        "last-value-of-cell",
        "in-notebook-cell",
        "notebook-calls [asyncio.run]",
        "$X may-wait-for-held-lock",
        "$X class",
        "$X generator-function",
        "$X several-calls",
      })
  void aSumIsNothingOfTheKind(String word) {
    Tried.holds("$X + 1", "- where: " + word, CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "value-dropped",
        "value-awaited",
        "may-await-once-async",
        "shared-state-around",
        "coroutine-dropped",
        "coroutine-bound",
        "coroutine-misused",
        "misused-under-await",
        "keeps-no-order",
        "leads-neighbours blocking-calls",
        "follows-neighbour blocking-calls",
        "waits-for-held-lock",
        "copy-misses",
        "outlives-wait",
        "writes-stale",
        "$X sets-after-wait",
      })
  void aLoopHasNoValue(String word) {
    Tried.holds("for $X in $XS:\n    $$$BODY", "- where: " + word, CODE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "starts-program",
        "called-to-clean-up",
        "awaited-in-turn",
        "cancelled-by-others",
        "in-loop",
        "in-handler",
        "in-coroutine-function",
        "in-plain-function",
        "in-ending-function",
        "called-in-loop",
        "reached-unguarded asyncio.get_running_loop",
        "reached-from request-handlers",
      })
  void theModuleIsNoFunction(String word) {
    Tried.holds("$X + 1", "- where: " + word, "import asyncio\none = 1\ntwo = one + 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          async-statement: true                            | only 'with' and 'for' have an
          call-later: {of: $X, by: "$BG.add_task"}         | it is no plain call of a function
          check-results: raise                             | it is in no function
          dissolve-with: true                              | only a 'with' can be dissolved
          guard-outcome: {of: $X}                          | it cannot be seen which function it is
          handler-before: {type: ValueError, body: raise}  | there is no handler to put one before
          hoist: {$X: value}                               | only a statement can be divided
          leave-out: true                                  | no 'with' enters it without a name
          loop-head: "async for $X in $X:"                 | only the head of a 'while' can be replaced
          merge-neighbours: {each: $X, await: asyncio.gather} | its value is used, so it cannot be
          gather-to-group: {of: $X}                        | it shares its line with other statements
          inject-argument: {pure: plain-values}              | only a call makes an object
          hoist-scope: {pure: plain-values}                  | it is in no loop
          module-code: {$NEW: $MATCH, pure: plain-values}    | only a call can be bound
          queue-to-loop: {}                                | it is no call of a queue
          raise-again: true                                | there is no handler that could raise again
          remove-statement: {with-import: time}            | its value is used
          take-from: {function: get}                       | only a call makes an object
          set-argument: {name: size, option: size}         | is no positive number
          wrap-in-async-with: {instead-of: $X.close()}     | it is no assignment of its own
          wrap-in-finally: $X.close()                      | it is no statement of its own
          enter-with: {manager: asyncio.timeout, argument: $X, around: await $X} | it is no statement's
          """)
  void anOperationSaysWhatStandsInItsWay(String step, String why) {
    Recipe recipe = Tried.recipe("len($X) + 1", "", "- " + step);
    assertThat(Tried.mended(recipe, CODE).left())
        .singleElement()
        .extracting(Finding::safety)
        .asString()
        .contains(why);
  }

  @Test
  void aVariableThatIsNoExpressionCannotBeWrapped() {
    Recipe recipe = Tried.recipe("len($$$XS) + 1", "", "- wrap: {$XS: builtins.list}");
    assertThat(Tried.mended(recipe, CODE).left())
        .singleElement()
        .extracting(Finding::safety)
        .asString()
        .contains("$XS is no expression");
  }

  @Test
  void whatCannotBeBoundIsNoCall() {
    Tried.holds(
        "$X + 1", "- where: bound-may-block", "import asyncio\none = 1\ntwo = one + 1  # yes\n");
  }

  @Test
  void otherQueuesThanThoseOfTheOrderKeepNone() {
    Tried.holds(
        "$QUEUE.pop()",
        "- where: keeps-no-order",
        "import asyncio\n\nasync def main(queue: asyncio.Queue):\n    queue.pop()  # yes\n");
    Tried.holds(
        "asyncio.LifoQueue()",
        "- where: keeps-no-order",
        "import asyncio\n\nlast = asyncio.LifoQueue()  # yes\n");
    Tried.holds("asyncio.Queue()", "- where: keeps-no-order", "import asyncio\nasyncio.Queue()\n");
  }
}
