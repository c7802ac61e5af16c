package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The classes of a file, numbered in the order of the text.
final class TypeNumbers {
  private final List<Stmt.ClassDef> nodes = new ArrayList<>();
  private final Map<Integer, Integer> byNode = new HashMap<>();

  private TypeNumbers() {}

  static TypeNumbers of(SyntaxTree tree) {
    TypeNumbers numbers = new TypeNumbers();
    for (int id = 1; id < tree.nodeCount(); id++) {
      if (tree.node(id) instanceof Stmt.ClassDef type) {
        numbers.byNode.put(id, numbers.nodes.size());
        numbers.nodes.add(type);
      }
    }
    return numbers;
  }

  List<Stmt.ClassDef> nodes() {
    return nodes;
  }

  Optional<Integer> of(Node type) {
    return Optional.ofNullable(byNode.get(type.id()));
  }

  /// The class whose body a scope is.
  Optional<Integer> holding(Scope scope) {
    return scope.kind() == Scope.Kind.CLASS ? of(scope.node()) : Optional.empty();
  }
}
