package dev.loopmend.report;

import dev.loopmend.recipe.Recipe;
import java.util.List;
import java.util.Set;

/// The recipes as a table: id, severity, safety, on or off, title.
public final class RecipeTable {
  private RecipeTable() {}

  /// The table, one line for each recipe; `on` are the ids of those that run.
  public static String of(List<Recipe> recipes, Set<String> on) {
    int width = recipes.stream().mapToInt(recipe -> recipe.id().length()).max().orElse(0);
    StringBuilder table = new StringBuilder();
    for (Recipe recipe : recipes) {
      table
          .append(padded(recipe.id(), width))
          .append(padded(recipe.severity().word(), 7))
          .append(padded(recipe.safety().word(), 6))
          .append(padded(on.contains(recipe.id()) ? "on" : "off", 3))
          .append(Line.of(recipe.title()))
          .append('\n');
    }
    return table.toString();
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()) + 2);
  }
}
