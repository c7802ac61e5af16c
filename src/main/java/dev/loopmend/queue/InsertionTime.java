package dev.loopmend.queue;

import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/// Whether a producer looks at a clock to decide what it does: with a bound its insertions take
/// longer.
final class InsertionTime {
  private static final Set<String> CLOCKS =
      Set.of(
          "time.time",
          "time.monotonic",
          "time.perf_counter",
          "time.process_time",
          "time.time_ns",
          "time.monotonic_ns",
          "time.perf_counter_ns",
          "datetime.datetime.now",
          "datetime.datetime.utcnow");

  private InsertionTime() {}

  /// Where the loop round an insertion asks a clock. Ex) `while time.monotonic() < end:`
  static Optional<Expr> asked(QueueUse put) {
    SemanticModel model = put.model();
    SyntaxTree tree = model.tree();
    return model
        .outermostLoop(QueueTasks.statementOf(tree, put.at()))
        .flatMap(
            loop ->
                tree.within(loop).stream()
                    .filter(it -> it instanceof Expr.Call call && isClock(model, call))
                    .map(Expr.Call.class::cast)
                    .filter(it -> decides(model, it))
                    .map(Expr.class::cast)
                    .findFirst());
  }

  private static boolean isClock(SemanticModel model, Expr.Call call) {
    boolean ofLoop =
        call.callee() instanceof Expr.Attribute(_, Expr owner, String name)
            && name.equals("time")
            && model.isInstance(owner, "asyncio.AbstractEventLoop").isYes();
    return ofLoop || model.qualifiedName(call.callee()).filter(CLOCKS::contains).isPresent();
  }

  /// Whether a moment, or the name that it is bound to, is compared.
  private static boolean decides(SemanticModel model, Expr moment) {
    SyntaxTree tree = model.tree();
    if (isCompared(tree, moment)) {
      return true;
    }
    return QueueTasks.statementOf(tree, moment) instanceof Stmt.Assign assign
        && assign.targets().stream()
            .flatMap(it -> model.bindingOf(it).stream())
            .flatMap(it -> it.reads().stream())
            .anyMatch(it -> isCompared(tree, it));
  }

  private static boolean isCompared(SyntaxTree tree, Node node) {
    for (Node at = node; !(at instanceof Stmt); at = tree.parent(at)) {
      if (at instanceof Expr.Compare) {
        return true;
      }
    }
    return false;
  }
}
