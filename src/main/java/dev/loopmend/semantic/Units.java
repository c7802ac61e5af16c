package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The units of a file that code runs in: the module, which is 0, and each function and lambda in
/// the order of the text.
final class Units {
  private final List<Integer> nodes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<Integer, Integer> byNode = new HashMap<>();

  private Units() {}

  static Units of(Scopes scopes) {
    Units units = new Units();
    units.add(0, FunctionRef.MODULE);
    for (Scope scope : scopes.all()) {
      Node node = scope.node();
      switch (scope.kind()) {
        case FUNCTION, LAMBDA -> units.add(node.id(), QualifiedNames.of(node, scopes));
        case MODULE, CLASS, COMPREHENSION, TYPE_PARAMETERS -> {}
      }
    }
    return units;
  }

  private void add(int node, String name) {
    byNode.put(node, nodes.size());
    nodes.add(node);
    names.add(name);
  }

  int count() {
    return nodes.size();
  }

  boolean has(int index) {
    return index >= 0 && index < nodes.size();
  }

  /// The node id of a unit.
  int node(int index) {
    return nodes.get(index);
  }

  String name(int index) {
    return names.get(index);
  }

  /// The number of the unit that a node id is of; the module for any that opens none.
  int indexOf(int node) {
    return byNode.getOrDefault(node, 0);
  }

  /// The unit whose code a node is.
  int unitOf(Node node, Scopes scopes) {
    return indexOf(scopes.functionOf(node));
  }

  FunctionRef ref(String path, Node unit) {
    int index = indexOf(unit.id());
    return new FunctionRef(path, index, names.get(index));
  }
}
