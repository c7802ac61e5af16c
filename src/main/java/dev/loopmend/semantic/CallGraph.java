package dev.loopmend.semantic;

import dev.loopmend.semantic.FunctionUse.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which use of the workspace means which function. A use is a row of a file's table; functions are
/// numbered through all files. Immutable once it is linked.
final class CallGraph {
  private static final int DEPTH = 6;
  private static final IntList NO_ROWS = new IntList();

  /// What is given a class, or a function, and calls neither.
  private static final Set<String> LOOKERS =
      Set.of(
          "builtins.isinstance",
          "builtins.issubclass",
          "builtins.super",
          "builtins.hasattr",
          "builtins.getattr",
          "builtins.callable",
          "typing.cast",
          "builtins.id",
          "builtins.repr",
          "builtins.str");

  /// One use of a function: where it is, and whether it means that function alone.
  record Use(FileView file, int row, boolean sure, boolean constructs) {}

  private final List<FileView> files;
  private final LinkedTargets targets;
  private final Takers takers;
  private final boolean[] isProperty;
  private final Accessors accessors;
  private final SpecialMethods special;
  private final PassedFunctions passed;
  private final Map<Integer, Set<SpecialMethods.Computed>> computed;
  private final IntList found = new IntList();
  private final Map<String, IntList> possible = new HashMap<>();
  private int[] from = new int[0];
  private int[] byFunction = new int[0];

  /// Links the uses of files; where it is known what they meant `earlier`, that is taken for it.
  CallGraph(
      List<FileView> files,
      LinkedTargets targets,
      Takers takers,
      int functions,
      EarlierUses earlier) {
    this.files = files;
    this.targets = targets;
    this.takers = takers;
    this.isProperty = new boolean[functions];
    for (FileView file : files) {
      markProperties(file);
    }
    this.accessors = new Accessors(targets.classes(), isProperty);
    this.special = new SpecialMethods(targets);
    this.passed = new PassedFunctions(this, targets);
    for (FileView file : files) {
      if (!earlier.add(file, found, possible)) {
        link(file);
      }
    }
    sort(functions);
    this.computed = special.computed(files);
  }

  private void markProperties(FileView file) {
    for (int unit = 0; unit < file.facts().units().size(); unit++) {
      isProperty[file.firstUnit() + unit] = targets.isProperty(file.firstUnit() + unit);
    }
  }

  private void link(FileView file) {
    RowTable uses = file.facts().uses();
    Target[] byRef = new Target[file.facts().refs().size()];
    boolean[] known = new boolean[byRef.length];
    for (int row = 0; row < uses.count(); row++) {
      int ref = uses.ref(row);
      Role role = uses.role(row);
      if (linkImplicit(file, row, role)) {
        continue;
      }
      if (!known[ref]) {
        byRef[ref] = targets.of(file, ref);
        known[ref] = true;
      }
      boolean mayBeInstance = role == Role.CALLEE && byRef[ref] instanceof Target.None;
      link(file, row, mayBeInstance ? special.called(file, ref) : byRef[ref]);
    }
  }

  private void link(FileView file, int row, Target target) {
    switch (target) {
      case Target.None _ -> {}
      case Target.Functions(List<Integer> units, boolean sure, boolean constructs) -> {
        for (int unit : units) {
          found.add(unit, file.number(), row, (sure ? 1 : 0) | (constructs ? 2 : 0));
        }
      }
      case Target.Possible(String method) ->
          possible.computeIfAbsent(method, _ -> new IntList()).add(file.number(), row);
    }
  }

  /// What does not run a function that the text of the use names; whether the row is such.
  private boolean linkImplicit(FileView file, int row, Role role) {
    RowTable uses = file.facts().uses();
    switch (role) {
      case SET, DELETED -> linkStore(file, row, role);
      // Ex) async with self.guard: ...
      case ENTERED ->
          special
              .entered(file, uses.ref(row), uses.detail(row) == 1)
              .forEach(it -> link(file, row, it));
      case COMPUTED -> {}
      case CALLEE,
          ARGUMENT,
          RECEIVER,
          DECORATOR,
          ALIAS,
          ITERATED,
          DROPPED,
          RETURNED,
          STORED,
          COLLECTED,
          OPTION,
          OTHER -> {
        return false;
      }
    }
    return true;
  }

  /// Ex) box.size = 1 runs the setter of `size`
  private void linkStore(FileView file, int row, Role role) {
    int ref = file.facts().uses().ref(row);
    if (!(file.ref(ref) instanceof Ref.Member(int _, String name)) || !accessors.has(name)) {
      return;
    }
    switch (targets.of(file, ref)) {
      case Target.None _ -> {}
      case Target.Functions(List<Integer> units, boolean sure, _) -> {
        boolean one = sure && accessors.areSure(units);
        for (int accessor : accessors.of(units, role)) {
          found.add(accessor, file.number(), row, one ? 1 : 0);
        }
      }
      case Target.Possible(String property) ->
          possible
              .computeIfAbsent(Accessors.key(property, role), _ -> new IntList())
              .add(file.number(), row);
    }
  }

  /// Sorts what was found by function; the order of files and rows stays.
  private void sort(int functions) {
    from = new int[functions + 1];
    for (int at = 0; at < found.size(); at += 4) {
      from[found.get(at) + 1]++;
    }
    for (int function = 0; function < functions; function++) {
      from[function + 1] += from[function];
    }
    int[] next = Arrays.copyOf(from, functions);
    byFunction = new int[found.size() / 4 * 3];
    for (int at = 0; at < found.size(); at += 4) {
      int slot = next[found.get(at)]++ * 3;
      for (int cell = 0; cell < 3; cell++) {
        byFunction[slot + cell] = found.get(at + 1 + cell);
      }
    }
    found.clear();
  }

  /// What takes a use that was found.
  interface FoundUse {
    void take(int function, int file, int row, int flags);
  }

  /// What takes a use of the name of a method on something whose class cannot be told.
  interface PossibleUse {
    void take(String method, int file, int row);
  }

  /// Tells of all that was found; what one file uses of one function in the order of its text.
  void eachFound(FoundUse taker) {
    for (int function = 0; function + 1 < from.length; function++) {
      for (int at = from[function]; at < from[function + 1]; at++) {
        taker.take(function, byFunction[at * 3], byFunction[at * 3 + 1], byFunction[at * 3 + 2]);
      }
    }
  }

  /// Tells of all uses of methods on what cannot be told; those of one method in order.
  void eachPossible(PossibleUse taker) {
    possible.forEach(
        (method, rows) -> {
          for (int at = 0; at < rows.size(); at += 2) {
            taker.take(method, rows.get(at), rows.get(at + 1));
          }
        });
  }

  /// The uses that mean a function, in the order of files and of the text.
  List<Use> usesOf(int function) {
    List<Use> uses = new ArrayList<>();
    for (int at = from[function]; at < from[function + 1]; at++) {
      int flags = byFunction[at * 3 + 2];
      uses.add(
          new Use(
              files.get(byFunction[at * 3]),
              byFunction[at * 3 + 1],
              (flags & 1) != 0,
              (flags & 2) != 0));
    }
    return uses;
  }

  /// The uses of the name of a method on things whose class cannot be told.
  List<Use> possibleUsesOf(FileFacts.Unit method) {
    IntList rows = possible.getOrDefault(Accessors.keyOf(method), NO_ROWS);
    List<Use> uses = new ArrayList<>();
    for (int at = 0; at < rows.size(); at += 2) {
      uses.add(new Use(files.get(rows.get(at)), rows.get(at + 1), false, false));
    }
    return uses;
  }

  /// The first of them.
  Optional<Use> firstPossibleUseOf(FileView home, int method) {
    String key = home.answers().key(method, it -> Accessors.keyOf(home.facts().units().get(it)));
    IntList rows = possible.getOrDefault(key, NO_ROWS);
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(new Use(files.get(rows.get(0)), rows.get(1), false, false));
  }

  boolean isProperty(int function) {
    return isProperty[function];
  }

  /// By class what may fetch its methods by a name that is computed.
  Map<Integer, Set<SpecialMethods.Computed>> computed() {
    return computed;
  }

  /// What a use does with a function that it means. One thread at a time, since what is still
  /// unknown of a ref is found out here.
  synchronized Fate fate(Use use, int function) {
    FileView file = use.file();
    RowTable uses = file.facts().uses();
    Role role = uses.role(use.row());
    if (isProperty(function) && !use.constructs()) {
      return isOfInstance(file, uses.ref(use.row()))
          ? new Fate.Runs(Kind.PROPERTY_READ, -1)
          : new Fate.Nothing();
    }
    Fate fate = fate(file, role, uses.detail(use.row()), uses.place(use.row()));
    if (!use.constructs()) {
      return fate;
    }
    // Ex) Model(key) runs Model.__init__; the class as a value may do so later
    return switch (fate) {
      case Fate.Runs(Kind kind, int call) ->
          new Fate.Runs(kind == Kind.CALL ? Kind.CONSTRUCTION : kind, call);
      case Fate.Lost _ ->
          role == Role.OTHER || role == Role.RECEIVER || onlyLooks(file, use.row())
              ? new Fate.Nothing()
              : fate;
      case Fate.Nothing _, Fate.Handed _, Fate.Inside _ -> fate;
    };
  }

  /// Whether an attribute is one of an instance: by its name, or in the class, a property is a
  /// value that nothing runs. Ex) @size.setter
  private boolean isOfInstance(FileView file, int ref) {
    return file.ref(ref) instanceof Ref.Member(int of, String _)
        && targets.classes().named(targets.names().of(file, of)).isEmpty();
  }

  private boolean onlyLooks(FileView file, int row) {
    RowTable uses = file.facts().uses();
    return uses.role(row) == Role.ARGUMENT
        && LOOKERS.contains(targets.names().of(file, file.facts().calls().ref(uses.detail(row))));
  }

  /// What becomes of a function in a place of a file; see `Role` for the detail.
  Fate fate(FileView file, Role role, int detail, int place) {
    return switch (role) {
      case CALLEE -> new Fate.Runs(Kind.CALL, detail);
      case ARGUMENT -> argument(file, detail, place);
      case DECORATOR -> new Fate.Runs(Kind.DECORATES, -1);
      case SET, DELETED -> new Fate.Runs(Kind.PROPERTY_SET, -1);
      case ENTERED -> new Fate.Runs(Kind.ENTERED, -1);
      case ALIAS, DROPPED, COMPUTED -> new Fate.Nothing();
      case RECEIVER, ITERATED, RETURNED, STORED, COLLECTED, OPTION, OTHER ->
          new Fate.Lost(role.clause);
    };
  }

  private Fate argument(FileView file, int call, int place) {
    RowTable calls = file.facts().calls();
    String name = targets.names().of(file, calls.ref(call));
    // Ex) loop.run_in_executor(None, functools.partial(work, 1))
    if (name.equals(LinkedTargets.PARTIAL) && place == 0) {
      return fate(file, calls.role(call), calls.detail(call), calls.place(call));
    }
    Optional<Takers.Taker> taker = takers.of(targets, file, calls.ref(call));
    if (taker.isPresent() && Takers.isFunction(taker.get(), file, place)) {
      return new Fate.Handed(taker.get(), call, "");
    }
    // Ex) callable(work)
    if (place == 0 && LOOKERS.contains(name)) {
      return new Fate.Nothing();
    }
    return passed
        .of(file, call, place)
        .orElseGet(
            () -> new Fate.Lost(name.isEmpty() ? "it is passed on" : "it is passed to " + name));
  }

  /// Who takes a function that a call is given, if that is known.
  Optional<Takers.Taker> takes(FileView file, int call) {
    return takers.of(targets, file, file.facts().calls().ref(call));
  }

  /// Whether a thread evaluates the generator expression that a call is in.
  synchronized boolean isLazy(FileView file, int call) {
    RowTable calls = file.facts().calls();
    int at = calls.lazyIn(call);
    for (int steps = 0; steps < DEPTH && at >= 0; steps++) {
      boolean inThread =
          takes(file, at).filter(it -> it.place() == Takers.Place.THREAD).isPresent();
      if (inThread) {
        return true;
      }
      at = calls.lazyIn(at);
    }
    return false;
  }
}
