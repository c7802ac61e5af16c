package dev.loopmend.semantic;

import dev.loopmend.semantic.Callbacks.Place;
import dev.loopmend.semantic.Callbacks.Taker;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the functions and lambdas of a file are used: called, handed to somebody, or lost from
/// sight.
final class FunctionUses {
  private static final int DEPTH = 6;

  private static final Set<String> PROPERTIES =
      Set.of("builtins.property", "functools.cached_property");

  /// One use of a function as the file shows it.
  sealed interface Use {
    /// Ex) helper(x), or self.value of a property
    record Called(Expr at) implements Use {}

    /// Ex) loop.call_soon(helper), asyncio.to_thread(helper), sorted(xs, key=helper)
    record Handed(Place place, Expr.Call call) implements Use {}

    /// Ex) @helper
    record Decorates(Node.Decorator decorator) implements Use {}

    /// Anything else: stored, returned, passed to unknown code.
    record Escapes(Node by) implements Use {}
  }

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final Classes classes;
  private final Types types;
  private final Workspace workspace;
  private final Map<String, List<Expr.Attribute>> attributes = new HashMap<>();

  FunctionUses(
      SyntaxTree tree,
      Scopes scopes,
      Resolver resolver,
      Classes classes,
      Types types,
      Workspace workspace) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    this.classes = classes;
    this.types = types;
    this.workspace = workspace;
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (tree.node(id) instanceof Expr.Attribute attribute
          && scopes.usage(attribute) == Usage.LOAD) {
        attributes.computeIfAbsent(attribute.name(), _ -> new ArrayList<>()).add(attribute);
      }
    }
  }

  /// All uses of a function definition or lambda that the file shows.
  List<Use> of(Node function) {
    List<Use> uses = new ArrayList<>();
    switch (function) {
      case Expr.Lambda lambda -> addUse(lambda, uses, 0);
      case Stmt.FunctionDef def -> addUses(def, uses);
      default -> {}
    }
    return uses;
  }

  private void addUses(Stmt.FunctionDef def, List<Use> uses) {
    scopes.bindingOf(def).ifPresent(it -> it.reads().forEach(read -> addRead(read, uses, 0)));
    Optional<Classes.Type> owner = classes.classOf(def);
    if (owner.isEmpty()) {
      return;
    }
    // Ex) Model(key) runs Model.__init__
    if (def.name().equals("__init__")) {
      constructions(owner.get(), uses);
      return;
    }
    for (Expr.Attribute attribute : attributes.getOrDefault(def.name(), List.of())) {
      switch (refersTo(attribute, owner.get())) {
        case Answer.Yes _ when isProperty(def) -> uses.add(new Use.Called(attribute));
        case Answer.Yes _ -> addUse(attribute, uses, 0);
        case Answer.No _ -> {}
        case Answer.Unknown _ -> uses.add(new Use.Escapes(attribute));
      }
    }
  }

  private boolean isProperty(Stmt.FunctionDef def) {
    return def.decorators().stream()
        .anyMatch(it -> resolver.nameOf(it.expression()).map(PROPERTIES::contains).orElse(false));
  }

  private void addRead(Node read, List<Use> uses, int depth) {
    if (read instanceof Expr expr) {
      addUse(expr, uses, depth);
    }
  }

  private void constructions(Classes.Type type, List<Use> uses) {
    scopes
        .bindingOf(type.node())
        .ifPresent(it -> it.reads().forEach(read -> addConstruction(read, uses)));
    for (Expr.Attribute attribute : attributes.getOrDefault("__init__", List.of())) {
      if (refersTo(attribute, type).isYes()) {
        addUse(attribute, uses, 0);
      }
    }
  }

  private void addConstruction(Node read, List<Use> uses) {
    boolean called = tree.parent(read) instanceof Expr.Call call && call.callee().id() == read.id();
    if (called && read instanceof Expr expr) {
      addUse(expr, uses, 0);
    }
  }

  /// Whether `receiver.method` may be the method of a class: through `self` in the class or in one
  /// that derives from it, through the class, or through an instance.
  private Answer refersTo(Expr.Attribute attribute, Classes.Type owner) {
    Expr receiver = attribute.value();
    Optional<Classes.Type> type = types.classOf(receiver);
    if (type.isEmpty()) {
      type = resolver.nameOf(receiver).flatMap(classes::named);
    }
    if (type.isEmpty() && isSuper(receiver)) {
      return superRefersTo(attribute, owner);
    }
    if (type.isPresent()) {
      return inherits(type.get(), attribute.name(), owner)
          ? new Answer.Yes("it is an attribute of its class")
          : new Answer.No("it is an attribute of another class");
    }
    boolean elsewhere = resolver.nameOf(receiver).isPresent() || types.typeOf(receiver).isPresent();
    return elsewhere
        ? new Answer.No("it is an attribute of something else")
        : new Answer.Unknown("the class of the receiver is not visible");
  }

  private boolean isSuper(Expr receiver) {
    return receiver instanceof Expr.Call call
        && resolver.nameOf(call.callee()).equals(Optional.of("builtins.super"));
  }

  private Answer superRefersTo(Expr.Attribute attribute, Classes.Type owner) {
    Optional<Classes.Type> here = scopes.nearestDef(attribute).flatMap(classes::classOf);
    boolean above =
        here.stream()
            .flatMap(it -> classes.basesOf(it).stream())
            .anyMatch(it -> inherits(it, attribute.name(), owner));
    return above
        ? new Answer.Yes("super() finds it")
        : new Answer.No("super() finds another method");
  }

  /// Whether a method looked up on an instance of a class is found in the owner.
  private boolean inherits(Classes.Type type, String name, Classes.Type owner) {
    for (Classes.Type at : classes.lineage(type)) {
      if (at.methods().containsKey(name)) {
        return at.node().id() == owner.node().id();
      }
    }
    return false;
  }

  /// What the place of a function-valued expression makes of the function.
  private void addUse(Expr expr, List<Use> uses, int depth) {
    Node parent = tree.parent(expr);
    switch (parent) {
      case Expr.Call call when call.callee().id() == expr.id() -> uses.add(new Use.Called(call));
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call call ->
          addArgument(call, argument, uses, depth);
      case Node.Decorator decorator -> uses.add(new Use.Decorates(decorator));
      // Ex) cb = lambda: work(); cb()
      case Stmt.Assign _, Stmt.AnnAssign _, Expr.NamedExpr _ -> addAssigned(parent, uses, depth);
      case Stmt.ExprStmt _ -> {}
      default -> uses.add(new Use.Escapes(parent));
    }
  }

  private void addAssigned(Node assign, List<Use> uses, int depth) {
    Optional<Binding> binding =
        switch (assign) {
          case Stmt.Assign(_, List<Expr> targets, _) when targets.size() == 1 ->
              scopes.bindingOf(targets.getFirst());
          case Stmt.AnnAssign annotated -> scopes.bindingOf(annotated.target());
          default -> Optional.empty();
        };
    boolean follows =
        binding
            .filter(it -> it.stores().size() == 1 && it.scope().kind() != Scope.Kind.CLASS)
            .isPresent();
    if (!follows || depth > DEPTH) {
      uses.add(new Use.Escapes(assign));
      return;
    }
    binding.ifPresent(it -> it.reads().forEach(read -> addRead(read, uses, depth + 1)));
  }

  private void addArgument(Expr.Call call, Node.Argument argument, List<Use> uses, int depth) {
    // Ex) loop.run_in_executor(None, functools.partial(work, 1))
    boolean isPartial =
        resolver.nameOf(call.callee()).equals(Optional.of("functools.partial"))
            && call.arguments().getFirst().id() == argument.id();
    if (isPartial && depth <= DEPTH) {
      addUse(call, uses, depth + 1);
      return;
    }
    Optional<Taker> taker = taker(call);
    if (taker.isPresent() && Callbacks.isFunction(taker.get(), call, argument)) {
      uses.add(new Use.Handed(taker.get().place(), call));
    } else {
      uses.add(new Use.Escapes(call));
    }
  }

  /// What the callee of a call does with a function that it is given, if that is known.
  Optional<Taker> taker(Expr.Call call) {
    Optional<String> name = resolver.nameOf(call.callee());
    Optional<Taker> named = name.flatMap(workspace.callbacks()::named);
    if (named.isPresent() || name.isPresent()) {
      return named;
    }
    if (!(call.callee() instanceof Expr.Attribute(_, Expr receiver, String method))) {
      return Optional.empty();
    }
    if (resolver.nameOf(receiver).isPresent()) {
      return Optional.empty();
    }
    Optional<String> type = types.typeOf(receiver);
    return type.isPresent() ? ofType(type.get(), method) : workspace.callbacks().method(method);
  }

  private Optional<Taker> ofType(String type, String method) {
    String at = type;
    for (int steps = 0; steps < 16 && !at.isEmpty(); steps++) {
      Optional<Taker> known = workspace.callbacks().named(at + "." + method);
      if (known.isPresent()) {
        return known;
      }
      at = workspace.knowledge().superclasses().getOrDefault(at, "");
    }
    return Optional.empty();
  }
}
