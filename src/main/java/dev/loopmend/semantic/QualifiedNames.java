package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;

/// The names that definitions have within their module (PEP 3155).
final class QualifiedNames {
  private QualifiedNames() {}

  /// Ex) `Class.method`, `f.<locals>.g`, `<lambda>`
  static String of(Node definition, Scopes scopes) {
    return Dotted.join(prefix(scopes.scopeOf(definition)), ownName(definition));
  }

  private static String ownName(Node node) {
    return switch (node) {
      case Stmt.FunctionDef def -> def.name();
      case Stmt.ClassDef type -> type.name();
      case Expr.Lambda _ -> "<lambda>";
      default -> "";
    };
  }

  /// What the qualified names of definitions in a scope begin with.
  static String prefix(Scope scope) {
    String outer = scope.parent().map(QualifiedNames::prefix).orElse("");
    return switch (scope.kind()) {
      case MODULE, TYPE_PARAMETERS, COMPREHENSION -> outer;
      case CLASS -> Dotted.join(outer, ownName(scope.node()));
      case FUNCTION, LAMBDA -> Dotted.join(outer, ownName(scope.node())) + ".<locals>";
    };
  }
}
