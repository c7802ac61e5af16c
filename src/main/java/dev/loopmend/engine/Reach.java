package dev.loopmend.engine;

import dev.loopmend.engine.Demands.Alternative;
import dev.loopmend.engine.Question.Follow;
import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Kind;
import dev.loopmend.semantic.Outline.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds out which files have to be parsed so that linking them tells the same as linking all.
///
/// Two things lead from file to file, both by names as they are written, so that too much is parsed
/// and never too little. Upwards: a plain function in which a recipe may find something, and whose
/// callers it asks for, puts its name in question; every file that may hold the name is parsed, and
/// the plain functions that mention it there are in question too. A coroutine function of which it
/// is asked whether the program is started with it puts its name in question as well, and only
/// those who mention it. Downwards: what a needed function mentions of other files of the workspace
/// (`Needs`).
final class Reach {
  private final Inputs inputs;
  private final ModuleFiles modules;
  private final Workers workers;
  private final Looks looks;
  private final SortedMap<String, FileState> parsed = new TreeMap<>();
  private final Map<String, FileIndex> files = new HashMap<>();
  private final Map<String, List<Place>> mentions = new HashMap<>();
  private final SortedSet<String> toParse = new TreeSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Set<Question>> inQuestion = new HashMap<>();
  private final Deque<Question> newQuestions = new ArrayDeque<>();
  private final Map<String, List<String>> stars = new HashMap<>();
  private final Bases bases;
  private final Extent extent;

  /// The recipes that may find something.
  private final Set<String> active = new HashSet<>();

  private final Needs needs;
  private final Demands demands;
  private final PassedOn passedOn;

  /// A unit of a parsed file by its number.
  record Place(String path, int unit) {}

  private Reach(Looks looks, Inputs inputs, ModuleFiles modules, Sought sought, Workers workers) {
    this.looks = looks;
    this.bases = new Bases(looks.all());
    this.extent = new Extent(looks.all().size());
    this.inputs = inputs;
    this.modules = modules;
    this.workers = workers;
    this.needs = new Needs(files);
    this.demands = new Demands(sought);
    this.passedOn = new PassedOn(demands);
  }

  /// The files that have to be linked, by path. If these are `all`, it was not asked under which
  /// names they pass on what recipes look for.
  record Reached(List<FileState> files, boolean all) {}

  /// The files of a scan that have to be linked; those that are not needed any more for themselves
  /// are released.
  static Reached of(Scan scan, Inputs inputs, ModuleFiles modules, Sought sought, Workers workers) {
    Reach reach = new Reach(new Looks(scan.looks()), inputs, modules, sought, workers);
    boolean all = false;
    if (inputs.limits().prefilter()) {
      all = reach.run(scan);
    } else {
      for (Outlined one : scan.parsed()) {
        reach.parsed.put(one.file().path(), one.file());
        one.file().addCandidates(sought.byRecipe().keySet());
      }
    }
    return new Reached(List.copyOf(reach.parsed.values()), all);
  }

  /// Finds them; whether these are all, and nobody was asked what they pass on.
  private boolean run(Scan scan) {
    for (Look look : scan.looks()) {
      if (look.standing() == Standing.CHOSEN) {
        look.candidates().forEach(this::activate);
      }
      // It may pass on what is looked for.
      if (!look.candidates().isEmpty()) {
        toParse.add(look.path());
      }
    }
    Set<String> certain = new HashSet<>(toParse);
    scan.parsed().forEach(one -> certain.add(one.file().path()));
    if (extent.isMost(certain.size()) || extent.leadsToMost(certain.size())) {
      scan.parsed().forEach(one -> parsed.put(one.file().path(), one.file()));
      parseAll();
      return true;
    }
    scan.parsed().forEach(this::add);
    offer(passedOn.fresh());
    while (!demands.hasTooManyNames()) {
      parse();
      answer();
      toParse.addAll(needs.follow());
      toParse.removeAll(parsed.keySet());
      toParse.removeAll(refused);
      if (extent.isMost(parsed.size() + toParse.size()) || demands.hasTooManyNames()) {
        break;
      }
      if (toParse.isEmpty() && newQuestions.isEmpty()) {
        return false;
      }
    }
    parseAll();
    return true;
  }

  /// Notes that a recipe may find something: then other files may tell it of what it finds.
  private void activate(String recipe) {
    if (active.add(recipe)) {
      looks.all().stream()
          .filter(look -> demands.tells(look, recipe))
          .forEach(look -> toParse.add(look.path()));
    }
  }

  private void parse() {
    toParse.removeAll(parsed.keySet());
    List<Look> batch = toParse.stream().flatMap(path -> looks.at(path).stream()).toList();
    toParse.clear();
    for (Optional<Outlined> one : workers.map("parsing files", batch, this::load)) {
      one.ifPresent(this::add);
    }
    offer(passedOn.fresh());
    batch.stream().map(Look::path).filter(it -> !parsed.containsKey(it)).forEach(refused::add);
  }

  private Optional<Outlined> load(Look look) {
    return Outlined.load(inputs, look, Outline::of);
  }

  /// Parses what is left: nobody has to ask any more who mentions what.
  private void parseAll() {
    mentions.clear();
    files.clear();
    List<Look> left = looks.all().stream().filter(it -> !parsed.containsKey(it.path())).toList();
    for (Optional<FileState> one : workers.map("parsing files", left, this::loadAlone)) {
      one.ifPresent(file -> parsed.put(file.path(), file));
    }
    parsed.values().forEach(file -> file.addCandidates(demands.late(file.path())));
  }

  private Optional<FileState> loadAlone(Look look) {
    return Outlined.load(inputs, look, _ -> Outline.NONE).map(Outlined::file);
  }

  private void add(Outlined one) {
    FileState file = one.file();
    Outline outline = one.outline();
    String path = file.path();
    parsed.put(path, file);
    files.put(path, new FileIndex(path, outline, modules));
    for (int unit = 0; unit < outline.units().size(); unit++) {
      Place place = new Place(path, unit);
      outline.units().get(unit).mentions().forEach(name -> mention(name, place));
    }
    for (Outline.Import bound : outline.imports()) {
      mention(bound.imported(), new Place(path, bound.unit()));
      if (bound.imported().equals("*")) {
        passOn(bound, path);
      }
    }
    passedOn.add(path, outline);
    WrittenNames written = new WrittenNames(outline, path, modules);
    demands.read(path, outline, written);
    file.addCandidates(demands.late(path));
    bases.ask(outline);
    needDerived(path, outline);
    if (file.standing() == Standing.CHOSEN && !file.candidates().isEmpty()) {
      seed(file, outline, written, file.candidates());
    }
    needs.parsed(path);
  }

  /// All of a class has to be understood that derives from one whose methods are asked for.
  private void needDerived(String path, Outline outline) {
    for (Outline.Base base : outline.bases()) {
      if (bases.isAsked(base.base())) {
        outline.unitsOf(base.type()).forEach(unit -> needs.need(new Place(path, unit)));
      }
    }
  }

  private void mention(String name, Place place) {
    mentions.computeIfAbsent(name, _ -> new ArrayList<>()).add(place);
    for (Question question : inQuestion.getOrDefault(name, Set.of())) {
      if (mayImport(place.path(), question.word())) {
        ask(place, question);
      }
    }
  }

  /// Whether a file may import a module by the word for it, or is the module itself.
  private boolean mayImport(String path, String word) {
    return word.isEmpty()
        || Demands.moduleWord(path).equals(word)
        || looks.at(path).map(it -> it.words().mayHold(word)).orElse(true);
  }

  /// Ex) `from app.jobs import *`: what is asked of `jobs` is asked of this file as well
  private void passOn(Outline.Import star, String path) {
    String word = Dotted.last(star.from().module());
    stars.computeIfAbsent(word, _ -> new ArrayList<>()).add(Demands.moduleWord(path));
    for (Set<Question> questions : inQuestion.values()) {
      for (Question question : questions) {
        if (question.word().equals(word)) {
          newQuestions.add(question.of(question.name(), Demands.moduleWord(path)));
        }
      }
    }
  }

  /// A file in which a recipe may find something: all of it has to be understood.
  private void seed(FileState file, Outline outline, WrittenNames written, Set<String> recipes) {
    for (int unit = 0; unit < outline.units().size(); unit++) {
      needs.need(new Place(file.path(), unit));
    }
    demands
        .askingUnits(outline, written, recipes)
        .forEach((recipe, units) -> units.forEach(unit -> ask(recipe, file.path(), outline, unit)));
  }

  /// Puts in question what a recipe asks of the code of a unit.
  private void ask(String recipe, String path, Outline outline, int unit) {
    if (demands.asksCallers(recipe)) {
      escalate(path, outline, unit, Follow.PLAIN);
    }
    if (demands.asksAllCallers(recipe)) {
      escalate(path, outline, unit, Follow.ALL);
    }
    newQuestions.addAll(demands.named(recipe, outline, path, unit));
    Set<String> methods = demands.namedMethods(recipe, outline, unit);
    methods.forEach(it -> question(it, "", Follow.NONE));
    bases.ask(outline, unit, methods);
    if (demands.asksStarters(recipe)) {
      askForStarters(path, outline, unit);
    }
  }

  /// Puts a coroutine function in question: one of a module under its name, wherever that is passed
  /// on; a method in the files that may start the program with it.
  private void askForStarters(String path, Outline outline, int number) {
    Unit unit = outline.units().get(number);
    if (unit.kind() == Kind.COROUTINE_FUNCTION) {
      switch (outline.units().get(unit.parent()).kind()) {
        case MODULE -> question(unit.name(), Demands.moduleWord(path), Follow.NONE);
        case CLASS -> demands.starters().forEach(word -> question(unit.name(), word, Follow.NONE));
        case COROUTINE_FUNCTION, PLAIN_FUNCTION -> {}
      }
    }
  }

  /// Ex) `from time import sleep as nap` in a file that others import: they may nap too
  private void offer(List<Alternative> others) {
    if (others.isEmpty()) {
      return;
    }
    Set<String> sources = new HashSet<>();
    others.forEach(other -> sources.add(other.module()));
    sources.remove("");
    looks.passingOn(sources).forEach(look -> toParse.add(look.path()));
    SortedMap<String, Set<String>> late = new TreeMap<>();
    for (Looks.Holder holder : looks.holding(others)) {
      Look look = holder.look();
      String recipe = holder.other().recipe();
      if (look.standing() == Standing.CHOSEN && look.settings().recipes().contains(recipe)) {
        demands.addLate(look.path(), recipe);
        activate(recipe);
        late.computeIfAbsent(look.path(), _ -> new LinkedHashSet<>()).add(recipe);
      }
      if (!parsed.containsKey(look.path())) {
        // Where nothing is wanted it may still be passed on.
        toParse.add(look.path());
      }
    }
    late.forEach(this::addLate);
  }

  private void addLate(String path, Set<String> recipes) {
    FileState file = parsed.get(path);
    if (file != null) {
      file.addCandidates(recipes);
      FileIndex index = files.get(path);
      if (index != null) {
        WrittenNames written = new WrittenNames(index.outline(), path, modules);
        seed(file, index.outline(), written, recipes);
      }
    }
  }

  private void question(String name, String word, Follow follow) {
    newQuestions.add(new Question(name, word, follow));
  }

  /// Puts the questions that there are now to the files that are parsed, and then in one pass to
  /// the words of all others. What they lead to is asked later: by then it may be known that too
  /// many files are needed.
  private void answer() {
    List<Question> asked = new ArrayList<>();
    List<Question> questions = List.copyOf(newQuestions);
    newQuestions.clear();
    for (Question question : questions) {
      String name = question.name();
      if (inQuestion.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(question)) {
        asked.add(question);
        for (Place place : List.copyOf(mentions.getOrDefault(name, List.of()))) {
          if (mayImport(place.path(), question.word())) {
            ask(place, question);
          }
        }
        stars
            .getOrDefault(question.word(), List.of())
            .forEach(word -> newQuestions.add(question.of(name, word)));
      }
    }
    looks.answering(asked).forEach(look -> toParse.add(look.path()));
    if (active.stream().anyMatch(demands::asksSubclasses)) {
      for (String path : bases.answers()) {
        toParse.add(path);
        Optional.ofNullable(files.get(path)).ifPresent(it -> needDerived(path, it.outline()));
      }
    }
  }

  /// A unit that mentions a name in question may be a caller, and may pass it on by another name.
  private void ask(Place place, Question question) {
    FileIndex file = index(place.path());
    needs.need(place);
    escalate(place.path(), file.outline(), place.unit(), question.follow());
    String name = question.name();
    String word = Demands.moduleWord(place.path());
    file.otherNames(name).forEach(other -> newQuestions.add(question.of(other, word)));
    file.otherAttributes(name).forEach(other -> newQuestions.add(question.of(other, "")));
    newQuestions.addAll(Demands.stores(file.outline(), place.unit(), name));
  }

  private FileIndex index(String path) {
    return Optional.ofNullable(files.get(path)).orElseThrow();
  }

  /// Puts the plain functions in question whose code a unit is, from the inside to the first
  /// coroutine function, or through those; a special method is called through its class, and a
  /// nested function only from within the outer one.
  private void escalate(String path, Outline outline, int unit, Follow follow) {
    String word = Demands.moduleWord(path);
    if (follow == Follow.NONE) {
      return;
    }
    for (int at = unit; at > 0; at = outline.units().get(at).parent()) {
      Unit one = outline.units().get(at);
      Kind outer = outline.units().get(one.parent()).kind();
      switch (one.kind()) {
        case MODULE -> {
          return;
        }
        case CLASS -> {
          question(one.name(), outer == Kind.MODULE ? word : "", follow);
          return;
        }
        case COROUTINE_FUNCTION, PLAIN_FUNCTION -> {
          if (one.kind() == Kind.COROUTINE_FUNCTION && follow == Follow.PLAIN) {
            return;
          }
          boolean special = one.name().startsWith("__") && one.name().endsWith("__");
          if (outer == Kind.MODULE) {
            question(one.name(), word, follow);
          } else if (outer == Kind.CLASS && !special) {
            question(one.name(), "", follow);
            return;
          }
        }
      }
    }
  }
}
