package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Bound;
import dev.loopmend.semantic.FileFacts.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The functions of the project that refs stand for: through imports, aliases, `self`, `super()`,
/// instances and inheritance.
final class LinkedTargets {
  static final Target NONE = new Target.None();
  static final String PARTIAL = "functools.partial";

  /// What stands for an object of any class.
  private static final Set<String> MOCKS =
      Set.of("unittest.mock.Mock", "unittest.mock.MagicMock", "unittest.mock.NonCallableMock");

  private static final List<String> CONSTRUCTORS = List.of("__new__", "__init__");
  private static final Set<String> PROPERTIES =
      Set.of("builtins.property", "functools.cached_property");

  private final List<FileView> files;
  private final int[] fileOfUnit;
  private final LinkedNames names;
  private final ClassGraph classes;
  private final LinkedTypes types;
  private final OpenQuestions.Answers<Target> answers;

  /// What a method name leads to from a class, since many calls ask the same.
  private final Map<Integer, Map<String, Target>> methods = new HashMap<>();

  /// What the names of files lead to, by file and binding.
  private final Map<Long, Target> ofBindings = new HashMap<>();

  private final Map<Integer, Target> constructors = new HashMap<>();

  LinkedTargets(
      List<FileView> files,
      int[] fileOfUnit,
      LinkedNames names,
      ClassGraph classes,
      AttributeStores stores) {
    this.files = files;
    this.fileOfUnit = fileOfUnit;
    this.names = names;
    this.classes = classes;
    OpenQuestions questions = new OpenQuestions();
    this.answers = new OpenQuestions.Answers<>(questions, NONE);
    this.types = new LinkedTypes(names, classes, stores, this, questions);
  }

  /// The class of what a ref stands for, that of `self` included, or "".
  String typeOf(FileView file, int ref) {
    return types.of(file, ref);
  }

  LinkedNames names() {
    return names;
  }

  ClassGraph classes() {
    return classes;
  }

  FileView fileOf(int unit) {
    return files.get(fileOfUnit[unit]);
  }

  /// Whether reading an attribute runs a function.
  boolean isProperty(int unit) {
    FileView file = fileOf(unit);
    for (FileFacts.Decorator decorator :
        file.facts().units().get(unit - file.firstUnit()).decorators()) {
      if (PROPERTIES.contains(names.of(file, decorator.callee()))) {
        return true;
      }
    }
    return false;
  }

  /// The functions that a ref of a file stands for.
  Target of(FileView file, int ref) {
    return answers.ask(file.key(ref), () -> find(file, file.ref(ref)), _ -> {});
  }

  private Target find(FileView file, Ref ref) {
    return switch (ref) {
      case Ref.Function(int unit) ->
          new Target.Functions(List.of(file.firstUnit() + unit), true, false);
      case Ref.Bound(int binding) -> ofBinding(file, binding);
      case Ref.Free(String name) ->
          names.modules().star(file, name).map(it -> ofModule(it, name)).orElse(NONE);
      case Ref.Member(int of, String name) -> ofMember(file, of, name);
      // Ex) functools.partial(work, 1)
      case Ref.Applied(int callee, int function) ->
          names.of(file, callee).equals(PARTIAL) ? of(file, function) : NONE;
      case Ref.OneOf(List<Integer> options, boolean _) -> ofOptions(file, options);
      case Ref.Unknown _,
          Ref.Nothing _,
          Ref.Called _,
          Ref.Awaited _,
          Ref.Entered _,
          Ref.Super _,
          Ref.Instance _,
          Ref.Item _,
          Ref.Subscripted _,
          Ref.Union _ ->
          NONE;
    };
  }

  private Target ofOptions(FileView file, List<Integer> options) {
    List<Integer> units = new ArrayList<>();
    for (int option : options) {
      if (of(file, option) instanceof Target.Functions(List<Integer> some, _, _)) {
        units.addAll(some);
      }
    }
    return units.isEmpty() ? NONE : new Target.Functions(units, false, false);
  }

  /// What a module's name stands for.
  Target ofModule(String module, String name) {
    return names
        .modules()
        .find(module, name)
        .map(it -> ofBinding(it.module(), it.binding()))
        .orElse(NONE);
  }

  Target ofBinding(FileView file, int number) {
    long key = file.key(number) | (1L << 31);
    Target known = ofBindings.get(key);
    return known == null
        ? answers.ask(
            key, () -> findBinding(file, file.bound(number)), target -> ofBindings.put(key, target))
        : known;
  }

  private Target findBinding(FileView file, Bound bound) {
    List<Target> found = new ArrayList<>();
    for (Store store : bound.stores()) {
      boolean hidden =
          store instanceof Store.Function(int unit)
              && bound.stores().size() > 1
              && file.facts().units().get(unit).isHidden();
      if (!hidden) {
        found.add(ofStore(file, bound, store));
      }
    }
    return joined(found, bound.deleted());
  }

  /// All of several targets; `open` if it may stand for something else as well.
  private Target joined(List<Target> found, boolean open) {
    if (found.size() == 1 && !open) {
      return found.getFirst();
    }
    Set<Integer> units = new LinkedHashSet<>();
    boolean sure = !open;
    boolean constructs = false;
    for (Target target : found) {
      switch (target) {
        case Target.Functions(List<Integer> some, boolean surely, boolean constructing) -> {
          units.addAll(some);
          sure &= surely;
          constructs |= constructing;
        }
        case Target.None _, Target.Possible _ -> sure = false;
      }
    }
    return units.isEmpty() ? NONE : new Target.Functions(List.copyOf(units), sure, constructs);
  }

  private Target ofStore(FileView file, Bound bound, Store store) {
    return switch (store) {
      case Store.Function(int unit) ->
          new Target.Functions(List.of(file.firstUnit() + unit), true, false);
      case Store.Type(int type) ->
          constructors.computeIfAbsent(file.firstType() + type, it -> constructor(it, true));
      case Store.Self(int type, boolean isClass) ->
          isClass ? constructor(file.firstType() + type, false) : NONE;
      case Store.Import(Summary.Source from, String name) ->
          name.isEmpty() ? NONE : ofModule(names.modules().from(file.path(), from), name);
      case Store.Value(int ref) when bound.isAlias() -> of(file, ref);
      case Store.Value _, Store.Opaque _ -> NONE;
    };
  }

  /// What a call of a class runs. Not sure for `cls()`, which may be a subclass.
  private Target constructor(int type, boolean exact) {
    List<Integer> units = new ArrayList<>();
    boolean sure = true;
    for (String name : CONSTRUCTORS) {
      ClassGraph.Lookup lookup = classes.lookUp(type, name, false);
      units.addAll(lookup.units());
      sure &= lookup.seesAll();
      if (!exact) {
        List<Integer> below = classes.replacing(type, name);
        units.addAll(below);
        sure &= below.isEmpty();
      }
    }
    return new Target.Functions(List.copyOf(units), sure, true);
  }

  private Target ofMember(FileView file, int of, String name) {
    if (file.ref(of) instanceof Ref.Super(int type)) {
      ClassGraph.Lookup lookup = classes.lookUp(file.firstType() + type, name, true);
      // Every class has a constructor: a base that is not in sight tells nothing of one of ours.
      boolean seen = lookup.seesAll() && !classes.isBesideOpen(file.firstType() + type);
      boolean told = seen || CONSTRUCTORS.contains(name);
      List<Integer> beside = classes.beside(file.firstType() + type, name, true);
      List<Integer> units = new ArrayList<>(lookup.units());
      units.addAll(beside);
      return units.isEmpty()
          ? told ? NONE : new Target.Possible(name)
          : new Target.Functions(units, lookup.seesAll() && beside.isEmpty(), false);
    }
    Optional<Integer> own = file.ownType(of);
    if (own.isPresent()) {
      return method(own.get(), name);
    }
    String receiver = names.of(file, of);
    // Ex) Service.client.fetch, where a value in the body of the class is the client
    boolean isInClass = classes.named(Dotted.qualifier(receiver)).isPresent();
    if (!receiver.isEmpty() && (!isInClass || classes.named(receiver).isPresent())) {
      return ofNamed(receiver, name);
    }
    String type = types.of(file, of);
    if (type.isEmpty()) {
      return new Target.Possible(name);
    }
    Optional<Integer> known = classes.named(type);
    return known.isPresent() ? method(known.get(), name) : ofForeign(type, name);
  }

  /// A method of an instance of a class that is not among those of the project that were read.
  private Target ofForeign(String type, String name) {
    boolean mayBeOurs =
        MOCKS.contains(type)
            || names.modules().isOfProject(type)
            || classes.hasSubclass(type)
            || type.equals("builtins.object")
            || type.startsWith("collections.abc.");
    return mayBeOurs ? new Target.Possible(name) : NONE;
  }

  /// Ex) Service.make, module.work
  private Target ofNamed(String receiver, String name) {
    Optional<Integer> type = classes.named(receiver);
    if (type.isPresent()) {
      ClassGraph.Lookup lookup = classes.lookUp(type.get(), name, false);
      return lookup.units().isEmpty()
          ? inner(type.get(), name, true, lookup)
          : new Target.Functions(lookup.units(), !lookup.stored() && lookup.seesAll(), false);
    }
    boolean isOpen =
        names.modules().view(receiver).isEmpty() && names.modules().isOfProject(receiver);
    return isOpen ? new Target.Possible(name) : ofModule(receiver, name);
  }

  /// A class in the body of a class, where a lookup found no method: that of the class itself, or
  /// also those of classes that derive from it. Ex) Outer.Inner()
  private Target inner(int type, String name, boolean exact, ClassGraph.Lookup lookup) {
    List<Target> found = new ArrayList<>();
    for (int at : classes.inner(type, name, exact)) {
      found.add(constructors.computeIfAbsent(at, it -> constructor(it, true)));
    }
    if (!found.isEmpty()) {
      return joined(found, lookup.stored() || found.size() > 1);
    }
    boolean unseen = !lookup.seesAll() || (!exact && classes.isBesideOpen(type));
    // What is stored in an instance comes before all methods.
    return unseen && (exact || !lookup.stored()) ? new Target.Possible(name) : NONE;
  }

  /// A method called on an instance of a class, or of one that derives from it.
  Target method(int type, String name) {
    Map<String, Target> known = methods.computeIfAbsent(type, _ -> new HashMap<>());
    Target target = known.get(name);
    return target == null
        ? answers.ask(
            Map.entry(type, name),
            () -> findMethod(type, name),
            // What somebody puts in its place may be given by another method of the class.
            found -> known.put(name, found))
        : target;
  }

  private Target findMethod(int type, String name) {
    // Ex) class Store(Protocol): classes need not derive from it to stand for it
    if (classes.isProtocol(type)) {
      return new Target.Possible(name);
    }
    ClassGraph.Lookup lookup = classes.lookUp(type, name, false);
    List<Integer> units = new ArrayList<>(lookup.units());
    List<Integer> below = classes.replacing(type, name);
    units.addAll(below);
    if (units.isEmpty()) {
      return inner(type, name, false, lookup);
    }
    boolean sure = below.isEmpty() && !lookup.stored() && lookup.seesAll();
    boolean kept = sure && !types.attributes().mayReplace(type, name);
    return new Target.Functions(List.copyOf(units), kept, false);
  }

  /// The functions of the project of which a ref means one for sure, whichever it is: a function,
  /// or a method with all that override it. None if something else may be meant.
  List<Integer> family(FileView file, int ref) {
    Target target = of(file, ref);
    if (!(target instanceof Target.Functions(List<Integer> units, boolean sure, boolean constructs))
        || constructs) {
      return List.of();
    }
    if (sure || !(file.ref(ref) instanceof Ref.Member(int of, String name))) {
      return sure ? units : List.of();
    }
    Optional<Integer> type =
        file.ownType(of).or(() -> classes.named(Modules.visible(types.of(file, of))));
    boolean whole =
        type.map(it -> classes.lookUp(it, name, false))
            .filter(it -> it.seesAll() && !it.stored() && !it.units().isEmpty())
            .filter(_ -> !types.attributes().mayReplace(type.get(), name))
            .isPresent();
    return whole ? units : List.of();
  }
}
