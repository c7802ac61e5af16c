package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Recipe;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which statements go together with the one that is taken out.
class RemoveStatementTest {
  private static final Recipe RECIPE =
      Tried.recipe("nest_asyncio.apply()", "", "- remove-statement: {with-import: nest_asyncio}");

  static Stream<Arguments> files() {
    return Stream.of(
        // The import goes if nothing else uses it.
        Arguments.of("import nest_asyncio\nnest_asyncio.apply()\nx = 1\n", "x = 1\n"),
        Arguments.of("from nest_asyncio import apply\napply()\nx = 1\n", "x = 1\n"),
        Arguments.of(
            "import nest_asyncio, os\nnest_asyncio.apply()\nx = 1\n",
            "import nest_asyncio, os\nx = 1\n"),
        Arguments.of(
            "from nest_asyncio import apply, patch\napply()\nx = 1\n",
            "from nest_asyncio import apply, patch\nx = 1\n"),
        Arguments.of(
            "import nest_asyncio\nnest_asyncio.apply()\nx = nest_asyncio\n",
            "import nest_asyncio\nx = nest_asyncio\n"),
        // So does a `try` that only asks whether the module is there.
        Arguments.of(
            """
            try:
                import nest_asyncio
                nest_asyncio.apply()
            except ImportError:
                pass
            x = 1
            """,
            "x = 1\n"),
        Arguments.of(
            """
            try:
                import nest_asyncio
            except ImportError:
                pass
            else:
                nest_asyncio.apply()
            x = 1
            """,
            "x = 1\n"),
        // All other ones stay.
        Arguments.of(
            """
            import nest_asyncio
            nest_asyncio.apply()
            try:
                import uvloop
            except ImportError:
                pass
            try:
                x = 1
            finally:
                x = 2
            """,
            """
            try:
                import uvloop
            except ImportError:
                pass
            try:
                x = 1
            finally:
                x = 2
            """),
        Arguments.of(
            """
            try:
                import uvloop
                import nest_asyncio
                nest_asyncio.apply()
            except ImportError:
                pass
            """,
            """
            try:
                import uvloop
            except ImportError:
                pass
            """));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsOfNoUseAnyMoreGoes(String code, String result) {
    assertThat(Tried.result(RECIPE, code, false)).isEqualTo(result);
  }

  static Stream<String> kept() {
    return Stream.of(
        """
        try:
            import nest_asyncio
            nest_asyncio.apply()
        except ImportError:
            print("not there")
        """,
        """
        try:
            import nest_asyncio
            nest_asyncio.apply()
        finally:
            print("done")
        """,
        """
        try:
            import nest_asyncio
            nest_asyncio.apply()
        except ImportError:
            pass
        else:
            print("there")
        """);
  }

  @Test
  void aCommentInsideKeepsTheCall() {
    assertThat(
            Tried.mended(RECIPE, "import nest_asyncio\nnest_asyncio.apply(\n    # why\n)\n").left())
        .singleElement()
        .extracting(it -> it.safety().toString())
        .asString()
        .contains("a comment stands inside of it");
  }

  @ParameterizedTest
  @MethodSource("kept")
  void aTryThatDoesMoreStays(String code) {
    assertThat(Tried.result(RECIPE, code, false)).startsWith("try:\n").contains("print(");
  }
}
