package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Attribute;
import dev.loopmend.semantic.FileFacts.Bound;
import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.semantic.FileFacts.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The classes of what containers hold, as the annotations of the containers say (PEP 484, 585).
/// What is not annotated is not known.
final class LinkedItems {
  private static final int DEPTH = 8;

  private static final Set<String> HOMES =
      Set.of(
          "builtins",
          "typing",
          "typing_extensions",
          "collections",
          "collections.abc",
          "weakref",
          "types");

  private static final Set<String> MAPPINGS =
      Set.of(
          "dict",
          "Dict",
          "Mapping",
          "MutableMapping",
          "defaultdict",
          "DefaultDict",
          "OrderedDict",
          "MappingProxyType",
          "WeakValueDictionary",
          "WeakKeyDictionary");

  /// Containers with one kind of items, which have a number in those of the first kind.
  private static final Set<String> SEQUENCES =
      Set.of("list", "List", "deque", "Deque", "Sequence", "MutableSequence");

  private static final Set<String> COLLECTIONS =
      Set.of(
          "set",
          "Set",
          "frozenset",
          "FrozenSet",
          "AbstractSet",
          "MutableSet",
          "WeakSet",
          "Collection",
          "Iterable",
          "Iterator",
          "Generator",
          "KeysView",
          "ValuesView");

  private static final Set<String> TUPLES = Set.of("tuple", "Tuple");

  /// Where an annotation stands.
  private record Said(FileView file, int ref) {}

  private final LinkedTypes types;
  private final LinkedNames names;
  private final LinkedTargets targets;
  private final ClassGraph classes;
  private final LinkedAnnotations annotations;

  LinkedItems(
      LinkedTypes types,
      LinkedNames names,
      LinkedTargets targets,
      ClassGraph classes,
      LinkedAnnotations annotations) {
    this.types = types;
    this.names = names;
    this.targets = targets;
    this.classes = classes;
    this.annotations = annotations;
  }

  /// The class of an item of a container, or "": what a loop over it gives, or what lies under a
  /// key or a number.
  String of(FileView file, int container, boolean keyed) {
    return item(file, container, keyed, 0)
        .map(it -> annotations.type(it.file(), it.ref()))
        .filter(it -> !it.startsWith("typing"))
        .orElse("");
  }

  private Optional<Said> item(FileView file, int container, boolean keyed, int depth) {
    return said(file, container, depth).flatMap(it -> ofSaid(it, keyed));
  }

  private Optional<Said> ofSaid(Said said, boolean keyed) {
    FileView file = said.file();
    int core = annotations.core(file, said.ref());
    if (core < 0
        || !(file.ref(core) instanceof Ref.Subscripted(int outer, List<Integer> arguments))) {
      return Optional.empty();
    }
    String name = names.of(file, outer);
    String last = Dotted.last(name);
    if (!HOMES.contains(Dotted.qualifier(name)) || arguments.isEmpty()) {
      return Optional.empty();
    }
    if (MAPPINGS.contains(last)) {
      return Optional.of(new Said(file, keyed ? arguments.getLast() : arguments.getFirst()));
    }
    boolean first =
        SEQUENCES.contains(last)
            || (!keyed && COLLECTIONS.contains(last))
            || (TUPLES.contains(last) && isOfOneKind(file, arguments));
    return first ? Optional.of(new Said(file, arguments.getFirst())) : Optional.empty();
  }

  /// Ex) tuple[Client, ...]
  private static boolean isOfOneKind(FileView file, List<Integer> arguments) {
    return arguments.size() == 2 && file.ref(arguments.getLast()) instanceof Ref.Unknown;
  }

  /// The annotation of what a ref stands for.
  private Optional<Said> said(FileView file, int ref, int depth) {
    if (depth > DEPTH) {
      return Optional.empty();
    }
    return switch (file.ref(ref)) {
      case Ref.Bound(int binding) -> ofBinding(file, binding, depth);
      case Ref.Member(int of, String name) -> ofAttribute(file, of, name, depth);
      case Ref.Called(int callee) -> ofResult(file, callee, false);
      case Ref.Awaited(int of) when file.ref(of) instanceof Ref.Called(int callee) ->
          ofResult(file, callee, true);
      // Ex) self.queues[room][0] of a `dict[str, list[Queue]]`
      case Ref.Item(int of, boolean keyed) -> item(file, of, keyed, depth + 1);
      case Ref.Awaited _,
          Ref.Entered _,
          Ref.Unknown _,
          Ref.Nothing _,
          Ref.Free _,
          Ref.Applied _,
          Ref.Super _,
          Ref.Function _,
          Ref.Instance _,
          Ref.OneOf _,
          Ref.Subscripted _,
          Ref.Union _ ->
          Optional.empty();
    };
  }

  private Optional<Said> ofBinding(FileView file, int binding, int depth) {
    Bound bound = file.bound(binding);
    if (depth > DEPTH) {
      return Optional.empty();
    }
    if (bound.annotation() >= 0) {
      return Optional.of(new Said(file, bound.annotation()));
    }
    if (!bound.isOnce()) {
      return Optional.empty();
    }
    return switch (bound.stores().getFirst()) {
      // Ex) clients = self.clients
      case Store.Value(int value) -> said(file, value, depth + 1);
      case Store.Import(Summary.Source from, String name) when !name.isEmpty() ->
          names
              .modules()
              .find(names.modules().from(file.path(), from), name)
              .flatMap(it -> ofBinding(it.module(), it.binding(), depth + 1));
      case Store.Import _, Store.Function _, Store.Type _ -> Optional.empty();
      case Store.Self _, Store.Opaque _ -> Optional.empty();
    };
  }

  private Optional<Said> ofAttribute(FileView file, int of, String name, int depth) {
    Optional<Integer> type =
        file.ownType(of)
            .or(() -> classes.named(names.of(file, of)))
            .or(() -> classes.named(types.of(file, of)));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    for (int at : classes.lineage(type.get())) {
      LinkedClass linked = classes.get(at);
      Attribute attribute = linked.type().attributes().get(name);
      if (attribute != null) {
        return attribute
            .annotation()
            .map(it -> new Said(linked.file(), it))
            .or(() -> ofOnlyValue(linked.file(), attribute, depth + 1));
      }
      List<Integer> methods = linked.type().methods().getOrDefault(name, List.of());
      if (!methods.isEmpty()) {
        int unit = linked.file().firstUnit() + methods.getFirst();
        return methods.size() == 1 && targets.isProperty(unit)
            ? result(unit, false)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Ex) def __init__(self, clients: list[Client]): self.clients = clients
  private Optional<Said> ofOnlyValue(FileView file, Attribute attribute, int depth) {
    return attribute.opaque() || attribute.values().size() != 1
        ? Optional.empty()
        : said(file, attribute.values().getFirst(), depth);
  }

  private Optional<Said> ofResult(FileView file, int callee, boolean awaited) {
    return targets.of(file, callee).only().flatMap(it -> result(it, awaited));
  }

  private Optional<Said> result(int unit, boolean awaited) {
    FileView file = targets.fileOf(unit);
    Unit facts = file.facts().units().get(unit - file.firstUnit());
    return facts.returns() >= 0 && types.returnsItself(file, facts, awaited)
        ? Optional.of(new Said(file, facts.returns()))
        : Optional.empty();
  }
}
