package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether a plain function may come to its end without one of some calls that it leads to, since
/// these stand on one of its ways only.
public final class SparedCalls {
  private static final int DEPTH = 6;

  private final Set<String> names;
  private final Function<String, Optional<SemanticModel>> files;

  private SparedCalls(Set<String> names, Function<String, Optional<SemanticModel>> files) {
    this.names = names;
    this.files = files;
  }

  /// Whether a call of an expression may give something without a call of one of some functions of
  /// libraries; `files` are those of the workspace.
  public static boolean mayBeSpared(
      SemanticModel model,
      Expr callee,
      Set<String> names,
      Function<String, Optional<SemanticModel>> files) {
    return new SparedCalls(names, files).mayBeSpared(model, callee, true, 0);
  }

  private boolean mayBeSpared(SemanticModel model, Expr callee, boolean gives, int depth) {
    Optional<FunctionRef> constructor = model.constructorOf(callee);
    Optional<FunctionRef> function = constructor.or(() -> model.targetOf(callee));
    Optional<SemanticModel> home = function.flatMap(it -> files.apply(it.path()));
    return depth < DEPTH
        && home.flatMap(it -> it.nodeOf(function.orElseThrow()))
            .filter(
                it ->
                    it instanceof Stmt.FunctionDef def
                        && endsWithout(home.get(), def, gives && constructor.isEmpty(), depth + 1))
            .isPresent();
  }

  /// Whether a way leads through a function that meets none of the calls, and `gives` something.
  private boolean endsWithout(SemanticModel model, Stmt.FunctionDef def, boolean gives, int depth) {
    FlowGraph flow = model.flows.of(def);
    BitSet closed = new BitSet();
    for (Node node : model.tree().within(def)) {
      if (node instanceof Expr.Call(_, Expr callee, _)
          && model.nearestDef(node).filter(it -> it.id() == def.id()).isPresent()
          && isSure(model, callee, depth)) {
        flow.stepOf(node).ifPresent(closed::set);
      }
    }
    Deque<Integer> open = new ArrayDeque<>();
    if (!closed.get(0)) {
      open.add(0);
    }
    while (!open.isEmpty()) {
      int step = open.remove();
      if (isEnd(flow, step, gives)) {
        return true;
      }
      for (int next : flow.after(step)) {
        if (!closed.get(next)) {
          closed.set(next);
          open.add(next);
        }
      }
    }
    return false;
  }

  private boolean isSure(SemanticModel model, Expr callee, int depth) {
    return model.among(callee, names).isPresent()
        || (model.chainTo(callee, names).isPresent() && !mayBeSpared(model, callee, false, depth));
  }

  /// Ex) `return future`, or the end of the body where nothing has to be given
  private static boolean isEnd(FlowGraph flow, int step, boolean gives) {
    Optional<Node> node = flow.node(step);
    if (node.filter(Stmt.Return.class::isInstance).isPresent()) {
      return !gives || ((Stmt.Return) node.get()).value().isPresent();
    }
    return !gives
        && flow.after(step).length == 0
        && node.filter(Stmt.Raise.class::isInstance).isEmpty();
  }
}
