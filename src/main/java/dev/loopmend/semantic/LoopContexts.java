package dev.loopmend.semantic;

import dev.loopmend.semantic.CallGraph.Use;
import dev.loopmend.semantic.FileFacts.Unit;
import dev.loopmend.semantic.FunctionUse.Kind;
import dev.loopmend.semantic.Knowledge.RunsIn;
import dev.loopmend.text.Formats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Whether the code of each function runs while an event loop runs in its thread (recipes' section
/// 0.3), over all callers in the workspace. What is known at once of a function is handed on along
/// its calls, each function and each call once for each kind of answer, so the work is linear.
final class LoopContexts {
  private static final int NOBODY = -1;
  private static final int NOT_ON = -2;

  private final LinkedTargets targets;
  private final CallGraph graph;
  private final FrameworkRoles roles;
  private final ThreadingDecorators threading;
  private final Map<Integer, Set<SpecialMethods.Computed>> computed;

  /// The functions of files that are tests.
  private final BitSet tests = new BitSet();

  private final BitSet coroutines = new BitSet();

  /// By function: who calls it on the loop, or one of the constants above.
  private final int[] onFrom;

  private final Reason[] off;
  private final Reason[] inThread;
  private final UnknownReasons unknown;
  private final IntList calls = new IntList();
  private final IntList onQueue = new IntList();
  private final IntList offQueue = new IntList();
  private final IntList threadQueue = new IntList();
  private static final Reason NO_REASON = Reason.of("");
  private int[] callsFrom = new int[0];

  /// What each calls, with `~` before what it calls since it is given it.
  private int[] callees = new int[0];

  private long steps;

  LoopContexts(List<FileView> files, LinkedTargets targets, CallGraph graph, int functions) {
    this.targets = targets;
    this.graph = graph;
    this.roles = new FrameworkRoles(targets);
    this.threading = new ThreadingDecorators(targets, graph);
    this.computed = graph.computed();
    this.onFrom = new int[functions];
    this.off = new Reason[functions];
    this.inThread = new Reason[functions];
    this.unknown = new UnknownReasons(functions);
    for (FileView file : files) {
      int first = file.firstUnit();
      int end = first + file.facts().units().size();
      tests.set(first, end, TestModules.isTest(file.path()));
    }
    Arrays.fill(onFrom, NOT_ON);
    for (Reason[] reasons : List.of(off, inThread)) {
      Arrays.fill(reasons, NO_REASON);
    }
    files.forEach(this::seed);
    sortCalls(functions);
    spread();
  }

  /// How many functions and calls were looked at: the measure of the work.
  long steps() {
    return steps;
  }

  private void seed(FileView file) {
    int module = file.firstUnit();
    if (Formats.isNotebook(file.path())) {
      on(module, NOBODY);
    } else {
      off(module, Reason.of("module level runs before the event loop"));
    }
    List<Unit> units = file.facts().units();
    Modules modules = targets.names().modules();
    Optional<OtherRunners.Other> other =
        OtherRunners.of(file, modules).or(() -> OtherRunners.ofUsers(file, graph, modules));
    for (int unit = 1; unit < units.size(); unit++) {
      if (units.get(unit).isAsync()) {
        coroutines.set(module + unit);
        seedCoroutine(file, module + unit, other);
      } else {
        seedPlain(file, module + unit, units.get(unit));
      }
    }
  }

  private void seedCoroutine(FileView file, int function, Optional<OtherRunners.Other> other) {
    Unit unit = file.facts().units().get(function - file.firstUnit());
    Optional<String> decorator = threading.of(file, unit);
    if (other.isEmpty() && decorator.isPresent()) {
      String clause = "its decorator " + decorator.get() + " hands work to another thread";
      unknown(function, Reason.of(clause));
    } else if (other.isEmpty()) {
      on(function, NOBODY);
    } else if (!other.get().surely()) {
      String clause = "the module uses " + other.get().name() + ", which may run it";
      unknown(function, Reason.of(clause));
    } else {
      String clause = "the module runs its coroutines with " + other.get().name();
      off(function, Reason.of(clause));
    }
  }

  private void seedPlain(FileView file, int function, Unit unit) {
    FrameworkRoles.Placement placement = roles.placement(file, function - file.firstUnit());
    placement.role().ifPresent(it -> register(function, it));
    boolean known = placement.role().filter(it -> it != RunsIn.CALLER).isPresent();
    Optional<String> decorator = placement.unknownDecorator();
    String replaced = decorator.map(it -> "it is decorated with " + it).orElse("");
    if (decorator.isPresent() && !known) {
      unknown(function, Reason.of(replaced));
    }
    boolean isTest = isTest(file);
    boolean seen = false;
    boolean tested = false;
    for (Use use : graph.usesOf(function)) {
      Fate fate = graph.fate(use, function);
      boolean ofTest = !isTest && isTest(use.file());
      seen |= !(fate instanceof Fate.Nothing) && !ofTest;
      tested |= ofTest;
      // Ex) @sync_to_async: a call runs it in a thread
      if (!placement.isHandedOn() || fate instanceof Fate.Lost) {
        seedUse(function, unit, use, fate, replaced);
      }
    }
    Optional<Use> possible =
        unit.owner() >= 0
            ? graph.firstPossibleUseOf(file, function - file.firstUnit())
            : Optional.empty();
    if (possible.isPresent()) {
      String clause = "something whose class is not visible has its " + unit.ownName() + " used";
      unknown(function, Reason.of(clause, possible.get()));
    }
    boolean unnamed = seedUnnamed(file, function, unit);
    if (!seen && possible.isEmpty() && !known && decorator.isEmpty() && !unnamed) {
      unknown(function, Reason.of(unseen(unit, tested)));
    }
  }

  /// Notes who may run a method without saying its name; whether somebody may.
  private boolean seedUnnamed(FileView file, int function, Unit unit) {
    if (unit.owner() < 0) {
      return false;
    }
    boolean special = SpecialMethods.isUnnamed(unit.ownName());
    if (special) {
      unknown(function, Reason.of("whoever is given an instance may run " + unit.ownName()));
    }
    for (SpecialMethods.Computed one :
        computed.getOrDefault(file.firstType() + unit.owner(), Set.of())) {
      if (unit.ownName().startsWith(one.start()) && !unit.ownName().startsWith("__")) {
        String clause = "a getattr with a computed name may mean it";
        unknown(function, Reason.of(clause, new Use(one.file(), one.row(), false, false)));
        return true;
      }
    }
    return special;
  }

  /// What nobody is seen to call, somebody does: a framework, or whoever asks for it by its name.
  private static String unseen(Unit unit, boolean tested) {
    if (tested) {
      return "only tests are seen to call " + unit.ownName();
    }
    return unit.isFunction()
        ? "no caller of " + unit.ownName() + " is visible"
        : "nobody is seen to call it";
  }

  private boolean isTest(FileView file) {
    return tests.get(file.firstUnit());
  }

  private void register(int function, RunsIn runsIn) {
    switch (runsIn) {
      case LOOP -> on(function, NOBODY);
      case THREAD -> thread(function, Reason.of("it is registered to run in another thread"));
      case OUTSIDE -> off(function, Reason.of("it is started where no event loop runs"));
      case CALLER -> {}
    }
  }

  /// Notes what one use says. What a decorator of which nothing is known made of the function may
  /// run it elsewhere: then a call says nothing of where.
  private void seedUse(int function, Unit unit, Use use, Fate fate, String replaced) {
    steps++;
    int by = use.file().firstUnit() + use.file().facts().uses().by(use.row());
    boolean runs = !(fate instanceof Fate.Nothing || fate instanceof Fate.Lost);
    if (runs && !(replaced.isEmpty() && use.sure())) {
      String clause = replaced.isEmpty() ? "a use that may mean an override instead" : replaced;
      unknown(function, Reason.of(clause, use));
      return;
    }
    switch (fate) {
      case Fate.Nothing _ -> {}
      case Fate.Runs(Kind kind, int call) -> {
        if (call >= 0 && graph.isLazy(use.file(), call)) {
          unknown(function, Reason.of("a generator expression that is handed on calls it", use));
        } else if (unit.isGenerator()
            && kind == Kind.CALL
            && !GeneratorCalls.areConsumed(targets, use.file(), call)) {
          unknown(function, Reason.of("its generator is handed on", use));
        } else {
          calls.add(by, function);
        }
      }
      case Fate.Handed handed -> handed(function, use, handed, by);
      case Fate.Inside(int inside, String _) -> calls.add(inside, ~function);
      case Fate.Lost(String how) -> unknown(function, Reason.of(how, use));
    }
  }

  private void handed(int function, Use use, Fate.Handed handed, int by) {
    Takers.Taker taker = handed.taker();
    String who = handed.through().isEmpty() ? "it is handed" : handed.through() + " hands it";
    switch (taker.place()) {
      case LOOP -> on(function, NOBODY, by);
      case THREAD -> thread(function, Reason.of(who + " to another thread", use));
      case SPOT -> {
        if (graph.isLazy(use.file(), handed.call())) {
          unknown(function, Reason.of("a generator expression that is handed on calls it", use));
        } else {
          calls.add(by, function);
        }
      }
      case EITHER -> unknown(function, Reason.of("the class of the future is not visible", use));
      case FRAMEWORK -> register(function, taker.runsIn());
    }
  }

  private void sortCalls(int functions) {
    callsFrom = new int[functions + 1];
    for (int at = 0; at < calls.size(); at += 2) {
      callsFrom[calls.get(at) + 1]++;
    }
    for (int function = 0; function < functions; function++) {
      callsFrom[function + 1] += callsFrom[function];
    }
    int[] next = Arrays.copyOf(callsFrom, functions);
    callees = new int[calls.size() / 2];
    for (int at = 0; at < calls.size(); at += 2) {
      callees[next[calls.get(at)]++] = calls.get(at + 1);
    }
    calls.clear();
  }

  /// The functions that the code of one calls itself, in the order of the callees.
  int[] calleesOf(int function) {
    return Arrays.stream(callees, callsFrom[function], callsFrom[function + 1])
        .filter(it -> it >= 0)
        .toArray();
  }

  /// Who calls whom in code of their own, from the callee upwards.
  Callers callers() {
    return new Callers(callsFrom, callees);
  }

  /// Those that run in the code of a function, what it is given and calls among them.
  private int[] runBy(int function) {
    int[] all = Arrays.copyOfRange(callees, callsFrom[function], callsFrom[function + 1]);
    for (int at = 0; at < all.length; at++) {
      all[at] = all[at] < 0 ? ~all[at] : all[at];
    }
    return all;
  }

  /// A test may have put something else in the place of what starts a loop or blocks: what only
  /// tests run on the event loop may run elsewhere otherwise.
  private void on(int function, int by, int told) {
    if (tests.get(function) || !tests.get(told)) {
      on(function, by);
    } else {
      unknown(function, Reason.of("only tests are seen to run it on the event loop"));
    }
  }

  private void on(int function, int by) {
    if (onFrom[function] == NOT_ON) {
      onFrom[function] = by;
      onQueue.add(function);
    }
  }

  private void off(int function, Reason why) {
    note(off, offQueue, function, why);
  }

  private void thread(int function, Reason why) {
    note(inThread, threadQueue, function, why);
  }

  private void unknown(int function, Reason why) {
    unknown.add(function, why);
  }

  private static void note(Reason[] reasons, IntList queue, int function, Reason why) {
    if (reasons[function].clause().isEmpty()) {
      reasons[function] = why;
      queue.add(function);
    }
  }

  private void spread() {
    for (int at = 0; at < onQueue.size(); at++) {
      int function = onQueue.get(at);
      for (int callee : runBy(function)) {
        steps++;
        on(callee, function, function);
      }
    }
    spread(off, offQueue);
    spread(inThread, threadQueue);
    steps += unknown.spread(this::runBy);
  }

  private void spread(Reason[] reasons, IntList queue) {
    for (int at = 0; at < queue.size(); at++) {
      int function = queue.get(at);
      for (int callee : runBy(function)) {
        steps++;
        note(reasons, queue, callee, reasons[function]);
      }
    }
  }

  /// Whether one of the functions of a file runs on the event loop.
  boolean anyOnLoop(FileView file) {
    return anyOf(file, function -> onFrom[function] != NOT_ON);
  }

  /// Whether one of them does in which the chain of calls from the loop starts with a plain
  /// function.
  boolean anyThroughPlain(FileView file) {
    return anyOf(
        file,
        function -> {
          int first = function;
          while (onFrom[first] >= 0) {
            first = onFrom[first];
          }
          return onFrom[first] == NOBODY && !coroutines.get(first);
        });
  }

  /// Whether one of them is handed to another thread, or called by what is.
  boolean anyInThread(FileView file) {
    return anyOf(file, function -> !inThread[function].clause().isEmpty());
  }

  private static boolean anyOf(FileView file, IntPredicate question) {
    int first = file.firstUnit();
    return IntStream.range(first, first + file.facts().units().size()).anyMatch(question);
  }

  /// The context of a function.
  LoopContext of(int function, Workspace workspace) {
    boolean threaded = !inThread[function].clause().isEmpty();
    boolean isOff = threaded || !off[function].clause().isEmpty();
    String why = (threaded ? inThread[function] : off[function]).text(workspace);
    if (onFrom[function] != NOT_ON) {
      return isOff
          ? new LoopContext.Both(chain(function, workspace), why, threaded)
          : new LoopContext.OnLoop(chain(function, workspace));
    }
    if (!unknown.isEmpty(function)) {
      return new LoopContext.Unknown(unknown.texts(function, workspace));
    }
    return isOff
        ? new LoopContext.OffLoop(why, threaded)
        : new LoopContext.Unknown("it is only called by itself");
  }

  private List<FunctionRef> chain(int function, Workspace workspace) {
    List<FunctionRef> chain = new ArrayList<>();
    for (int at = function; at >= 0; at = onFrom[at]) {
      chain.add(workspace.ref(at));
    }
    return chain.reversed();
  }
}
