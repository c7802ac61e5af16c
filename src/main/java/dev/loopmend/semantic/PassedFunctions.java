package dev.loopmend.semantic;

import dev.loopmend.semantic.CallGraph.Use;
import dev.loopmend.semantic.FileFacts.Parameter;
import dev.loopmend.semantic.FileFacts.Unit;
import dev.loopmend.semantic.FunctionUse.Kind;
import dev.loopmend.semantic.Knowledge.RunsIn;
import dev.loopmend.semantic.Takers.Place;
import dev.loopmend.semantic.Takers.Taker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What functions of the project do with a function that they are given: call it, hand it to a
/// thread or to the loop, or pass it on. Each parameter is looked at once.
final class PassedFunctions {
  /// Nobody hands a function on so often.
  private static final int DEPTH = 50;

  /// What asks for the kind of a function: nothing runs, but the answer may be another one for
  /// another function in its place.
  private static final Set<String> ASKING =
      Set.of(
          "asyncio.iscoroutinefunction",
          "inspect.isasyncgenfunction",
          "inspect.iscoroutinefunction",
          "inspect.isfunction",
          "inspect.ismethod",
          "inspect.signature");

  private static final Fate NOTHING = new Fate.Nothing();

  private final CallGraph graph;
  private final LinkedTargets targets;

  /// What becomes of a parameter, by file and first row; and of what is called in a unit that
  /// stands in a function, by both.
  private final Map<Long, Fate> ofParameters = new HashMap<>();

  private final Map<Long, Fate> ofUnits = new HashMap<>();
  private final Deque<Long> open = new ArrayDeque<>();

  PassedFunctions(CallGraph graph, LinkedTargets targets) {
    this.graph = graph;
    this.targets = targets;
  }

  /// What becomes of a function that is an argument of a call; nothing if no single function of the
  /// project is called, or it is not seen what that does.
  Optional<Fate> of(FileView file, int call, int place) {
    int callee = file.facts().calls().ref(call);
    if (!(targets.of(file, callee)
            instanceof Target.Functions(List<Integer> units, boolean sure, boolean constructs))
        || !sure
        || units.size() != 1) {
      return Optional.empty();
    }
    int function = units.getFirst();
    FileView home = targets.fileOf(function);
    Unit unit = home.facts().units().get(function - home.firstUnit());
    int bound = boundArguments(file, callee, home, unit, constructs);
    if (bound < 0) {
      return Optional.empty();
    }
    return parameter(file, place, bound, home, function - home.firstUnit())
        .flatMap(it -> seen(ofParameter(home, it), call));
  }

  private Optional<Fate> seen(Fate fate, int call) {
    return switch (fate) {
      // What is asked for a parameter that hands it on may come to more than that.
      case Fate.Nothing _ -> open.isEmpty() ? Optional.empty() : Optional.of(fate);
      case Fate.Handed(Taker taker, int _, String through) ->
          Optional.of(new Fate.Handed(taker, call, through));
      case Fate.Runs _, Fate.Inside _, Fate.Lost _ -> Optional.of(fate);
    };
  }

  /// How many parameters get something before the arguments of a call, or -1 if that cannot be
  /// told. Ex) 1 for `self.start(work)`
  private int boundArguments(
      FileView file, int callee, FileView home, Unit unit, boolean constructs) {
    boolean isStatic = false;
    boolean ofClass = false;
    for (FileFacts.Decorator decorator : unit.decorators()) {
      String name = targets.names().of(home, decorator.callee());
      if (!targets.names().isPlain(home, decorator)) {
        return -1;
      }
      isStatic |= name.equals("builtins.staticmethod");
      ofClass |= name.equals("builtins.classmethod");
    }
    if (unit.owner() < 0 || isStatic) {
      return 0;
    }
    if (constructs || ofClass) {
      return 1;
    }
    if (!(file.ref(callee) instanceof Ref.Member(int of, String _))) {
      return -1;
    }
    // Ex) Service.start(service, work)
    boolean onClass = targets.classes().named(targets.names().of(file, of)).isPresent();
    return onClass ? 0 : 1;
  }

  private static Optional<Parameter> parameter(
      FileView file, int place, int bound, FileView home, int unit) {
    String keyword =
        place < -1 && file.ref(-2 - place) instanceof Ref.Free(String name) ? name : "";
    return home.facts().parametersOf(unit).stream()
        .filter(it -> place >= 0 ? it.position() == place + bound : it.name().equals(keyword))
        .findFirst();
  }

  private Fate ofParameter(FileView home, Parameter parameter) {
    long key = (long) home.number() << 32 | parameter.from();
    Fate known = ofParameters.get(key);
    if (known != null) {
      return known;
    }
    // Ex) def retry(fn, times): … retry(fn, times - 1): what it does, it does again
    if (!open.isEmpty() && open.peek() == key) {
      return NOTHING;
    }
    if (open.contains(key) || open.size() > DEPTH) {
      return new Fate.Lost("functions pass it on to each other");
    }
    open.push(key);
    Within within = new Within(home, parameter.unit());
    Fate fate = NOTHING;
    for (int row = parameter.from(); row < parameter.to(); row++) {
      fate = joined(fate, ofRow(within, row), within);
    }
    open.pop();
    ofParameters.put(key, fate);
    return fate;
  }

  /// The function whose parameter is looked at.
  private record Within(FileView file, int unit) {
    Unit facts(int number) {
      return file.facts().units().get(number);
    }

    String name() {
      return facts(unit).ownName();
    }

    boolean holds(int number) {
      return facts(number).name().startsWith(facts(unit).name() + ".");
    }
  }

  private Fate ofRow(Within within, int row) {
    RowTable taken = within.file().facts().taken();
    if (taken.role(row) == Role.ARGUMENT) {
      int callee = within.file().facts().calls().ref(taken.detail(row));
      // Ex) if asyncio.iscoroutinefunction(fn): ...
      if (ASKING.contains(targets.names().of(within.file(), callee))) {
        return NOTHING;
      }
    }
    Fate fate = graph.fate(within.file(), taken.role(row), taken.detail(row), taken.place(row));
    return atPlace(fate, within, taken.by(row));
  }

  /// What a fate in the code of a unit comes to where the function is called that holds the unit.
  private Fate atPlace(Fate fate, Within within, int by) {
    return switch (fate) {
      case Fate.Runs(Kind kind, int _) ->
          kind == Kind.CALL ? calledIn(within, by) : new Fate.Lost("it is used as a value");
      case Fate.Handed(Taker taker, int call, String _) ->
          taker.place() == Place.SPOT
              ? calledIn(within, by)
              : new Fate.Handed(taker, call, within.name());
      case Fate.Inside _, Fate.Nothing _, Fate.Lost _ -> fate;
    };
  }

  private Fate calledIn(Within within, int by) {
    Unit unit = within.facts(by);
    if (unit.isAsync()) {
      return new Fate.Inside(within.file().firstUnit() + by, within.name());
    }
    if (unit.isGenerator()) {
      return new Fate.Lost("a generator of " + within.name() + " calls it");
    }
    if (by == within.unit()) {
      Knowledge.Callback first = new Knowledge.Callback(0, "");
      return new Fate.Handed(
          new Taker(within.name(), Place.SPOT, first, RunsIn.CALLER), -1, within.name());
    }
    long key = (long) (within.file().firstUnit() + within.unit()) << 32 | by;
    Fate known = ofUnits.get(key);
    if (known == null) {
      known = unit.decorators().isEmpty() ? ofUnit(within, by) : lost(within);
      ofUnits.put(key, known);
    }
    return known;
  }

  private static Fate lost(Within within) {
    return new Fate.Lost("it is passed to " + within.name() + ", which may call it anywhere");
  }

  /// Where the code of a nested function runs that calls it. Ex) `thread.start(lambda: fn(1))`
  private Fate ofUnit(Within within, int by) {
    int function = within.file().firstUnit() + by;
    long key = -1L - ((long) function << 32 | within.unit());
    if (!within.holds(by) || open.contains(key) || open.size() > DEPTH) {
      return lost(within);
    }
    open.push(key);
    Fate fate = NOTHING;
    for (Use use : graph.usesOf(function)) {
      fate = joined(fate, ofUse(use, function, within), within);
    }
    open.pop();
    return fate;
  }

  private Fate ofUse(Use use, int function, Within within) {
    if (!use.sure() || use.file().number() != within.file().number()) {
      return lost(within);
    }
    int by = use.file().facts().uses().by(use.row());
    Fate fate = graph.fate(use, function);
    return switch (atPlace(fate, within, by)) {
      // It runs in the code of the nested function, wherever that does.
      case Fate.Handed(Taker taker, int _, String _) when taker.place() != Place.SPOT ->
          new Fate.Inside(function, within.name());
      case Fate.Inside _ -> new Fate.Inside(function, within.name());
      case Fate.Lost _ -> lost(within);
      case Fate other -> other;
    };
  }

  private static Fate joined(Fate one, Fate other, Within within) {
    if (one instanceof Fate.Nothing || one.equals(other) || other instanceof Fate.Lost) {
      return other;
    }
    if (other instanceof Fate.Nothing || one instanceof Fate.Lost) {
      return one;
    }
    boolean same =
        one instanceof Fate.Handed(Taker first, int _, String _)
            && other instanceof Fate.Handed(Taker second, int _, String _)
            && first.place() == second.place()
            && first.runsIn() == second.runsIn();
    return same ? one : new Fate.Lost(within.name() + " runs it in more than one way");
  }
}
