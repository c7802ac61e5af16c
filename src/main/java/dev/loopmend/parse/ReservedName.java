package dev.loopmend.parse;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;

/// The one name that nothing can be bound to, `__debug__` (Language Reference, 7.3). Targets and
/// parameters are checked where they are built, all else that binds a name here.
final class ReservedName {
  private static final String NAME = "__debug__";

  private ReservedName() {}

  /// Whether a name is the reserved one.
  static boolean is(String name) {
    return name.equals(NAME);
  }

  /// Throws `SyntaxFault` if the node binds the reserved name.
  static void check(SyntaxTree tree, Node node) {
    switch (node) {
      case Stmt.ClassDef it -> check(tree, node, it.name());
      case Stmt.TypeAlias it -> check(tree, node, it.name().text());
      case Node.TypeParameter it -> check(tree, node, it.name());
      case Node.ExceptHandler it -> it.name().ifPresent(name -> check(tree, node, name));
      // Ex) `import __debug__.a` binds the first part
      case Node.Alias it -> check(tree, node, DeclarationRules.boundName(it));
      default -> {}
    }
  }

  /// Throws `SyntaxFault` at a node if the name that it binds is the reserved one.
  static void check(SyntaxTree tree, Node node, String name) {
    if (is(name)) {
      throw new SyntaxFault(tree.span(node).start(), "nothing can be bound to '" + NAME + "'");
    }
  }
}
