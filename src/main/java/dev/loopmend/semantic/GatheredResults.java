package dev.loopmend.semantic;

import dev.loopmend.syntax.ComparisonOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a coroutine function does with the results of an awaited `gather` that may be exceptions
/// (https://docs.python.org/3/library/asyncio-task.html#asyncio.gather).
public final class GatheredResults {
  private static final Set<String> TESTS =
      Set.of(
          "builtins.isinstance",
          "builtins.issubclass",
          "builtins.type",
          "builtins.hasattr",
          "builtins.getattr");

  /// What only looks at a collection or builds another one of it.
  private static final Set<String> PLAIN =
      Set.of(
          "builtins.len",
          "builtins.print",
          "builtins.list",
          "builtins.tuple",
          "builtins.set",
          "builtins.dict",
          "builtins.zip",
          "builtins.enumerate",
          "builtins.sum",
          "builtins.max",
          "builtins.min",
          "builtins.sorted",
          "builtins.reversed",
          "builtins.str",
          "builtins.repr",
          "builtins.any",
          "builtins.all",
          "itertools.chain");

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Expr.Await await;
  private final Stmt.FunctionDef def;

  private GatheredResults(SemanticModel model, Expr.Await await, Stmt.FunctionDef def) {
    this.model = model;
    this.tree = model.tree();
    this.await = await;
    this.def = def;
  }

  /// Where the results of a `gather` go at first.
  public sealed interface Target {
    /// the statement that is only the `await`
    record Nothing(Stmt.ExprStmt statement) implements Target {}

    record Caller(Stmt.Return statement) implements Target {}

    /// the name that is their list
    record Whole(Stmt statement, Expr.Name name) implements Target {}

    /// the names in the order of the results, also of a single one, as in `first, = await ...`
    record Names(Stmt statement, List<Expr.Name> names) implements Target {}

    /// an expression, an attribute
    record Other() implements Target {}
  }

  /// Where the results of an awaited `gather` go at first.
  public static Target target(SyntaxTree tree, Expr.Await await) {
    return switch (tree.parent(await)) {
      case Stmt.ExprStmt statement -> new Target.Nothing(statement);
      case Stmt.Return statement -> new Target.Caller(statement);
      case Stmt.Assign assign when assign.targets().size() == 1 ->
          bound(assign, assign.targets().getFirst());
      case Stmt.AnnAssign assign -> bound(assign, assign.target());
      case Node _ -> new Target.Other();
    };
  }

  private static Target bound(Stmt statement, Expr target) {
    return switch (target) {
      case Expr.Name name -> new Target.Whole(statement, name);
      case Expr.TupleExpr(_, List<Expr> parts) when areNames(parts) ->
          new Target.Names(statement, parts.stream().map(Expr.Name.class::cast).toList());
      case Expr _ -> new Target.Other();
    };
  }

  private static boolean areNames(List<Expr> parts) {
    return parts.stream().allMatch(Expr.Name.class::isInstance);
  }

  /// Whether nobody looks for exceptions among the results: not the function, and none of those
  /// that it returns them to. `files` gives the model of a file of the workspace.
  public static Answer ignored(
      SemanticModel model, Expr.Await await, Function<String, Optional<SemanticModel>> files) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(await);
    return def.isEmpty()
        ? new Answer.No("it is in no function")
        : new GatheredResults(model, await, def.get()).ignored(files);
  }

  private Answer ignored(Function<String, Optional<SemanticModel>> files) {
    if (cancelled()) {
      return new Answer.No("what is gathered is cancelled before");
    }
    return switch (target(tree, await)) {
      case Target.Nothing _ -> new Answer.Yes("nobody takes the results");
      case Target.Caller _ -> returned(files);
      case Target.Whole(_, Expr.Name name) -> bound(List.of(name), files);
      case Target.Names(_, List<Expr.Name> names) -> bound(names, files);
      case Target.Other _ -> new Answer.No("it cannot be seen what becomes of the results");
    };
  }

  /// Ex) `task.cancel()` above, or of what is gathered anywhere in the file
  private boolean cancelled() {
    Set<String> gathered = new HashSet<>();
    for (Node node : tree.within(await.value())) {
      switch (node) {
        case Expr.Name name when !model.types.isSelf(name) -> gathered.add(name.text());
        case Expr.Attribute attribute -> gathered.add(attribute.name());
        case Node _ -> {}
      }
    }
    for (Node node : tree.nodes()) {
      if (node instanceof Expr.Call(_, Expr callee, _)
          && lastName(callee).toLowerCase(Locale.ROOT).contains("cancel")) {
        boolean above = tree.contains(def, node) && node.id() < await.id();
        Expr receiver = callee instanceof Expr.Attribute it ? it.value() : callee;
        if (above || gathered.contains(lastName(receiver)) || isElementOf(receiver, gathered)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Ex) `task` of `for task in self.tasks`
  private boolean isElementOf(Expr receiver, Set<String> names) {
    return receiver instanceof Expr.Name name
        && model.bindingOf(name).stream()
            .flatMap(it -> it.stores().stream())
            .map(tree::parent)
            .anyMatch(
                it ->
                    switch (it) {
                      case Stmt.For loop -> mentions(loop.iterable(), names);
                      case Node.Comprehension loop -> mentions(loop.iterable(), names);
                      case Node _ -> false;
                    });
  }

  private boolean mentions(Expr expr, Set<String> names) {
    return tree.within(expr).stream()
        .anyMatch(it -> it instanceof Expr named && names.contains(lastName(named)));
  }

  private static String lastName(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> name.text();
      case Expr.Attribute attribute -> attribute.name();
      case Expr _ -> "";
    };
  }

  private Answer bound(List<Expr.Name> names, Function<String, Optional<SemanticModel>> files) {
    // By scope and name: the equality of records is deep.
    Map<String, Binding> tainted = new LinkedHashMap<>();
    names.forEach(it -> taint(it, tainted));
    List<Node> reads = List.of();
    int known = 0;
    while (tainted.size() > known) {
      known = tainted.size();
      reads = tainted.values().stream().flatMap(it -> it.reads().stream()).toList();
      reads.stream()
          .flatMap(it -> derived(it).stream())
          .flatMap(it -> tree.within(it).stream())
          .forEach(it -> taint(it, tainted));
    }
    boolean foreign =
        tainted.values().stream()
            .anyMatch(it -> it.declaredElsewhere() || it.scope().kind() == Scope.Kind.MODULE);
    if (foreign || examines(model, def) || reads.stream().anyMatch(this::escapes)) {
      return new Answer.No("the results may be examined");
    }
    boolean returns = reads.stream().anyMatch(this::isReturned);
    return returns ? returned(files) : new Answer.Yes("no result is looked at for an exception");
  }

  private void taint(Node name, Map<String, Binding> tainted) {
    if (name instanceof Expr.Name) {
      model
          .bindingOf(name)
          .ifPresent(it -> tainted.putIfAbsent(it.scope().id() + " " + it.name(), it));
    }
  }

  /// The targets that get a value made of what is read.
  private List<Expr> derived(Node read) {
    Node at = read;
    while (at instanceof Expr || at instanceof Node.Argument) {
      Node parent = tree.parent(at);
      int child = at.id();
      switch (parent) {
        case Node.Comprehension loop when loop.iterable().id() == child -> {
          return List.of(loop.target());
        }
        case Stmt.For loop when loop.iterable().id() == child -> {
          return List.of(loop.target());
        }
        case Stmt.Assign assign when assign.value().id() == child -> {
          return assign.targets();
        }
        case Stmt.AnnAssign assign -> {
          return List.of(assign.target());
        }
        case Expr.NamedExpr walrus -> {
          return List.of(walrus.target());
        }
        case Node _ -> {}
      }
      at = parent;
    }
    return List.of();
  }

  /// Whether code tests something for its class, by whatever means.
  private static boolean examines(SemanticModel model, Node function) {
    return model.tree().within(function).stream()
        .anyMatch(
            it ->
                switch (it) {
                  case Stmt.Match _ -> true;
                  case Expr.Call(_, Expr callee, _) ->
                      model.qualifiedName(callee).filter(TESTS::contains).isPresent();
                  case Expr.Attribute attribute ->
                      attribute.name().equals("__class__")
                          || attribute.name().equals("__traceback__");
                  // `result is None` is true of no exception, and false of most results too; unlike
                  // that `result is True` tells them apart.
                  case Expr.Compare(_, _, var operators, var rights) ->
                      operators.stream().anyMatch(GatheredResults::isIdentity)
                          && rights.stream().noneMatch(Expr::isNone);
                  case Node _ -> false;
                });
  }

  private static boolean isIdentity(ComparisonOperator operator) {
    return operator == ComparisonOperator.IS || operator == ComparisonOperator.IS_NOT;
  }

  /// Whether something that is not visible gets what is read.
  private boolean escapes(Node read) {
    Node at = read;
    while (at instanceof Expr) {
      Node parent = tree.parent(at);
      if (parent instanceof Node.Argument argument
          && tree.parent(argument) instanceof Expr.Call call) {
        if (model.qualifiedName(call.callee()).filter(PLAIN::contains).isEmpty()) {
          return true;
        }
        parent = call;
      }
      switch (parent) {
        case Stmt.Assign assign -> {
          return assign.targets().stream()
              .anyMatch(it -> bound(assign, it) instanceof Target.Other);
        }
        case Stmt.AnnAssign assign -> {
          return bound(assign, assign.target()) instanceof Target.Other;
        }
        case Expr.Yield _, Expr.YieldFrom _, Expr.Lambda _, Stmt.AugAssign _ -> {
          return true;
        }
        case Node _ -> {}
      }
      at = parent;
    }
    // Who calls a function inside gets what that returns.
    return at instanceof Stmt.Raise
        || (at instanceof Stmt.Return
            && model.functionOf(at).filter(it -> it.id() == def.id()).isEmpty());
  }

  private boolean isReturned(Node read) {
    Node at = read;
    while (at instanceof Expr || at instanceof Node.Argument) {
      at = tree.parent(at);
    }
    return at instanceof Stmt.Return;
  }

  /// Whether none of the callers that are visible looks for an exception.
  private Answer returned(Function<String, Optional<SemanticModel>> files) {
    for (FunctionUse use : model.workspace().usesOf(model.refOf(def))) {
      Optional<SemanticModel> file = files.apply(use.path());
      boolean examined =
          switch (use.kind()) {
            case EXPORT -> false;
            case CALL, POSSIBLE_CALL ->
                file.flatMap(it -> it.nodeOf(use.by()).map(by -> examines(it, by))).orElse(true);
            case PROPERTY_READ,
                PROPERTY_SET,
                CONSTRUCTION,
                ENTERED,
                ON_LOOP,
                IN_THREAD,
                ON_THE_SPOT,
                REGISTERED,
                DECORATES,
                STRING,
                ESCAPE ->
                true;
          };
      if (examined) {
        return new Answer.No("who gets the results may examine them");
      }
    }
    return new Answer.Yes("no result is looked at for an exception");
  }
}
