package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a handler comes to raise again what it took.
class RaiseAgainTest {
  private static final Recipe RECIPE =
      Tried.recipe(
          "try: ...\nexcept asyncio.CancelledError as $_: $$$BODY",
          "- where: swallows-cancellation",
          "- raise-again: true");

  private static String code(String body) {
    return """
    import asyncio


    async def f(g):
        try:
            await g()
        except asyncio.CancelledError:
    %s\
    """
        .formatted(body.replace('@', '\n').indent(8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          pass                     | raise
          return                   | raise
          ...                      | raise
          print(1)                 | print(1)@raise
          print(1)@return 1        | print(1)@raise
          pass  # why              | raise  # why
          print(1)@# why@return 1  | print(1)@# why@raise
          """)
  void itIsTheLastThingItDoes(String body, String result) {
    assertThat(Tried.result(RECIPE, code(body), false)).isEqualTo(code(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          return g(1)                       | its last statement calls something
          print(1)@return (  # why@    1)   | a comment stands in its last statement
          """)
  void itStaysWhereSomethingWouldBeLost(String body, String why) {
    assertThat(Tried.mended(RECIPE, code(body)).left().toString()).contains(why);
  }
}
