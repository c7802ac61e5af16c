package dev.loopmend.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.RecipeFiles;
import dev.loopmend.semantic.Knowledge;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Recipes that run one behind the other on the same file.
class RecipeInteractionTest {
  private static final String SOURCE = "import os, time\nos.getcwd()\ntime.time()\n";

  private static NamedText recipe(String id, String more, String pattern, String rewrite) {
    return new NamedText(
        id + ".md",
        """
        ---
        title: Rewrite it
        severity: info
        safety: safe
        MORE
        ---
        It is old.
        ## Match
        ```python pattern
        PATTERN
        ```
        ## Rewrite
        ```python rewrite
        REWRITE
        ```
        ## Example: silent
        ```python unchanged
        x = 1
        ```
        """
            .replace("MORE\n", more.isEmpty() ? "" : more + "\n")
            .replace("PATTERN", pattern)
            .replace("REWRITE", rewrite));
  }

  private static ChangeSet mend(String more) {
    return mend(
        recipe("first", "", "os.getcwd()", "time.time()"),
        recipe("second", more, "time.time()", "time.monotonic()"));
  }

  private static ChangeSet mend(NamedText first, NamedText second) {
    RecipeBook.Loading loading =
        RecipeFiles.read(
            List.of(first, second), List.of(), Operations.vocabulary(Knowledge.none()));
    if (loading instanceof RecipeBook.Loading.Broken(var problems)) {
      throw new AssertionError(problems.toString());
    }
    List<Recipe> recipes = ((RecipeBook.Loading.Loaded) loading).recipes();
    FileSettings settings =
        new FileSettings(PythonVersion.OLDEST, Set.of("first", "second"), Map.of());
    return new Engine(recipes, BuiltIn.KNOWLEDGE, new NotebookFormat())
        .mend(
            MemoryTree.of(Map.of("a.py", SOURCE.getBytes(UTF_8)), settings), Engine.Limits.DEFAULT);
  }

  private static String text(ChangeSet changes) {
    return changes.changed().getFirst().after().text();
  }

  @Test
  void theTextAfterEachRecipeIsKept() {
    FileOutcome.Changed changed = mend("after: [first]").changed().getFirst();
    assertThat(changed.stages())
        .extracting(stage -> stage.recipe() + "\n" + stage.after().text())
        .containsExactly(
            "first\nimport os, time\ntime.time()\ntime.time()\n",
            "second\nimport os, time\ntime.monotonic()\ntime.monotonic()\n");
    assertThat(changed.stages().getLast().after()).isEqualTo(changed.after());
  }

  @Test
  void aLaterRecipeSeesWhatAnEarlierOneWrote() {
    assertThat(text(mend("after: [first]")))
        .isEqualTo("import os, time\ntime.monotonic()\ntime.monotonic()\n");
  }

  @Test
  void aRecipeMayIgnoreTheOutputOfAnother() {
    ChangeSet changes = mend("after: [first]\nignores-output-of: [first]");
    assertThat(text(changes)).isEqualTo("import os, time\ntime.time()\ntime.monotonic()\n");
    assertThat(changes.left()).isEmpty();
  }

  @Test
  void aRecipeYieldsWhereAnotherHasAFinding() {
    NamedText reporting = recipe("first", "because: so", "time.time()", "time.monotonic()");
    NamedText first =
        new NamedText(reporting.name(), reporting.text().replace("safety: safe", "safety: report"));
    ChangeSet alone = mend(first, recipe("second", "", "time.time()", "time.monotonic()"));
    ChangeSet yielding =
        mend(first, recipe("second", "yields-to: [first]", "time.time()", "time.monotonic()"));
    assertThat(alone.fixed()).extracting(Finding::recipe).containsExactly("second");
    assertThat(yielding.fixed()).isEmpty();
    assertThat(yielding.left()).extracting(Finding::recipe).containsExactly("first");
  }
}
