package dev.loopmend.semantic;

import dev.loopmend.semantic.CallGraph.Use;
import dev.loopmend.semantic.FileFacts.Unit;
import dev.loopmend.semantic.FunctionUse.Kind;
import dev.loopmend.semantic.Mentions.Mention;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds all uses of one function in the workspace.
final class UseFinder {
  private final Workspace workspace;
  private final Link link;
  private final int function;
  private final FileView home;
  private final Unit unit;
  private final String fullName;
  private final List<FunctionUse> found = new ArrayList<>();

  UseFinder(Workspace workspace, int function) {
    this.workspace = workspace;
    this.link = workspace.link();
    this.function = function;
    this.home = link.fileOf(function);
    this.unit = workspace.unit(function);
    this.fullName = home.prefix() + "." + unit.name();
  }

  List<FunctionUse> find() {
    for (Use use : link.graph().usesOf(function)) {
      add(use, use.sure() ? "" : "it may reach an override or another definition");
    }
    if (unit.owner() >= 0) {
      for (Use use : link.graph().possibleUsesOf(unit)) {
        addPossible(use);
      }
      addComputed();
      link.mentions().standInsFor(unit.ownName()).forEach(this::addStandIn);
    }
    addMentions();
    found.sort(UseFinder::inOrder);
    return List.copyOf(found);
  }

  private static int inOrder(FunctionUse one, FunctionUse other) {
    int byPath = one.path().compareTo(other.path());
    int byPlace = byPath == 0 ? one.at().compareTo(other.at()) : byPath;
    return byPlace == 0 ? one.kind().compareTo(other.kind()) : byPlace;
  }

  private FunctionUse use(Kind kind, FileView file, Span at, int by, String why) {
    return new FunctionUse(kind, file.path(), at, workspace.ref(file.firstUnit() + by), why);
  }

  private void add(Use use, String note) {
    FileView file = use.file();
    Positions positions = workspace.positions(file.path());
    int by = file.facts().uses().by(use.row());
    Span at = positions.use(use.row());
    switch (link.graph().fate(use, function)) {
      case Fate.Nothing _ -> {}
      case Fate.Runs(Kind kind, int call) ->
          found.add(use(kind, file, call < 0 ? at : positions.call(call), by, note));
      case Fate.Handed(Takers.Taker taker, int _, String through) ->
          found.add(use(kind(taker), file, at, by, why(taker, through)));
      case Fate.Inside(int inside, String through) -> {
        String why = "'" + through + "' calls it";
        FunctionRef ref = workspace.ref(inside);
        found.add(new FunctionUse(Kind.ON_THE_SPOT, file.path(), at, ref, why));
      }
      case Fate.Lost(String how) -> found.add(use(Kind.ESCAPE, file, at, by, how));
    }
  }

  private static Kind kind(Takers.Taker taker) {
    return switch (taker.place()) {
      case LOOP -> Kind.ON_LOOP;
      case THREAD -> Kind.IN_THREAD;
      case SPOT -> Kind.ON_THE_SPOT;
      case EITHER -> Kind.ESCAPE;
      case FRAMEWORK -> Kind.REGISTERED;
    };
  }

  /// Ex) 'spawn' hands it on: threading.Thread runs it in another thread
  private static String why(Takers.Taker taker, String through) {
    boolean byItself = through.isEmpty() || taker.name().equals(through);
    return byItself ? why(taker) : "'" + through + "' hands it on: " + why(taker);
  }

  private static String why(Takers.Taker taker) {
    return switch (taker.place()) {
      case LOOP -> taker.name() + " runs it on the event loop";
      case THREAD -> taker.name() + " runs it in another thread";
      case SPOT -> taker.name() + " calls it before it returns";
      case EITHER -> "the class of the future is not visible";
      case FRAMEWORK ->
          switch (taker.runsIn()) {
            case LOOP -> taker.name() + " runs it on the event loop";
            case THREAD -> taker.name() + " runs it in a worker thread";
            case OUTSIDE -> taker.name() + " runs it where no event loop runs";
            case CALLER -> taker.name() + " leaves it as it is";
          };
    };
  }

  private void addPossible(Use use) {
    FileView file = use.file();
    Positions positions = workspace.positions(file.path());
    RowTable uses = file.facts().uses();
    boolean isCall = uses.role(use.row()) == Role.CALLEE;
    Span at = isCall ? positions.call(uses.detail(use.row())) : positions.use(use.row());
    String why = "the class of what has this " + unit.ownName() + " is not visible";
    Kind kind = isCall ? Kind.POSSIBLE_CALL : Kind.ESCAPE;
    found.add(use(kind, file, at, uses.by(use.row()), why));
  }

  /// Ex) `getattr(self, "do_" + command)()`
  private void addComputed() {
    int owner = home.firstType() + unit.owner();
    for (SpecialMethods.Computed one : link.graph().computed().getOrDefault(owner, Set.of())) {
      if (unit.ownName().startsWith(one.start()) && !unit.ownName().startsWith("__")) {
        Span at = workspace.positions(one.file().path()).use(one.row());
        int by = one.file().facts().uses().by(one.row());
        found.add(
            use(Kind.STRING, one.file(), at, by, "a getattr with a computed name may mean it"));
      }
    }
  }

  /// Ex) `class FakeStore:` with a `def load(self):` of its own, which tests give for a `Store`
  private void addStandIn(Mentions.StandIn other) {
    Span at = workspace.positions(other.file().path()).unit(other.unit());
    String why = "what a test may give for its object has a plain " + unit.ownName();
    found.add(use(Kind.STRING, other.file(), at, other.unit(), why));
  }

  /// Ex) `__all__ = ["work"]`, `getattr(jobs, "work")`, an entry point
  private void addMentions() {
    Mentions mentions = link.mentions();
    for (Mention mention : mentions.exportsOf(function)) {
      found.add(use(Kind.EXPORT, mention.file(), Span.at(0), 0, mention.why()));
    }
    for (Mention mention : mentions.stringsOf(fullName, unit.ownName())) {
      FileView file = mention.file();
      Span at = workspace.positions(file.path()).string(mention.string());
      int by = file.facts().strings().get(mention.string()).by();
      found.add(use(Kind.STRING, file, at, by, mention.why()));
    }
    if (mentions.isEntryPoint(Dotted.spelled(home.prefix()) + ":" + unit.name())) {
      Span at = workspace.positions(home.path()).unit(function - home.firstUnit());
      found.add(use(Kind.EXPORT, home, at, 0, "an installed script starts it"));
    }
  }
}
