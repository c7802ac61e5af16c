package dev.loopmend.semantic;

import java.util.List;

/// A class and where it is written.
record LinkedClass(FileView file, FileFacts.Type type, String name, List<String> bases) {
  static LinkedClass of(FileView file, FileFacts.Type type, LinkedNames names) {
    List<String> bases = type.bases().stream().map(it -> names.of(file, it)).toList();
    return new LinkedClass(file, type, names.defined(file, type.name()), bases);
  }

  /// The class in a file that may have been edited.
  LinkedClass with(FileView now, FileFacts.Type its, LinkedNames names) {
    return now.facts().equals(file.facts())
        ? new LinkedClass(now, its, name, bases)
        : of(now, its, names);
  }

  /// Whether another class at the same place has its name, its bases, and methods that mean the
  /// same by their names and numbers.
  boolean derivesAs(LinkedClass other) {
    return file.firstUnit() == other.file.firstUnit()
        && (file.facts().equals(other.file.facts())
            || (name.equals(other.name)
                && bases.equals(other.bases)
                && type.isOnce() == other.type.isOnce()
                && type.methods().equals(other.type.methods())
                && type.methods().values().stream()
                    .allMatch(units -> areSame(file, other.file, units))));
  }

  /// Whether methods have the same decorators: by those they are properties, or hidden.
  private static boolean areSame(FileView file, FileView other, List<Integer> units) {
    return units.stream()
        .allMatch(
            it -> texts(file.facts().units().get(it)).equals(texts(other.facts().units().get(it))));
  }

  private static List<String> texts(FileFacts.Unit unit) {
    return unit.decorators().stream().map(FileFacts.Decorator::text).toList();
  }

  /// The number of a unit of its file through all files.
  int unit(int number) {
    return file.firstUnit() + number;
  }

  /// The methods of a name that a call may run.
  List<Integer> units(String method) {
    return type.methods().getOrDefault(method, List.of()).stream()
        .filter(it -> !file.facts().units().get(it).isHidden())
        .map(this::unit)
        .toList();
  }
}
