package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which coroutine functions of the project let a cancellation out that is not that of their own
/// task: they wait for a task or future that an attribute or the module keeps, and that something
/// else cancels.
final class ForeignCancellations {
  private static final int MOST_FUNCTIONS = 200;

  private final Function<String, Optional<SemanticModel>> files;

  private ForeignCancellations(Function<String, Optional<SemanticModel>> files) {
    this.files = files;
  }

  /// The functions of a workspace, of which `files` gives the files.
  static ForeignCancellations in(Function<String, Optional<SemanticModel>> files) {
    return new ForeignCancellations(files);
  }

  /// Whether a function does, or one that it awaits.
  boolean areLetOutBy(FunctionRef function) {
    Set<FunctionRef> seen = new HashSet<>(Set.of(function));
    Deque<FunctionRef> open = new ArrayDeque<>(seen);
    while (!open.isEmpty() && seen.size() <= MOST_FUNCTIONS) {
      FunctionRef next = open.remove();
      Optional<SemanticModel> model = files.apply(next.path());
      Optional<Node> node = model.flatMap(it -> it.nodeOf(next));
      if (node.isPresent() && lookInto(model.get(), node.get(), seen, open)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a function waits for such a future itself, or gives it; what else may run is left
  /// open.
  private static boolean lookInto(
      SemanticModel model, Node function, Set<FunctionRef> seen, Deque<FunctionRef> open) {
    boolean gives = function instanceof Stmt.FunctionDef def && !def.isAsync();
    List<Node> waiting =
        model.tree().within(function).stream()
            .filter(it -> FlowGraph.waits(it) || (gives && it instanceof Stmt.Return))
            .filter(it -> model.functionOf(it).filter(def -> def.id() == function.id()).isPresent())
            .filter(it -> !model.surroundings.end(it, TaskWords.TAKING))
            .toList();
    for (Node node : waiting) {
      if (operands(node).anyMatch(it -> isCancelled(model, node, it))) {
        return true;
      }
      mayRun(model, node).filter(seen::add).forEach(open::add);
    }
    return false;
  }

  /// The functions of the project that may run in what a node waits for: all that are named there.
  /// Ex) `fetch` of `await retry(fetch, 3)`, `lines` of `async for line in lines():`
  static Stream<FunctionRef> mayRun(SemanticModel model, Node waiting) {
    return operands(waiting)
        .flatMap(it -> model.tree().within(it).stream())
        .filter(it -> it instanceof Expr.Name || it instanceof Expr.Attribute)
        .flatMap(it -> model.targetOf((Expr) it).stream());
  }

  /// What a node waits for, or gives to somebody who may.
  private static Stream<Expr> operands(Node waiting) {
    return switch (waiting) {
      case Expr.Await await -> Stream.of(await.value());
      case Stmt.Return(_, Optional<Expr> value) -> value.stream();
      case Stmt.For loop -> Stream.of(loop.iterable());
      case Node.Comprehension loop -> Stream.of(loop.iterable());
      case Stmt.With with -> with.items().stream().map(Node.WithItem::context);
      case Node _ -> Stream.of();
    };
  }

  /// Whether one of the futures that an operand of `await` stands for is cancelled by others.
  private static boolean isCancelled(SemanticModel model, Node waiting, Expr operand) {
    return AwaitedFutures.kept(model, operand).stream()
        .anyMatch(
            it ->
                isGivenAway(model, waiting, it)
                    || (isShared(model, it) && AwaitedFutures.areCancelled(model, List.of(it))));
  }

  /// Whether a future that the function holds itself is handed to somebody, who answers by it, or
  /// cancels it, or is cancelled before it is awaited. Ex) `future` of
  /// `self._queue.append(Job(data, future))`
  private static boolean isGivenAway(SemanticModel model, Node waiting, Expr future) {
    return future instanceof Expr.Name name
        && model.isInstance(name, "asyncio.Future").isYes()
        && model
            .bindingOf(name)
            .filter(
                it ->
                    it.stores().stream().anyMatch(store -> isKeptToo(model, store))
                        || it.reads().stream()
                            .anyMatch(
                                read ->
                                    AwaitedFutures.isGiven(model, read, Set.of("asyncio"))
                                        || isCancelledBefore(model, waiting, read)))
            .isPresent();
  }

  /// Ex) `future = self.answer = loop.create_future()`
  private static boolean isKeptToo(SemanticModel model, Node store) {
    return model.tree().parent(store) instanceof Stmt.Assign(_, List<Expr> targets, _)
        && targets.stream().anyMatch(AwaitedFutures::isPart);
  }

  /// Ex) `loop.call_later(1, future.cancel)`, before an `await` or in another function, which may
  /// run at any time
  private static boolean isCancelledBefore(SemanticModel model, Node waiting, Node read) {
    return model.tree().parent(read) instanceof Expr.Attribute method
        && method.name().equals("cancel")
        && (read.id() < waiting.id() || !model.functionOf(read).equals(model.functionOf(waiting)));
  }

  /// Whether others can reach a future. Ex) `self._scan_task`, a global
  private static boolean isShared(SemanticModel model, Expr future) {
    return switch (future) {
      case Expr.Name name ->
          model.bindingOf(name).filter(it -> it.scope().kind() == Scope.Kind.MODULE).isPresent();
      case Expr.Attribute _ -> true;
      case Expr.Subscript subscript -> isShared(model, subscript.value());
      case Expr _ -> false;
    };
  }
}
