package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks that are started one after the other, as one `gather` or in one group.
class MergeNeighboursTest {
  private static final Recipe GATHER =
      Tried.recipe(
          "asyncio.ensure_future($CORO, $$$REST)",
          "",
          "- merge-neighbours: {each: $CORO, await: asyncio.gather}");

  private static final Recipe GROUP =
      Tried.recipe(
          "asyncio.ensure_future($CORO, $$$REST)",
          "",
          "- merge-neighbours: {each: $CORO, within: asyncio.TaskGroup, as: tg}");

  private static final String HEAD =
      """
      import asyncio


      async def load(x):
          pass


      """;

  private static void declines(Recipe recipe, String code, String why) {
    assertThat(Tried.mended(recipe, HEAD + code).left())
        .isNotEmpty()
        .extracting(Finding::safety)
        .allSatisfy(it -> assertThat(it.toString()).contains(why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          def f():;    asyncio.ensure_future(load(1))                  | Python allows no await
          async def f():;    asyncio.ensure_future(load(1)), 2         | its value is used
          async def f():;    x = 1@ asyncio.ensure_future(load(1))     | shares its line
          async def f():;    asyncio.ensure_future(load(1), loop=1)    | given more than its coroutine
          async def f(xs):;    for x in xs:;        asyncio.ensure_future(load(x), loop=x) | given more
          async def f(xs):;    for x in xs: asyncio.ensure_future(load(x)) | shares its line
          async def f(xs):;    while xs:;        asyncio.ensure_future(load(xs)) | the loop may be left
          async def f(xs):;    for x in xs:;        asyncio.ensure_future(load(x));        return | may be left
          """)
  void gatherDeclinesWhatWouldRunOtherwise(String code, String why) {
    declines(GATHER, code.replace(';', '\n').replace('@', ';') + "\n", why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          asyncio.ensure_future(load(1), loop=loop)  | takes a coroutine, name and context
          asyncio.ensure_future(future)              | takes a coroutine, name and context
          asyncio.ensure_future(future())            | takes a coroutine, name and context
          """)
  void aGroupTakesCoroutinesOnly(String code, String why) {
    declines(GROUP, "async def f(future, loop):\n    " + code + "\n", why);
  }

  @Test
  void severalInOneCallAreMoreThanOneCoroutine() {
    Recipe several =
        Tried.recipe(
            "asyncio.wait($$$ALL)", "", "- merge-neighbours: {each: $ALL, await: asyncio.gather}");
    declines(several, "async def f():\n    asyncio.wait(load(1))\n", "more is started here");
  }

  @Test
  void namesGoIntoTheGroup() {
    Recipe recipe =
        Tried.recipe(
            "asyncio.create_task($CORO, $$$REST)",
            "",
            "- merge-neighbours: {each: $CORO, within: asyncio.TaskGroup, as: tg}");
    String code =
        """
        async def f(other, tg):
            asyncio.create_task(load(1), name="one")
            asyncio.create_task(other)
        """;
    assertThat(Tried.result(recipe, HEAD + code, false))
        .isEqualTo(
            HEAD
                + """
                async def f(other, tg):
                    async with asyncio.TaskGroup() as tg_1:
                        tg_1.create_task(load(1), name="one")
                        tg_1.create_task(other)
                """);
  }

  @ParameterizedTest
  @CsvSource({"'\n', ''", "'\r\n', ''", "'\r', ''", "'\n', '\n'", "'\r\n', '\r\n'", "'\r', '\r'"})
  void theWaitStandsOnALineOfItsOwnBehindTheLoop(String lineEnd, String last) {
    String code =
        HEAD + "async def f(xs):\n    for x in xs:\n        asyncio.ensure_future(load(x))";
    String made =
        HEAD
            + """
            async def f(xs):
                tasks = []
                for x in xs:
                    tasks.append(load(x))
                await asyncio.gather(*tasks)\
            """;
    assertThat(Tried.result(GATHER, code.replace("\n", lineEnd) + last, false))
        .isEqualTo(made.replace("\n", lineEnd) + last);
  }
}
