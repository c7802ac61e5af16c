package dev.loopmend.report;

import dev.loopmend.diff.UnifiedDiff;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A recipe as Markdown for an editor: what, why, how sure, and what its first fix looks like.
public final class RecipeMarkdown {
  private RecipeMarkdown() {}

  /// The page, without a line end behind it.
  public static String of(Recipe recipe) {
    StringBuilder page = new StringBuilder();
    page.append("**").append(recipe.id()).append("**: ").append(recipe.title()).append("\n\n");
    page.append(new RecipePage(Palette.PLAIN).facts(recipe)).append("\n\n");
    page.append(recipe.description().strip());
    firstFix(recipe).ifPresent(diff -> page.append("\n\n```diff\n").append(diff).append("```"));
    return page.toString();
  }

  private static Optional<String> firstFix(Recipe recipe) {
    return recipe.examples().stream()
        .filter(RecipeMarkdown::isPlain)
        .findFirst()
        .map(
            example ->
                diff(
                    example.with(Example.Role.BEFORE).getFirst().text(),
                    after(example).getFirst().text()));
  }

  /// An example of one file that is fixed.
  private static boolean isPlain(Example example) {
    return example.with(Example.Role.BEFORE).size() == 1 && after(example).size() == 1;
  }

  private static List<Example.Code> after(Example example) {
    List<Example.Code> safe = example.with(Example.Role.AFTER);
    return safe.isEmpty() ? example.with(Example.Role.AFTER_UNSAFE) : safe;
  }

  private static String diff(String before, String after) {
    byte[] diff =
        UnifiedDiff.of(
            "example.py",
            before.getBytes(StandardCharsets.UTF_8),
            after.getBytes(StandardCharsets.UTF_8));
    // The header names files that exist in no folder: only the hunks are shown.
    return new String(diff, StandardCharsets.UTF_8)
        .lines()
        .skip(3)
        .filter(line -> !line.startsWith("@@"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
