package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Import;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which words make a file matter to the recipes, under their own names and under those by which a
/// file of the project passes them on.
final class Demands {
  private final Map<String, Set<Set<String>>> required = new LinkedHashMap<>();
  private final Set<String> asking = new HashSet<>();
  private final Set<Set<String>> elsewhere = new LinkedHashSet<>();
  private final Set<Alternative> known = new HashSet<>();
  private final Map<String, Set<String>> late = new HashMap<>();

  /// Words by which a recipe may find something, as well as by those of its patterns.
  record Alternative(String recipe, Set<String> words) {}

  Demands(List<Recipe> recipes) {
    for (Recipe recipe : recipes) {
      required.put(recipe.id(), new LinkedHashSet<>(recipe.requiredWords()));
      elsewhere.addAll(recipe.wordsElsewhere());
      if (recipe.asksCallers()) {
        asking.add(recipe.id());
      }
    }
  }

  /// Whether a file has to be parsed for what it tells of others: by words that recipes look for
  /// elsewhere, or because it may pass on what they look for.
  boolean matters(Look look) {
    return !look.candidates().isEmpty()
        || elsewhere.stream().anyMatch(set -> set.stream().allMatch(look.words()::mayHold));
  }

  /// The words near which some recipes need to know who calls.
  Set<String> wordsWithCallers(Set<String> recipes) {
    Set<String> words = new HashSet<>();
    required.forEach(
        (id, sets) -> {
          if (asking.contains(id) && recipes.contains(id)) {
            sets.forEach(words::addAll);
          }
        });
    return words;
  }

  /// Notes that a recipe may find something in a file; `false` if that was known.
  boolean addLate(String path, String recipe) {
    return late.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(recipe);
  }

  /// The recipes that may find something in a file though its own words do not tell.
  Set<String> late(String path) {
    return late.getOrDefault(path, Set.of());
  }

  /// The new ways to name what recipes look for that a file offers to those who import it.
  List<Alternative> under(Outline outline, String path) {
    List<Alternative> found = new ArrayList<>();
    for (Import one : outline.imports()) {
      if (one.unit() == 0 && !one.imported().equals("*")) {
        Set<String> meant = new LinkedHashSet<>(List.of(one.from().module().split("\\.", -1)));
        if (!one.imported().isEmpty()) {
          meant.add(one.imported());
        }
        offer(one.bound(), meant, path, found);
      }
    }
    for (Outline.Alias alias : outline.aliases()) {
      offer(alias.name(), new LinkedHashSet<>(alias.parts()), path, found);
    }
    return found;
  }

  private void offer(String name, Set<String> meant, String path, List<Alternative> found) {
    required.forEach(
        (id, sets) -> {
          for (Set<String> set : List.copyOf(sets)) {
            Set<String> other = new LinkedHashSet<>(set);
            if (other.removeAll(meant)) {
              other.add(name);
              other.addAll(moduleWord(path));
              boolean more = sets.stream().noneMatch(other::containsAll);
              if (more && known.add(new Alternative(id, other))) {
                sets.add(other);
                found.add(new Alternative(id, other));
              }
            }
          }
        });
  }

  /// The word by which an import must name a file; a package may be imported by dots alone.
  private static Set<String> moduleWord(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.indexOf('.');
    String name = dot < 0 ? file : file.substring(0, dot);
    return name.equals("__init__") ? Set.of() : Set.of(name);
  }
}
