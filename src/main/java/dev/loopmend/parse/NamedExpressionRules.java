package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;

/// Where `:=` may not stand (PEP 572, "Scope of the target").
final class NamedExpressionRules {
  private NamedExpressionRules() {}

  /// Throws `SyntaxFault` if the expression stands where its target would have no scope.
  static void check(SyntaxTree tree, Expr.NamedExpr named) {
    boolean inComprehension = false;
    boolean inLambda = false;
    Node at = named;
    while (!(at instanceof Module)) {
      Node parent = tree.parent(at);
      if (parent instanceof Node.Comprehension part && at.id() == part.iterable().id()) {
        throw fault(tree, named, "':=' cannot stand in the iterable of a comprehension");
      }
      if (!inLambda) {
        List<Node.Comprehension> parts = Comprehensions.of(parent);
        inComprehension |= !parts.isEmpty();
        for (Node.Comprehension part : parts) {
          if (Targets.bind(part.target(), named.target().text())) {
            throw fault(tree, named, "':=' cannot rebind the variable of a comprehension");
          }
        }
        if (TypeScopes.opens(tree, parent, at)) {
          throw fault(tree, named, "':=' cannot stand in a type scope");
        }
      }
      if (parent instanceof Stmt.FunctionDef && at instanceof Stmt) {
        return;
      }
      if (parent instanceof Stmt.ClassDef && at instanceof Stmt) {
        if (inComprehension) {
          throw fault(tree, named, "':=' cannot stand in a comprehension in a class body");
        }
        return;
      }
      inLambda |= parent instanceof Expr.Lambda && at instanceof Expr;
      at = parent;
    }
  }

  private static SyntaxFault fault(SyntaxTree tree, Node node, String sentence) {
    return new SyntaxFault(tree.span(node).start(), sentence);
  }
}
