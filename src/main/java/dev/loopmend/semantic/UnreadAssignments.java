package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;

/// Assignments of a handler that nobody would read any more if the handler raised.
public final class UnreadAssignments {
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Node.ExceptHandler handler;

  private UnreadAssignments(SemanticModel model, Node.ExceptHandler handler) {
    this.model = model;
    this.tree = model.tree();
    this.handler = handler;
  }

  /// Whether some statements of a handler do nothing else. Ex) `result = None`
  public static boolean are(
      SemanticModel model, Node.ExceptHandler handler, List<Stmt> statements) {
    UnreadAssignments asked = new UnreadAssignments(model, handler);
    return !asked.isTakenAround() && statements.stream().allMatch(asked::isUnread);
  }

  /// Whether the function may go on in the handler of a `try` outside, or behind a `suppress`.
  private boolean isTakenAround() {
    Node attempt = tree.parent(handler);
    return !model.handlersAround(attempt).isEmpty()
        || model.surroundings.withItems(attempt).stream()
            .anyMatch(it -> model.surroundings.suppressedBy(it.context()).isPresent());
  }

  private boolean isUnread(Stmt statement) {
    return statement instanceof Stmt.Assign(_, List<Expr> targets, Expr value)
        && value instanceof Expr.Constant
        && targets.stream().allMatch(it -> it instanceof Expr.Name name && isUnread(name));
  }

  private boolean isUnread(Expr.Name target) {
    return model
        .bindingOf(target)
        .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION)
        .filter(it -> it.reads().stream().noneMatch(this::isReadOnTheWayOut))
        .filter(it -> it.stores().stream().allMatch(this::isOwn))
        .isPresent();
  }

  /// Ex) in a `finally` round the handler, or in a function within this one
  private boolean isReadOnTheWayOut(Node read) {
    if (!isOwn(read)) {
      return true;
    }
    Node inner = read;
    while (!(inner instanceof Stmt.FunctionDef) && inner.id() != 0) {
      Node around = tree.parent(inner);
      int part = inner.id();
      boolean last =
          around instanceof Stmt.Try attempt
              && attempt.finalBody().stream().anyMatch(it -> it.id() == part);
      if (last && tree.contains(around, handler) && !tree.contains(inner, handler)) {
        return true;
      }
      inner = around;
    }
    return false;
  }

  private boolean isOwn(Node node) {
    return model.functionOf(node).equals(model.functionOf(handler));
  }
}
