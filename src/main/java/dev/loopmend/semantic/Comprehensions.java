package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.Optional;

/// What the four kinds of comprehension have in common.
final class Comprehensions {
  private Comprehensions() {}

  /// The first iterable of a comprehension, which is evaluated in the scope around it; nothing for
  /// any other node.
  static Optional<Expr> firstIterable(Node node) {
    return switch (node) {
      case Expr.ListComp comp -> Optional.of(comp.generators().getFirst().iterable());
      case Expr.SetComp comp -> Optional.of(comp.generators().getFirst().iterable());
      case Expr.DictComp comp -> Optional.of(comp.generators().getFirst().iterable());
      case Expr.GeneratorExp comp -> Optional.of(comp.generators().getFirst().iterable());
      default -> Optional.empty();
    };
  }
}
