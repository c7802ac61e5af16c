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
import java.util.Optional;
import java.util.Set;

/// Whether the code of each function runs while an event loop runs in its thread (recipes' section
/// 0.3), over all callers in the workspace. What is known at once of a function is handed on along
/// its calls, each function and each call once for each kind of answer, so the work is linear.
final class LoopContexts {
  /// Builtins that take all that a generator gives before they return.
  private static final Set<String> CONSUMERS =
      Set.of(
          "builtins.all",
          "builtins.any",
          "builtins.dict",
          "builtins.frozenset",
          "builtins.list",
          "builtins.max",
          "builtins.min",
          "builtins.set",
          "builtins.sorted",
          "builtins.sum",
          "builtins.tuple");

  private static final int NOBODY = -1;
  private static final int NOT_ON = -2;

  /// Why a function runs where it does: a clause, and the use that shows it (`row` -1 for none).
  private record Reason(String clause, int file, int row) {
    static Reason of(String clause) {
      return new Reason(clause, NOBODY, NOBODY);
    }
  }

  private final List<FileView> files;
  private final LinkedTargets targets;
  private final CallGraph graph;
  private final FrameworkRoles roles;
  private final ThreadingDecorators threading;

  /// The functions of files that are tests.
  private final BitSet tests = new BitSet();

  /// By function: who calls it on the loop, or one of the constants above.
  private final int[] onFrom;

  private final Reason[] off;
  private final Reason[] inThread;
  private final Reason[] unknown;
  private final IntList calls = new IntList();
  private final IntList onQueue = new IntList();
  private final IntList offQueue = new IntList();
  private final IntList threadQueue = new IntList();
  private final IntList unknownQueue = new IntList();
  private static final Reason NO_REASON = Reason.of("");
  private int[] callsFrom = new int[0];
  private int[] callees = new int[0];
  private long steps;

  LoopContexts(List<FileView> files, LinkedTargets targets, CallGraph graph, int functions) {
    this.files = files;
    this.targets = targets;
    this.graph = graph;
    this.roles = new FrameworkRoles(targets);
    this.threading = new ThreadingDecorators(targets, graph);
    this.onFrom = new int[functions];
    this.off = new Reason[functions];
    this.inThread = new Reason[functions];
    this.unknown = new Reason[functions];
    for (FileView file : files) {
      int first = file.firstUnit();
      int end = first + file.facts().units().size();
      tests.set(first, end, TestModules.isTest(file.path()));
    }
    Arrays.fill(onFrom, NOT_ON);
    for (Reason[] reasons : List.of(off, inThread, unknown)) {
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
    Optional<OtherRunners.Other> other =
        units.stream().anyMatch(Unit::isAsync)
            ? OtherRunners.of(file, targets.names().modules())
            : Optional.empty();
    for (int unit = 1; unit < units.size(); unit++) {
      if (units.get(unit).isAsync()) {
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
    Optional<RunsIn> role = roles.of(file, unit);
    role.ifPresent(it -> register(function, it));
    boolean known = role.filter(it -> it != RunsIn.CALLER).isPresent();
    Optional<String> decorator = roles.unknownDecorator(file, unit);
    String replaced = decorator.map(it -> "it is decorated with " + it).orElse("");
    if (decorator.isPresent() && !known) {
      unknown(function, Reason.of(replaced));
    }
    boolean handedOn = roles.isHandedOn(file, unit);
    boolean isTest = isTest(file);
    int seen = 0;
    int tested = 0;
    for (Use use : graph.usesOf(function)) {
      Fate fate = graph.fate(use, function);
      boolean ofTest = !isTest && isTest(use.file());
      seen += fate instanceof Fate.Nothing || ofTest ? 0 : 1;
      tested += ofTest ? 1 : 0;
      // Ex) @sync_to_async: a call runs it in a thread
      if (!handedOn || fate instanceof Fate.Lost) {
        seedUse(function, unit, use, fate, replaced);
      }
    }
    Optional<Use> possible = unit.owner() >= 0 ? graph.firstPossibleUseOf(unit) : Optional.empty();
    if (possible.isPresent()) {
      String clause = "something whose class is not visible has its " + unit.ownName() + " used";
      unknown(function, reason(clause, possible.get()));
    }
    if (seen == 0 && possible.isEmpty() && !known && decorator.isEmpty()) {
      unknown(function, Reason.of(unseen(unit, tested > 0)));
    }
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
    boolean runs = fate instanceof Fate.Runs || fate instanceof Fate.Handed;
    if (runs && !(replaced.isEmpty() && use.sure())) {
      String clause = replaced.isEmpty() ? "a use that may mean an override instead" : replaced;
      unknown(function, reason(clause, use));
      return;
    }
    switch (fate) {
      case Fate.Nothing _ -> {}
      case Fate.Runs(Kind kind, int call) -> {
        if (call >= 0 && graph.isLazy(use.file(), call)) {
          unknown(function, reason("a generator expression that is handed on calls it", use));
        } else if (unit.isGenerator() && kind == Kind.CALL && !isConsumed(use.file(), call)) {
          unknown(function, reason("its generator is handed on", use));
        } else {
          calls.add(by, function);
        }
      }
      case Fate.Handed(Takers.Taker taker, int call) -> handed(function, use, taker, by, call);
      case Fate.Lost(String how) -> unknown(function, reason(how, use));
    }
  }

  private void handed(int function, Use use, Takers.Taker taker, int by, int call) {
    switch (taker.place()) {
      case LOOP -> on(function, NOBODY, by);
      case THREAD -> thread(function, reason("it is handed to another thread", use));
      case SPOT -> {
        if (graph.isLazy(use.file(), call)) {
          unknown(function, reason("a generator expression that is handed on calls it", use));
        } else {
          calls.add(by, function);
        }
      }
      case EITHER -> unknown(function, reason("the class of the future is not visible", use));
      case FRAMEWORK -> register(function, taker.runsIn());
    }
  }

  /// Whether a generator runs where it is made: in a loop, or in `list(…)` and the like.
  private boolean isConsumed(FileView file, int call) {
    RowTable table = file.facts().calls();
    if (call < 0) {
      return false;
    }
    return switch (table.role(call)) {
      case ITERATED -> true;
      case ARGUMENT -> CONSUMERS.contains(targets.names().of(file, table.ref(table.detail(call))));
      case CALLEE,
          RECEIVER,
          DECORATOR,
          ALIAS,
          DROPPED,
          RETURNED,
          STORED,
          SET,
          DELETED,
          COLLECTED,
          OTHER ->
          false;
    };
  }

  private static Reason reason(String clause, Use use) {
    return new Reason(clause, use.file().number(), use.row());
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

  /// The functions that the code of one calls, in the order of the callees.
  int[] calleesOf(int function) {
    return Arrays.copyOfRange(callees, callsFrom[function], callsFrom[function + 1]);
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
    note(unknown, unknownQueue, function, why);
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
      for (int callee : calleesOf(function)) {
        steps++;
        on(callee, function, function);
      }
    }
    spread(off, offQueue);
    spread(inThread, threadQueue);
    spread(unknown, unknownQueue);
  }

  private void spread(Reason[] reasons, IntList queue) {
    for (int at = 0; at < queue.size(); at++) {
      int function = queue.get(at);
      for (int callee : calleesOf(function)) {
        steps++;
        note(reasons, queue, callee, reasons[function]);
      }
    }
  }

  /// The context of a function.
  LoopContext of(int function, Workspace workspace) {
    boolean threaded = !inThread[function].clause().isEmpty();
    boolean isOff = threaded || !off[function].clause().isEmpty();
    String why = text(threaded ? inThread[function] : off[function], workspace);
    if (onFrom[function] != NOT_ON) {
      return isOff
          ? new LoopContext.Both(chain(function, workspace), why, threaded)
          : new LoopContext.OnLoop(chain(function, workspace));
    }
    if (!unknown[function].clause().isEmpty()) {
      return new LoopContext.Unknown(text(unknown[function], workspace));
    }
    return isOff
        ? new LoopContext.OffLoop(why, threaded)
        : new LoopContext.Unknown("it is only called by itself");
  }

  private String text(Reason reason, Workspace workspace) {
    return reason.row() < 0
        ? reason.clause()
        : reason.clause()
            + " ("
            + workspace.placeOfUse(files.get(reason.file()), reason.row())
            + ")";
  }

  private List<FunctionRef> chain(int function, Workspace workspace) {
    List<FunctionRef> chain = new ArrayList<>();
    for (int at = function; at >= 0; at = onFrom[at]) {
      chain.add(workspace.ref(at));
    }
    return chain.reversed();
  }
}
