package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;

/// Tells annotations from the other children of a node.
final class Annotations {
  private Annotations() {}

  /// Whether a child is what its parent is annotated with.
  static boolean isAnnotation(Node parent, Node child) {
    return switch (parent) {
      case Stmt.AnnAssign statement -> child.id() == statement.annotation().id();
      case Stmt.FunctionDef function -> is(function.returns(), child);
      case Node.Parameter parameter -> is(parameter.annotation(), child);
      default -> false;
    };
  }

  private static boolean is(Optional<Expr> annotation, Node child) {
    return annotation.isPresent() && annotation.get().id() == child.id();
  }
}
