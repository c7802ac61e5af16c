package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Bound;
import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.semantic.FileFacts.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The classes of what refs stand for, as far as they are visible: instances made, annotations,
/// what the knowledge says of calls, and names and attributes whose stores all agree. "" is
/// unknown.
final class LinkedTypes {
  /// How many imports are followed from one to the next.
  private static final int MOST_IMPORTS = 16;

  /// Decorators that change something about a function, but not what class it returns.
  private static final Set<String> KEEPING =
      Set.of(
          "builtins.property",
          "functools.cached_property",
          "functools.lru_cache",
          "functools.cache");

  /// What tells the question for a class from that for a function.
  private static final long TYPE = 1L << 62;

  private static final Set<String> MANAGERS =
      Set.of("contextlib.contextmanager", "contextlib.asynccontextmanager");

  /// Methods of containers that give one of their items.
  private static final Set<String> TAKING = Set.of("get", "pop", "popleft", "setdefault");

  private static final Set<String> SELF = Set.of("typing.Self", "typing_extensions.Self");

  private final LinkedNames names;
  private final ClassGraph classes;
  private final LinkedTargets targets;
  private final LinkedAnnotations annotations;
  private final LinkedAttributes attributes;
  private final LinkedItems items;
  private final Knowledge knowledge;
  private final OpenQuestions.Answers<String> answers;

  /// How many imports are being followed, one from another.
  private int following;

  LinkedTypes(
      LinkedNames names,
      ClassGraph classes,
      AttributeStores stores,
      LinkedTargets targets,
      OpenQuestions questions) {
    this.answers = new OpenQuestions.Answers<>(questions, "");
    this.names = names;
    this.classes = classes;
    this.targets = targets;
    this.annotations = new LinkedAnnotations(names);
    this.knowledge = names.knowledge();
    this.items = new LinkedItems(this, names, targets, classes, annotations);
    this.attributes = new LinkedAttributes(classes, stores, targets, names, this, questions);
  }

  /// What the attributes of the classes of the project hold.
  LinkedAttributes attributes() {
    return attributes;
  }

  /// The class of what a ref of a file stands for.
  String of(FileView file, int ref) {
    String known = file.type(ref);
    if (known != null) {
      return known;
    }
    return answers.ask(
        file.key(ref) | TYPE, () -> find(file, file.ref(ref)), type -> file.type(ref, type));
  }

  private String find(FileView file, Ref ref) {
    return switch (ref) {
      case Ref.Called(int callee) -> ofCall(file, callee);
      case Ref.Applied(int callee, int _) ->
          names.of(file, callee).equals(LinkedTargets.PARTIAL)
              ? LinkedTargets.PARTIAL
              : ofCall(file, callee);
      case Ref.Bound(int binding) -> ofBinding(file, binding);
      case Ref.Free(String name) -> ofFree(file, name);
      case Ref.Member(int of, String name) -> ofAttribute(file, of, name);
      case Ref.OneOf(List<Integer> options, boolean strict) -> agreed(file, options, strict);
      case Ref.Instance(String type) -> type;
      case Ref.Awaited(int of) -> awaited(file, of);
      case Ref.Item(int of, boolean keyed) -> items.of(file, of, keyed);
      case Ref.Entered(int of, boolean isAsync) -> entered(file, of, isAsync);
      case Ref.Unknown _,
          Ref.Nothing _,
          Ref.Super _,
          Ref.Function _,
          Ref.Subscripted _,
          Ref.Union _ ->
          "";
    };
  }

  boolean isNone(FileView file, int ref) {
    return file.ref(ref) instanceof Ref.Nothing;
  }

  /// The class that all values agree on; `None` says nothing. If not strict, names whose class is
  /// unknown are skipped too.
  String agreed(FileView file, List<Integer> values, boolean strict) {
    String found = "";
    for (int value : values) {
      String type = of(file, value);
      boolean isName = file.ref(value) instanceof Ref.Bound || file.ref(value) instanceof Ref.Free;
      if (isNone(file, value) || (!strict && type.isEmpty() && isName)) {
        continue;
      }
      if (type.isEmpty() || !(found.isEmpty() || found.equals(type))) {
        return "";
      }
      found = type;
    }
    return found;
  }

  private String ofCall(FileView file, int callee) {
    String name = names.of(file, callee);
    if (!name.isEmpty()) {
      String known = knowledge.returns().getOrDefault(name, "");
      if (!known.isEmpty()) {
        return known;
      }
      if (classes.named(name).isPresent() || Dotted.looksLikeClass(name)) {
        return name;
      }
    }
    // Ex) cls()
    Optional<Integer> own = file.ownType(callee);
    if (own.isPresent()) {
      return classes.get(own.get()).name();
    }
    Optional<Integer> unit = targets.of(file, callee).only();
    if (unit.isPresent()) {
      return result(unit.get(), false, receiver(file, callee));
    }
    // Ex) loop.create_task(work())
    if (name.isEmpty() && file.ref(callee) instanceof Ref.Member(int of, String method)) {
      String type = of(file, of);
      String given = type.isEmpty() ? "" : inherited(type, method, knowledge.returns());
      // Ex) self.clients.get(name)
      return given.isEmpty() && TAKING.contains(method) ? items.of(file, of, true) : given;
    }
    return "";
  }

  private String awaited(FileView file, int of) {
    return file.ref(of) instanceof Ref.Called(int callee)
        ? targets
            .of(file, callee)
            .only()
            .map(it -> result(it, true, receiver(file, callee)))
            .orElseGet(() -> awaitedOfLibrary(file, callee))
        : "";
  }

  /// Ex) await session.get(url)
  private String awaitedOfLibrary(FileView file, int callee) {
    return new LibraryMembers(targets)
        .among(file, callee, knowledge.awaited().keySet())
        .map(name -> knowledge.awaited().getOrDefault(name, ""))
        .orElse("");
  }

  /// What a function of the project returns: its annotation, else what all its returns agree on.
  String result(int unit, boolean awaited) {
    return result(unit, awaited, "");
  }

  /// The class of the project that a method is called on: of an object, or itself.
  private String receiver(FileView file, int callee) {
    if (!(file.ref(callee) instanceof Ref.Member(int of, _))) {
      return "";
    }
    // Ex) super().copy(), which is called on `self`
    if (file.ref(of) instanceof Ref.Super(int own)) {
      return classes.get(file.firstType() + own).name();
    }
    String type = of(file, of);
    String name = type.isEmpty() ? names.of(file, of) : type;
    return classes.named(name).map(it -> classes.get(it).name()).orElse("");
  }

  /// What `-> Self` means is the class that a method is called on, or else the one that has it.
  private String result(int unit, boolean awaited, String receiver) {
    FileView file = targets.fileOf(unit);
    Unit facts = file.facts().units().get(unit - file.firstUnit());
    if (!returnsItself(file, facts, awaited)) {
      return "";
    }
    if (facts.returns() < 0) {
      return agreed(file, facts.results(), true);
    }
    String said = annotations.type(file, facts.returns());
    if (!SELF.contains(said) || facts.owner() < 0) {
      return said;
    }
    return receiver.isEmpty() ? classes.get(file.firstType() + facts.owner()).name() : receiver;
  }

  /// Whether a call, or what is awaited of it, gives what the code of the function returns.
  boolean returnsItself(FileView file, Unit facts, boolean awaited) {
    return facts.isAsync() == awaited
        && !facts.isGenerator()
        && facts.decorators().stream()
            .allMatch(
                it -> names.isPlain(file, it) || KEEPING.contains(names.of(file, it.callee())));
  }

  private String ofFree(FileView file, String name) {
    return names.modules().star(file, name).map(it -> ofModule(it, name)).orElse("");
  }

  private String ofModule(String module, String name) {
    // Two modules may import a name from each other.
    if (following > MOST_IMPORTS) {
      return "";
    }
    following++;
    try {
      return names
          .modules()
          .find(module, name)
          .map(it -> ofBinding(it.module(), it.binding()))
          .orElse("");
    } finally {
      following--;
    }
  }

  private String ofBinding(FileView file, int number) {
    Bound bound = file.bound(number);
    String said = bound.annotation() < 0 ? "" : annotations.type(file, bound.annotation());
    if (!said.isEmpty() && !said.startsWith("typing.")) {
      return said;
    }
    String found = "";
    for (Store store : bound.stores()) {
      if (store instanceof Store.Value(int ref) && isNone(file, ref)) {
        continue;
      }
      String type = ofStore(file, store);
      if (type.isEmpty() || !(found.isEmpty() || found.equals(type))) {
        return "";
      }
      found = type;
    }
    return found;
  }

  private String ofStore(FileView file, Store store) {
    return switch (store) {
      case Store.Value(int ref) -> of(file, ref);
      case Store.Self(int type, boolean isClass) ->
          isClass ? "" : classes.get(file.firstType() + type).name();
      case Store.Import(Summary.Source from, String name) ->
          name.isEmpty() ? "" : imported(file, from, name);
      case Store.Function _, Store.Type _, Store.Opaque _ -> "";
    };
  }

  private String imported(FileView file, Summary.Source from, String name) {
    return ofModule(names.modules().from(file.path(), from), name);
  }

  /// Ex) async with pool.session() as session: the context managers that matter give themselves,
  /// those of the project say what they give
  private String entered(FileView file, int ref, boolean isAsync) {
    if (file.ref(ref) instanceof Ref.Called(int callee)) {
      Optional<String> yielded = targets.of(file, callee).only().flatMap(this::yielded);
      if (yielded.isPresent()) {
        return yielded.get();
      }
      String library = awaitedOfLibrary(file, callee);
      if (!library.isEmpty()) {
        return library;
      }
    }
    String type = of(file, ref);
    Optional<Integer> own = classes.named(type);
    if (own.isEmpty()) {
      return type;
    }
    String method = isAsync ? "__aenter__" : "__enter__";
    List<Integer> units = classes.lookUp(own.get(), method, false).units();
    return units.size() == 1
        ? result(units.getFirst(), isAsync, classes.get(own.get()).name())
        : type;
  }

  /// What a function gives that `contextlib` makes a context manager of. Ex) async def session() ->
  /// AsyncIterator[Session]
  private Optional<String> yielded(int unit) {
    FileView file = targets.fileOf(unit);
    Unit facts = file.facts().units().get(unit - file.firstUnit());
    boolean manages =
        facts.decorators().stream().anyMatch(it -> MANAGERS.contains(names.of(file, it.callee())));
    if (!manages) {
      return Optional.empty();
    }
    return Optional.of(
        facts.returns() >= 0
                && file.ref(facts.returns()) instanceof Ref.Subscripted(int _, var arguments)
            ? annotations.type(file, arguments.getFirst())
            : "");
  }

  private String ofAttribute(FileView file, int of, String name) {
    if (file.ref(of) instanceof Ref.Super(int type)) {
      return attributes.of(file.firstType() + type, name, true);
    }
    Optional<Integer> self = file.ownType(of);
    if (self.isPresent()) {
      return attributes.of(self.get(), name, false);
    }
    String receiver = names.of(file, of);
    Optional<Integer> own = classes.named(receiver);
    if (own.isPresent()) {
      return attributes.isMemberOfEnum(own.get(), name)
          ? receiver
          : attributes.of(own.get(), name, false);
    }
    // Ex) Service.client.session
    if (!receiver.isEmpty() && classes.named(Dotted.qualifier(receiver)).isEmpty()) {
      return ofModule(receiver, name);
    }
    String type = of(file, of);
    Optional<Integer> known = classes.named(type);
    return known.isPresent()
        ? attributes.of(known.get(), name, false)
        : inherited(type, name, knowledge.attributes());
  }

  /// What a table of the knowledge says of a member of a library class or of its bases.
  String inherited(String type, String name, Map<String, String> table) {
    return knowledge
        .ofMember(type, name, member -> Optional.ofNullable(table.get(member)))
        .orElse("");
  }
}
