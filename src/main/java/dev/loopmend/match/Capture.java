package dev.loopmend.match;

import dev.loopmend.syntax.Node;
import java.util.List;

/// What a variable of a pattern stands for at a match.
public sealed interface Capture {

  /// `$X`: one expression, name or other node.
  record One(Node node) implements Capture {}

  /// `$$$XS`: any number of arguments, elements, parameters or statements, in order.
  record Many(List<Node> nodes) implements Capture {
    public Many {
      nodes = List.copyOf(nodes);
    }
  }

  /// The nodes captured, one or several.
  default List<Node> all() {
    return switch (this) {
      case One(Node node) -> List.of(node);
      case Many(List<Node> nodes) -> nodes;
    };
  }
}
