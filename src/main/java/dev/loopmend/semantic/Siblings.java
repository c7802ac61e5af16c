package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What a class gets from classes that it neither derives from nor is a base of, since another one
/// derives from both. Ex) `class Client(Retrying, Sender)`: `self.send()` in `Retrying` runs the
/// method of `Sender`
final class Siblings {
  /// By class those below it, or it itself, that have several bases in their lineage.
  private final Map<Integer, List<Integer>> joining = new HashMap<>();

  /// The classes that share a class below with a base of which nothing can be told.
  private final BitSet besideOpen = new BitSet();

  /// By class those beside it.
  private final Map<Integer, Set<Integer>> beside = new ConcurrentHashMap<>();

  /// By the name of a method.
  private final Map<String, Methods> byName = new ConcurrentHashMap<>();

  /// By class the methods that `self.name`, and `super().name`, of it may mean besides.
  private record Methods(Map<Integer, Set<Integer>> own, Map<Integer, Set<Integer>> above) {
    static Methods none() {
      return new Methods(new HashMap<>(), new HashMap<>());
    }
  }

  Siblings(ClassGraph classes) {
    BitSet open = new BitSet();
    for (int type = 0; type < classes.count(); type++) {
      open.set(type, classes.get(type).bases().stream().anyMatch(classes::isOpen));
    }
    for (int type = 0; type < classes.count(); type++) {
      List<Integer> lineage = classes.lineage(type);
      if (lineage.stream().anyMatch(open::get)) {
        lineage.forEach(besideOpen::set);
      }
      if (!isChain(classes, lineage)) {
        for (int at : lineage) {
          joining.computeIfAbsent(at, _ -> new ArrayList<>()).add(type);
        }
      }
    }
  }

  /// Whether each class of a lineage derives from all behind it.
  private static boolean isChain(ClassGraph classes, List<Integer> lineage) {
    for (int place = 0; place < lineage.size(); place++) {
      if (classes.lineage(lineage.get(place)).size() < lineage.size() - place) {
        return false;
      }
    }
    return true;
  }

  /// Whether a class below may have an attribute of this class from a base that cannot be told.
  boolean areOpen(int type) {
    return besideOpen.get(type);
  }

  /// The classes beside one.
  Set<Integer> of(ClassGraph classes, int type) {
    return joining.containsKey(type)
        ? beside.computeIfAbsent(type, it -> find(classes, it))
        : Set.of();
  }

  private Set<Integer> find(ClassGraph classes, int type) {
    Set<Integer> found = new LinkedHashSet<>();
    for (int below : joining.getOrDefault(type, List.of())) {
      classes.lineage(below).stream()
          .filter(it -> areBeside(classes, type, it))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean areBeside(ClassGraph classes, int one, int other) {
    return !classes.lineage(one).contains(other) && !classes.lineage(other).contains(one);
  }

  /// The methods of a name that instances of classes below get from classes beside this one; for
  /// `above` those that `super()` in this class means there.
  List<Integer> methods(ClassGraph classes, int type, String name, boolean above) {
    if (!joining.containsKey(type)) {
      return List.of();
    }
    Methods known = byName.computeIfAbsent(name, it -> find(classes, it));
    return List.copyOf((above ? known.above() : known.own()).getOrDefault(type, Set.of()));
  }

  private Methods find(ClassGraph classes, String name) {
    Set<Integer> joined = new LinkedHashSet<>();
    classes.definers(name).forEach(it -> joined.addAll(joining.getOrDefault(it, List.of())));
    Methods found = Methods.none();
    for (int type : joined) {
      List<Integer> lineage = classes.lineage(type);
      Optional<Integer> first = next(classes, lineage, 0, name);
      for (int place = 0; place < lineage.size(); place++) {
        int at = lineage.get(place);
        first.ifPresent(it -> add(classes, at, it, name, found.own()));
        next(classes, lineage, place + 1, name)
            .ifPresent(it -> add(classes, at, it, name, found.above()));
      }
    }
    return found;
  }

  /// The first class with a method from a place of a lineage on.
  private static Optional<Integer> next(
      ClassGraph classes, List<Integer> lineage, int place, String name) {
    return lineage.subList(place, lineage.size()).stream()
        .filter(it -> !classes.get(it).units(name).isEmpty())
        .findFirst();
  }

  private static void add(
      ClassGraph classes, int type, int owner, String name, Map<Integer, Set<Integer>> found) {
    if (areBeside(classes, type, owner)) {
      found
          .computeIfAbsent(type, _ -> new LinkedHashSet<>())
          .addAll(classes.get(owner).units(name));
    }
  }
}
