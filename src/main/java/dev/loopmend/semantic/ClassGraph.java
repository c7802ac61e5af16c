package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The classes of a workspace and how they derive from each other. Classes are numbered through all
/// files; what a base outside of the project is, its name tells.
final class ClassGraph {
  /// Nobody's hierarchy is deeper; a class that derives from itself must end.
  private static final int DEPTH = 100;

  private static final int MOST = 200;

  private static final Set<String> PROTOCOLS =
      Set.of("typing.Protocol", "typing_extensions.Protocol");

  /// Bases of the standard library that have no methods but those of `object`.
  static final Set<String> EMPTY =
      Set.of(
          "builtins.object",
          "abc.ABC",
          "typing.Protocol",
          "typing.Generic",
          "typing_extensions.Protocol",
          "enum.Enum");

  /// A method that a lookup found, or why it did not: `seesAll` is false if a base that cannot be
  /// told or lies outside may have it before.
  record Lookup(List<Integer> units, boolean stored, boolean seesAll) {}

  private final LinkedNames names;
  private final List<LinkedClass> all = new ArrayList<>();
  private final Shape shape;
  private final Siblings siblings;

  /// What follows from the names of the classes, their bases and methods: the classes by name, the
  /// classes outside that some derive from, each with its bases in order, the names of properties
  /// that can be set, the classes that have a method of a name themselves, those in the bodies of
  /// others by their own name with the one each is in, and what overrides a method.
  private record Shape(
      Map<String, Integer> byName,
      Set<String> outside,
      List<List<Integer>> lineages,
      Set<String> settable,
      Map<String, List<Integer>> definers,
      Map<String, Map<Integer, Integer>> inner,
      Map<String, Map<Integer, List<Integer>>> overrides) {
    Shape() {
      this(
          new HashMap<>(),
          new HashSet<>(),
          new ArrayList<>(),
          new HashSet<>(),
          new HashMap<>(),
          new HashMap<>(),
          new ConcurrentHashMap<>());
    }
  }

  /// Classes that derive from each other as others do.
  private ClassGraph(List<LinkedClass> all, LinkedNames names, Shape shape, Siblings siblings) {
    this.names = names;
    this.all.addAll(all);
    this.shape = shape;
    this.siblings = siblings;
  }

  /// The classes of files after an edit: most edits change nothing in how they derive from each
  /// other, and in what their methods are called.
  static ClassGraph of(List<FileView> files, LinkedNames names, Optional<ClassGraph> before) {
    return before
        .flatMap(it -> it.with(files, names))
        .orElseGet(() -> new ClassGraph(files, names));
  }

  private Optional<ClassGraph> with(List<FileView> files, LinkedNames newNames) {
    List<LinkedClass> now = new ArrayList<>();
    for (FileView file : files) {
      for (FileFacts.Type type : file.facts().classes()) {
        if (now.size() == all.size()) {
          return Optional.empty();
        }
        LinkedClass was = all.get(now.size());
        LinkedClass is = was.with(file, type, newNames);
        if (!was.derivesAs(is)) {
          return Optional.empty();
        }
        now.add(is);
      }
    }
    return now.size() == all.size()
        ? Optional.of(new ClassGraph(now, newNames, shape, siblings))
        : Optional.empty();
  }

  ClassGraph(List<FileView> files, LinkedNames names) {
    this.names = names;
    this.shape = new Shape();
    Set<String> twins = new LinkedHashSet<>();
    for (FileView file : files) {
      for (FileFacts.Type type : file.facts().classes()) {
        LinkedClass linked = LinkedClass.of(file, type, names);
        String name = linked.name();
        if (!type.isOnce() || shape.byName().containsKey(name)) {
          twins.add(name);
        }
        shape.byName().put(name, all.size());
        all.add(linked);
      }
    }
    twins.forEach(shape.byName()::remove);
    for (int type = 0; type < all.size(); type++) {
      for (String base : all.get(type).bases()) {
        if (named(base).isEmpty()) {
          shape.outside().addAll(names.knowledge().lineage(base));
        }
      }
    }
    for (int type = 0; type < all.size(); type++) {
      shape.lineages().add(order(type));
      addInner(type);
      for (String method : all.get(type).type().methods().keySet()) {
        shape.definers().computeIfAbsent(method, _ -> new ArrayList<>()).add(type);
        if (hasSetter(all.get(type), method)) {
          shape.settable().add(method);
        }
      }
    }
    this.siblings = new Siblings(this);
  }

  private void addInner(int type) {
    String name = all.get(type).name();
    Optional<Integer> outer = named(Dotted.qualifier(name));
    if (outer.isPresent() && named(name).isPresent()) {
      shape
          .inner()
          .computeIfAbsent(Dotted.last(name), _ -> new LinkedHashMap<>())
          .put(outer.get(), type);
    }
  }

  /// The class that a name of a class means if it is written in the body of that class or of a
  /// base. Unless `exact`, also what the name means in classes that derive from it.
  List<Integer> inner(int type, String name, boolean exact) {
    Map<Integer, Integer> byOuter = shape.inner().getOrDefault(name, Map.of());
    Set<Integer> found = new LinkedHashSet<>();
    lineage(type).stream().map(byOuter::get).filter(Objects::nonNull).limit(1).forEach(found::add);
    byOuter.forEach(
        (outer, it) -> {
          if (!exact && outer != type && lineage(outer).contains(type)) {
            found.add(it);
          }
        });
    return List.copyOf(found);
  }

  LinkedClass get(int type) {
    return all.get(type);
  }

  /// The classes that have a method of a name themselves.
  List<Integer> definers(String method) {
    return shape.definers().getOrDefault(method, List.of());
  }

  /// What a class gets from classes beside it.
  List<Integer> beside(int type, String method, boolean above) {
    return siblings.methods(this, type, method, above);
  }

  /// The classes that some class below has for bases beside this one.
  Set<Integer> beside(int type) {
    return siblings.of(this, type);
  }

  /// Whether a class below may have an attribute of this class from a base that cannot be told.
  boolean isBesideOpen(int type) {
    return siblings.areOpen(type);
  }

  int count() {
    return all.size();
  }

  /// The class of a canonical name, if the name means only one.
  Optional<Integer> named(String name) {
    return Optional.ofNullable(shape.byName().get(name));
  }

  /// Whether an instance of a class outside may be one of the project, as far as is known.
  boolean hasSubclass(String outsideName) {
    return shape.outside().contains(outsideName);
  }

  /// The class and its bases in the project, in the order in which attributes are looked up.
  List<Integer> lineage(int type) {
    return shape.lineages().get(type);
  }

  /// Every class before its own bases, those from the left first: the order of C3 (Data model,
  /// 3.3.3) for hierarchies that Python accepts.
  private List<Integer> order(int type) {
    List<Integer> reversed = new ArrayList<>();
    visit(type, new HashSet<>(), reversed, 0);
    return List.copyOf(reversed.reversed());
  }

  private void visit(int type, Set<Integer> seen, List<Integer> done, int depth) {
    if (depth > DEPTH || seen.size() > MOST || !seen.add(type)) {
      return;
    }
    for (String base : all.get(type).bases().reversed()) {
      Optional<Integer> known = named(base);
      if (known.isPresent()) {
        visit(known.get(), seen, done, depth + 1);
      }
    }
    done.add(type);
  }

  /// Looks a method up in a class, or in its bases only.
  Lookup lookUp(int type, String name, boolean above) {
    List<Integer> lineage = lineage(type);
    boolean seesAll = lineage.size() <= DEPTH;
    boolean declared = false;
    for (int place = above ? 1 : 0; place < lineage.size(); place++) {
      LinkedClass linked = get(lineage.get(place));
      List<Integer> units = linked.units(name);
      FileFacts.Attribute stored = linked.type().attributes().get(name);
      boolean own = stored != null && !runsSetter(type, name);
      boolean value = own && stored != null && (stored.opaque() || !stored.values().isEmpty());
      if (!units.isEmpty() || value) {
        boolean seen = seesAll && !isBehindOthers(lineage, place);
        return new Lookup(units, value || declared, seen);
      }
      // Ex) send: Callable[[str], None], which a base may have, or a dataclass is given
      declared |= own;
      seesAll &= linked.bases().stream().noneMatch(this::isOpen);
    }
    return new Lookup(List.of(), false, seesAll);
  }

  /// Whether a base outside comes before a class of a lineage, and may have what that has. A base
  /// comes behind all that derive from it, and behind those to its left with all of theirs. Ex)
  /// class Worker(threading.Thread, Mixin)
  private boolean isBehindOthers(List<Integer> lineage, int place) {
    Set<String> later = new HashSet<>(EMPTY);
    lineage.subList(place, lineage.size()).forEach(it -> later.addAll(get(it).bases()));
    for (int before : lineage.subList(0, place)) {
      for (String base : get(before).bases()) {
        Optional<Integer> known = named(base);
        if (known.isPresent() && lineage(known.get()).contains(lineage.get(place))) {
          break;
        }
        if (known.isEmpty() && !later.contains(base)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether an assignment to an attribute of a class runs the setter of a property.
  boolean runsSetter(int type, String name) {
    return shape.settable().contains(name)
        && lineage(type).stream().anyMatch(it -> hasSetter(get(it), name));
  }

  private static boolean hasSetter(LinkedClass linked, String name) {
    List<Integer> units = linked.type().methods().getOrDefault(name, List.of());
    for (int unit : units) {
      if (linked.file().facts().units().get(unit).isAccessor("setter")) {
        return true;
      }
    }
    return false;
  }

  /// Whether a class is a protocol (PEP 544).
  boolean isProtocol(int type) {
    return get(type).bases().stream().anyMatch(PROTOCOLS::contains);
  }

  /// Whether nothing can be told of a base: it has no visible name, or its file was not read.
  boolean isOpen(String base) {
    return base.isEmpty() || (named(base).isEmpty() && names.modules().isOfProject(base));
  }

  /// The methods of that name in all classes that derive from a class.
  List<Integer> overrides(int type, String name) {
    return shape
        .overrides()
        .computeIfAbsent(name, this::overridesNamed)
        .getOrDefault(type, List.of());
  }

  /// The methods that instances of classes which derive from a class may have in the place of its
  /// own: what overrides that, and what such a class gets from another base.
  List<Integer> replacing(int type, String name) {
    List<Integer> beside = beside(type, name, false);
    if (beside.isEmpty()) {
      return overrides(type, name);
    }
    Set<Integer> all = new LinkedHashSet<>(overrides(type, name));
    all.addAll(beside);
    return List.copyOf(all);
  }

  /// The class, and the bases of it and of all that have its method of a name from it.
  Set<Integer> basesOfHeirs(int type, String name) {
    Set<Integer> found = new LinkedHashSet<>(lineage(type));
    for (int below = 0; below < all.size(); below++) {
      List<Integer> lineage = lineage(below);
      int place = lineage.indexOf(type);
      if (place > 0
          && lineage.subList(0, place).stream().allMatch(it -> get(it).units(name).isEmpty())) {
        found.addAll(lineage);
      }
    }
    return found;
  }

  /// By class the methods of a name in what derives from it.
  private Map<Integer, List<Integer>> overridesNamed(String name) {
    Map<Integer, List<Integer>> below = new HashMap<>();
    for (int type : definers(name)) {
      LinkedClass linked = get(type);
      List<Integer> units = linked.units(name);
      for (int at : lineage(type)) {
        if (at != type) {
          below.computeIfAbsent(at, _ -> new ArrayList<>()).addAll(units);
        }
      }
    }
    return below;
  }

  /// Whether a class is, or derives from, one of some canonical names, as far as is known.
  boolean surelyDerives(int type, Set<String> wanted) {
    return lineage(type).stream()
        .map(this::get)
        .anyMatch(
            it ->
                wanted.contains(it.name())
                    || it.bases().stream().anyMatch(base -> names.knowledge().isAny(base, wanted)));
  }

  /// Whether a class derives from one of a canonical name; unknown if a base cannot be told.
  Answer derives(int type, String wanted) {
    if (surelyDerives(type, Set.of(wanted))) {
      return new Answer.Yes("its class derives from " + wanted);
    }
    String name = get(type).type().name();
    return lineage(type).stream().anyMatch(it -> get(it).bases().stream().anyMatch(this::isOpen))
        ? new Answer.Unknown("a base class of " + name + " cannot be told")
        : new Answer.No("its class is " + name);
  }
}
