package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Whether what an assignment stores in a local is ever read (recipes' section 2.2, M2): whether a
/// read can be reached from that assignment before another one.
final class LocalReads {
  private static final Set<String> FRAME_READERS =
      Set.of("builtins.locals", "builtins.vars", "builtins.eval", "builtins.exec", "builtins.dir");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final Flows flows;

  LocalReads(SyntaxTree tree, Scopes scopes, Resolver resolver, Flows flows) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    this.flows = flows;
  }

  /// The use of the value that the target of an assignment or walrus takes.
  ValueUse afterStore(Expr.Name target) {
    Optional<Binding> found = scopes.bindingOf(target);
    if (found.isEmpty()) {
      return new ValueUse.Unknown("the name is not bound here");
    }
    Binding binding = found.get();
    // Ex) global task; a module's or class's name lives on
    if (binding.scope().kind() != Scope.Kind.FUNCTION) {
      return new ValueUse.Kept(target);
    }
    Stmt.FunctionDef def = (Stmt.FunctionDef) binding.scope().node();
    // Ex) nonlocal task
    if (scopes.functionOf(target) != def.id()) {
      return new ValueUse.Kept(target);
    }
    // Ex) def stop(): task.cancel()
    for (Node read : binding.reads()) {
      if (scopes.functionOf(read) != def.id()) {
        return new ValueUse.Kept(read);
      }
    }
    if (readsFrame(def)) {
      return new ValueUse.Unknown("the function looks at its own locals");
    }
    return follow(target, binding, def);
  }

  /// Whether a function calls what sees the names of its locals.
  boolean readsFrame(Stmt.FunctionDef def) {
    return tree.within(def).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Call(_, Expr callee, _)
                    && resolver.nameOf(callee).filter(FRAME_READERS::contains).isPresent());
  }

  private ValueUse follow(Expr.Name target, Binding binding, Stmt.FunctionDef def) {
    FlowGraph flow = flows.of(def);
    OptionalInt start = flow.stepOf(target);
    if (start.isEmpty()) {
      return new ValueUse.Unknown("the assignment is not part of the function's flow");
    }
    int[] reads = new int[flow.count()];
    Arrays.fill(reads, -1);
    BitSet stores = new BitSet();
    BitSet callbacks = new BitSet();
    for (Node read : binding.reads()) {
      boolean isCallback = isCallbackOnly(read);
      flow.stepOf(read)
          .ifPresent(
              step -> {
                if (isCallback) {
                  callbacks.set(step);
                } else {
                  reads[step] = read.id();
                }
              });
    }
    for (Node store : binding.stores()) {
      flow.stepOf(store).ifPresent(stores::set);
    }
    // Ex) if (task := create_task(work())) and task.done()
    int sameStep = reads[start.getAsInt()];
    if (sameStep > target.id() && tree.parent(target) instanceof Expr.NamedExpr) {
      return new ValueUse.Kept(tree.node(sameStep));
    }
    return search(flow, start.getAsInt(), reads, stores, callbacks);
  }

  private ValueUse search(FlowGraph flow, int start, int[] reads, BitSet stores, BitSet callbacks) {
    BitSet seen = new BitSet();
    int[] stack = new int[flow.count()];
    int size = 0;
    boolean suspended = false;
    for (int next : flow.after(start)) {
      if (!seen.get(next)) {
        seen.set(next);
        stack[size++] = next;
      }
    }
    while (size > 0) {
      int step = stack[--size];
      if (reads[step] >= 0) {
        return new ValueUse.Kept(tree.node(reads[step]));
      }
      suspended |= flow.node(step).map(this::yields).orElse(false);
      if (stores.get(step)) {
        continue;
      }
      for (int next : flow.after(step)) {
        if (!seen.get(next)) {
          seen.set(next);
          stack[size++] = next;
        }
      }
    }
    if (suspended) {
      return new ValueUse.Unknown("the generator holds it while it is suspended");
    }
    return new ValueUse.Dropped(
        seen.intersects(callbacks)
            ? "the local is only given a done callback, which does not hold the task"
            : "the local is never read again");
  }

  private boolean yields(Node node) {
    return tree.within(node).stream()
        .anyMatch(
            it ->
                (it instanceof Expr.Yield || it instanceof Expr.YieldFrom)
                    && scopes.functionOf(it) == scopes.functionOf(node));
  }

  /// Ex) task.add_done_callback(report) on its own: the task does not live by it
  private boolean isCallbackOnly(Node read) {
    return tree.parent(read) instanceof Expr.Attribute attribute
        && attribute.name().equals("add_done_callback")
        && tree.parent(attribute) instanceof Expr.Call call
        && call.callee().id() == attribute.id()
        && tree.parent(call) instanceof Stmt.ExprStmt;
  }
}
