package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells of what is awaited that it goes on whatever the other tasks of the project do: a pause, a
/// call of a library, a coroutine function of the project that awaits only such. What the
/// primitives of asyncio wait for is up to other tasks, and so may be what cannot be seen.
final class IndependentAwaits {
  private static final int DEPTH = 5;
  private static final Set<String> INDEPENDENT =
      Set.of(
          "asyncio.sleep",
          "asyncio.open_connection",
          "asyncio.timeout",
          "asyncio.timeout_at",
          "async_timeout.timeout");

  /// Clients of what runs elsewhere; other libraries have locks and events of their own.
  private static final List<String> CLIENTS =
      List.of("aiofiles", "aiohttp", "aiomysql", "aiopg", "aiosqlite", "asyncpg", "httpx", "motor");

  private final Codebase codebase;

  IndependentAwaits(Codebase codebase) {
    this.codebase = codebase;
  }

  /// The first suspension of a function's own code between two nodes' numbers of which that cannot
  /// be told; `own` are calls that count as told.
  Optional<Node> firstDependent(
      SemanticModel model, Stmt.FunctionDef def, int from, int to, Set<Integer> own) {
    return firstDependent(model, def, from, to, own, 0);
  }

  private Optional<Node> firstDependent(
      SemanticModel model, Stmt.FunctionDef def, int from, int to, Set<Integer> own, int depth) {
    SyntaxTree tree = model.tree();
    return Stream.iterate(from, it -> it <= to, it -> it + 1)
        .map(tree::node)
        .filter(it -> suspends(it) && isIn(model, it, def))
        .filter(it -> !isIndependent(model, it, to, own, depth) || isRepeated(model, it, def, own))
        .findFirst();
  }

  private static boolean isIn(SemanticModel model, Node node, Stmt.FunctionDef def) {
    return model.nearestDef(node).filter(it -> it.id() == def.id()).isPresent();
  }

  /// Ex) `while not opened: await asyncio.sleep(1)`; the loop round what is told does not count
  private static boolean isRepeated(
      SemanticModel model, Node node, Stmt.FunctionDef def, Set<Integer> own) {
    SyntaxTree tree = model.tree();
    for (Node at = tree.parent(node); at.id() != def.id(); at = tree.parent(at)) {
      if (at instanceof Stmt.While loop
          && own.stream().noneMatch(it -> tree.contains(loop, tree.node(it)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean suspends(Node node) {
    return switch (node) {
      case Expr.Await _, Expr.Yield _, Expr.YieldFrom _ -> true;
      case Stmt.For loop -> loop.isAsync();
      case Stmt.With with -> with.isAsync();
      case Node.Comprehension clause -> clause.isAsync();
      case Node _ -> false;
    };
  }

  private static boolean isGroup(SemanticModel model, Stmt.With with) {
    return with.items().stream()
        .allMatch(
            it ->
                it.context() instanceof Expr.Call call
                    && model.qualifiedName(call.callee()).equals(Optional.of("asyncio.TaskGroup")));
  }

  private boolean isIndependent(
      SemanticModel model, Node node, int to, Set<Integer> own, int depth) {
    return switch (node) {
      case Expr.Await(_, Expr value) -> own.contains(value.id()) || isCallOf(model, value, depth);
      // Ex) async with asyncio.TaskGroup() as group: what is behind `to` is waited for later
      case Stmt.With with when model.tree().lastDescendant(with) > to && isGroup(model, with) ->
          true;
      case Stmt.With with ->
          with.items().stream().allMatch(it -> isCallOf(model, it.context(), depth));
      case Node _ -> false;
    };
  }

  private boolean isCallOf(SemanticModel model, Expr expr, int depth) {
    if (!(expr instanceof Expr.Call call) || depth > DEPTH) {
      return false;
    }
    Optional<FunctionRef> target = model.targetOf(call.callee());
    if (target.isPresent()) {
      return isIndependent(target.get(), depth);
    }
    Optional<String> name = model.qualifiedName(call.callee());
    if (name.isPresent()) {
      return isIndependent(name.get(), model);
    }
    // Ex) session.get(url), where the class of the session is one of a library
    return call.callee() instanceof Expr.Attribute method
        && model
            .typeOf(method.value())
            .filter(it -> !it.startsWith("asyncio.") && isIndependent(it, model))
            .isPresent();
  }

  private boolean isIndependent(FunctionRef function, int depth) {
    Optional<SemanticModel> model = codebase.model(function.path());
    return model
        .flatMap(it -> it.nodeOf(function))
        .filter(it -> it instanceof Stmt.FunctionDef def && def.decorators().isEmpty())
        .map(Stmt.FunctionDef.class::cast)
        .filter(
            def ->
                firstDependent(
                        model.get(),
                        def,
                        def.id(),
                        model.get().tree().lastDescendant(def),
                        Set.of(),
                        depth + 1)
                    .isEmpty())
        .isPresent();
  }

  private static boolean isIndependent(String name, SemanticModel model) {
    boolean client = CLIENTS.stream().anyMatch(it -> name.startsWith(it + "."));
    return INDEPENDENT.contains(name)
        || (client && model.workspace().fileOf(name.substring(0, name.indexOf('.'))).isEmpty());
  }
}
