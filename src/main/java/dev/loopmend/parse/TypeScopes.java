package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;

/// The scopes that PEP 695 made for type parameters and aliases: no `yield`, `await` or `:=` may
/// stand in them.
final class TypeScopes {
  private TypeScopes() {}

  /// Whether a child stands in a type scope that its parent opens.
  static boolean opens(SyntaxTree tree, Node parent, Node child) {
    return switch (parent) {
      case Node.TypeParameter _ -> true;
      case Stmt.TypeAlias alias -> child.id() != alias.name().id();
      case Stmt.ClassDef type -> child instanceof Node.Argument && !type.typeParameters().isEmpty();
      case Stmt.FunctionDef function ->
          child instanceof Expr && !function.typeParameters().isEmpty();
      case Node.Parameter parameter ->
          parameter.annotation().map(it -> it.id() == child.id()).orElse(false)
              && tree.parent(tree.parent(parameter)) instanceof Stmt.FunctionDef function
              && !function.typeParameters().isEmpty();
      default -> false;
    };
  }
}
