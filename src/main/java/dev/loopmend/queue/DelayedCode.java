package dev.loopmend.queue;

import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Code that is put into a queue, and runs when somebody has taken it: it meets the variables of
/// its producer as they are then.
final class DelayedCode {
  private DelayedCode() {}

  /// Where a variable gets another value that an inserted lambda or generator reads. Ex) `count` of
  /// `await queue.put(lambda: show(count))` and `count += 1` in the same loop
  static Optional<Node> rebound(SemanticModel model, Expr put) {
    SyntaxTree tree = model.tree();
    Optional<Stmt> loop = model.outermostLoop(QueueTasks.statementOf(tree, put));
    return tree.within(put).stream()
        .flatMap(it -> late(it).stream())
        .flatMap(it -> tree.within(it).stream())
        .filter(Expr.Name.class::isInstance)
        .flatMap(it -> model.bindingOf(it).stream())
        .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION)
        .flatMap(it -> it.stores().stream())
        .filter(it -> !tree.contains(put, it))
        .filter(it -> it.id() > put.id() || loop.filter(all -> tree.contains(all, it)).isPresent())
        .findFirst();
  }

  /// The parts of an expression that run later.
  private static List<Node> late(Node node) {
    return switch (node) {
      case Expr.Lambda lambda -> List.of(lambda.body());
      case Expr.GeneratorExp made -> {
        List<Node> parts = new ArrayList<>(List.of(made.element()));
        parts.addAll(made.generators().subList(1, made.generators().size()));
        parts.addAll(made.generators().getFirst().conditions());
        yield parts;
      }
      case Node _ -> List.of();
    };
  }
}
