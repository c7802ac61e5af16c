package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Attribute;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Collects what a file says of its classes: bases, methods, and what is stored in attributes.
final class TypeReader {
  /// What is seen of one class while the file is read.
  private static final class Seen {
    final Map<String, List<Integer>> methods = new HashMap<>();
    final Map<String, List<Integer>> values = new HashMap<>();
    final Map<String, Integer> annotations = new HashMap<>();
    final Set<String> opaque = new HashSet<>();
  }

  private final RefReader refs;
  private final BindingReader bindings;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final List<Seen> seen = new ArrayList<>();

  TypeReader(RefReader refs, BindingReader bindings) {
    this.refs = refs;
    this.bindings = bindings;
    this.tree = refs.tree();
    this.scopes = refs.scopes();
    refs.types().nodes().forEach(_ -> seen.add(new Seen()));
  }

  /// Notes what a node says of a class.
  void visit(Node node) {
    switch (node) {
      case Stmt.FunctionDef def ->
          refs.types()
              .holding(scopes.scopeOf(def))
              .ifPresent(it -> add(seen.get(it).methods, def.name(), unit(def)));
      // Ex) self.lock = threading.Lock()
      case Expr.Attribute(_, Expr.Name receiver, String name)
          when scopes.usage(node) != Usage.LOAD ->
          typeOf(receiver).ifPresent(it -> store(seen.get(it), name, (Expr) node));
      case Expr.Name target when scopes.usage(target) != Usage.LOAD ->
          refs.types()
              .holding(scopes.scopeOf(target))
              .ifPresent(it -> store(seen.get(it), target.text(), target));
      case Node _ -> {}
    }
  }

  private int unit(Stmt.FunctionDef def) {
    return refs.units().indexOf(def.id());
  }

  /// The class of the file that a name is an instance of, or stands for itself.
  private Optional<Integer> typeOf(Expr.Name name) {
    int number = scopes.numberOf(name);
    if (number < 0) {
      return Optional.empty();
    }
    FileFacts.Bound bound = bindings.read(number);
    // Ex) def swap(box: Box): box.worker = Other()
    if (bound.annotation() >= 0) {
      Optional<Integer> said = typeNamed(bound.annotation());
      if (said.isPresent()) {
        return said;
      }
    }
    if (!bound.isOnce()) {
      return Optional.empty();
    }
    return switch (bound.stores().getFirst()) {
      // Ex) self.worker = Worker()
      case FileFacts.Store.Self(int type, _) -> Optional.of(type);
      // Ex) Box.worker = Other()
      case FileFacts.Store.Type(int type) -> Optional.of(type);
      // Ex) box = Box()
      case FileFacts.Store.Value(int ref)
          when refs.table().get(ref) instanceof Ref.Called(int callee) ->
          typeNamed(callee);
      case FileFacts.Store.Value _,
          FileFacts.Store.Import _,
          FileFacts.Store.Function _,
          FileFacts.Store.Opaque _ ->
          Optional.empty();
    };
  }

  private Optional<Integer> typeNamed(int ref) {
    return refs.table().get(ref) instanceof Ref.Bound(int number)
            && bindings.read(number).isOnce()
            && bindings.read(number).stores().getFirst() instanceof FileFacts.Store.Type(int type)
        ? Optional.of(type)
        : Optional.empty();
  }

  private void store(Seen type, String name, Expr target) {
    Node parent = tree.parent(target);
    if (parent instanceof Stmt.Delete) {
      return;
    }
    if (parent instanceof Stmt.AnnAssign assign) {
      type.annotations.putIfAbsent(refs.text(name), refs.annotation(assign.annotation()));
    }
    OptionalInt value = given(target);
    boolean isDeclared = parent instanceof Stmt.AnnAssign assign && assign.value().isEmpty();
    if (value.isPresent()) {
      add(type.values, name, value.getAsInt());
    } else if (!isDeclared) {
      type.opaque.add(refs.text(name));
    }
  }

  /// The ref of what a statement gives to its target; nothing if that cannot be told.
  OptionalInt given(Expr target) {
    return switch (tree.parent(target)) {
      case Stmt.Assign assign when assign.value().id() != target.id() ->
          OptionalInt.of(value(target, assign.value()));
      case Stmt.AnnAssign assign when assign.value().isPresent() ->
          OptionalInt.of(value(target, assign.value().get()));
      case Node.WithItem item -> OptionalInt.of(refs.entered(item));
      default -> OptionalInt.empty();
    };
  }

  private int value(Expr target, Expr value) {
    // Ex) self._loop = self._loop or asyncio.get_event_loop()
    return bindings.without(refs.of(value), refs.of(target));
  }

  private void add(Map<String, List<Integer>> lists, String key, int value) {
    List<Integer> list = lists.computeIfAbsent(refs.text(key), _ -> new ArrayList<>());
    if (!list.contains(value)) {
      list.add(value);
    }
  }

  /// All classes, by number.
  List<FileFacts.Type> read() {
    List<FileFacts.Type> types = new ArrayList<>();
    for (Stmt.ClassDef node : refs.types().nodes()) {
      types.add(read(node, seen.get(types.size())));
    }
    return List.copyOf(types);
  }

  private FileFacts.Type read(Stmt.ClassDef node, Seen own) {
    List<Integer> bases = new ArrayList<>();
    for (Node.Argument argument : node.arguments()) {
      if (argument.kind() == Node.ArgumentKind.POSITIONAL) {
        bases.add(refs.of(unsubscripted(argument.value())));
      } else if (argument.kind() != Node.ArgumentKind.KEYWORD) {
        bases.add(Ref.UNKNOWN);
      }
    }
    Map<String, List<Integer>> methods = new HashMap<>();
    own.methods.forEach((name, units) -> methods.put(name, List.copyOf(units)));
    boolean once = scopes.bindingOf(node).filter(it -> it.stores().size() == 1).isPresent();
    return new FileFacts.Type(
        QualifiedNames.of(node, scopes), once, List.copyOf(bases), methods, attributes(own));
  }

  private static Expr unsubscripted(Expr base) {
    return base instanceof Expr.Subscript subscript ? subscript.value() : base;
  }

  private static Map<String, Attribute> attributes(Seen own) {
    Set<String> names = new HashSet<>(own.values.keySet());
    names.addAll(own.annotations.keySet());
    names.addAll(own.opaque);
    Map<String, Attribute> attributes = new HashMap<>();
    for (String name : names) {
      List<Integer> values = List.copyOf(own.values.getOrDefault(name, List.of()));
      Optional<Integer> annotation = Optional.ofNullable(own.annotations.get(name));
      attributes.put(name, new Attribute(values, annotation, own.opaque.contains(name)));
    }
    return attributes;
  }
}
