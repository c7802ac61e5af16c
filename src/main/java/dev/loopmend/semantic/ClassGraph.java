package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The classes of a workspace and how they derive from each other. Classes are numbered through all
/// files; what a base outside of the project is, its name tells.
final class ClassGraph {
  /// Nobody's hierarchy is deeper; a class that derives from itself must end.
  private static final int MOST = 200;

  /// A class and where it is written.
  record Linked(FileView file, FileFacts.Type type, String name, List<String> bases) {
    /// The number of a unit of its file through all files.
    int unit(int number) {
      return file.firstUnit() + number;
    }
  }

  /// A method that a lookup found, or why it did not: `seesAll` is false if a base that cannot be
  /// told or lies outside may have it before.
  record Lookup(List<Integer> units, boolean stored, boolean seesAll) {}

  private final LinkedNames names;
  private final List<Linked> all = new ArrayList<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<Integer, List<Integer>> subclasses = new HashMap<>();
  private final Map<String, List<Integer>> outside = new HashMap<>();
  private final Map<Integer, List<Integer>> lineages = new HashMap<>();

  ClassGraph(List<FileView> files, LinkedNames names) {
    this.names = names;
    Set<String> twins = new LinkedHashSet<>();
    for (FileView file : files) {
      for (FileFacts.Type type : file.facts().classes()) {
        String name = names.defined(file, type.name());
        List<String> bases = type.bases().stream().map(it -> names.of(file, it)).toList();
        if (!type.isOnce() || byName.containsKey(name)) {
          twins.add(name);
        }
        byName.put(name, all.size());
        all.add(new Linked(file, type, name, bases));
      }
    }
    twins.forEach(byName::remove);
    for (int type = 0; type < all.size(); type++) {
      for (String base : all.get(type).bases()) {
        Optional<Integer> known = named(base);
        if (known.isPresent()) {
          subclasses.computeIfAbsent(known.get(), _ -> new ArrayList<>()).add(type);
        } else if (!base.isEmpty()) {
          outside.computeIfAbsent(base, _ -> new ArrayList<>()).add(type);
        }
      }
    }
    for (int type = 0; type < all.size(); type++) {
      lineages.put(type, order(type));
    }
  }

  Linked get(int type) {
    return all.get(type);
  }

  int count() {
    return all.size();
  }

  /// The class of a canonical name, if the name means only one.
  Optional<Integer> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<Integer> subclassesOf(int type) {
    return subclasses.getOrDefault(type, List.of());
  }

  /// The classes of the project that directly derive from one outside.
  List<Integer> subclassesOf(String outsideName) {
    return outside.getOrDefault(outsideName, List.of());
  }

  /// The class and its bases in the project, in the order in which attributes are looked up.
  List<Integer> lineage(int type) {
    return lineages.getOrDefault(type, List.of(type));
  }

  /// Nearest first, and each before its own bases: the order of C3 (Data model, 3.3.3) where every
  /// class comes before all that it derives from.
  private List<Integer> order(int type) {
    List<Integer> reached = new ArrayList<>(List.of(type));
    Set<Integer> seen = new LinkedHashSet<>(reached);
    for (int at = 0; at < reached.size() && at < MOST; at++) {
      for (String base : all.get(reached.get(at)).bases()) {
        named(base).filter(seen::add).ifPresent(reached::add);
      }
    }
    return reached.size() < 4 ? List.copyOf(reached) : merged(reached);
  }

  /// A base that another reached class derives from directly comes behind it.
  private List<Integer> merged(List<Integer> reached) {
    List<Integer> left = new ArrayList<>(reached);
    List<Integer> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      int next = left.getFirst();
      for (int candidate : left) {
        boolean isBase =
            left.stream().anyMatch(it -> it != candidate && subclassesOf(candidate).contains(it));
        if (!isBase) {
          next = candidate;
          break;
        }
      }
      ordered.add(next);
      left.remove(Integer.valueOf(next));
    }
    return List.copyOf(ordered);
  }

  /// Looks a method up in a class, or in its bases only.
  Lookup lookUp(int type, String name, boolean above) {
    boolean seesAll = true;
    List<Integer> lineage = lineage(type);
    for (int at : above ? lineage.subList(1, lineage.size()) : lineage) {
      Linked linked = get(at);
      List<Integer> units = linked.type().methods().getOrDefault(name, List.of());
      FileFacts.Attribute stored = linked.type().attributes().get(name);
      if (!units.isEmpty() || stored != null) {
        boolean value = stored != null && (stored.opaque() || !stored.values().isEmpty());
        return new Lookup(units.stream().map(linked::unit).toList(), value, seesAll);
      }
      seesAll &= linked.bases().stream().noneMatch(this::isOpen);
    }
    return new Lookup(List.of(), false, seesAll);
  }

  /// Whether nothing can be told of a base: it has no visible name, or its file was not read.
  boolean isOpen(String base) {
    return base.isEmpty() || (named(base).isEmpty() && names.modules().isOfProject(base));
  }

  /// The methods of that name in all classes that derive from a class.
  List<Integer> overrides(int type, String name) {
    Set<Integer> seen = new LinkedHashSet<>(List.of(type));
    List<Integer> queue = new ArrayList<>(seen);
    List<Integer> units = new ArrayList<>();
    for (int at = 0; at < queue.size(); at++) {
      for (int derived : subclassesOf(queue.get(at))) {
        if (seen.add(derived)) {
          queue.add(derived);
          Linked linked = get(derived);
          linked
              .type()
              .methods()
              .getOrDefault(name, List.of())
              .forEach(it -> units.add(linked.unit(it)));
        }
      }
    }
    return units;
  }

  /// Whether a class derives from one of a canonical name; unknown if a base cannot be told.
  Answer derives(int type, String wanted) {
    boolean open = false;
    for (int at : lineage(type)) {
      Linked linked = get(at);
      if (linked.name().equals(wanted)) {
        return new Answer.Yes("its class derives from " + wanted);
      }
      for (String base : linked.bases()) {
        if (names.knowledge().isA(base, wanted)) {
          return new Answer.Yes("its class derives from " + wanted);
        }
        open |= isOpen(base);
      }
    }
    return open
        ? new Answer.Unknown("a base class of " + get(type).type().name() + " cannot be told")
        : new Answer.No("it is a " + get(type).type().name());
  }
}
