package dev.loopmend.engine;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Dotted;
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
import java.util.stream.IntStream;

/// Which words make a file matter to the recipes, under their own names and under those by which a
/// file of the project passes them on.
final class Demands {
  /// So many other names of what a recipe looks for are followed through a code base; names are
  /// common words, and what one package passes on under them leads to all others.
  private static final int MOST_ALTERNATIVES = 100;

  /// By recipe, how many sets of words its patterns make.
  private final Map<String, Integer> wordsOfPatterns = new HashMap<>();

  private final Map<String, Set<Set<String>>> required = new LinkedHashMap<>();
  private final Map<String, Set<Set<String>>> names = new LinkedHashMap<>();
  private final Set<String> asking = new HashSet<>();
  private final Map<String, Set<String>> starters = new HashMap<>();
  private final Set<String> askingAll = new HashSet<>();

  /// The recipes that look through functions of the project.
  private final Set<String> through = new HashSet<>();

  private final Set<String> askingNamed = new HashSet<>();

  private final Map<String, Set<String>> receiversOf = new HashMap<>();
  private final Map<String, Set<Set<String>>> elsewhere = new HashMap<>();
  private final Set<String> askingSubclasses = new HashSet<>();

  /// By word, the sets of words that hold it.
  private final Map<String, List<Wanted>> byWord = new HashMap<>();

  private final Map<String, Set<String>> late = new HashMap<>();

  /// Words by which a recipe may find something, as well as by those of its patterns, in a file
  /// that may import a module by its word; `module` is empty if it may come from anywhere.
  record Alternative(String recipe, Set<String> words, String module) {}

  /// Words of which a file with a finding holds all.
  private record Wanted(String recipe, Set<String> words) {}

  Demands(Sought sought) {
    for (Recipe recipe : sought.recipes()) {
      sought.wordsOf(recipe).forEach(it -> want(recipe.id(), it));
      wordsOfPatterns.put(recipe.id(), sought.wordsOf(recipe).size());
      names.put(recipe.id(), new LinkedHashSet<>(sought.namesOf(recipe)));
      elsewhere.put(recipe.id(), recipe.wordsElsewhere());
      if (recipe.looksThroughFunctions()) {
        through.add(recipe.id());
      }
      if (recipe.asksCallers()) {
        asking.add(recipe.id());
      }
      if (!recipe.starters().isEmpty()) {
        starters.put(recipe.id(), recipe.starters());
      }
      if (recipe.asksNamed()) {
        askingNamed.add(recipe.id());
      }
      if (!recipe.receiversOf().isEmpty()) {
        receiversOf.put(recipe.id(), recipe.receiversOf());
      }
      if (recipe.asksCoroutineCallers()) {
        askingAll.add(recipe.id());
      }
      if (recipe.asksSubclasses()) {
        askingSubclasses.add(recipe.id());
      }
    }
  }

  private void want(String recipe, Set<String> words) {
    if (required.computeIfAbsent(recipe, _ -> new LinkedHashSet<>()).add(words)) {
      words.forEach(
          it -> byWord.computeIfAbsent(it, _ -> new ArrayList<>()).add(new Wanted(recipe, words)));
    }
  }

  /// Whether a file has to be parsed for what it tells a recipe of others, by words that the recipe
  /// looks for elsewhere.
  boolean tells(Look look, String recipe) {
    return elsewhere.getOrDefault(recipe, Set.of()).stream()
        .anyMatch(set -> set.stream().allMatch(look.words()::mayHold));
  }

  /// Whether a recipe has to know what derives from the classes that it speaks of.
  boolean asksSubclasses(String recipe) {
    return askingSubclasses.contains(recipe);
  }

  /// By recipe that asks something of other files, the units of a file in which it may find
  /// something.
  Map<String, List<Integer>> askingUnits(
      Outline outline, WrittenNames written, Set<String> recipes) {
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    for (String id : recipes) {
      boolean asks =
          asksCallers(id) || asksAllCallers(id) || asksStarters(id) || askingNamed.contains(id);
      if (receiversOf.containsKey(id)) {
        found.put(id, unitsCalling(outline, id));
      } else if (asks) {
        found.put(id, unitsNaming(outline, written, id));
      }
    }
    return found;
  }

  /// Whether a recipe asks who calls the plain function that it finds something in.
  boolean asksCallers(String recipe) {
    return asking.contains(recipe);
  }

  /// Whether it asks who calls a coroutine function as well, all the way.
  boolean asksAllCallers(String recipe) {
    return askingAll.contains(recipe);
  }

  /// What a recipe asks of a unit of a file in which it may find something: who else uses the
  /// functions that the unit names, of the file itself or imported.
  List<Question> named(String recipe, Outline outline, String path, int unit) {
    if (!askingNamed.contains(recipe)) {
      return receivers(recipe, outline, unit);
    }
    Set<String> mentions = outline.units().get(unit).mentions();
    List<Question> found = new ArrayList<>();
    for (Outline.Unit one : outline.units()) {
      boolean plain = one.kind() == Outline.Kind.PLAIN_FUNCTION && mentions.contains(one.name());
      if (plain) {
        boolean global = outline.units().get(one.parent()).kind() == Outline.Kind.MODULE;
        String word = global ? moduleWord(path) : "";
        found.add(new Question(one.name(), word, Question.Follow.NONE));
      }
    }
    for (Import one : outline.imports()) {
      if (mentions.contains(one.bound()) && !one.imported().isEmpty()) {
        String module = one.from().module();
        String word = Dotted.last(module);
        found.add(new Question(one.imported(), word, Question.Follow.NONE));
      }
    }
    return found;
  }

  /// Ex) those with `self.inbox.get()`, whatever `inbox` is
  private List<Integer> unitsCalling(Outline outline, String recipe) {
    return IntStream.range(0, outline.units().size())
        .filter(unit -> !receivers(recipe, outline.units().get(unit)).isEmpty())
        .boxed()
        .toList();
  }

  private Set<String> receivers(String recipe, Outline.Unit unit) {
    Set<String> names = new LinkedHashSet<>();
    for (String method : receiversOf.getOrDefault(recipe, Set.of())) {
      String end = "." + method + Outline.CALLED;
      for (String chain : unit.chains()) {
        if (chain.endsWith(end) && !chain.equals("os.path.join()")) {
          String receiver = chain.substring(0, chain.length() - end.length());
          names.add(Dotted.last(receiver));
        }
      }
    }
    return names;
  }

  /// Ex) `inbox` of `self.inbox.get()`, and of `from app import inbox as i` for `i.get()`
  private List<Question> receivers(String recipe, Outline outline, int unit) {
    Set<String> names = receivers(recipe, outline.units().get(unit));
    Set<String> all = new LinkedHashSet<>(names);
    for (Import one : outline.imports()) {
      if (names.contains(one.bound()) && !one.imported().isEmpty()) {
        all.add(one.imported());
      }
    }
    for (Outline.Alias alias : outline.aliases()) {
      if (names.contains(alias.name())) {
        all.add(alias.parts().getLast());
      }
    }
    return all.stream().map(it -> new Question(it, "", Question.Follow.NONE)).toList();
  }

  /// Whether it asks what starts the program.
  boolean asksStarters(String recipe) {
    return starters.containsKey(recipe);
  }

  /// The last words of what may start a program, for all recipes that ask.
  Set<String> starters() {
    Set<String> all = new LinkedHashSet<>();
    starters.values().forEach(all::addAll);
    return all;
  }

  private List<Integer> unitsNaming(Outline outline, WrittenNames written, String recipe) {
    List<Set<String>> ofFile = new ArrayList<>();
    for (Set<String> set : names.getOrDefault(recipe, Set.of())) {
      if (written.mayMean(set)) {
        ofFile.add(set);
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int unit = 0; unit < outline.units().size() && !ofFile.isEmpty(); unit++) {
      for (Set<String> set : ofFile) {
        if (written.mayMean(unit, set)) {
          found.add(unit);
          break;
        }
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
      if (one.unit() == 0) {
        String module = one.from().module();
        // Ex) `from app.compat import nap`: a file of the project is known by its last word alone
        Set<String> ways = new LinkedHashSet<>(List.of(module, Dotted.last(module)));
        ways.forEach(way -> offer(one, List.of(way.split("\\.", -1)), path, found));
      }
    }
    for (Outline.Alias alias : outline.aliases()) {
      if (alias.unit() == 0) {
        offer(alias.name(), new LinkedHashSet<>(alias.parts()), path, found);
      }
    }
    return found;
  }

  private void offer(Import one, List<String> module, String path, List<Alternative> found) {
    Set<String> meant = new LinkedHashSet<>(module);
    // Ex) `from time import *` passes on all that there is under its own name
    boolean star = one.imported().equals("*");
    meant.add(star ? "" : one.imported());
    meant.remove("");
    offer(star ? "" : one.bound(), meant, path, found);
  }

  /// The functions of a file in which there may be what a recipe looks for that follows what such
  /// functions return to their callers, by their names.
  List<Alternative> functions(
      Outline outline, WrittenNames written, String path, Set<String> recipes) {
    List<Alternative> found = new ArrayList<>();
    int before;
    do {
      before = found.size();
      for (String id : through) {
        List<Integer> units = recipes.contains(id) ? unitsNaming(outline, written, id) : List.of();
        units.stream()
            .filter(unit -> outline.units().get(unit).givesSomething())
            .forEach(unit -> addFunction(id, outline, unit, path, found));
      }
      // Ex) def later(work): return spawn(work)
    } while (found.size() > before);
    return found;
  }

  private void addFunction(
      String recipe, Outline outline, int unit, String path, List<Alternative> found) {
    Outline.Unit one = outline.units().get(unit);
    if (one.kind() == Outline.Kind.PLAIN_FUNCTION) {
      switch (outline.units().get(one.parent()).kind()) {
        case MODULE -> add(recipe, Set.of(one.name()), moduleWord(path), found);
        case CLASS -> add(recipe, Set.of(one.name()), "", found);
        case PLAIN_FUNCTION, COROUTINE_FUNCTION -> {}
      }
    }
  }

  private void add(String recipe, Set<String> names, String module, List<Alternative> found) {
    Set<Set<String>> sets = required.getOrDefault(recipe, Set.of());
    Set<String> other = new LinkedHashSet<>(names);
    if (!module.isEmpty()) {
      other.add(module);
    }
    int most = wordsOfPatterns.getOrDefault(recipe, 0) + MOST_ALTERNATIVES;
    if (sets.size() < most && sets.stream().noneMatch(other::containsAll)) {
      want(recipe, other);
      this.names.getOrDefault(recipe, Set.of()).add(other);
      found.add(new Alternative(recipe, Set.copyOf(names), module));
    }
  }

  /// A name that stands for several words of a set, if they all belong to it: `from queue import
  /// run` offers nothing to who looks for `asyncio.run`. Without a name they stand for nothing any
  /// more.
  private void offer(String name, Set<String> meant, String path, List<Alternative> found) {
    for (Wanted wanted : wantedWith(meant)) {
      Set<String> other = new LinkedHashSet<>(wanted.words());
      other.removeAll(meant);
      if (!name.isEmpty()) {
        other.add(name);
      }
      if (!other.isEmpty()) {
        add(wanted.recipe(), other, moduleWord(path), found);
      }
    }
  }

  /// Those who want all of some words, and maybe more.
  private List<Wanted> wantedWith(Set<String> meant) {
    List<Wanted> fewest = List.of();
    for (String word : meant) {
      List<Wanted> some = byWord.getOrDefault(word, List.of());
      if (some.isEmpty()) {
        return List.of();
      }
      fewest = fewest.isEmpty() || some.size() < fewest.size() ? some : fewest;
    }
    return fewest.stream().filter(it -> it.words().containsAll(meant)).toList();
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
