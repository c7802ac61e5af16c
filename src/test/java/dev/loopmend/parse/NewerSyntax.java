package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;

/// Finds syntax in a tree that is newer than a CPython which rejects it.
final class NewerSyntax {
  private NewerSyntax() {}

  /// Whether a tree has syntax that came after a version such as `3.13`.
  static boolean in(SyntaxTree tree, String version) {
    int minor = Integer.parseInt(version.substring(2));
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (since(tree, tree.node(id)) > minor) {
        return true;
      }
    }
    return false;
  }

  private static int since(SyntaxTree tree, Node node) {
    return switch (node) {
      case Expr.TemplateStr _ -> 14;
      case Node.ExceptHandler it ->
          it.type().filter(type -> isBareTuple(tree, type)).isPresent() ? 14 : 0;
      case Expr.ListComp it -> it.element() instanceof Expr.Starred ? 15 : 0;
      case Expr.SetComp it -> it.element() instanceof Expr.Starred ? 15 : 0;
      case Expr.GeneratorExp it -> it.element() instanceof Expr.Starred ? 15 : 0;
      case Expr.DictComp it -> it.key().isEmpty() ? 15 : 0;
      case Stmt.Import _, Stmt.ImportFrom _ -> tree.textOf(node).startsWith("lazy") ? 15 : 0;
      default -> 0;
    };
  }

  private static boolean isBareTuple(SyntaxTree tree, Expr type) {
    return type instanceof Expr.TupleExpr tuple
        && !tuple.elements().isEmpty()
        && tree.span(tuple).start() == tree.span(tuple.elements().getFirst()).start();
  }
}
