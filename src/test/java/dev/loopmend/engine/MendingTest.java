package dev.loopmend.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.RecipeFiles;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.Vocabulary;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Fixes that are wrong are withdrawn, alone and whole; fixes that meet each other are all made.
class MendingTest {
  private static final String SOURCE =
      """
      import time


      def main(x):
          time.sleep(  # why
              1)
          x = time.time()
          return x
      """;

  private static final String MENDED = SOURCE.replace("time.time()", "time.monotonic()");

  /// A recipe that matches a pattern and does one step of its own.
  private static NamedText recipe(String id, String pattern, String rewrite) {
    return new NamedText(
        id + ".md",
        """
        ---
        title: A test
        severity: error
        safety: safe
        ---
        A test.

        ## Match
        ```python pattern
        PATTERN
        ```
        ## Rewrite
        REWRITE
        ## Example: silent
        ```python unchanged
        x = 1
        ```
        ## Example: found
        ```python reported
        x = 2
        ```
        """
            .replace("PATTERN", pattern)
            .replace("REWRITE", rewrite));
  }

  private static String fence(String code) {
    return "```python rewrite\n" + code + "\n```";
  }

  private static List<Recipe> read(List<NamedText> files, Function<Site, Draft> step) {
    Vocabulary own = Operations.vocabulary(Knowledge.none());
    Map<String, Operation.Factory> operations = new HashMap<>(own.operations());
    operations.put(
        "do", _ -> new Made.Done<>((site, _) -> new Operation.Outcome.Done(step.apply(site))));
    Vocabulary words = new Vocabulary(own.conditions(), operations, own.variableKinds());
    return switch (RecipeFiles.read(List.of(), files, words)) {
      case RecipeBook.Loading.Loaded(var recipes) -> recipes;
      case RecipeBook.Loading.Broken(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static ChangeSet mend(List<Recipe> recipes, Map<String, byte[]> files) {
    FileSettings settings =
        new FileSettings(
            PythonVersion.OLDEST, Set.copyOf(recipes.stream().map(Recipe::id).toList()), Map.of());
    return new Engine(recipes, BuiltIn.KNOWLEDGE, new NotebookFormat())
        .mend(MemoryTree.of(files, settings), Engine.Limits.DEFAULT);
  }

  private static Map<String, String> texts(ChangeSet changes) {
    Map<String, String> texts = new LinkedHashMap<>();
    changes.changed().forEach(file -> texts.put(file.path(), file.after().text()));
    return texts;
  }

  /// Runs a wrong step on `time.sleep` beside a right one on `time.time`; gives why the wrong one
  /// was withdrawn.
  private static String withdrawn(Function<Site, List<TextEdit>> damage) {
    List<Recipe> recipes =
        read(
            List.of(
                recipe("wrong", "time.sleep($X)", "- do: it"),
                recipe("right", "time.time()", fence("time.monotonic()"))),
            site -> Draft.EMPTY.with(site.path(), damage.apply(site), List.of()));
    ChangeSet changes = mend(recipes, Map.of("a.py", SOURCE.getBytes(UTF_8)));
    assertThat(texts(changes)).containsExactly(Map.entry("a.py", MENDED));
    assertThat(changes.withdrawn()).hasSize(1);
    FileOutcome.Withdrawn failure = changes.withdrawn().getFirst();
    assertThat(failure.finding().recipe()).isEqualTo("wrong");
    return failure.why();
  }

  private static Span root(Site site) {
    return site.model().tree().span(site.root());
  }

  private static String textOf(Site site) {
    return site.model().tree().text();
  }

  private static List<TextEdit> replace(Site site, String text) {
    return List.of(new TextEdit(root(site), text));
  }

  @Test
  void resultThatDoesNotParse() {
    assertThat(withdrawn(site -> replace(site, "time.sleep((1)  # why"))).contains("not parse");
    assertThat(withdrawn(site -> replace(site, "await g()  # why"))).contains("not parse");
  }

  @Test
  void tokensThatTheEditSwallows() {
    assertThat(withdrawn(site -> List.of(TextEdit.insert(root(site).start(), "pass  # "))))
        .contains("parse");
    assertThat(
            withdrawn(
                site ->
                    List.of(
                        new TextEdit(root(site), "pass  # why"),
                        TextEdit.insert(textOf(site).indexOf("x = time"), "# "))))
        .contains("outside the edits");
  }

  @Test
  void lostComment() {
    assertThat(withdrawn(site -> replace(site, "pass"))).contains("'# why' was lost");
  }

  @Test
  void statementInAnotherBlock() {
    assertThat(
            withdrawn(
                site ->
                    List.of(
                        new TextEdit(root(site), "pass  # why"),
                        TextEdit.insert(textOf(site).indexOf("    return x"), "    if x:\n    "))))
        .contains("changed without an edit");
  }

  @Test
  void recipeThatFindsItsOwnResult() {
    assertThat(withdrawn(site -> replace(site, "time.sleep(2)  # why")))
        .contains("finds its own result");
  }

  @Test
  void nestedMatchesAreBothFixed() {
    List<Recipe> recipes =
        read(List.of(recipe("fabs", "abs($X)", fence("math.fabs($X)"))), _ -> Draft.EMPTY);
    ChangeSet changes = mend(recipes, Map.of("a.py", "y = abs(abs(1) + abs(2))\n".getBytes(UTF_8)));
    assertThat(texts(changes))
        .containsExactly(
            Map.entry("a.py", "import math\n\ny = math.fabs(math.fabs(1) + math.fabs(2))\n"));
    assertThat(changes.withdrawn()).isEmpty();
  }

  @Test
  void linksOncePerRecipeThatChangesWhatAFileMeans() {
    List<Recipe> recipes =
        read(
            List.of(
                recipe("is-none", "$X == None", fence("$X is None")),
                recipe("is-not-none", "$X != None", fence("$X is not None")),
                recipe("fabs", "abs($X)", fence("math.fabs($X)")),
                recipe("monotonic", "time.time()", fence("time.monotonic()"))),
            _ -> Draft.EMPTY);
    String silent = "def f(x):\n    return x == None, x != None\n";
    String changing = "import time\ny = abs(1)\nz = time.time()\n";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.py", silent.getBytes(UTF_8));
    ChangeSet moved = mend(recipes, files);
    files.put("b.py", changing.getBytes(UTF_8));
    ChangeSet changed = mend(recipes, files);

    assertThat(texts(moved))
        .containsExactly(Map.entry("a.py", "def f(x):\n    return x is None, x is not None\n"));
    assertThat(moved.statistics().links()).isEqualTo(1);
    assertThat(texts(changed)).containsOnlyKeys("a.py", "b.py");
    assertThat(changed.statistics().links()).isEqualTo(3);
  }

  @Test
  void insertionsAtOnePlaceAreAllMade() {
    List<Recipe> recipes =
        read(
            List.of(recipe("note", "abs($X)", "- do: it")),
            site -> {
              String text = site.model().tree().textOf(site.root());
              List<TextEdit> edits = new ArrayList<>(replace(site, text.replace("abs", "int")));
              edits.add(TextEdit.insert(0, "# " + text + "\n"));
              return Draft.EMPTY.with(site.path(), edits, List.of());
            });
    ChangeSet changes = mend(recipes, Map.of("a.py", "x = abs(1)\ny = abs(2)\n".getBytes(UTF_8)));
    assertThat(texts(changes))
        .containsExactly(Map.entry("a.py", "# abs(2)\n# abs(1)\nx = int(1)\ny = int(2)\n"));
    assertThat(changes.withdrawn()).isEmpty();
  }

  private static ChangeSet mendTwoFiles(String insertion) {
    List<Recipe> recipes =
        read(
            List.of(recipe("both", "abs($X)", "- do: it")),
            site ->
                Draft.EMPTY
                    .with(site.path(), replace(site, "int(1)"), List.of())
                    .with("b.py", List.of(TextEdit.insert(0, insertion)), List.of()));
    Map<String, byte[]> files = new HashMap<>();
    files.put("a.py", "x = abs(1)\n".getBytes(UTF_8));
    files.put("b.py", "y = 1  # abs\n".getBytes(UTF_8));
    return mend(recipes, files);
  }

  @Test
  void changeOfTwoFilesIsAllOrNothing() {
    assertThat(texts(mendTwoFiles("import a\n")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a.py", "x = int(1)\n", "b.py", "import a\ny = 1  # abs\n"));
    ChangeSet broken = mendTwoFiles("import (\n");
    assertThat(broken.changed()).isEmpty();
    assertThat(broken.withdrawn()).hasSize(1);
    assertThat(broken.left()).hasSize(1);
  }

  @Test
  void fixThatTheEncodingLacksIsDeclined() {
    List<Recipe> recipes =
        read(List.of(recipe("sign", "abs($X)", fence("print($X, \"→\")"))), _ -> Draft.EMPTY);
    String source = "# -*- coding: latin-1 -*-\nx = abs(1)  # ä\n";
    ChangeSet changes = mend(recipes, Map.of("a.py", source.getBytes(ISO_8859_1)));
    assertThat(changes.changed()).isEmpty();
    assertThat(changes.withdrawn()).isEmpty();
    assertThat(changes.left().getFirst().safety().toString()).contains("encoding");
  }
}
