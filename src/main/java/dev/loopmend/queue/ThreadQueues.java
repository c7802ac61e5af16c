package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.UnaryOperator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The queues of the standard library whose methods stop the thread that waits.
public final class ThreadQueues {
  /// What stands for each of them on an event loop.
  private static final Map<String, String> ON_LOOP =
      Map.of(
          "queue.Queue", "asyncio.Queue",
          "queue.LifoQueue", "asyncio.LifoQueue",
          "queue.PriorityQueue", "asyncio.PriorityQueue",
          "queue.SimpleQueue", "asyncio.Queue");

  private static final Set<String> OF_PROCESSES =
      Set.of(
          "multiprocessing.Queue",
          "multiprocessing.JoinableQueue",
          "multiprocessing.SimpleQueue",
          "multiprocessing.queues.Queue",
          "multiprocessing.queues.JoinableQueue",
          "multiprocessing.queues.SimpleQueue");

  private static final String SIMPLE = "queue.SimpleQueue";
  private static final Set<String> ASKING = Set.of("empty", "qsize", "full");

  private ThreadQueues() {}

  /// The class that stands on an event loop for one of `queue`; nothing for another name.
  static Optional<String> onLoop(String name) {
    return Optional.ofNullable(ON_LOOP.get(name));
  }

  /// The class of a queue between threads that an expression is an instance of, by its own type or
  /// by what all callers of its function give.
  public static Optional<String> betweenThreads(
      Codebase codebase, SemanticModel model, Expr queue) {
    Optional<String> type = model.typeOf(queue);
    return (type.isPresent() || !(queue instanceof Expr.Name)
            ? type
            : QueueOrigin.of(codebase, model, queue)
                .flatMap(
                    it ->
                        constructed(it.model(), it.creation()).flatMap(it.model()::qualifiedName)))
        .filter(ON_LOOP::containsKey);
  }

  /// The class of a queue between processes that an expression is an instance of.
  public static Optional<String> betweenProcesses(SemanticModel model, Expr queue) {
    return model.typeOf(queue).filter(OF_PROCESSES::contains);
  }

  /// The class that a call makes an instance of, if it makes such a queue.
  static Optional<Expr> constructed(SemanticModel model, Expr.Call call) {
    // Ex) queue.Queue[int]()
    Expr type = call.callee() instanceof Expr.Subscript(_, Expr of, _) ? of : call.callee();
    return model.qualifiedName(type).filter(ON_LOOP::containsKey).map(_ -> type);
  }

  /// Whether a queue that a call makes always takes one more.
  static boolean isUnbounded(SemanticModel model, Expr.Call creation) {
    boolean simple =
        constructed(model, creation)
            .flatMap(model::qualifiedName)
            .filter(SIMPLE::equals)
            .isPresent();
    return simple
        || creation.arguments().isEmpty()
        || (creation.arguments().size() == 1
            && creation.arguments().getFirst().kind() != Node.ArgumentKind.DOUBLE_STAR
            && isNoBound(creation.arguments().getFirst().value()));
  }

  private static boolean isNoBound(Expr size) {
    return switch (size) {
      case Expr.Constant(_, var kind, String text) ->
          kind == Expr.ConstantKind.NUMBER && text.matches("0+");
      case Expr.UnaryOp(_, UnaryOperator operator, Expr.Constant _) ->
          operator == UnaryOperator.MINUS;
      case Expr _ -> false;
    };
  }

  /// Whether a call of a queue may wait: `put` only where the queue is seen to have a bound.
  public static boolean mayWait(Codebase codebase, SemanticModel model, QueueCall call) {
    boolean waits = call.mode() == QueueCall.Mode.FOR_EVER || call.mode() == QueueCall.Mode.LIMITED;
    String queue = model.tree().textOf(call.receiver());
    if (!waits
        || isAskedBefore(model.tree(), call.call(), queue)
        || doCallersAsk(codebase, model, call)) {
      return false;
    }
    return !call.isPut()
        || QueueOrigin.of(codebase, model, call.receiver())
            .filter(it -> !isUnbounded(it.model(), it.creation()))
            .filter(it -> isAsync(model, call) || !it.isFreshAt(model, call.call()))
            .isPresent();
  }

  private static boolean isAsync(SemanticModel model, QueueCall call) {
    return model.nearestDef(call.call()).filter(Stmt.FunctionDef::isAsync).isPresent();
  }

  /// Ex) `while self.inbox.empty(): await self.filled()` above each call of the method that takes
  private static boolean doCallersAsk(Codebase codebase, SemanticModel model, QueueCall call) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(call.call());
    if (def.isEmpty()
        || def.get().isAsync()
        || !(call.receiver() instanceof Expr.Attribute(_, Expr.Name root, String queue))
        || !isObject(def.get(), root)) {
      return false;
    }
    List<FunctionUse> uses = model.workspace().usesOf(model.refOf(def.get()));
    return !uses.isEmpty()
        && uses.stream()
            .allMatch(
                use ->
                    use.kind() == FunctionUse.Kind.CALL
                        && codebase
                            .model(use.path())
                            .filter(it -> asksBefore(it, use, queue))
                            .isPresent());
  }

  /// Ex) `self` in a method that calls it so
  private static boolean isObject(Stmt.FunctionDef def, Expr.Name name) {
    List<Node.Parameter> all = def.parameters().all();
    return !all.isEmpty() && all.getFirst().name().equals(name.text());
  }

  /// Ex) `self._take()`, a method of the same object
  private static boolean asksBefore(SemanticModel model, FunctionUse use, String queue) {
    return model
        .tree()
        .callAt(use.at())
        .filter(
            it ->
                it.callee() instanceof Expr.Attribute(_, Expr.Name root, _)
                    && model.nearestDef(it).filter(def -> isObject(def, root)).isPresent()
                    && isAskedBefore(model.tree(), it, root.text() + "." + queue))
        .isPresent();
  }

  /// Ex) `while not queue.empty(): queue.get()`, which never waits where nobody else takes; or a
  /// test before it, in a block round it
  private static boolean isAskedBefore(SyntaxTree tree, Expr.Call call, String queue) {
    Node inner = call;
    for (Node at = tree.parent(inner); !(inner instanceof Stmt.FunctionDef) && inner.id() != 0; ) {
      for (List<Stmt> block : Layout.blocks(at)) {
        for (Stmt statement : block) {
          boolean before = statement.id() < inner.id();
          if (before && testOf(statement).filter(it -> asks(tree, it, queue)).isPresent()) {
            return true;
          }
        }
      }
      if (testOf(at).filter(it -> asks(tree, it, queue)).isPresent()) {
        return true;
      }
      inner = at;
      at = tree.parent(at);
    }
    return false;
  }

  private static Optional<Expr> testOf(Node node) {
    return switch (node) {
      case Stmt.While loop -> Optional.of(loop.test());
      case Stmt.If branch -> Optional.of(branch.test());
      case Stmt.Assert claim -> Optional.of(claim.test());
      case Stmt.For loop -> Optional.of(loop.iterable());
      case Expr.IfExp choice -> Optional.of(choice.test());
      case Expr.BoolOp both -> Optional.of(both.values().getFirst());
      case Node.Comprehension each -> Optional.of(each.iterable());
      case Expr.ListComp made -> Optional.of(made.generators().getFirst().iterable());
      case Node _ -> Optional.empty();
    };
  }

  private static boolean asks(SyntaxTree tree, Expr test, String queue) {
    List<Node> inside = tree.within(test);
    return inside.stream()
        .anyMatch(
            it ->
                it instanceof Expr.Attribute(_, Expr owner, String name)
                    && ASKING.contains(name)
                    && tree.textOf(owner).equals(queue));
  }
}
