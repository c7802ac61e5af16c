package dev.loopmend.engine;

import static java.util.stream.Collectors.toCollection;

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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which words make a file matter to the recipes, under their own names and under those by which a
/// file of the project passes them on.
final class Demands {
  /// With more other names than this of what a recipe looks for, nobody follows them any more:
  /// names are common words, and what one package passes on under them leads to all others. Once
  /// all files are linked it is known what they mean.
  private static final int MOST_PASSED_ON = 100;

  /// The same of functions that may give what a recipe looks for.
  private static final int MOST_GIVERS = 100;

  private final Sought sought;

  /// The words of patterns and alternatives.
  private final Set<String> words;

  /// By recipe the other words by which it may find something.
  private final Map<String, List<Other>> alternatives = new HashMap<>();

  /// By recipe that follows them, what may give what it looks for.
  private final Map<String, Givers> givers = new LinkedHashMap<>();

  /// By recipe, how many names are passed on.
  private final Map<String, Integer> passedOn = new HashMap<>();

  private int given;
  private boolean tooManyNames;
  private final List<Alternative> fresh = new ArrayList<>();

  private final Map<String, Set<String>> late = new HashMap<>();

  /// Words by which a recipe may find something, as well as by those of its patterns, in a file
  /// that may import a module by its word; `module` is empty if it may come from anywhere.
  record Alternative(String recipe, Set<String> words, String module) {}

  /// All words of an alternative, and those of them that code holds which means it.
  private record Other(Set<String> words, Set<String> mentioned) {}

  Demands(Sought sought) {
    this.sought = sought;
    this.words = new HashSet<>(sought.allWords());
    for (Recipe recipe : sought.recipes()) {
      Sought.Asked asked = sought.of(recipe.id()).asked();
      if (!asked.makers().isEmpty() || !asked.bases().isEmpty()) {
        givers.put(recipe.id(), new Givers(asked));
      }
    }
  }

  private List<Other> alternatives(String recipe) {
    return alternatives.computeIfAbsent(recipe, _ -> new ArrayList<>());
  }

  /// Whether a file has to be parsed for what it tells a recipe of others, by words that the recipe
  /// looks for elsewhere.
  boolean tells(Look look, String recipe) {
    return sought.of(recipe).asked().elsewhere().stream()
        .anyMatch(set -> set.stream().allMatch(look.words()::mayHold));
  }

  /// Whether a recipe has to know what derives from the classes that it speaks of.
  boolean asksSubclasses(String recipe) {
    return sought.of(recipe).asked().subclasses();
  }

  /// By recipe that asks something of other files, the units of a file in which it may find
  /// something.
  Map<String, List<Integer>> askingUnits(
      Outline outline, WrittenNames written, Set<String> recipes) {
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    for (String id : recipes) {
      boolean asks =
          asksCallers(id)
              || asksAllCallers(id)
              || asksStarters(id)
              || sought.of(id).asked().named();
      if (!sought.of(id).asked().receiversOf().isEmpty()) {
        found.put(id, unitsCalling(outline, id));
      } else if (asks) {
        found.put(id, unitsNaming(outline, written, id));
      }
    }
    return found;
  }

  /// Whether a recipe asks who calls the plain function that it finds something in.
  boolean asksCallers(String recipe) {
    return sought.of(recipe).asked().callers();
  }

  /// Whether it asks who calls a coroutine function as well, all the way.
  boolean asksAllCallers(String recipe) {
    return sought.of(recipe).asked().coroutineCallers();
  }

  /// What a recipe asks of a unit of a file in which it may find something: who else uses the
  /// functions that the unit names, of the file itself or imported.
  List<Question> named(String recipe, Outline outline, String path, int unit) {
    if (!sought.of(recipe).asked().named()) {
      return receivers(recipe, outline, unit);
    }
    Set<String> mentions = outline.units().get(unit).mentions();
    List<Question> found = new ArrayList<>();
    for (Outline.Unit one : outline.units()) {
      if (one.kind() == Outline.Kind.PLAIN_FUNCTION && mentions.contains(one.name())) {
        boolean global = outline.units().get(one.parent()).kind() == Outline.Kind.MODULE;
        String word = global ? moduleWord(path) : "";
        found.add(new Question(one.name(), word, Question.Follow.NONE));
      }
    }
    for (Import one : outline.imports()) {
      if (mentions.contains(one.bound()) && !one.imported().isEmpty()) {
        String word = Dotted.last(one.from().module());
        found.add(new Question(one.imported(), word, Question.Follow.NONE));
      }
    }
    return found;
  }

  /// What a unit names without calling it, which may be methods of objects, if a recipe asks who
  /// else uses what it names. Ex) `task.add_done_callback(self.on_done)`
  Set<String> namedMethods(String recipe, Outline outline, int unit) {
    Set<String> chains = outline.units().get(unit).chains();
    return sought.of(recipe).asked().named()
        ? chains.stream()
            .filter(it -> !it.endsWith(Outline.CALLED) && !chains.contains(it + Outline.CALLED))
            .map(Dotted::last)
            .collect(toCollection(TreeSet::new))
        : Set.of();
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
    for (String method : sought.of(recipe).asked().receiversOf()) {
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

  /// Who puts something into the attributes by which a unit comes to something of a name. Ex)
  /// `worker` of `self.worker.run()`, and of `worker.run()` after `worker = self.worker`, `workers`
  /// of the same in `for worker in self.workers`
  static List<Question> stores(Outline outline, int unit, String name) {
    Set<String> attributes = new LinkedHashSet<>();
    String member = "." + name;
    for (String chain : outline.units().get(unit).chains()) {
      if (chain.endsWith(member) || chain.endsWith(member + Outline.CALLED)) {
        List<String> parts = List.of(chain.split("\\.", -1));
        attributes.addAll(parts.subList(1, parts.size() - 1));
        Stream.of(outline.aliases(), outline.items())
            .flatMap(List::stream)
            .filter(it -> it.unit() == unit && it.name().equals(parts.getFirst()))
            .forEach(it -> attributes.addAll(it.attributes()));
      }
    }
    for (Outline.Alias item : outline.items()) {
      // Ex) `self.workers[0].run()`
      if (item.unit() == unit && item.isAttribute() && item.name().equals(name)) {
        attributes.addAll(item.attributes());
      }
    }
    return attributes.stream()
        .map(it -> new Question(WordFilter.stored(it), "", Question.Follow.NONE))
        .toList();
  }

  /// Whether it asks what starts the program.
  boolean asksStarters(String recipe) {
    return !sought.of(recipe).asked().starters().isEmpty();
  }

  /// The last words of what may start a program, for all recipes that ask.
  Set<String> starters() {
    Set<String> all = new LinkedHashSet<>();
    sought.byRecipe().values().forEach(one -> all.addAll(one.asked().starters()));
    return all;
  }

  private List<Integer> unitsNaming(Outline outline, WrittenNames written, String recipe) {
    List<Set<String>> own = sought.of(recipe).names().stream().filter(written::mayMean).toList();
    List<Set<String>> others =
        alternatives(recipe).stream().map(Other::mentioned).filter(written::mayHold).toList();
    return IntStream.range(0, outline.units().size())
        .filter(
            unit ->
                own.stream().anyMatch(set -> written.mayMean(unit, set))
                    || others.stream().anyMatch(set -> written.mayHold(unit, set)))
        .boxed()
        .toList();
  }

  /// Notes that a recipe may find something in a file.
  void addLate(String path, String recipe) {
    late.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(recipe);
  }

  /// The recipes that may find something in a file though its own words do not tell.
  Set<String> late(String path) {
    return late.getOrDefault(path, Set.of());
  }

  /// Finds the new ways to name what recipes look for that a file offers to those who import it;
  /// whether there are any.
  boolean under(Outline outline, String path) {
    int before = fresh.size();
    for (Import one : outline.imports()) {
      if (one.unit() == 0 && mayOffer(one)) {
        String module = one.from().module();
        // Ex) `from app.compat import nap`: a file of the project is known by its last word alone
        Set<String> ways = new LinkedHashSet<>(List.of(module, Dotted.last(module)));
        ways.forEach(way -> offer(one, List.of(way.split("\\.", -1)), path));
      }
    }
    for (Outline.Alias alias : outline.aliases()) {
      if (alias.unit() == 0) {
        offer(alias.name(), new LinkedHashSet<>(alias.parts()), path);
      }
    }
    return fresh.size() > before;
  }

  /// The names that were found since the last time by which recipes may find something.
  List<Alternative> takeFresh() {
    List<Alternative> found = List.copyOf(fresh);
    fresh.clear();
    return found;
  }

  /// Most imports bring nothing that any recipe looks for: they have to be told apart fast.
  private boolean mayOffer(Import one) {
    boolean named = one.imported().isEmpty() || one.imported().equals("*");
    return (named || words.contains(one.imported()))
        && (one.from().module().isEmpty() || words.contains(Dotted.last(one.from().module())));
  }

  private void offer(Import one, List<String> module, String path) {
    Set<String> meant = new LinkedHashSet<>(module);
    // Ex) `from time import *` passes on all that there is under its own name
    boolean star = one.imported().equals("*");
    meant.add(star ? "" : one.imported());
    meant.remove("");
    offer(star ? "" : one.bound(), meant, path);
  }

  /// A file was parsed: its functions may give what recipes look for.
  void read(String path, Outline outline, WrittenNames written) {
    givers.values().forEach(it -> it.add(path, outline, written));
  }

  /// Finds the functions of the files read so far that give what recipes look for; whether there
  /// are any that were not known.
  boolean findGivers() {
    int before = fresh.size();
    givers.forEach(
        (recipe, of) -> {
          List<Givers.Found> found = of.fresh();
          while (!found.isEmpty()) {
            found.forEach(it -> add(recipe, it));
            found = of.fresh();
          }
        });
    return fresh.size() > before;
  }

  private void add(String recipe, Givers.Found giver) {
    Set<String> name = Set.of(giver.giver().name());
    String module = giver.giver().isMethod() ? "" : moduleWord(giver.path());
    if (!tooManyNames && add(recipe, name, name, module)) {
      tooManyNames = ++given > MOST_GIVERS;
    }
  }

  /// Whether so many functions may give what recipes look for, or names stand for it, that all
  /// files have to be parsed.
  boolean hasTooManyNames() {
    return tooManyNames;
  }

  /// Adds other words of a recipe; whether they are new.
  private boolean add(String recipe, Set<String> names, Set<String> mentioned, String module) {
    Set<String> other = new LinkedHashSet<>(names);
    if (!module.isEmpty()) {
      other.add(module);
    }
    Optional.ofNullable(givers.get(recipe)).ifPresent(it -> mentioned.forEach(it::know));
    List<Other> known = alternatives(recipe);
    Map<String, List<Set<String>>> holding = sought.of(recipe).holding();
    boolean told =
        Stream.concat(
                other.stream().flatMap(word -> holding.getOrDefault(word, List.of()).stream()),
                known.stream().map(Other::words))
            .anyMatch(other::containsAll);
    if (!told) {
      known.add(new Other(other, mentioned));
      words.addAll(other);
      fresh.add(new Alternative(recipe, Set.copyOf(names), module));
    }
    return !told;
  }

  /// A name that stands for several words of a set, if they all belong to it: `from queue import
  /// run` offers nothing to who looks for `asyncio.run`. Without a name they stand for nothing any
  /// more.
  private void offer(String name, Set<String> meant, String path) {
    if (meant.isEmpty() || !words.containsAll(meant)) {
      return;
    }
    String one = meant.iterator().next();
    for (Recipe recipe : sought.recipes()) {
      String id = recipe.id();
      List<Set<String>> sets =
          new ArrayList<>(sought.of(id).holding().getOrDefault(one, List.of()));
      alternatives(id).forEach(it -> sets.add(it.words()));
      for (Set<String> set : sets) {
        if (!set.containsAll(meant)) {
          continue;
        }
        Set<String> other = new LinkedHashSet<>(set);
        other.removeAll(meant);
        Set<String> mentioned = name.isEmpty() ? Set.copyOf(other) : Set.of(name);
        if (!name.isEmpty()) {
          other.add(name);
        }
        boolean isOne = !other.isEmpty() && !tooManyNames;
        if (isOne && add(id, other, mentioned, moduleWord(path))) {
          tooManyNames = passedOn.merge(id, 1, Integer::sum) > MOST_PASSED_ON;
        }
      }
    }
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
