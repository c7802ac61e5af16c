package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What recipes look for and ask of other files, worked out once, by the ids of the recipes;
/// `allWords` are the words that any of them looks for.
record Sought(List<Recipe> recipes, Map<String, OfRecipe> byRecipe, Set<String> allWords) {
  private static final OfRecipe NOTHING =
      new OfRecipe(
          List.of(),
          List.of(),
          Map.of(),
          new Asked(false, false, false, false, Set.of(), Set.of(), Set.of(), Set.of(), Set.of()));

  /// What one recipe looks for: the sets of names of which a file with a finding holds all of one,
  /// the same as sets of words, and these by each of their words. A word with a dot before it must
  /// be the name of an attribute.
  record OfRecipe(
      List<Set<String>> names,
      List<Set<String>> words,
      Map<String, List<Set<String>>> holding,
      Asked asked) {}

  /// What a recipe asks of other files than that in which it finds something: see the methods of
  /// `Recipe` of these names.
  record Asked(
      boolean callers,
      boolean coroutineCallers,
      boolean named,
      boolean subclasses,
      Set<String> makers,
      Set<String> bases,
      Set<String> starters,
      Set<String> receiversOf,
      Set<Set<String>> elsewhere) {}

  /// What recipes look for, in their order.
  static Sought by(List<Recipe> recipes) {
    Map<String, OfRecipe> byRecipe = new LinkedHashMap<>();
    Set<String> all = new LinkedHashSet<>();
    for (Recipe recipe : recipes) {
      OfRecipe one = of(recipe);
      byRecipe.put(recipe.id(), one);
      all.addAll(one.holding().keySet());
    }
    return new Sought(
        List.copyOf(recipes),
        Collections.unmodifiableMap(byRecipe),
        Collections.unmodifiableSet(all));
  }

  private static OfRecipe of(Recipe recipe) {
    Set<Set<String>> names = recipe.requiredNames();
    Set<Set<String>> words = new LinkedHashSet<>();
    names.forEach(set -> words.add(wordsOf(set)));
    Map<String, List<Set<String>>> holding = new HashMap<>();
    for (Set<String> set : words) {
      set.forEach(word -> holding.computeIfAbsent(word, _ -> new ArrayList<>()).add(set));
    }
    return new OfRecipe(
        List.copyOf(names),
        List.copyOf(words),
        Collections.unmodifiableMap(holding),
        asked(recipe));
  }

  private static Asked asked(Recipe recipe) {
    return new Asked(
        recipe.asksCallers(),
        recipe.asksCoroutineCallers(),
        recipe.asksNamed(),
        recipe.asksSubclasses(),
        recipe.makers(),
        recipe.bases(),
        recipe.starters(),
        recipe.receiversOf(),
        recipe.wordsElsewhere());
  }

  /// Ex) `asyncio`, `run` of `asyncio.run()`, `.set` of `.set`
  private static Set<String> wordsOf(Set<String> names) {
    Set<String> parts = new LinkedHashSet<>();
    for (String name : names) {
      parts.addAll(
          name.startsWith(".") ? List.of(name) : List.of(name.replace("()", "").split("\\.", -1)));
    }
    return parts;
  }

  /// What a recipe looks for, by its id; nothing if it is off.
  OfRecipe of(String recipe) {
    return byRecipe.getOrDefault(recipe, NOTHING);
  }
}
