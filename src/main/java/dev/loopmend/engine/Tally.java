package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts what each recipe does in a run; for several threads.
final class Tally {
  private static final int NANOS = 0;
  private static final int NODES = 1;
  private static final int MATCHES = 2;
  private static final int SUPPRESSED = 3;
  private static final int CONFLICTS = 4;
  private static final int ALL = 5;

  private final Map<String, AtomicLongArray> counts = new LinkedHashMap<>();

  Tally(List<Recipe> recipes) {
    recipes.forEach(recipe -> counts.put(recipe.id(), new AtomicLongArray(ALL)));
  }

  /// Adds the time that looking through a file took, in nanoseconds, at how many nodes that was,
  /// what was found and how much of that its authors declined.
  void inspected(Recipe recipe, long nanos, int nodes, int matches, int suppressed) {
    count(recipe).addAndGet(SUPPRESSED, suppressed);
    count(recipe).addAndGet(NANOS, nanos);
    count(recipe).addAndGet(NODES, nodes);
    count(recipe).addAndGet(MATCHES, matches);
  }

  /// Adds changes that had to wait for the next round, since others touch the same text.
  void lost(Recipe recipe, int conflicts) {
    count(recipe).addAndGet(CONFLICTS, conflicts);
  }

  private AtomicLongArray count(Recipe recipe) {
    return counts.getOrDefault(recipe.id(), new AtomicLongArray(ALL));
  }

  /// The counts so far, in the order of the recipes.
  Map<String, ChangeSet.Effort> efforts() {
    Map<String, ChangeSet.Effort> efforts = new LinkedHashMap<>();
    counts.forEach(
        (id, count) ->
            efforts.put(
                id,
                new ChangeSet.Effort(
                    count.get(NANOS),
                    count.get(NODES),
                    (int) count.get(MATCHES),
                    (int) count.get(SUPPRESSED),
                    (int) count.get(CONFLICTS))));
    return efforts;
  }
}
