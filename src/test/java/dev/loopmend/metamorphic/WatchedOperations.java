package dev.loopmend.metamorphic;

import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Rewrite;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.Vocabulary;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A vocabulary whose operations tell that they were done.
final class WatchedOperations {
  private final Vocabulary vocabulary;
  private final Set<String> done = new TreeSet<>();

  WatchedOperations(Vocabulary watched) {
    Map<String, Operation.Factory> operations = new TreeMap<>();
    watched
        .operations()
        .forEach((name, factory) -> operations.put(name, it -> watched(name, factory.make(it))));
    this.vocabulary = new Vocabulary(watched.conditions(), operations, watched.variableKinds());
  }

  private Made<Operation> watched(String name, Made<Operation> made) {
    return switch (made) {
      case Made.Done<Operation>(Operation operation) ->
          new Made.Done<>(new Watched(name, operation, this));
      case Made.Refused<Operation> refused -> refused;
    };
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /// The names of the operations that were done, of those in some recipes.
  Set<String> done(Collection<Recipe> recipes) {
    Set<String> names = new TreeSet<>();
    for (Recipe recipe : recipes) {
      for (Rewrite rewrite : recipe.rewrites()) {
        for (Rewrite.Step step : rewrite.steps()) {
          if (step instanceof Rewrite.Step.Apply(Watched operation)) {
            names.add(operation.name);
          }
        }
      }
    }
    names.retainAll(done);
    return names;
  }

  /// Forgets what was done until now.
  void forget() {
    done.clear();
  }

  private record Watched(String name, Operation watched, WatchedOperations log)
      implements Operation {
    @Override
    public Outcome apply(Site site, Draft draft) {
      Outcome outcome = watched.apply(site, draft);
      switch (outcome) {
        case Outcome.Done _, Outcome.Whole _ -> log.done.add(name);
        case Outcome.Declined _ -> {}
      }
      return outcome;
    }

    @Override
    public boolean asksCallers() {
      return watched.asksCallers();
    }

    @Override
    public boolean asksCoroutineCallers() {
      return watched.asksCoroutineCallers();
    }

    @Override
    public Set<Set<String>> wordsElsewhere() {
      return watched.wordsElsewhere();
    }
  }
}
