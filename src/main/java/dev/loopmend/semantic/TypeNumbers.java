package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
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

  static TypeNumbers of(Scopes scopes) {
    TypeNumbers numbers = new TypeNumbers();
    for (Scope scope : scopes.all()) {
      if (scope.kind() == Scope.Kind.CLASS && scope.node() instanceof Stmt.ClassDef type) {
        numbers.byNode.put(type.id(), numbers.nodes.size());
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
