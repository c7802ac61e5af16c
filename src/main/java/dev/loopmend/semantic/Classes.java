package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The classes that a file defines: their methods, bases and attributes.
final class Classes {
  /// A class of the file. `attributes` are the values that `self.name = value` in a method or `name
  /// = value` in the body gives to each name, `annotations` what `name: type` says; a store that
  /// has no visible value (`self.x, self.y = pair`) makes a name one of `opaque`.
  record Type(
      Stmt.ClassDef node,
      String name,
      Map<String, List<Stmt.FunctionDef>> methods,
      Map<String, List<Expr>> attributes,
      Map<String, Expr> annotations,
      Map<String, Node> opaque) {}

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final Map<Integer, Type> byNode = new LinkedHashMap<>();
  private final Map<String, Type> byName = new HashMap<>();
  private final Map<Integer, List<Type>> subclasses = new HashMap<>();

  Classes(SyntaxTree tree, Scopes scopes, Resolver resolver) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    for (int id = 0; id < tree.nodeCount(); id++) {
      switch (tree.node(id)) {
        case Stmt.ClassDef node -> define(node);
        case Stmt.FunctionDef method -> addMethod(method);
        case Expr.Attribute target when scopes.usage(target) != Usage.LOAD -> addAttribute(target);
        case Expr.Name target when scopes.usage(target) != Usage.LOAD -> addClassName(target);
        case Node _ -> {}
      }
    }
    byNode.values().forEach(it -> basesOf(it).forEach(base -> link(base, it)));
  }

  private void link(Type base, Type derived) {
    subclasses.computeIfAbsent(base.node().id(), _ -> new ArrayList<>()).add(derived);
  }

  private void define(Stmt.ClassDef node) {
    String name = resolver.nameInModule(node);
    Type type =
        new Type(
            node,
            name,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>());
    byNode.put(node.id(), type);
    scopes
        .bindingOf(node)
        .filter(it -> it.stores().size() == 1)
        .flatMap(_ -> resolver.nameOfBinding(scopes.numberOf(node)))
        .ifPresent(it -> byName.put(it, type));
  }

  private void addMethod(Stmt.FunctionDef def) {
    Scope scope = scopes.scopeOf(def);
    if (scope.kind() == Scope.Kind.CLASS) {
      Optional.ofNullable(byNode.get(scope.node().id()))
          .ifPresent(it -> add(it.methods(), def.name(), def));
    }
  }

  /// Ex) self.lock = threading.Lock()
  private void addAttribute(Expr.Attribute target) {
    if (!(target.value() instanceof Expr.Name receiver)) {
      return;
    }
    Optional<Type> type = selfType(receiver);
    if (type.isPresent()) {
      addStore(type.get(), target.name(), target);
    }
  }

  private void addClassName(Expr.Name target) {
    Scope scope = scopes.scopeOf(target);
    if (scope.kind() == Scope.Kind.CLASS) {
      Optional.ofNullable(byNode.get(scope.node().id()))
          .ifPresent(it -> addStore(it, target.text(), target));
    }
  }

  private void addStore(Type type, String name, Expr target) {
    switch (tree.parent(target)) {
      case Stmt.Assign assign when assign.value().id() != target.id() ->
          add(type.attributes(), name, assign.value());
      case Stmt.AnnAssign assign -> {
        type.annotations().putIfAbsent(name, assign.annotation());
        assign.value().ifPresent(it -> add(type.attributes(), name, it));
      }
      case Node.WithItem item -> add(type.attributes(), name, item.context());
      case Stmt.Delete _ -> {}
      default -> type.opaque().putIfAbsent(name, target);
    }
  }

  private static <T> void add(Map<String, List<T>> lists, String key, T value) {
    lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
  }

  /// The class whose instance or class object a name is as the first parameter of a method.
  Optional<Type> selfType(Expr.Name name) {
    return scopes
        .bindingOf(name)
        .filter(it -> it.stores().size() == 1)
        .map(it -> it.stores().getFirst())
        .filter(Node.Parameter.class::isInstance)
        .flatMap(this::ownerOfFirst);
  }

  private Optional<Type> ownerOfFirst(Node parameter) {
    Node owner = tree.parent(tree.parent(parameter));
    boolean first =
        tree.parent(parameter) instanceof Node.Parameters all
            && all.all().getFirst().id() == parameter.id();
    if (!first || !(owner instanceof Stmt.FunctionDef def)) {
      return Optional.empty();
    }
    boolean isStatic =
        def.decorators().stream()
            .anyMatch(it -> resolver.nameOf(it.expression()).equals(STATIC_METHOD));
    return isStatic ? Optional.empty() : classOf(def);
  }

  private static final Optional<String> STATIC_METHOD = Optional.of("builtins.staticmethod");

  /// The class that directly holds a method.
  Optional<Type> classOf(Stmt.FunctionDef method) {
    Scope scope = scopes.scopeOf(method);
    return scope.kind() == Scope.Kind.CLASS
        ? Optional.ofNullable(byNode.get(scope.node().id()))
        : Optional.empty();
  }

  /// The class of the file that has a canonical name.
  Optional<Type> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<Type> of(Stmt.ClassDef node) {
    return Optional.ofNullable(byNode.get(node.id()));
  }

  /// The canonical name of a class of the file.
  Optional<String> nameOf(Type type) {
    return resolver.nameOfBinding(scopes.numberOf(type.node()));
  }

  /// The direct base classes that the file defines.
  List<Type> basesOf(Type type) {
    return baseNames(type).stream().flatMap(it -> named(it).stream()).toList();
  }

  /// The canonical names of the direct bases, "" for one that cannot be told.
  List<String> baseNames(Type type) {
    return type.node().arguments().stream()
        .filter(it -> it.kind() == Node.ArgumentKind.POSITIONAL)
        .map(it -> resolver.nameOf(unsubscripted(it.value())).orElse(""))
        .toList();
  }

  private static Expr unsubscripted(Expr base) {
    return base instanceof Expr.Subscript subscript ? subscript.value() : base;
  }

  List<Type> subclassesOf(Type type) {
    return subclasses.getOrDefault(type.node().id(), List.of());
  }

  /// The class and its bases in the file, nearest first.
  List<Type> lineage(Type type) {
    List<Type> line = new ArrayList<>(List.of(type));
    for (int at = 0; at < line.size() && at < 32; at++) {
      for (Type base : basesOf(line.get(at))) {
        if (line.stream().noneMatch(it -> it.node().id() == base.node().id())) {
          line.add(base);
        }
      }
    }
    return line;
  }

  /// Whether a class derives, as far as the file and the knowledge show, from another.
  boolean derives(Type type, String wanted, Knowledge knowledge) {
    return lineage(type).stream()
        .flatMap(it -> baseNames(it).stream())
        .anyMatch(it -> knowledge.isA(it, wanted));
  }
}
