package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The setters and deleters of properties: what runs when an attribute is assigned to or deleted
/// (Data model, 3.3.2).
final class Accessors {
  private final ClassGraph classes;
  private final boolean[] isProperty;

  /// By the function that reads a property.
  private final Map<Integer, List<Integer>> setters = new HashMap<>();

  private final Map<Integer, List<Integer>> deleters = new HashMap<>();

  /// What all of them are called.
  private final Set<String> names = new HashSet<>();

  /// Properties for which a class below has another setter or deleter.
  private final Set<Integer> replaced = new HashSet<>();

  Accessors(ClassGraph classes, boolean[] isProperty) {
    this.classes = classes;
    this.isProperty = isProperty;
    for (int type = 0; type < classes.count(); type++) {
      LinkedClass linked = classes.get(type);
      for (List<Integer> units : linked.type().methods().values()) {
        for (int unit : units) {
          add(type, linked.unit(unit), linked.file().facts().units().get(unit));
        }
      }
    }
  }

  private void add(int type, int function, Unit unit) {
    if (unit.decorators().isEmpty()) {
      return;
    }
    if (unit.isAccessor("setter")) {
      add(setters, type, function, unit);
    } else if (unit.isAccessor("deleter")) {
      add(deleters, type, function, unit);
    }
  }

  private void add(Map<Integer, List<Integer>> accessors, int type, int function, Unit unit) {
    names.add(unit.ownName());
    for (int at : classes.lineage(type)) {
      for (int getter : classes.get(at).units(unit.ownName())) {
        if (isProperty[getter]) {
          accessors.computeIfAbsent(getter, _ -> new ArrayList<>()).add(function);
          // Ex) class Box(Base): @Base.size.setter
          if (at != type) {
            replaced.add(getter);
          }
        }
      }
    }
  }

  /// Whether some property of that name may be set, or deleted.
  boolean has(String name) {
    return names.contains(name);
  }

  /// The setters or deleters of properties.
  List<Integer> of(Collection<Integer> getters, Role role) {
    Map<Integer, List<Integer>> accessors = role == Role.SET ? setters : deleters;
    return getters.stream()
        .flatMap(it -> accessors.getOrDefault(it, List.of()).stream())
        .distinct()
        .toList();
  }

  /// Whether no class below says something else of the properties.
  boolean areSure(Collection<Integer> getters) {
    return getters.stream().noneMatch(replaced::contains);
  }

  /// A name that no method has: a setter is no method that a call of its name could run.
  static String key(String name, Role role) {
    return role == Role.SET ? name + " =" : "del " + name;
  }

  /// The key of a setter or deleter, or the name of any other function.
  static String keyOf(Unit unit) {
    if (unit.decorators().isEmpty()) {
      return unit.ownName();
    }
    if (unit.isAccessor("setter")) {
      return key(unit.ownName(), Role.SET);
    }
    return unit.isAccessor("deleter") ? key(unit.ownName(), Role.DELETED) : unit.ownName();
  }
}
