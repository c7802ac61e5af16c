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
  private final Map<String, Set<Set<String>>> names = new LinkedHashMap<>();
  private final Set<String> asking = new HashSet<>();
  private final Set<String> askingAll = new HashSet<>();
  private final Set<Set<String>> elsewhere = new LinkedHashSet<>();
  private final Set<String> words = new HashSet<>();
  private final Map<String, Set<String>> late = new HashMap<>();

  /// Words by which a recipe may find something, as well as by those of its patterns.
  record Alternative(String recipe, Set<String> words) {}

  Demands(List<Recipe> recipes) {
    for (Recipe recipe : recipes) {
      required.put(recipe.id(), new LinkedHashSet<>(recipe.requiredWords()));
      names.put(recipe.id(), new LinkedHashSet<>(recipe.requiredNames()));
      recipe.requiredWords().forEach(words::addAll);
      elsewhere.addAll(recipe.wordsElsewhere());
      if (recipe.asksCallers()) {
        asking.add(recipe.id());
      }
      if (recipe.asksCoroutineCallers()) {
        askingAll.add(recipe.id());
      }
    }
  }

  /// Whether a file has to be parsed for what it tells of others: by words that recipes look for
  /// elsewhere, or because it may pass on what they look for.
  boolean matters(Look look) {
    return !look.candidates().isEmpty()
        || elsewhere.stream().anyMatch(set -> set.stream().allMatch(look.words()::mayHold));
  }

  /// The units of a file in which a recipe may find something for which it asks who calls.
  List<Integer> unitsWithCallers(Outline outline, WrittenNames written, Set<String> recipes) {
    return units(outline, written, recipes, asking);
  }

  /// The units in which a recipe may find something for which it asks who calls, all the way.
  List<Integer> unitsWithAllCallers(Outline outline, WrittenNames written, Set<String> recipes) {
    return units(outline, written, recipes, askingAll);
  }

  private List<Integer> units(
      Outline outline, WrittenNames written, Set<String> recipes, Set<String> those) {
    List<Integer> found = new ArrayList<>();
    for (int unit = 0; unit < outline.units().size(); unit++) {
      int at = unit;
      boolean here =
          recipes.stream()
              .filter(those::contains)
              .flatMap(id -> names.getOrDefault(id, Set.of()).stream())
              .anyMatch(set -> set.stream().allMatch(name -> written.mayMean(at, name)));
      if (here) {
        found.add(unit);
      }
    }
    return found;
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
        meant.add(one.imported());
        meant.remove("");
        offer(one.bound(), meant, path, found);
      }
    }
    for (Outline.Alias alias : outline.aliases()) {
      if (alias.unit() == 0) {
        offer(alias.name(), new LinkedHashSet<>(alias.parts()), path, found);
      }
    }
    return found;
  }

  /// A name that stands for several words of a set, if they all belong to it: `from queue import
  /// run` offers nothing to who looks for `asyncio.run`.
  private void offer(String name, Set<String> meant, String path, List<Alternative> found) {
    if (!words.containsAll(meant)) {
      return;
    }
    required.forEach(
        (id, sets) -> {
          for (Set<String> set : List.copyOf(sets)) {
            if (!set.containsAll(meant)) {
              continue;
            }
            Set<String> other = new LinkedHashSet<>(set);
            other.removeAll(meant);
            other.add(name);
            other.add(moduleWord(path));
            if (sets.stream().noneMatch(other::containsAll)) {
              sets.add(other);
              names.getOrDefault(id, Set.of()).add(other);
              words.addAll(other);
              found.add(new Alternative(id, other));
            }
          }
        });
  }

  /// The word by which an import names a file, unless it names its own package by dots alone.
  static String moduleWord(String path) {
    int end = path.lastIndexOf('/');
    String file = path.substring(end + 1);
    if (file.startsWith("__init__.")) {
      return path.substring(path.lastIndexOf('/', end - 1) + 1, Math.max(0, end));
    }
    int dot = file.indexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }
}
