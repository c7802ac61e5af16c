package dev.loopmend.queue;

import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A function that takes everything out of a queue in an endless loop, and waits in it for nothing
/// that another task of the project has to do; or in a loop that goes on until others say that it
/// is over. `end` is the text of what it ends on, `None` or a name, if it ends at all; `limit` is
/// what limits the time that it waits for an item.
record ConsumerLoop(
    SemanticModel model,
    Stmt.FunctionDef function,
    Stmt.While loop,
    Optional<String> end,
    Optional<Node> limit) {
  private static final Set<String> OPENING =
      Set.of("aiohttp.ClientSession", "httpx.AsyncClient", "builtins.open");

  private static final Set<String> LIMITS =
      Set.of("asyncio.timeout", "asyncio.timeout_at", "async_timeout.timeout");
  private static final Set<String> TIMEOUTS =
      Set.of(
          "asyncio.TimeoutError",
          "asyncio.exceptions.TimeoutError",
          "builtins.TimeoutError",
          "builtins.Exception",
          "builtins.BaseException");

  /// Whether a function that takes something out is such a loop.
  sealed interface Seen {
    record Consumer(ConsumerLoop loop) implements Seen {}

    /// Why it is none, with the place.
    record Obstacle(String why) implements Seen {}
  }

  /// Judges one `await queue.get()`.
  static Seen at(QueueUse get, QueueUses uses, Codebase codebase) {
    SemanticModel model = get.model();
    SyntaxTree tree = model.tree();
    Optional<Stmt.FunctionDef> def = get.function();
    if (def.isEmpty()) {
      return new Seen.Obstacle(get.place() + " takes something outside of a function");
    }
    Node at = tree.parent(get.at());
    while (!(at instanceof Stmt.While) && !(at instanceof Stmt.FunctionDef)) {
      if (isConditional(at, get.at(), tree)) {
        return new Seen.Obstacle(get.place() + " takes something under a condition");
      }
      at = tree.parent(at);
    }
    if (!(at instanceof Stmt.While loop) || !(loop.isEndless() || isUntilFlag(tree, loop))) {
      return new Seen.Obstacle(get.place() + " is in no endless loop");
    }
    return judge(get, uses, def.get(), loop, codebase);
  }

  /// Ex) `while self.running`, `while not stopped.is_set()`, where the loop itself does not end it
  private static boolean isUntilFlag(SyntaxTree tree, Stmt.While loop) {
    Expr test = loop.test() instanceof Expr.UnaryOp(_, _, Expr operand) ? operand : loop.test();
    Optional<Expr> flag =
        switch (test) {
          case Expr.Call(_, Expr.Attribute(_, Expr event, String method), var arguments)
              when method.equals("is_set") && arguments.isEmpty() ->
              Optional.of(event);
          case Expr.Attribute attribute -> Optional.of(attribute);
          case Expr _ -> Optional.empty();
        };
    return flag.filter(it -> !isChangedIn(tree, loop, tree.textOf(it))).isPresent();
  }

  /// Ex) `self.running = False`, `stopped.set()`
  private static boolean isChangedIn(SyntaxTree tree, Stmt.While loop, String flag) {
    return tree.within(loop).stream()
        .anyMatch(
            node ->
                switch (node) {
                  case Stmt.Assign assign ->
                      assign.targets().stream().anyMatch(it -> tree.textOf(it).equals(flag));
                  case Expr.Call(_, Expr.Attribute(_, Expr event, String method), _) ->
                      tree.textOf(event).equals(flag) && !method.equals("is_set");
                  case Node _ -> false;
                });
  }

  private static boolean isConditional(Node at, Expr get, SyntaxTree tree) {
    return switch (at) {
      case Expr.Call _, Node.Argument _, Expr.Attribute _, Expr.Subscript _ -> false;
      case Stmt.With _, Expr.Await _, Stmt.Assign _, Stmt.ExprStmt _, Stmt.AnnAssign _ -> false;
      case Stmt.Try attempt -> attempt.body().stream().noneMatch(it -> tree.contains(it, get));
      case Node _ -> true;
    };
  }

  private static Seen judge(
      QueueUse get, QueueUses uses, Stmt.FunctionDef def, Stmt.While loop, Codebase codebase) {
    SemanticModel model = get.model();
    SyntaxTree tree = model.tree();
    for (Node outer = tree.parent(loop); outer.id() != def.id(); outer = tree.parent(outer)) {
      boolean plain =
          (outer instanceof Stmt.With with && isOpening(model, with))
              || (outer instanceof Stmt.Try attempt
                  && attempt.body().stream().anyMatch(it -> tree.contains(it, loop))
                  && attempt.handlers().stream().allMatch(it -> isCancellation(model, it)));
      if (!plain) {
        return new Seen.Obstacle(place(model, loop) + " may not be reached, or end unseen");
      }
    }
    Set<Integer> own = new HashSet<>();
    for (QueueUse use : uses.uses()) {
      if (use.kind() == Kind.GET && use.model().path().equals(model.path())) {
        own.add(QueueUses.awaited(use).id());
      }
    }
    Optional<Node> waits =
        new IndependentAwaits(codebase)
            .firstDependent(model, def, def.id(), tree.lastDescendant(loop), own);
    if (waits.isPresent()) {
      return new Seen.Obstacle(
          place(model, waits.get()) + ", in the consumer, may wait for what another task does");
    }
    Optional<Node> limit = limitOf(get, loop);
    if (limit.isPresent() && !isExpected(model, limit.get(), loop)) {
      return new Seen.Obstacle(
          "the consumer ends at " + place(model, limit.get()) + " when nothing comes in time");
    }
    return leaving(get, def, loop, limit);
  }

  /// Ex) `async with asyncio.timeout(5): item = await queue.get()`
  private static Optional<Node> limitOf(QueueUse get, Stmt.While loop) {
    SemanticModel model = get.model();
    Expr awaited = QueueUses.awaited(get);
    if (awaited.id() != get.at().id()) {
      return Optional.of(awaited);
    }
    return model.withContextsAround(get.at()).stream()
        .filter(it -> model.tree().contains(loop, it))
        .filter(
            it ->
                it instanceof Expr.Call call
                    && model.qualifiedName(call.callee()).filter(LIMITS::contains).isPresent())
        .map(Node.class::cast)
        .findFirst();
  }

  /// Whether the loop goes on, or says how it ends, when a time limit in it is over.
  private static boolean isExpected(SemanticModel model, Node limit, Stmt.While loop) {
    return model.handlersAround(limit).stream()
        .filter(it -> model.tree().contains(loop, it.statement()))
        .anyMatch(it -> it.types().stream().anyMatch(TIMEOUTS::contains));
  }

  private static Seen leaving(
      QueueUse get, Stmt.FunctionDef def, Stmt.While loop, Optional<Node> limit) {
    SemanticModel model = get.model();
    SyntaxTree tree = model.tree();
    Optional<String> end = Optional.empty();
    for (int id = loop.id() + 1; id <= tree.lastDescendant(loop); id++) {
      Node node = tree.node(id);
      boolean leaves =
          switch (node) {
            case Stmt.Break _ -> tree.loopOf(node).id() == loop.id();
            case Stmt.Return _, Stmt.Raise _, Stmt.Assert _ ->
                model.nearestDef(node).filter(it -> it.id() == def.id()).isPresent();
            case Node _ -> false;
          };
      if (leaves) {
        Optional<String> one = sentinel(get, node, loop);
        if (one.isEmpty() || (end.isPresent() && !end.equals(one))) {
          return new Seen.Obstacle(
              "the consumer leaves at " + place(model, node) + " and a producer may still wait");
        }
        end = one;
      }
    }
    return new Seen.Consumer(new ConsumerLoop(model, def, loop, end, limit));
  }

  /// Ex) `async with aiohttp.ClientSession() as session:`; a time limit or `suppress` would end the
  /// loop
  private static boolean isOpening(SemanticModel model, Stmt.With with) {
    return with.items().stream()
        .allMatch(
            it ->
                it.context() instanceof Expr.Call call
                    && model.qualifiedName(call.callee()).filter(OPENING::contains).isPresent());
  }

  /// What others end the loop by. Ex) `self.running` of `while self.running`
  Optional<Expr> flag() {
    return loop.isEndless() ? Optional.empty() : Optional.of(loop.test());
  }

  /// Where an exception may come from that ends the consumer; `isStarter` tells that what the
  /// function does before its loop is none of the consumer's.
  Optional<Node> mayFail(boolean isStarter) {
    return new ConsumerFailure(model, function, loop).first(isStarter);
  }

  /// Any other handler round the loop would let the consumer end as if nothing was wrong.
  private static boolean isCancellation(SemanticModel model, Node.ExceptHandler handler) {
    return handler
        .type()
        .flatMap(model::qualifiedName)
        .filter(
            it ->
                it.equals("asyncio.CancelledError")
                    || it.equals("asyncio.exceptions.CancelledError"))
        .isPresent();
  }

  /// Ex) `if item is None: break` behind `item = await queue.get()`
  private static Optional<String> sentinel(QueueUse get, Node leave, Stmt.While loop) {
    SyntaxTree tree = get.model().tree();
    if (leave instanceof Stmt.Raise
        || leave instanceof Stmt.Assert
        || !(tree.parent(leave) instanceof Stmt.If branch)
        || branch.orElse().stream().anyMatch(it -> it.id() == leave.id())
        || tree.parent(branch).id() != loop.id()) {
      return Optional.empty();
    }
    return EndTest.mark(get, branch).filter(it -> isFixed(get.model(), it)).map(tree::textOf);
  }

  /// Ex) `if item == 0` may hold of any item
  private static boolean isFixed(SemanticModel model, Expr mark) {
    return mark.isNone()
        || model.bindingOf(mark).filter(it -> it.scope().kind() == Scope.Kind.MODULE).isPresent();
  }

  private static String place(SemanticModel model, Node node) {
    return QueueUse.placeOf(model, node);
  }
}
