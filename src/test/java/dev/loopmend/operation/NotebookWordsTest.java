package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cells of a notebook keep, and what is left to find beside a match.
class NotebookWordsTest {
  @Test
  void aCellKeepsItsLastValueUnlessASemicolonEndsIt() {
    assertThat(
            Tried.found(
                "len($X)",
                "- where: last-value-of-cell",
                """
                # file: cells.ipynb
                len("1")
                # %%
                len("a")
                len("2")  # not; silent
                # %%
                len("b");
                # %%
                len("c"); # silent
                # %%
                x = len("d")
                # %%
                if x:
                    len("e")
                # %%
                len("3")\
                """))
        .extracting(it -> it.snippet().replaceAll("\\D", "").substring(0, 1))
        .containsExactly("1", "2", "3");
    assertThat(Tried.found("len($X)", "- where: last-value-of-cell", "len('1')\n")).isEmpty();
  }

  /// A patch of nest_asyncio is needed as long as a nested loop is left.
  private static String patch(String file, String code) {
    Recipe recipe = BuiltIn.recipe("nested-asyncio-run");
    return Tried.mended(recipe, "# file: " + file + "\n" + code).left().stream()
        .filter(it -> it.snippet().contains("nest_asyncio.apply"))
        .toList()
        .toString();
  }

  private static final String NESTED =
      """
      import asyncio


      async def work():
          return 1


      async def main(**options):
          return asyncio.run(work(), **options)
      """;

  @ParameterizedTest
  @CsvSource({"app.py", "cells.ipynb"})
  void aPatchStaysWhileANestedLoopIsLeftInItsFile(String file) {
    assertThat(patch(file, "import nest_asyncio\nnest_asyncio.apply()\n" + NESTED))
        .contains(file + ":");
  }

  @Test
  void aLoopOfAnotherThreadIsNoneOfTheNotebook() {
    String code =
        """
        # file: cells.ipynb
        import asyncio
        import threading

        import nest_asyncio


        def work():
            asyncio.run(asyncio.sleep(1))

        # %%
        nest_asyncio.apply()
        # %%
        """;
    String word = "- where: notebook-calls [asyncio.run]";
    String inThread = "threading.Thread(target=work).start()\n";
    assertThat(Tried.found("nest_asyncio.apply()", word, code + inThread)).isEmpty();
    assertThat(Tried.found("nest_asyncio.apply()", word, code + "work()\n")).hasSize(1);
  }

  @Test
  void aPatchStaysWhileANestedLoopIsLeftInAConnectedFile() {
    String patch = "import nest_asyncio\nimport %s\nnest_asyncio.apply()\n";
    assertThat(patch("app.py", patch.formatted("jobs") + "# file: jobs.py\n" + NESTED))
        .contains("jobs.py:9");
    assertThat(patch("app.py", patch.formatted("other") + "# file: jobs.py\n" + NESTED))
        .isEqualTo("[]");
  }

  @Test
  void theMatchItselfIsNotLeft() {
    String text =
        """
        ---
        title: Look at it
        severity: info
        safety: report
        because: it is shown only
        ---
        It is so.
        ## Match: call
        ```python pattern
        len($X)
        ```
        - where: finding-left of [call]
        """
            + Tried.EXAMPLES;
    Recipe recipe =
        switch (Tried.read(text)) {
          case RecipeBook.Loading.Loaded(List<Recipe> recipes) -> recipes.getFirst();
          case RecipeBook.Loading.Broken(var problems) -> throw new AssertionError(problems);
        };
    assertThat(Tried.mended(recipe, "len(1)\n").left()).isEmpty();
  }

  @Test
  void anotherNotebookRunsInAProcessOfItsOwn() {
    String own =
        "import nest_asyncio\nnest_asyncio.apply()\n# %%\nimport asyncio\nasyncio.run(main())\n";
    assertThat(patch("cells.ipynb", own + "# file: other.ipynb\n" + NESTED)).isEqualTo("[]");
    assertThat(patch("cells.ipynb", own + "# file: other.py\n" + NESTED)).contains("other.py:9");
  }
}
