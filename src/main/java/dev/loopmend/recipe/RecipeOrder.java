package dev.loopmend.recipe;

import dev.loopmend.recipe.RecipeBook.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order in which recipes run: each behind those that its `after` and `yields-to` name, ties by
/// id, own recipes last.
final class RecipeOrder {
  private final Map<String, Recipe> open = new LinkedHashMap<>();
  private final Set<String> own;
  private final List<Recipe> ordered = new ArrayList<>();

  RecipeOrder(List<Recipe> recipes, Set<String> own) {
    this.own = own;
    recipes.stream().sorted(this::byOwnerAndId).forEach(recipe -> open.put(recipe.id(), recipe));
  }

  private int byOwnerAndId(Recipe one, Recipe other) {
    int byOwner = Boolean.compare(own.contains(one.id()), own.contains(other.id()));
    return byOwner != 0 ? byOwner : one.id().compareTo(other.id());
  }

  /// The recipes in order; a cycle is added to the problems and broken anywhere.
  List<Recipe> order(List<Problem> problems) {
    while (!open.isEmpty()) {
      Recipe next = open.values().stream().filter(this::isReady).findFirst().orElse(null);
      if (next == null) {
        Recipe stuck = open.values().iterator().next();
        problems.add(
            new Problem(
                stuck.source(),
                1,
                "'after' and 'yields-to' go in a circle: " + String.join(", ", open.keySet())));
        return List.copyOf(ordered);
      }
      open.remove(next.id());
      ordered.add(next);
    }
    return List.copyOf(ordered);
  }

  private boolean isReady(Recipe recipe) {
    Set<String> before = new LinkedHashSet<>(recipe.after());
    before.addAll(recipe.yieldsTo());
    boolean ownWaits =
        own.contains(recipe.id()) && open.keySet().stream().anyMatch(id -> !own.contains(id));
    return !ownWaits && before.stream().noneMatch(open::containsKey);
  }
}
