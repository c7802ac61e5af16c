package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Recipes in the order in which they are to run, with what those of them look for that are on for
/// a run: worked out for the first run with these.
final class RecipeSet {
  private final List<Recipe> all;
  private final Map<List<String>, Wanted> known = new ConcurrentHashMap<>();

  /// What is looked for, and which words tell it.
  record Wanted(Sought sought, WordFilter filter) {
    private static Wanted by(List<Recipe> recipes) {
      Sought sought = Sought.by(recipes);
      return new Wanted(sought, new WordFilter(sought));
    }
  }

  RecipeSet(List<Recipe> recipes) {
    this.all = List.copyOf(recipes);
  }

  List<Recipe> all() {
    return all;
  }

  /// What is looked for by the recipes that are on for some file in which findings are wanted:
  /// nothing is asked of other files for the rest.
  Wanted in(SourceTree sources) {
    Set<String> on = new HashSet<>();
    sources.chosenSettings().forEach(settings -> on.addAll(settings.recipes()));
    List<Recipe> wanted = all.stream().filter(recipe -> on.contains(recipe.id())).toList();
    return known.computeIfAbsent(wanted.stream().map(Recipe::id).toList(), _ -> Wanted.by(wanted));
  }
}
