package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/// Where a coroutine goes on with a value of shared state that other tasks may have changed while
/// it waited (recipes' section 11). Shared are globals, variables of functions outside, and what
/// hangs on `self`, `cls` or a global.
public final class StateRaces {
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Types types;
  private final Flows flows;
  private final LocalReads reads;

  private StateRaces(SemanticModel model) {
    this.model = model;
    this.tree = model.tree();
    this.scopes = model.scopes;
    this.types = model.types;
    this.flows = model.flows;
    this.reads = new LocalReads(tree, scopes, model.resolver, flows);
  }

  /// The races of a file.
  public static StateRaces of(SemanticModel model) {
    return new StateRaces(model);
  }

  /// The text under which an expression is known if it is state that several tasks can reach: a
  /// name, an attribute, or an item of one with a constant or a name for its key.
  public Optional<String> keyOf(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> isOutside(name) ? Optional.of(name.text()) : Optional.empty();
      case Expr.Attribute(_, Expr owner, String name) -> ownerOf(owner).map(it -> it + "." + name);
      case Expr.Subscript(_, Expr container, Expr index) ->
          index instanceof Expr.Constant || index instanceof Expr.Name
              ? keyOf(container).map(it -> it + "[" + tree.textOf(index) + "]")
              : Optional.empty();
      case Expr _ -> Optional.empty();
    };
  }

  /// Ex) `self`, `self.stats`, a global
  private Optional<String> ownerOf(Expr owner) {
    return switch (owner) {
      case Expr.Name name ->
          types.isSelf(name) || isOutside(name) ? Optional.of(name.text()) : Optional.empty();
      case Expr.Attribute(_, Expr outer, String name) -> ownerOf(outer).map(it -> it + "." + name);
      case Expr _ -> Optional.empty();
    };
  }

  /// Whether such state hangs on a name of the module, so that the program has it only once.
  public boolean isGlobal(Expr expr) {
    return switch (expr) {
      case Expr.Name name ->
          scopes.bindingOf(name).filter(it -> it.scope().kind() == Scope.Kind.MODULE).isPresent();
      case Expr.Attribute attribute -> isGlobal(attribute.value());
      case Expr.Subscript item -> isGlobal(item.value());
      case Expr _ -> false;
    };
  }

  /// Whether the module or a function outside binds a name.
  private boolean isOutside(Expr.Name name) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(name);
    return scopes
        .bindingOf(name)
        .map(Binding::scope)
        .filter(
            scope ->
                scope.kind() == Scope.Kind.MODULE
                    || (scope.kind() == Scope.Kind.FUNCTION
                        && def.isPresent()
                        && scope.node().id() != def.get().id()))
        .isPresent();
  }

  /// Whether other tasks may run while an expression is evaluated.
  public boolean suspends(Node node) {
    return suspension(node).isPresent();
  }

  /// The last place in a node where it hands control to the loop.
  private Optional<Node> suspension(Node node) {
    return tree.within(node).reversed().stream()
        .filter(FlowGraph::isSuspension)
        .filter(it -> scopes.functionOf(it) == scopes.functionOf(node))
        .findFirst();
  }

  /// Whether an expression gives the state of a target another value while it is evaluated, itself
  /// or through the functions that it calls; `files` are those of the workspace.
  public Answer changes(Expr value, Expr target, Function<String, Optional<SemanticModel>> files) {
    return new StateChanges(model, target, files).by(value);
  }

  /// Whether reading an attribute may run a method of a class of the project, or of one that is
  /// decorated in the file.
  public Answer mayBeComputed(Expr.Attribute attribute) {
    boolean decorated =
        tree.nodes().stream()
            .anyMatch(
                it ->
                    it instanceof Stmt.FunctionDef def
                        && def.name().equals(attribute.name())
                        && !def.decorators().isEmpty());
    return decorated || types.mayBeComputed(attribute)
        ? new Answer.Yes("a method has its name")
        : new Answer.No("no method has its name");
  }

  /// Whether a handler of a `try` round a node sets the state itself, as when it may be missing.
  public Answer setByHandler(Expr target, Node at) {
    Optional<String> key = keyOf(target);
    return model.handlersAround(at).stream()
        .flatMap(it -> tree.within(it.handler()).stream())
        .filter(it -> it instanceof Expr expr && scopes.usage(expr) != Usage.LOAD)
        .filter(it -> key.isPresent() && keyOf((Expr) it).equals(key))
        .findFirst()
        .<Answer>map(it -> new Answer.Yes("line " + tree.fileLine(it)))
        .orElseGet(() -> new Answer.No("no handler round it sets it"));
  }

  /// Whether the function round a node looks at all its locals by their names.
  public Answer looksAtLocals(Node node) {
    return scopes.nearestDef(node).filter(reads::readsFrame).isPresent()
        ? new Answer.Yes("it calls locals(), or what may look at them")
        : new Answer.No("it only looks at names that it writes");
  }

  /// Whether a loop waits in its body and comes back for more of a shared container that something
  /// else in the file makes larger or smaller; `files` are those of the workspace.
  public Answer loopsOverChanging(Stmt.For loop, Function<String, Optional<SemanticModel>> files) {
    Expr container = ContainerViews.containerOf(loop.iterable());
    Optional<String> key = keyOf(container);
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(loop);
    if (key.isEmpty() || def.isEmpty()) {
      return new Answer.No("it goes over nothing that is shared");
    }
    if (!waitsAndReturns(loop, flows.of(def.get()), GivingWay.in(files))) {
      return new Answer.No("it lets no other task run between two turns");
    }
    return changesOf(loop).stream()
        .findFirst()
        .<Answer>map(it -> new Answer.Yes("line " + tree.fileLine(it) + " changes " + key.get()))
        .orElseGet(() -> new Answer.No("nothing else in the file changes its size"));
  }

  /// Where the file changes the size of what a loop goes over, outside of that.
  public List<Node> changesOf(Stmt.For loop) {
    return scopes.nearestDef(loop).stream()
        .flatMap(
            def ->
                new ContainerChanges(model)
                    .elsewhere(ContainerViews.containerOf(loop.iterable()), loop, def).stream())
        .toList();
  }

  /// Whether a loop over a copy of what the loop goes over would do less: a list is appended to
  /// while it waits, or its function puts what it has met in the place of the container.
  public Answer copyMisses(Stmt.For loop) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(loop);
    return def.flatMap(
            it ->
                new ContainerChanges(model)
                    .missedByCopy(ContainerViews.containerOf(loop.iterable()), loop, it))
        .<Answer>map(it -> new Answer.Yes("line " + tree.fileLine(it) + " does it"))
        .orElseGet(() -> new Answer.No("a copy holds all that the loop would meet"));
  }

  /// Whether some wait in the body can be followed by another turn of the same loop.
  private boolean waitsAndReturns(Stmt.For loop, FlowGraph flow, GivingWay waits) {
    OptionalInt turn = flow.stepOf(loop.target());
    OptionalInt start = flow.stepOf(loop.iterable());
    if (turn.isEmpty() || start.isEmpty()) {
      return false;
    }
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int step = 0; step < flow.count(); step++) {
      boolean givesWay =
          flow.suspends(step)
              && flow.node(step)
                  .filter(node -> loop.body().stream().anyMatch(it -> tree.contains(it, node)))
                  // Ex) `async with lock:`, which waits without an `await`
                  .filter(node -> !suspends(node) || waits.mayGiveWay(model, node))
                  .isPresent();
      if (givesWay) {
        open.add(step);
      }
    }
    while (!open.isEmpty()) {
      for (int next : flow.after(open.remove())) {
        if (next == turn.getAsInt()) {
          return true;
        }
        if (next != start.getAsInt() && !seen.get(next)) {
          seen.set(next);
          open.add(next);
        }
      }
    }
    return false;
  }

  /// Whether an assignment in the body of an `if` sets what its test found to be missing, after a
  /// wait in which another task may have set it.
  public Answer setsAfterWait(Stmt.If test, Expr target) {
    Optional<String> key = keyOf(target);
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(test);
    if (key.isEmpty() || def.isEmpty()) {
      return new Answer.No("it tests nothing that is shared");
    }
    if (!makesSomething(test)) {
      return new Answer.No(
          "nothing that it runs is seen to make something, which may be read twice");
    }
    StaleWrites writes = new StaleWrites(this, tree, flows.of(def.get()), key.get(), def.get());
    for (Stmt.Assign store : writes.stores()) {
      boolean inBody = test.body().stream().anyMatch(it -> tree.contains(it, store));
      if (inBody && writes.reaches(test.test(), store, Set.of())) {
        return new Answer.Yes(
            "line " + tree.fileLine(store) + " sets " + key.get() + " after a wait");
      }
    }
    return new Answer.No("it does not wait between the test and the assignment");
  }

  /// Ex) `pool = await create_pool(url)`: two of them would be made; what is only read may be read
  /// twice
  private boolean makesSomething(Stmt.If test) {
    return test.body().stream()
        .flatMap(it -> tree.within(it).stream())
        .anyMatch(it -> it instanceof Expr call && FunctionNames.isMakingCall(scopes, call));
  }

  /// Ex) `async for message in socket:` round the only assignments of the state: one task runs it
  private boolean isOneTasks(Stmt store, Stmt.FunctionDef def, String key) {
    boolean endless = false;
    for (Node at = store; at.id() != def.id(); at = tree.parent(at)) {
      endless |=
          (at instanceof Stmt.For loop && loop.isAsync())
              || (at instanceof Stmt.While turning && turning.isEndless());
    }
    return endless
        && tree.nodes().stream()
            .noneMatch(
                it ->
                    it instanceof Expr other
                        && scopes.functionOf(other) != def.id()
                        && scopes.nearestDef(other).isPresent()
                        && scopes.usage(other) != Usage.LOAD
                        && keyOf(other).filter(key::equals).isPresent());
  }

  /// Whether an assignment computes a value of shared state from one that was read before a wait.
  public Answer writesStale(Stmt.Assign store) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(store);
    Optional<String> key =
        store.targets().size() == 1 ? keyOf(store.targets().getFirst()) : Optional.empty();
    if (key.isEmpty() || def.isEmpty()) {
      return new Answer.No("it sets nothing that is shared");
    }
    if (FunctionNames.setsUp(def.get().name())) {
      return new Answer.No("nothing else runs while " + def.get().name() + " sets up");
    }
    if (isOneTasks(store, def.get(), key.get())) {
      return new Answer.No("nothing but one endless loop sets it");
    }
    // Ex) self.total = self.total + await fetch()
    if (store.value() instanceof Expr.BinOp(_, Expr left, _, Expr right)
        && keyOf(left).equals(key)
        && suspends(right)) {
      return new Answer.Yes(key.get() + " is read before the wait");
    }
    StaleWrites writes = new StaleWrites(this, tree, flows.of(def.get()), key.get(), def.get());
    for (Node node : tree.within(store.value())) {
      if (node.id() != store.value().id()
          && node instanceof Expr.Name local
          && scopes.functionOf(local) == def.get().id()
          && scopes.usage(local) == Usage.LOAD) {
        Optional<Stmt.Assign> read = writes.readInto(local, scopes, store);
        if (read.isPresent()) {
          return new Answer.Yes(
              "line " + tree.fileLine(read.get()) + " reads " + key.get() + " before the wait");
        }
      }
    }
    return new Answer.No("what it is computed from is not older than a wait");
  }
}
