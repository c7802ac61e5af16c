package dev.loopmend.semantic;

import dev.loopmend.semantic.FunctionUses.Use;
import dev.loopmend.semantic.Knowledge.RunsIn;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Whether the code of each function runs while an event loop runs in its thread (recipes' section
/// 0.3), as far as one file shows. Functions are units; what is known at once of a unit is handed
/// on along direct calls, each unit once, so the work is linear.
final class LoopContexts {
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final FunctionUses uses;
  private final FrameworkRoles roles;
  private final Optional<OtherRunners.Other> otherRunner;
  private final boolean notebook;
  private final Units units;
  private final String path;

  /// By node id of the unit; the module is 0. `onFrom` is the caller, -1 for none, -2 for not on.
  private final int[] onFrom;

  private final String[] offWhy;
  private final String[] threadWhy;
  private final String[] unknownWhy;
  private final List<List<Integer>> callees = new ArrayList<>();
  private final Deque<Integer> onQueue = new ArrayDeque<>();
  private final Deque<Integer> offQueue = new ArrayDeque<>();
  private final Deque<Integer> threadQueue = new ArrayDeque<>();
  private final Deque<Integer> unknownQueue = new ArrayDeque<>();

  LoopContexts(
      SyntaxTree tree,
      Scopes scopes,
      FunctionUses uses,
      FrameworkRoles roles,
      Optional<OtherRunners.Other> otherRunner,
      boolean notebook,
      Units units,
      String path) {
    this.units = units;
    this.path = path;
    this.tree = tree;
    this.scopes = scopes;
    this.uses = uses;
    this.roles = roles;
    this.otherRunner = otherRunner;
    this.notebook = notebook;
    int count = tree.nodeCount();
    this.onFrom = new int[count];
    this.offWhy = new String[count];
    this.threadWhy = new String[count];
    this.unknownWhy = new String[count];
    Arrays.fill(onFrom, -2);
    Arrays.fill(offWhy, "");
    Arrays.fill(threadWhy, "");
    Arrays.fill(unknownWhy, "");
    for (int id = 0; id < count; id++) {
      callees.add(List.of());
    }
    seed();
    spread();
  }

  private void seed() {
    if (notebook) {
      on(0, -1);
    } else {
      off(0, "module level runs before the event loop");
    }
    for (int id = 1; id < tree.nodeCount(); id++) {
      switch (tree.node(id)) {
        case Stmt.FunctionDef def when def.isAsync() -> seedCoroutine(def);
        case Stmt.FunctionDef def -> seedPlain(def);
        case Expr.Lambda lambda -> seedUses(lambda, uses.of(lambda));
        case Node _ -> {}
      }
    }
  }

  private void seedCoroutine(Stmt.FunctionDef def) {
    if (otherRunner.isEmpty()) {
      on(def.id(), -1);
    } else if (!otherRunner.get().surely()) {
      unknown(def.id(), "the module uses " + otherRunner.get().name() + ", which may run it");
    } else {
      off(def.id(), "the module runs its coroutines with " + otherRunner.get().name());
    }
  }

  private void seedPlain(Stmt.FunctionDef def) {
    Optional<RunsIn> role = roles.of(def);
    if (role.isPresent()) {
      switch (role.get()) {
        case LOOP -> on(def.id(), -1);
        case THREAD -> thread(def.id(), "a framework runs it in a worker thread");
        case OUTSIDE -> off(def.id(), "it is started where no event loop runs");
        case CALLER -> {}
      }
    }
    List<Use> found = uses.of(def);
    Optional<String> decorator = roles.unknownDecorator(def);
    if (decorator.isPresent() && role.isEmpty()) {
      unknown(def.id(), "it is decorated with " + decorator.get());
    }
    boolean known = role.filter(it -> it != RunsIn.CALLER).isPresent();
    if (found.isEmpty() && !known && decorator.isEmpty()) {
      unknown(def.id(), "no caller of " + def.name() + " is visible");
    }
    seedUses(def, found);
  }

  private void seedUses(Node function, List<Use> found) {
    boolean generator = function instanceof Stmt.FunctionDef def && isGenerator(def);
    for (Use use : found) {
      switch (use) {
        case Use.Called(Expr at) when generator && !isConsumed(at) ->
            unknown(function.id(), "its generator is handed on");
        case Use.Called(Expr at) -> call(at, function);
        case Use.Handed(Callbacks.Place place, Expr.Call call) -> {
          switch (place) {
            case LOOP -> on(function.id(), -1);
            case THREAD -> thread(function.id(), "it is handed to another thread");
            case SPOT -> call(call, function);
            case EITHER -> unknown(function.id(), "the class of the future is not visible");
          }
        }
        case Use.Decorates(Node.Decorator decorator) -> call(decorator, function);
        case Use.Escapes _ -> unknown(function.id(), "it is passed on as a value");
      }
    }
    if (found.isEmpty() && function instanceof Expr.Lambda) {
      unknown(function.id(), "nobody is seen to call it");
    }
  }

  private boolean isGenerator(Stmt.FunctionDef def) {
    for (int id = def.id() + 1; id <= tree.lastDescendant(def); id++) {
      Node node = tree.node(id);
      boolean yields = node instanceof Expr.Yield || node instanceof Expr.YieldFrom;
      if (yields && scopes.functionOf(node) == def.id()) {
        return true;
      }
    }
    return false;
  }

  /// Whether a generator runs where it is made: it is the iterable of a loop, or of `yield from`.
  private boolean isConsumed(Expr call) {
    return switch (tree.parent(call)) {
      case Stmt.For loop -> loop.iterable().id() == call.id();
      case Node.Comprehension clause ->
          clause.iterable().id() == call.id()
              && !(tree.parent(clause) instanceof Expr.GeneratorExp);
      case Expr.YieldFrom _, Expr.Starred _ -> true;
      default -> false;
    };
  }

  /// A call of a plain function runs it where the call is.
  private void call(Node at, Node function) {
    int caller = Math.max(0, scopes.functionOf(at));
    if (inHandedGenerator(at)) {
      unknown(function.id(), "a generator expression that is handed on calls it");
      return;
    }
    if (callees.get(caller).isEmpty()) {
      callees.set(caller, new ArrayList<>());
    }
    callees.get(caller).add(function.id());
  }

  /// Ex) asyncio.to_thread(list, (probe(x) for x in xs))
  private boolean inHandedGenerator(Node at) {
    Node node = at;
    while (tree.parent(node).id() != node.id() && !(node instanceof Stmt)) {
      boolean handed =
          node instanceof Expr.GeneratorExp
              && tree.parent(node) instanceof Node.Argument argument
              && tree.parent(argument) instanceof Expr.Call call
              && uses.taker(call).map(it -> it.place() == Callbacks.Place.THREAD).orElse(false);
      if (handed) {
        return true;
      }
      node = tree.parent(node);
    }
    return false;
  }

  private void on(int unit, int from) {
    if (onFrom[unit] == -2) {
      onFrom[unit] = from;
      onQueue.add(unit);
    }
  }

  private void off(int unit, String why) {
    if (offWhy[unit].isEmpty()) {
      offWhy[unit] = why;
      offQueue.add(unit);
    }
  }

  private void thread(int unit, String why) {
    if (threadWhy[unit].isEmpty()) {
      threadWhy[unit] = why;
      threadQueue.add(unit);
    }
  }

  private void unknown(int unit, String why) {
    if (unknownWhy[unit].isEmpty()) {
      unknownWhy[unit] = why;
      unknownQueue.add(unit);
    }
  }

  private void spread() {
    while (!onQueue.isEmpty()) {
      int unit = onQueue.remove();
      callees.get(unit).forEach(it -> on(it, unit));
    }
    while (!offQueue.isEmpty()) {
      int unit = offQueue.remove();
      callees.get(unit).forEach(it -> off(it, offWhy[unit]));
    }
    while (!threadQueue.isEmpty()) {
      int unit = threadQueue.remove();
      callees.get(unit).forEach(it -> thread(it, threadWhy[unit]));
    }
    while (!unknownQueue.isEmpty()) {
      int unit = unknownQueue.remove();
      callees.get(unit).forEach(it -> unknown(it, unknownWhy[unit]));
    }
  }

  LoopContext at(Node node) {
    if (inHandedGenerator(node)) {
      return new LoopContext.Unknown("a thread evaluates the generator expression");
    }
    return ofUnit(Math.max(0, scopes.functionOf(node)));
  }

  private LoopContext ofUnit(int unit) {
    boolean on = onFrom[unit] != -2;
    boolean inThread = !threadWhy[unit].isEmpty();
    boolean off = inThread || !offWhy[unit].isEmpty();
    String why = inThread ? threadWhy[unit] : offWhy[unit];
    if (on) {
      return off
          ? new LoopContext.Both(chain(unit), why, inThread)
          : new LoopContext.OnLoop(chain(unit));
    }
    if (!unknownWhy[unit].isEmpty()) {
      return new LoopContext.Unknown(unknownWhy[unit]);
    }
    return off
        ? new LoopContext.OffLoop(why, inThread)
        : new LoopContext.Unknown("it is only called by itself");
  }

  /// The names of the functions from the one that the loop runs to this one.
  private List<FunctionRef> chain(int unit) {
    List<FunctionRef> chain = new ArrayList<>();
    for (int at = unit; at >= 0; at = onFrom[at]) {
      chain.add(units.ref(path, tree.node(at)));
    }
    return chain.reversed();
  }
}
