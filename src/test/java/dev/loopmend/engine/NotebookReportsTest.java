package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What all recipes but two mend in a module, they only report in the cell of a notebook.
class NotebookReportsTest {
  private static final Set<String> MENDING = Set.of("nested-asyncio-run", "missing-await");
  private static final Engine.Limits UNSAFE = new Engine.Limits(true, 1, 1 << 22);
  private static final NotebookFormat FORMAT = new NotebookFormat();

  static Stream<Recipe> others() {
    return BuiltIn.RECIPES.stream().filter(it -> !MENDING.contains(it.id()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void onlyReports(Recipe recipe) {
    for (Example example : recipe.examples()) {
      for (Example.Code code : example.with(Example.Role.BEFORE)) {
        assertThat(mended(recipe, example, code)).as(example.title()).isEmpty();
      }
    }
  }

  private static List<FileOutcome.Changed> mended(
      Recipe recipe, Example example, Example.Code code) {
    Map<String, String> options = new HashMap<>();
    example.options().forEach((name, value) -> options.put(recipe.id() + "." + name, value));
    FileSettings settings =
        new FileSettings(
            example.target().orElse(PythonVersion.OLDEST), Set.of(recipe.id()), options);
    byte[] cells = FORMAT.made("cells.ipynb", code.text()).encode().orElseThrow();
    return new Engine(List.of(recipe), BuiltIn.KNOWLEDGE, FORMAT)
        .mend(MemoryTree.of(Map.of("cells.ipynb", cells), settings), UNSAFE)
        .changed();
  }
}
