package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements and expressions that get something round them, or another head.
class StatementOperationsTest {
  private static void becomes(Recipe recipe, String code, String result) {
    assertThat(Tried.result(recipe, lines(code), false)).isEqualTo(lines(result));
  }

  private static void declines(Recipe recipe, String code, String why) {
    assertThat(Tried.mended(recipe, lines(code)).left().toString()).contains(why);
  }

  private static String lines(String code) {
    return code.replace('@', '\n') + "\n";
  }

  private static final Recipe WRAPPED =
      Tried.recipe("$X.drain()", "- $X: name", "- wrap: {$X: builtins.list}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          items.drain()              | list(items).drain()
          x = 1 if(items).drain() else 2 | x = 1 if list(items).drain() else 2
          x = -items.drain()         | x = -list(items).drain()
          """)
  void theNameOfAFunctionStandsApart(String code, String result) {
    becomes(WRAPPED, code, result);
  }

  private static final Recipe COPIED =
      Tried.recipe("$F.drain($X)", "", "- copy: {$TO: $F}\n```python rewrite\nprint($TO, $X)\n```");

  @Test
  void aNameIsCopiedAndNothingMore() {
    becomes(COPIED, "a.drain(1)", "print(a, 1)");
    becomes(COPIED, "a.b.c.drain(1)", "print(a.b.c, 1)");
    for (String code : new String[] {"a().drain(1)", "a[0].drain(1)", "a().b.drain(1)"}) {
      declines(COPIED, code, "$F is more than a name");
    }
    declines(COPIED, "(a.@b).drain(1)", "$F is more than a name");
    assertThat(Tried.mended(COPIED, "(a.\rb).drain(1)\r").left().toString())
        .contains("$F is more than a name");
  }

  private static final Recipe HEAD =
      Tried.recipe(
          "while True:\n    $TARGET = next($IT)\n    $$$BODY",
          "",
          "- loop-head: \"for $TARGET in $IT:\"");

  @Test
  void aLoopGetsAnotherHead() {
    becomes(HEAD, "while True:@    x = next(y)@    print(x)", "for x in y:@    print(x)");
    declines(HEAD, "while True:@    x = next((y,@      z))@    print(x)", "a line breaks in what");
    declines(HEAD, "while True: x = next(y); print(x)", "shares its line with its first");
    Recipe several =
        Tried.recipe(
            "while True:\n    $TARGET = next($$$IT)\n    $$$BODY",
            "",
            "- loop-head: \"for $TARGET in $IT:\"");
    declines(several, "while True:@    x = next(y, z)@    print(x)", "a line breaks in what");
    Recipe first =
        Tried.recipe(
            "while True:\n    $TARGET = next($$$IT)\n    $$$BODY", "", "- loop-head: \"$IT:\"");
    declines(first, "while True:@    x = next(y, z)@    print(x)", "a line breaks in what");
  }

  private static String worker(String body) {
    return """
    import asyncio


    async def work(queue: asyncio.Queue, use):
        while True:
            item = await queue.get()
    %s

    async def main(use):
        queue = asyncio.Queue(3)
        task = asyncio.create_task(work(queue, use))
        await queue.put(1)
        await queue.join()
    """
        .formatted(lines(body).indent(8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          use(1)@queue.task_done()@use(2)  | try:@    use(1)@finally:@    queue.task_done()@use(2)
          use(1)@use(2)@queue.task_done()  | try:@    use(1)@    use(2)@finally:@    queue.task_done()
          """)
  void whatIsWrittenAtTheEndGoesIntoFinally(String body, String result) {
    assertThat(Tried.result(BuiltIn.recipe("missing-task-done"), worker(body), true))
        .isEqualTo(worker(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          def f(q):@    x = q.take()             | there is nothing that could fail
          def f(q):@    x = q.take()@    q.done() | there is nothing that could fail
          def f(q):@    x = q.take(); print(x)   | statements share a line
          """)
  void nothingGoesIntoFinallyWhereNothingFollows(String code, String why) {
    declines(Tried.recipe("$ITEM = $Q.take()", "", "- wrap-in-finally: $Q.done()"), code, why);
  }

  private static final Recipe WITH =
      Tried.recipe(
          "$CLIENT = shelve.open($X)", "", "- wrap-in-async-with: {instead-of: $CLIENT.close()}");

  @Test
  void whatFollowsGoesIntoTheBlockUpToWhatCloses() {
    becomes(
        WITH,
        "import shelve@async def f():@    x = shelve.open(1)@    print(x)@    x.close()@   "
            + " print(2)",
        "import shelve@async def f():@    async with shelve.open(1) as x:@        print(x)@   "
            + " print(2)");
    declines(
        WITH,
        "import shelve@async def f():@    x = shelve.open(1)",
        "nothing follows in its block");
    declines(
        WITH,
        "import shelve@async def f():@    x = shelve.open(1)@    x.close()@    print(2)",
        "nothing follows in its block");
  }

  @Test
  void noBlockIsMadeOfStatementsThatShareALine() {
    declines(
        WITH,
        "import shelve@async def f():@    x = shelve.open(1); print(x)@    x.close()",
        "statements share a line");
  }

  @Test
  void aCallIsEnteredWithWhatItIsGiven() {
    Recipe recipe =
        Tried.recipe(
            "asyncio.wait($CALL, $TIME)",
            "",
            "- enter-with: {manager: asyncio.timeout, argument: $TIME, around: $CALL}");
    becomes(
        recipe,
        "import asyncio@async def f(go):@    asyncio.wait(go(), 3)",
        "import asyncio@async def f(go):@    async with asyncio.timeout(3):@        go()");
  }

  @Test
  void aFunctionForAThreadIsNotOfTheImport() {
    Tried.holds(
        "print($X)",
        "- where: only-called-at-import",
        """
        import threading


        def at_import():
            print(1)  # yes


        def in_thread():
            print(2)


        async def main():
            print(3)


        at_import()
        threading.Thread(target=in_thread).start()
        """);
  }
}
