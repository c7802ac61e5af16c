package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What a class gets from classes that it neither derives from nor is a base of, since another one
/// derives from both. Ex) `class Client(Retrying, Sender)`: `self.send()` in `Retrying` runs the
/// method of `Sender`
final class Siblings {
  private static final int NONE = -1;

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
    Set<Integer> having = new HashSet<>();
    Set<Integer> joined = new LinkedHashSet<>();
    for (int type : classes.definers(name)) {
      if (!classes.get(type).units(name).isEmpty()) {
        having.add(type);
        joined.addAll(joining.getOrDefault(type, List.of()));
      }
    }
    Methods found = Methods.none();
    for (int type : joined) {
      List<Integer> lineage = classes.lineage(type);
      // From the end of the lineage: the first class behind a place that has the method.
      int behind = NONE;
      for (int at : lineage.reversed()) {
        add(classes, at, behind, name, found.above());
        behind = having.contains(at) ? at : behind;
      }
      for (int at : lineage) {
        add(classes, at, behind, name, found.own());
      }
    }
    return found;
  }

  private static void add(
      ClassGraph classes, int type, int owner, String name, Map<Integer, Set<Integer>> found) {
    if (owner != NONE && owner != type && areBeside(classes, type, owner)) {
      found
          .computeIfAbsent(type, _ -> new LinkedHashSet<>())
          .addAll(classes.get(owner).units(name));
    }
  }
}
