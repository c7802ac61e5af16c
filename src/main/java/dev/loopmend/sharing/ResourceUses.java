package dev.loopmend.sharing;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Yields;
import dev.loopmend.sharing.ResourceUse.Kind;
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

/// Follows an object that has to be closed, and what lives on it, through the names that they get
/// and the functions of the project that they are passed to: where the object is closed, and where
/// others may keep it.
final class ResourceUses {
  private static final int DEPTH = 4;
  private static final Set<String> ENDS =
      Set.of("close", "aclose", "terminate", "abort", "detach", "disconnect", "stop", "shutdown");

  /// Methods of whatever that close what they are given, later.
  private static final Set<String> CLOSERS =
      Set.of(
          "enter_async_context",
          "enter_context",
          "push_async_exit",
          "push_async_callback",
          "callback",
          "addAsyncCleanup",
          "addCleanup");

  private static final Set<String> CLOSING =
      Set.of("contextlib.aclosing", "contextlib.closing", "async_generator.aclosing");
  private static final Set<String> LOOKING =
      Set.of(
          "builtins.print",
          "builtins.isinstance",
          "builtins.hasattr",
          "builtins.len",
          "builtins.repr",
          "builtins.str",
          "builtins.id",
          "builtins.type",
          "builtins.bool");

  private final Codebase codebase;
  private final ResourceFacts facts;
  private final List<ResourceUse> found = new ArrayList<>();
  private final Map<String, List<Value>> followed = new HashMap<>();

  private ResourceUses(Codebase codebase, Knowledge knowledge) {
    this.codebase = codebase;
    this.facts = ResourceFacts.of(knowledge);
  }

  /// What a name stands for: the object, what lives on it, or what was made with it.
  private enum Stage {
    OBJECT,
    PART,
    MADE_WITH
  }

  private record Value(Stage stage, String type) {}

  /// The function whose code is followed; `returned` takes what it gives back to a caller.
  private record Place(
      SemanticModel model, Optional<Node> function, int depth, List<Value> returned) {
    boolean isHome() {
      return depth == 0;
    }
  }

  /// All ends and ties of an object of a class that is bound to a name, and of what lives on it and
  /// is bound to other names beside it, in the order in which they are met.
  static List<ResourceUse> of(
      Codebase codebase,
      Knowledge knowledge,
      SemanticModel model,
      Binding name,
      String type,
      List<Binding> beside,
      String besideType) {
    ResourceUses uses = new ResourceUses(codebase, knowledge);
    Place home = new Place(model, model.functionOf(name.stores().getFirst()), 0, new ArrayList<>());
    uses.follow(home, name, new Value(Stage.OBJECT, type));
    beside.forEach(it -> uses.follow(home, it, new Value(Stage.PART, besideType)));
    return List.copyOf(uses.found);
  }

  private void follow(Place place, Binding name, Value value) {
    String path = place.model().path();
    boolean local =
        name.scope().kind() == Scope.Kind.FUNCTION
            && !name.declaredElsewhere()
            && name.scope().node().id() == place.function().map(Node::id).orElse(-1);
    if (!local) {
      tie(place, name.stores().getFirst(), value, "it is stored where others reach it");
      return;
    }
    String key = path + " " + name.scope().id() + " " + name.name() + " " + value;
    List<Value> known = followed.putIfAbsent(key, place.returned());
    if (known != null) {
      place.returned().addAll(List.copyOf(known));
      return;
    }
    for (Node read : name.reads()) {
      if (place.isHome() && value.stage() != Stage.MADE_WITH) {
        found.add(new ResourceUse.Read(path, read));
      }
      Optional<Node> function = place.model().functionOf(read);
      if (!function.equals(place.function())) {
        found.add(
            new ResourceUse.Tie(path, read, "a function in it uses " + name.name(), Kind.LATER));
        visit(new Place(place.model(), function, place.depth(), new ArrayList<>()), read, value);
      } else if (isLazy(place.model(), read)) {
        found.add(new ResourceUse.Tie(path, read, "a generator expression uses it", Kind.LATER));
      } else {
        visit(place, read, value);
      }
    }
  }

  /// Whether a node is evaluated by a generator expression that is handed to who knows whom.
  private static boolean isLazy(SemanticModel model, Node read) {
    SyntaxTree tree = model.tree();
    Node inner = read;
    for (Node at = tree.parent(read); !(at instanceof Stmt) && at.id() != 0; at = tree.parent(at)) {
      if (at instanceof Expr.GeneratorExp lazy
          && !(tree.parent(lazy) instanceof Node.Argument)
          && !tree.contains(lazy.generators().getFirst().iterable(), inner)) {
        return true;
      }
      inner = at;
    }
    return false;
  }

  private void visit(Place place, Node value, Value what) {
    SyntaxTree tree = place.model().tree();
    switch (tree.parent(value)) {
      case Expr.Attribute member -> member(place, member, what);
      case Expr.Await wait -> visit(place, wait, what);
      case Node.WithItem item -> entered(place, item, what);
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call call ->
          argument(place, value, call, argument, what);
      case Stmt.Assign(_, List<Expr> targets, Expr right) when right.id() == value.id() ->
          targets.forEach(it -> assigned(place, it, what));
      case Stmt.AnnAssign assign when assign.target().id() != value.id() ->
          assigned(place, assign.target(), what);
      case Expr.NamedExpr walrus -> {
        assigned(place, walrus.target(), what);
        visit(place, walrus, what);
      }
      // Ex) session and session.closed
      case Expr.BoolOp either -> visit(place, either, what);
      case Expr.IfExp(_, _, Expr test, _) when test.id() == value.id() -> {}
      case Expr.IfExp either -> visit(place, either, what);
      case Stmt.Return at -> returned(place, at, what);
      // Ex) async for line in file, if session is None, f"{session}"
      case Stmt.For _, Node.Comprehension _ -> {}
      case Stmt.If _, Stmt.While _, Stmt.Assert _, Expr.Compare _, Expr.UnaryOp _ -> {}
      case Expr.FormattedValue _, Stmt.ExprStmt _ -> {}
      case Expr.Yield _ -> tie(place, value, what, "it is yielded");
      case Node _ -> tie(place, value, what, "it is used as a value");
    }
  }

  private void tie(Place place, Node at, Value what, String how) {
    Kind kind = what.stage() == Stage.PART ? Kind.PART : Kind.OBJECT;
    found.add(new ResourceUse.Tie(place.model().path(), at, how, kind));
  }

  private void end(Place place, Node at) {
    found.add(new ResourceUse.End(place.model().path(), at));
  }

  private void returned(Place place, Stmt.Return at, Value what) {
    if (place.isHome()) {
      tie(
          place,
          at,
          what,
          what.stage() == Stage.PART ? "what lives on it is returned" : "it is returned");
    } else {
      place.returned().add(what);
    }
  }

  private void assigned(Place place, Expr target, Value what) {
    Optional<Binding> name =
        target instanceof Expr.Name ? place.model().bindingOf(target) : Optional.empty();
    if (name.isPresent()) {
      follow(place, name.get(), what);
    } else {
      tie(place, target, what, "it is stored");
    }
  }

  private void entered(Place place, Node.WithItem item, Value what) {
    if (what.stage() != Stage.PART) {
      end(place, item);
    } else {
      item.target().ifPresent(it -> assigned(place, it, what));
    }
  }

  private void member(Place place, Expr.Attribute member, Value what) {
    SyntaxTree tree = place.model().tree();
    boolean called =
        tree.parent(member) instanceof Expr.Call call && call.callee().id() == member.id();
    Expr value = called ? (Expr) tree.parent(member) : member;
    // Ex) session.connector.close()
    boolean endsInside =
        tree.parent(member) instanceof Expr.Attribute(_, _, String name) && ENDS.contains(name);
    boolean ends = ENDS.contains(member.name()) || (endsInside && !called);
    if (what.stage() != Stage.PART && ends) {
      end(place, member.value());
      return;
    }
    String full = what.type() + "." + member.name();
    if (what.stage() == Stage.MADE_WITH) {
      return;
    }
    boolean entersBlock =
        facts.blocks().contains(full) && tree.parent(value) instanceof Node.WithItem;
    if (facts.isPart(full) || entersBlock) {
      visit(place, value, new Value(Stage.PART, facts.classOf(full)));
    } else if (called && facts.results().contains(full)) {
      run(place, member, value, "the coroutine of its " + member.name() + " goes elsewhere");
    } else if (called ? !facts.calls().contains(full) : !facts.isValue(full)) {
      found.add(
          new ResourceUse.Tie(
              place.model().path(),
              member,
              "what its " + member.name() + " gives may live on it",
              Kind.PART));
    }
  }

  /// What becomes of a coroutine that uses the object.
  private void run(Place place, Node at, Expr coroutine, String whyLater) {
    String path = place.model().path();
    switch (CoroutineRun.of(place.model(), coroutine)) {
      case HERE -> {}
      case GATHERED ->
          found.add(
              new ResourceUse.Tie(
                  path,
                  at,
                  "when one of the gathered coroutines fails, the others go on",
                  Kind.GATHERED));
      case LATER -> found.add(new ResourceUse.Tie(path, at, whyLater, Kind.LATER));
    }
  }

  private void argument(
      Place place, Node value, Expr.Call call, Node.Argument argument, Value what) {
    SemanticModel model = place.model();
    String callee = model.qualifiedName(call.callee()).orElse("");
    String method = call.callee() instanceof Expr.Attribute(_, _, String name) ? name : "";
    boolean waits =
        Set.of("asyncio.wait_for", "asyncio.shield").contains(callee)
            && call.arguments().getFirst().id() == argument.id();
    if (waits && what.stage() == Stage.PART) {
      visit(place, call, what);
    } else if (what.stage() != Stage.PART
        && (CLOSERS.contains(method) || CLOSING.contains(callee))) {
      end(place, value);
    } else if (!LOOKING.contains(callee) && !isLogged(model, call)) {
      passed(place, value, call, argument, what);
    }
  }

  /// Ex) log.info("connected: %s", writer)
  private static boolean isLogged(SemanticModel model, Expr.Call call) {
    return call.callee() instanceof Expr.Attribute(_, Expr logger, _)
        && model.typeOf(logger).filter("logging.Logger"::equals).isPresent();
  }

  /// Ex) Store.keep(store, connection): the arguments begin with the instance
  private static boolean isUnbound(SemanticModel model, Expr.Call call) {
    return call.callee() instanceof Expr.Attribute(_, Expr owner, _) && model.constructs(owner);
  }

  private void passed(Place place, Node value, Expr.Call call, Node.Argument argument, Value what) {
    SemanticModel model = place.model();
    Optional<FunctionRef> target = model.targetOf(call.callee());
    Optional<SemanticModel> there = target.flatMap(it -> codebase.model(it.path()));
    Optional<Stmt.FunctionDef> def =
        there
            .flatMap(it -> it.nodeOf(target.orElseThrow()))
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast)
            .filter(it -> it.decorators().isEmpty() && !isUnbound(model, call))
            .filter(it -> !Yields.isGenerator(there.orElseThrow(), it));
    Optional<Binding> parameter =
        def.flatMap(it -> ObjectUses.parameterOf(it, call, argument))
            .flatMap(it -> there.orElseThrow().bindingOf(it))
            .filter(it -> it.stores().size() == 1);
    if (parameter.isEmpty() || place.depth() == DEPTH || what.stage() == Stage.MADE_WITH) {
      handed(place, value, call, what);
      return;
    }
    List<Value> given = new ArrayList<>();
    follow(
        new Place(there.orElseThrow(), Optional.of(def.orElseThrow()), place.depth() + 1, given),
        parameter.get(),
        what);
    if (def.orElseThrow().isAsync()) {
      run(place, value, call, "a task, or whoever awaits it, uses it");
    }
    given.forEach(it -> visit(place, call, it));
  }

  /// Ex) `Api(session)`: what comes of it may hold the object, and close it
  private void handed(Place place, Node value, Expr.Call call, Value what) {
    String callee = place.model().tree().textOf(call.callee());
    Kind kind = what.stage() == Stage.PART ? Kind.PART : Kind.CALLEE;
    found.add(new ResourceUse.Tie(place.model().path(), value, "it is handed to " + callee, kind));
    if (what.stage() != Stage.PART) {
      visit(place, call, new Value(Stage.MADE_WITH, ""));
    }
  }
}
