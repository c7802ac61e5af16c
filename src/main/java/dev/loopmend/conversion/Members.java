package dev.loopmend.conversion;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Occurrence;
import dev.loopmend.recipe.Search;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The plain functions through which coroutines reach an occurrence, and those that share their
/// plain callers: what is converted together or not at all.
///
/// A function that keeps a plain face runs all of its body inside the loop of that face, so every
/// occurrence below it has to go as well.
final class Members {
  private final Site site;
  private final CallSites sites;
  private final References references;
  private final boolean exportsPublic;
  private final Map<FunctionRef, Member> members = new TreeMap<>();
  private final Map<FunctionRef, List<Occurrence>> occurrences = new LinkedHashMap<>();
  private final Deque<FunctionRef> open = new ArrayDeque<>();
  private Optional<String> obstacle = Optional.empty();

  Members(Site site, boolean exportsPublic) {
    this.site = site;
    this.sites = new CallSites(site.codebase());
    this.references = new References(site, sites);
    this.exportsPublic = exportsPublic;
  }

  /// Adds a function with all that it takes along; gives the first obstacle, as a clause.
  Optional<String> add(FunctionRef function) {
    open.add(function);
    while (!open.isEmpty() && obstacle.isEmpty()) {
      visit(open.remove());
    }
    return obstacle;
  }

  /// The functions in the order of path and text.
  List<Member> all() {
    return List.copyOf(members.values());
  }

  Codebase codebase() {
    return site.codebase();
  }

  CallSites sites() {
    return sites;
  }

  private void visit(FunctionRef function) {
    if (members.containsKey(function)) {
      return;
    }
    Optional<Stmt.FunctionDef> def = sites.definition(function);
    Optional<SemanticModel> model = sites.model(function.path());
    if (def.isEmpty() || model.isEmpty()) {
      obstacle(function, "it is no function that can become asynchronous");
      return;
    }
    List<Reference> found = references.of(function);
    Obstacles obstacles = new Obstacles(site.codebase());
    boolean exported =
        (exportsPublic && isPublic(function))
            || obstacles.mayOverride(function)
            || Obstacles.isRegisteredForThreads(model.get(), def.get());
    Member member = new Member(function, model.get(), def.get(), found, exported);
    members.put(function, member);
    obstacles.of(model.get(), def.get()).ifPresent(why -> obstacle(function, why));
    for (Reference reference : found) {
      switch (reference) {
        case Reference.Awaited(FunctionRef by, _) -> addCaller(by);
        case Reference.Obstacle(String why) -> obstacle(function, why);
        case Reference.Plain _, Reference.Lost _, Reference.Either _ -> {}
      }
    }
    if (sites.isRoot(function)) {
      addRoot(member);
    }
    if (member.keepsFront()) {
      Obstacles.ofFront(model.get(), def.get()).ifPresent(why -> obstacle(function, why));
      addBelow(function);
    }
  }

  /// What the loop calls itself is called plainly, unless it is known to take coroutine functions.
  private void addRoot(Member member) {
    boolean taken =
        member.references().stream().anyMatch(Reference.Either.class::isInstance)
            || Obstacles.isRegisteredForLoop(member.model(), member.def());
    if (!taken) {
      obstacle(member.function(), "the event loop calls it itself");
    } else if (member.keepsFront()) {
      obstacle(member.function(), "the event loop calls it, and plain code does");
    }
  }

  private void addCaller(FunctionRef by) {
    boolean isCoroutine = sites.definition(by).filter(Stmt.FunctionDef::isAsync).isPresent();
    if (!isCoroutine && !CallSites.isCell(by)) {
      open.add(by);
    }
  }

  private void obstacle(FunctionRef function, String why) {
    int line =
        sites
            .model(function.path())
            .flatMap(model -> model.nodeOf(function).map(model.tree()::fileLine))
            .orElse(0);
    obstacle =
        obstacle.or(
            () ->
                Optional.of(
                    "'"
                        + function.label()
                        + "' ("
                        + function.path()
                        + ":"
                        + line
                        + ") cannot become asynchronous: "
                        + why));
  }

  /// Ex) `Store.load`, not `Store._load`
  private static boolean isPublic(FunctionRef function) {
    return function.name().indexOf('<') < 0
        && List.of(function.name().split("\\.", -1)).stream().noneMatch(it -> it.startsWith("_"));
  }

  /// Takes along what runs a loop below a function whose body moves into one.
  private void addBelow(FunctionRef function) {
    Set<FunctionRef> seen = new LinkedHashSet<>();
    Deque<FunctionRef> below = new ArrayDeque<>(List.of(function));
    while (!below.isEmpty()) {
      FunctionRef next = below.remove();
      Optional<Stmt.FunctionDef> def = sites.definition(next);
      // What a coroutine function calls runs in a loop already.
      if (!seen.add(next) || def.isEmpty() || def.get().isAsync()) {
        continue;
      }
      List<Occurrence> found = occurrencesIn(next);
      if (!found.isEmpty()) {
        open.add(next);
      }
      found.stream()
          .filter(it -> !isFixable(it))
          .findFirst()
          .ifPresent(it -> obstacle(function, metBelow(next, it)));
      below.addAll(sites.calleesOf(next));
    }
  }

  private boolean isDeclined(Occurrence occurrence) {
    Site at = occurrence.site();
    return site.codebase().isDeclined(site.recipe(), at.model(), at.root());
  }

  private String metBelow(FunctionRef function, Occurrence occurrence) {
    Span span = occurrence.site().model().tree().span(occurrence.site().root());
    return "its plain callers would meet "
        + sites.place(function.path(), span)
        + " in a running loop, where there is no fix: "
        + (isDeclined(occurrence)
            ? "its authors declined it"
            : occurrence.judgement().safety().because());
  }

  boolean isFixable(Occurrence occurrence) {
    return !isDeclined(occurrence)
        && occurrence.judgement().safety().level() != Safety.Level.REPORT;
  }

  /// What the recipe finds directly in a function.
  List<Occurrence> occurrencesIn(FunctionRef function) {
    return occurrences.computeIfAbsent(function, this::search);
  }

  private List<Occurrence> search(FunctionRef function) {
    Optional<SemanticModel> model = sites.model(function.path());
    Optional<Stmt.FunctionDef> def = sites.definition(function);
    if (model.isEmpty() || def.isEmpty()) {
      return List.of();
    }
    Search search = Search.like(site, model.get());
    List<Occurrence> found = new ArrayList<>();
    for (int id = def.get().id() + 1; id <= model.get().tree().lastDescendant(def.get()); id++) {
      Node node = model.get().tree().node(id);
      boolean own =
          model.get().nearestDef(node).filter(it -> it.id() == def.get().id()).isPresent();
      if (node instanceof Expr.Call && own) {
        search.at(node).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }
}
