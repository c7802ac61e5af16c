package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which calls give coroutines that let no failure out, or whose failures are told before they are
/// out: all that they wait for stands in a `try` that takes every exception and goes on, or cannot
/// fail but by a cancellation.
public final class ContainedFailures {
  private static final Set<String> TAKING = Set.of("builtins.Exception", "builtins.BaseException");

  /// By the documentation of asyncio; a queue that `shutdown` ends (3.13) is ended on purpose.
  private static final Set<String> CALM =
      Set.of(
          "asyncio.sleep",
          "asyncio.wait",
          "asyncio.Queue.put",
          "asyncio.Queue.get",
          "asyncio.Queue.join",
          "asyncio.Event.wait",
          "asyncio.Condition.wait",
          "asyncio.Lock.acquire",
          "asyncio.Semaphore.acquire");

  private static final Set<String> LOCKS =
      Set.of("asyncio.Lock", "asyncio.Semaphore", "asyncio.BoundedSemaphore", "asyncio.Condition");

  /// How far from one function to the next.
  private static final int DEPTH = 4;

  private final Function<String, Optional<SemanticModel>> files;
  private final boolean toldCount;

  private ContainedFailures(Function<String, Optional<SemanticModel>> files, boolean toldCount) {
    this.files = files;
    this.toldCount = toldCount;
  }

  /// Whether a call gives a coroutine that lets no failure out for sure: of asyncio, or of a
  /// function of the project; `files` are those of the workspace.
  public static boolean in(
      SemanticModel model, Expr.Call call, Function<String, Optional<SemanticModel>> files) {
    return new ContainedFailures(files, false).isCalm(model, call, DEPTH);
  }

  /// The same, or one whose failures are told before they are out.
  public static boolean areTold(
      SemanticModel model, Expr.Call call, Function<String, Optional<SemanticModel>> files) {
    return new ContainedFailures(files, true).isCalm(model, call, DEPTH);
  }

  private boolean isCalm(SemanticModel model, Expr.Call call, int depth) {
    if (model.among(call.callee(), CALM).isPresent()
        || gathersAll(model, call)
        || waitsForEvent(model, call)) {
      return true;
    }
    Optional<FunctionRef> target = depth == 0 ? Optional.empty() : model.targetOf(call.callee());
    Optional<SemanticModel> home = target.flatMap(it -> files.apply(it.path()));
    return home.flatMap(it -> it.nodeOf(target.get()))
        .filter(
            it ->
                it instanceof Stmt.FunctionDef def
                    && def.isAsync()
                    && ((toldCount && tells(home.get(), def))
                        || isContained(home.get(), def, depth - 1)))
        .isPresent();
  }

  /// Ex) `job.done.wait()`: events, conditions and processes that objects keep have such a method,
  /// which does not fail
  private static boolean waitsForEvent(SemanticModel model, Expr.Call call) {
    return call.callee() instanceof Expr.Attribute(_, Expr.Attribute event, String method)
        && method.equals("wait")
        && call.arguments().isEmpty()
        && model.qualifiedName(event).isEmpty()
        && model.typeOf(event).isEmpty();
  }

  /// Ex) asyncio.gather(*tasks, return_exceptions=True)
  static boolean gathersAll(SemanticModel model, Expr.Call call) {
    return model.qualifiedName(call.callee()).filter("asyncio.gather"::equals).isPresent()
        && call.arguments().stream()
            .anyMatch(
                it ->
                    it.name().equals("return_exceptions")
                        && it.value() instanceof Expr.Constant value
                        && value.kind() == Expr.ConstantKind.TRUE);
  }

  /// Whether a decorator of the project logs the failures of a function. Ex) @log_exceptions()
  private boolean tells(SemanticModel model, Stmt.FunctionDef def) {
    return def.decorators().stream()
        .map(Node.Decorator::expression)
        .map(it -> it instanceof Expr.Call call ? call.callee() : it)
        .flatMap(it -> model.targetOf(it).stream())
        .anyMatch(
            target ->
                files
                    .apply(target.path())
                    .filter(home -> home.nodeOf(target).filter(it -> logs(home, it)).isPresent())
                    .isPresent());
  }

  private static boolean logs(SemanticModel model, Node decorator) {
    return model.tree().within(decorator).stream()
        .anyMatch(
            it ->
                it instanceof Node.ExceptHandler handler
                    && takesAll(model, handler)
                    && model.tree().within(handler).stream()
                        .anyMatch(
                            inner ->
                                inner instanceof Expr.Call call
                                    && SharedNames.LOGGING.contains(
                                        Dotted.lastPart(call.callee()))));
  }

  private static boolean takesAll(SemanticModel model, Node.ExceptHandler handler) {
    return model.surroundings.types(handler).stream().anyMatch(TAKING::contains);
  }

  /// What only sleeps, or waits for its turn, does something else that may fail: where a function
  /// waits at all, something in it has to take failures.
  private boolean isContained(SemanticModel model, Stmt.FunctionDef def, int depth) {
    SyntaxTree tree = model.tree();
    int end = tree.lastDescendant(def);
    boolean takes = false;
    boolean waits = false;
    for (int id = def.body().getFirst().id(); id <= end; id++) {
      switch (tree.node(id)) {
        case Stmt.Try attempt
            when attempt.handlers().stream().anyMatch(it -> takesAll(model, it)) -> {
          takes = true;
          id = tree.lastDescendant(attempt.body().getLast());
        }
        case Stmt.FunctionDef inner -> id = tree.lastDescendant(inner);
        case Expr.Lambda inner -> id = tree.lastDescendant(inner);
        case Stmt.Raise _, Stmt.Assert _ -> {
          return false;
        }
        case Expr.Await(_, Expr.Call call) when isCalm(model, call, depth) -> {
          waits = true;
          takes |= model.among(call.callee(), CALM).isEmpty();
        }
        case Stmt.With with when with.isAsync() && areLocks(model, with.items()) -> waits = true;
        case Node node when FlowGraph.waits(node) -> {
          return false;
        }
        case Node _ -> {}
      }
    }
    return takes || !waits;
  }

  private static boolean areLocks(SemanticModel model, List<Node.WithItem> items) {
    return items.stream()
        .allMatch(it -> model.typeOf(it.context()).filter(LOCKS::contains).isPresent());
  }
}
