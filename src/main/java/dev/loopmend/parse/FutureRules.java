package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Set;

/// `from __future__` may stand only at the start of a file, behind its docstring (Language
/// Reference, 7.11.1).
final class FutureRules {
  private static final Set<String> FEATURES =
      Set.of(
          "nested_scopes",
          "generators",
          "division",
          "absolute_import",
          "with_statement",
          "print_function",
          "unicode_literals",
          "barry_as_FLUFL",
          "generator_stop",
          "annotations");

  private FutureRules() {}

  /// Throws `SyntaxFault` at the first such import that stands too late or names no feature.
  static void check(SyntaxTree tree) {
    boolean start = true;
    boolean docstring = true;
    for (Stmt statement : tree.module().body()) {
      if (isFuture(statement)) {
        checkStart(tree, statement, start);
      } else {
        start = start && docstring && isDocstring(statement);
      }
      docstring = false;
    }
  }

  /// Throws `SyntaxFault` if an import that is no statement of the file itself is such an import.
  static void checkNested(SyntaxTree tree, Stmt.ImportFrom from) {
    if (isFuture(from) && tree.parent(from).id() != 0) {
      checkStart(tree, from, false);
    }
  }

  private static void checkStart(SyntaxTree tree, Stmt statement, boolean start) {
    int offset = tree.span(statement).start();
    if (!start) {
      throw new SyntaxFault(offset, "'from __future__' must stand at the start of the file");
    }
    if (statement instanceof Stmt.ImportFrom from) {
      for (Node.Alias name : from.names()) {
        if (!FEATURES.contains(name.name())) {
          throw new SyntaxFault(offset, "unknown future feature '" + name.name() + "'");
        }
      }
    }
  }

  /// Whether the file never evaluates its annotations (PEP 563).
  static boolean hasAnnotations(SyntaxTree tree) {
    return tree.module().body().stream()
        .anyMatch(
            statement ->
                isFuture(statement)
                    && statement instanceof Stmt.ImportFrom from
                    && from.names().stream().anyMatch(name -> name.name().equals("annotations")));
  }

  private static boolean isFuture(Stmt statement) {
    return statement instanceof Stmt.ImportFrom from
        && from.level() == 0
        && from.module().equals("__future__");
  }

  private static boolean isDocstring(Stmt statement) {
    return statement instanceof Stmt.ExprStmt it
        && it.value() instanceof Expr.Constant constant
        && constant.kind() == Expr.ConstantKind.STRING;
  }
}
