package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileSettings;
import dev.loopmend.engine.MemoryTree;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.RecipeFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tries words of the recipe language on code, in recipes of a few lines. Of several files each
/// begins with a line `# file: NAME`; one alone is `app.py`. Lines `# %%` divide the cells of
/// notebooks.
final class Tried {
  private static final Engine.Limits SAFE = new Engine.Limits(false, 1, 1 << 22);
  private static final Engine.Limits UNSAFE = new Engine.Limits(true, 1, 1 << 22);

  /// What every recipe file has to have.
  static final String EXAMPLES =
      """
      ## Example: silent
      ```python unchanged
      x = 1
      ```
      ## Example: found
      ```python reported
      x = 2
      ```
      """;

  private Tried() {}

  /// A recipe with one pattern and bullets below it, and with what it does, which may be nothing.
  static Recipe recipe(String pattern, String bullets, String rewrite) {
    boolean reports = rewrite.isEmpty();
    String text =
        """
        ---
        title: Look at it
        severity: info
        safety: SAFETY
        ---
        It is so.
        ## Match
        ```python pattern
        PATTERN
        ```
        BULLETS
        REWRITE
        """
            .concat(EXAMPLES)
            .replace("SAFETY", reports ? "report\nbecause: it is shown only" : "safe")
            .replace("PATTERN", pattern)
            .replace("BULLETS", bullets)
            .replace("REWRITE", reports ? "" : "## Rewrite\n" + rewrite);
    return switch (read(text)) {
      case RecipeBook.Loading.Loaded(List<Recipe> recipes) -> recipes.getFirst();
      case RecipeBook.Loading.Broken(var problems) -> throw new AssertionError(problems);
    };
  }

  /// A recipe file as users write it.
  static RecipeBook.Loading read(String text) {
    return RecipeFiles.read(
        List.of(),
        List.of(new NamedText("tried.md", text)),
        Operations.vocabulary(BuiltIn.KNOWLEDGE));
  }

  /// Asserts that bullets hold of the matches in the lines that end in `# yes`, and of no others.
  static void holds(String pattern, String bullets, String code) {
    List<String> expected = new ArrayList<>();
    files(code)
        .forEach(
            (path, text) -> {
              List<String> lines = text.lines().toList();
              for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).endsWith("# yes")) {
                  expected.add(path + ":" + (at + 1));
                }
              }
            });
    assertThat(found(pattern, bullets, code))
        .extracting(it -> it.at().path() + ":" + it.at().line())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /// What is found where bullets hold.
  static List<Finding> found(String pattern, String bullets, String code) {
    return run(recipe(pattern, bullets, ""), code, false).left();
  }

  /// What becomes of code, in unsafe ways as well.
  static ChangeSet mended(Recipe recipe, String code) {
    return run(recipe, code, true);
  }

  /// The code that comes out, with the same lines between its files.
  static String result(Recipe recipe, String code, boolean unsafe) {
    Map<String, String> files = files(code);
    run(recipe, code, unsafe).changed().forEach(it -> files.put(it.path(), it.after().text()));
    StringBuilder text = new StringBuilder();
    files.forEach(
        (path, it) -> text.append(files.size() == 1 ? "" : "# file: " + path + "\n").append(it));
    return text.toString();
  }

  private static ChangeSet run(Recipe recipe, String code, boolean unsafe) {
    FileSettings settings = new FileSettings(PythonVersion.OLDEST, Set.of(recipe.id()), Map.of());
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    NotebookFormat format = new NotebookFormat();
    files(code)
        .forEach((path, text) -> bytes.put(path, format.made(path, text).encode().orElseThrow()));
    Engine engine = new Engine(List.of(recipe), BuiltIn.KNOWLEDGE, format);
    ChangeSet changes = engine.mend(MemoryTree.of(bytes, settings), unsafe ? UNSAFE : SAFE);
    assertThat(changes.skipped()).isEmpty();
    assertThat(changes.withdrawn()).isEmpty();
    return changes;
  }

  private static Map<String, String> files(String code) {
    if (!code.startsWith("# file: ")) {
      return new LinkedHashMap<>(Map.of("app.py", code));
    }
    Map<String, String> files = new LinkedHashMap<>();
    for (String part : code.substring(8).split("(?m)^# file: ", -1)) {
      int end = part.indexOf('\n');
      files.put(part.substring(0, end), part.substring(end + 1));
    }
    return files;
  }
}
