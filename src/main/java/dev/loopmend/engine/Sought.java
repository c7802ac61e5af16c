package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What recipes look for, worked out once: by recipe the sets of names of which a file with a
/// finding holds all of one, and the same as sets of words. A word with a dot before it must be the
/// name of an attribute.
record Sought(
    List<Recipe> recipes,
    Map<String, List<Set<String>>> names,
    Map<String, List<Set<String>>> words) {

  /// What recipes look for, in their order.
  static Sought by(List<Recipe> recipes) {
    Map<String, List<Set<String>>> names = new LinkedHashMap<>();
    Map<String, List<Set<String>>> words = new LinkedHashMap<>();
    for (Recipe recipe : recipes) {
      Set<Set<String>> own = recipe.requiredNames();
      Set<Set<String>> parts = new LinkedHashSet<>();
      own.forEach(set -> parts.add(wordsOf(set)));
      names.put(recipe.id(), List.copyOf(own));
      words.put(recipe.id(), List.copyOf(parts));
    }
    return new Sought(
        List.copyOf(recipes),
        Collections.unmodifiableMap(names),
        Collections.unmodifiableMap(words));
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

  /// The sets of names of a recipe.
  List<Set<String>> namesOf(Recipe recipe) {
    return names.getOrDefault(recipe.id(), List.of());
  }

  /// The sets of words of a recipe.
  List<Set<String>> wordsOf(Recipe recipe) {
    return words.getOrDefault(recipe.id(), List.of());
  }
}
