package dev.loopmend.parse;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;

/// What the four kinds of comprehension have in common.
final class Comprehensions {
  private Comprehensions() {}

  /// The `for` parts of a comprehension; none for any other node.
  static List<Node.Comprehension> of(Node node) {
    return switch (node) {
      case Expr.GeneratorExp it -> it.generators();
      case Expr.ListComp it -> it.generators();
      case Expr.SetComp it -> it.generators();
      case Expr.DictComp it -> it.generators();
      default -> List.of();
    };
  }
}
