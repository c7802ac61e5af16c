package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Finds the binding that a name means in a scope, as Python looks names up: the scope itself, then
/// those outside without the classes among them. All lists are by scope id.
record NameLookup(
    List<Map<String, Integer>> tables, List<Set<String>> globals, List<Set<String>> nonlocals) {

  /// The number of the binding, or nothing for a name that the file does not bind.
  OptionalInt find(Scope scope, String name) {
    return from(scope, name, tables, globals, nonlocals);
  }

  static OptionalInt from(
      Scope scope,
      String name,
      List<Map<String, Integer>> tables,
      List<Set<String>> globals,
      List<Set<String>> nonlocals) {
    boolean classIsVisible = true;
    Optional<Scope> next = Optional.of(scope);
    while (next.isPresent()) {
      Scope at = next.get();
      boolean visible = at.kind() != Scope.Kind.CLASS || classIsVisible;
      // Ex) global cache
      if (visible && globals.get(at.id()).contains(name)) {
        return known(tables.get(0), name);
      }
      boolean own = visible && !nonlocals.get(at.id()).contains(name);
      OptionalInt found = own ? known(tables.get(at.id()), name) : OptionalInt.empty();
      if (found.isPresent()) {
        return found;
      }
      // The type parameters of a method see the class round them (PEP 695); its body does not.
      classIsVisible &= at.kind() == Scope.Kind.TYPE_PARAMETERS;
      next = at.parent();
    }
    return OptionalInt.empty();
  }

  private static OptionalInt known(Map<String, Integer> table, String name) {
    int index = table.getOrDefault(name, -1);
    return index >= 0 ? OptionalInt.of(index) : OptionalInt.empty();
  }
}
