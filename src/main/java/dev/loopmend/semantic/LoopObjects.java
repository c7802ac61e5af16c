package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// To which event loop the objects of a file belong (recipes' sections 13 and 14).
public final class LoopObjects {
  private static final Set<String> RUNNERS = Set.of("asyncio.run", "asyncio.runners.run");
  private static final Set<String> STARTERS =
      Set.of("run", "new_event_loop", "run_until_complete", "run_forever", "Runner");
  private static final Set<String> WAITED_FOR =
      Set.of("asyncio.Event", "asyncio.Queue", "asyncio.LifoQueue", "asyncio.PriorityQueue");

  private static final Set<String> AT_ONCE =
      Set.of(
          "clear",
          "empty",
          "full",
          "get_nowait",
          "is_set",
          "locked",
          "notify",
          "notify_all",
          "put_nowait",
          "qsize",
          "release",
          "set",
          "task_done");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Types types;
  private final Resolver resolver;
  private final Flows flows;
  private final ClassAttributes attributes;

  private LoopObjects(SemanticModel model) {
    this.tree = model.tree();
    this.scopes = model.scopes;
    this.types = model.types;
    this.resolver = model.resolver;
    this.flows = model.flows;
    this.attributes = new ClassAttributes(tree, scopes, types);
  }

  /// The objects of a file.
  public static LoopObjects of(SemanticModel model) {
    return new LoopObjects(model);
  }

  /// Whether a name, or an attribute of `self`, is only ever bound outside of the function round it
  /// to the loop that runs there, or in a coroutine function to what it is bound to; or when its
  /// object is made, to what a coroutine function of the class waits for.
  public Answer isOfOtherFunction(Expr object) {
    // What only `None` is seen to be bound to, others bind.
    List<Node> stores = storesOf(object).stream().filter(it -> !isNone(it)).toList();
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(object);
    boolean captured =
        !stores.isEmpty()
            && def.isPresent()
            && stores.stream().allMatch(it -> isCaptured(it, def.get()));
    return captured
        ? new Answer.Yes("line " + tree.fileLine(stores.getFirst()) + " binds it on the event loop")
        : new Answer.No("it cannot be seen to belong to the loop of another thread");
  }

  private boolean isCaptured(Node store, Stmt.FunctionDef user) {
    Optional<Stmt.FunctionDef> by = scopes.nearestDef(store);
    Optional<Expr> value = valueOf(store);
    boolean running =
        value.isPresent()
            && value.get() instanceof Expr.Call(_, Expr callee, _)
            && resolver.nameOf(callee).filter("asyncio.get_running_loop"::equals).isPresent();
    boolean inCoroutine =
        by.isPresent() && by.get().isAsync() && value.filter(it -> !isNewLoop(it)).isPresent();
    boolean elsewhere = by.isEmpty() || by.get().id() != user.id();
    return elsewhere && (running || inCoroutine || isMadeWithObject(store, user));
  }

  /// Ex) `asyncio.new_event_loop()`, which does not run yet: it belongs to the thread that runs it
  private boolean isNewLoop(Expr value) {
    return value instanceof Expr.Call(_, Expr callee, _)
        && resolver
            .nameOf(callee)
            .map(Dotted::last)
            .filter(it -> it.equals("new_event_loop") || it.endsWith("EventLoop"))
            .isPresent();
  }

  private boolean isNone(Node store) {
    return valueOf(store).filter(Expr::isNone).isPresent();
  }

  /// Ex) `self.ready = asyncio.Event()` in `__init__`, and `await self.ready.wait()` in a coroutine
  /// function of the class, which starts no loop of its own
  private boolean isMadeWithObject(Node store, Stmt.FunctionDef user) {
    boolean made =
        scopes.nearestDef(store).filter(it -> it.name().equals("__init__")).isPresent()
            && valueOf(store)
                .filter(Expr.Call.class::isInstance)
                .flatMap(it -> resolver.nameOf(((Expr.Call) it).callee()))
                .filter(WAITED_FOR::contains)
                .isPresent();
    return made
        && store instanceof Expr.Attribute(_, Expr.Name self, String wanted)
        && tree.nodes().stream().anyMatch(it -> isAwaited(it, self, wanted))
        && tree.nodes().stream().noneMatch(it -> startsLoop(it, user));
  }

  private boolean isAwaited(Node node, Expr.Name self, String wanted) {
    return node
            instanceof
            Expr.Await(
                _,
                Expr.Call(
                    _,
                    Expr.Attribute(_, Expr.Attribute(_, Expr.Name root, String name), _),
                    _))
        && name.equals(wanted)
        && types.isSelf(root)
        && types.sharesClass(root, self);
  }

  /// Ex) `asyncio.run(self.main())` in the class of a function
  private boolean startsLoop(Node node, Stmt.FunctionDef user) {
    return node instanceof Expr.Call call
        && FunctionNames.calledName(scopes, call).filter(STARTERS::contains).isPresent()
        && tree.contains(classOf(user), node);
  }

  /// The class round a function, or the module.
  private Node classOf(Stmt.FunctionDef def) {
    Node at = tree.parent(def);
    while (!(at instanceof Stmt.ClassDef) && at.id() != 0) {
      at = tree.parent(at);
    }
    return at;
  }

  private Optional<Expr> valueOf(Node store) {
    return switch (tree.parent(store)) {
      case Stmt.Assign(_, List<Expr> targets, Expr value) when targets.size() == 1 ->
          Optional.of(value);
      case Stmt.AnnAssign(_, _, _, Optional<Expr> value) -> value;
      case Node _ -> Optional.empty();
    };
  }

  /// Ex) the stores of `loop`, or of `self.loop` in the methods of its class
  private List<Node> storesOf(Expr object) {
    return switch (object) {
      case Expr.Name name -> scopes.bindingOf(name).map(Binding::stores).orElse(List.of());
      case Expr.Attribute(_, Expr.Name owner, String wanted) when types.isSelf(owner) ->
          tree.nodes().stream()
              .filter(
                  it ->
                      it instanceof Expr.Attribute(_, Expr.Name root, String name)
                          && name.equals(wanted)
                          && scopes.usage(it) != Usage.LOAD
                          && types.isSelf(root)
                          && types.sharesClass(root, owner))
              .toList();
      case Expr _ -> List.of();
    };
  }

  /// The name of a local of a function outside, or of the module, that holds the loop which ran
  /// there, for a place in a nested function.
  public Optional<String> loopInScope(Node at) {
    Optional<Scope> scope = Optional.of(scopes.scopeOf(at)).flatMap(Scope::parent);
    while (scope.isPresent()) {
      for (Binding binding : scopes.bindingsOf(scope.get())) {
        boolean holds =
            resolver
                .singleAssignment(binding)
                .filter(
                    it ->
                        it instanceof Expr.Call(_, Expr callee, _)
                            && resolver
                                .nameOf(callee)
                                .filter("asyncio.get_running_loop"::equals)
                                .isPresent())
                .isPresent();
        if (holds && refersTo(at, binding)) {
          return Optional.of(binding.name());
        }
      }
      scope = scope.get().parent();
    }
    return Optional.empty();
  }

  private boolean refersTo(Node at, Binding binding) {
    var found = scopes.lookUp(scopes.scopeOf(at), binding.name());
    return found.isPresent() && scopes.binding(found.getAsInt()).equals(binding);
  }

  /// Whether `asyncio.run` is seen to run a coroutine that uses the object which is bound where a
  /// node is made.
  public Answer isUsedByRun(Node made) {
    return runsUsing(made).stream()
        .findFirst()
        .<Answer>map(
            it -> new Answer.Yes("line " + tree.fileLine(it) + " runs a loop that uses it"))
        .orElseGet(() -> new Answer.No("no loop is seen to use it"));
  }

  /// Whether one function starts two loops after each other, or one in each turn of a loop, for
  /// coroutines that use such an object.
  public Answer isUsedByTwoRuns(Node made) {
    List<Expr.Call> runs = runsUsing(made);
    for (Expr.Call first : runs) {
      for (Expr.Call second : runs) {
        if (follows(first, second)) {
          return new Answer.Yes(
              "lines "
                  + tree.fileLine(first)
                  + " and "
                  + tree.fileLine(second)
                  + " run loops that use it");
        }
      }
    }
    return new Answer.No("no two loops are seen to use it");
  }

  private List<Expr.Call> runsUsing(Node made) {
    Optional<Binding> binding =
        tree.parent(made) instanceof Stmt.Assign(_, List<Expr> targets, _) && targets.size() == 1
            ? scopes.bindingOf(targets.getFirst())
            : Optional.empty();
    return tree.nodes().stream()
        .filter(Expr.Call.class::isInstance)
        .map(Expr.Call.class::cast)
        // Ex) `global lock` and `lock = asyncio.Lock()` in a function: it may be that one
        .filter(it -> binding.filter(by -> by.stores().size() == 1).isPresent())
        .filter(it -> !it.arguments().isEmpty())
        .filter(it -> resolver.nameOf(it.callee()).filter(RUNNERS::contains).isPresent())
        .filter(it -> uses(it.arguments().getFirst().value(), binding.orElseThrow()))
        .toList();
  }

  /// Whether the coroutine functions that an expression calls, and what these call, use a name.
  private boolean uses(Expr value, Binding binding) {
    List<Node> places = new ArrayList<>(List.of(value));
    Set<Integer> seen = new HashSet<>();
    for (int at = 0; at < places.size(); at++) {
      Node place = places.get(at);
      if (binding.reads().stream().anyMatch(it -> tree.contains(place, it) && mayWait(it))) {
        return true;
      }
      for (Node node : tree.within(place)) {
        // Ex) self.lock, where the class binds `lock`
        if (node instanceof Expr.Attribute attribute
            && attribute.name().equals(binding.name())
            && mayWait(attribute)
            && attributes.of(attribute).filter(binding::equals).isPresent()) {
          return true;
        }
        if (node instanceof Expr.Call(_, Expr callee, _)) {
          types.definitionOf(callee).filter(it -> seen.add(it.id())).ifPresent(places::add);
        }
      }
    }
    return false;
  }

  /// Whether somebody may wait by this use of an object: not by `done.is_set()`.
  private boolean mayWait(Node use) {
    return !(tree.parent(use) instanceof Expr.Attribute(_, _, String method)
        && AT_ONCE.contains(method));
  }

  /// Whether a second place of the same function can be reached from a first one.
  private boolean follows(Node first, Node second) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(first);
    if (def.isEmpty() || scopes.functionOf(first) != scopes.functionOf(second)) {
      return false;
    }
    FlowGraph flow = flows.of(def.get());
    var start = flow.stepOf(first);
    var goal = flow.stepOf(second);
    if (start.isEmpty() || goal.isEmpty()) {
      return false;
    }
    Set<Integer> seen = new HashSet<>();
    List<Integer> open = new ArrayList<>(List.of(start.getAsInt()));
    while (!open.isEmpty()) {
      for (int next : flow.after(open.removeLast())) {
        if (next == goal.getAsInt()) {
          return true;
        }
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return false;
  }
}
