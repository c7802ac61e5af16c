package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a handler, or a `with` that suppresses, does with the cancellation of the coroutine that it
/// is in: `CancelledError` is raised where that waits
/// (https://docs.python.org/3/library/asyncio-task.html#task-cancellation).
public final class SwallowedCancellation {
  private static final Set<String> ENDS =
      Set.of("sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit");

  /// What tells a cancellation from outside from one of one's own.
  private static final Set<String> TELLING = Set.of("cancelling", "uncancel", "cancelled", "done");

  /// Packages whose functions cancel nothing that they are given.
  private static final Set<String> LOOKERS = Set.of("asyncio", "builtins");

  /// But for these, which cancel what is awaited in them.
  private static final Set<String> LIMITS =
      Set.of("asyncio.wait_for", "asyncio.timeout", "asyncio.timeout_at");

  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print");
  private static final Set<String> PRINTING =
      Set.of(
          "builtins.str",
          "builtins.repr",
          "builtins.type",
          "builtins.print",
          "builtins.isinstance");

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Node at;
  private final int function;

  /// The place `at` is an `except` clause or a `with` statement in a coroutine function.
  private SwallowedCancellation(SemanticModel model, Node at) {
    this.model = model;
    this.tree = model.tree();
    this.at = at;
    this.function = functionOf(at);
  }

  /// What is known of an `except` clause or `with` statement.
  public static SwallowedCancellation at(SemanticModel model, Node at) {
    return new SwallowedCancellation(model, at);
  }

  private int functionOf(Node node) {
    return model.functionOf(node).map(Node::id).orElse(-1);
  }

  private boolean isOwn(Node node) {
    return functionOf(node) == function;
  }

  /// Whether a cancellation of the coroutine gets there, and no further.
  public Answer swallows() {
    if (watched().stream().noneMatch(this::suspends)) {
      return new Answer.No("nothing is awaited there");
    }
    if (OtherRunners.of(model).filter(OtherRunners.Other::surely).isPresent()) {
      return new Answer.No("asyncio does not run it");
    }
    if (!(at instanceof Node.ExceptHandler handler)) {
      return new Answer.Yes("");
    }
    if (model.surroundings.types(handler).contains("builtins.KeyboardInterrupt")) {
      return new Answer.No("the handler lets the program be ended from the keyboard");
    }
    Stmt.Try attempt = (Stmt.Try) tree.parent(handler);
    if (attempt.star() || isTakenBefore(attempt, handler)) {
      return new Answer.No("another handler takes the cancellation");
    }
    if (within(handler.body(), it -> it instanceof Stmt.Raise)) {
      return new Answer.No("the handler raises");
    }
    if (within(handler.body(), this::endsProgram)) {
      return new Answer.No("the handler ends the program");
    }
    if (within(
        handler.body(), it -> it instanceof Expr.Attribute a && TELLING.contains(a.name()))) {
      return new Answer.No("the handler asks who was cancelled");
    }
    if (within(handler.body(), this::asksFlag)) {
      return new Answer.No("the handler asks a flag whether to go on");
    }
    if (within(handler.body(), SwallowedCancellation::notesCancellation)) {
      return new Answer.No("the handler notes the cancellation for later");
    }
    return raisesLater()
        ? new Answer.No("the function raises CancelledError itself")
        : new Answer.Yes("");
  }

  /// Ex) `cancelled = True`, which the caller is told
  private static boolean notesCancellation(Node node) {
    return node instanceof Stmt.Assign(_, List<Expr> targets, Expr.Constant value)
        && value.kind() == Expr.ConstantKind.TRUE
        && targets.stream()
            .flatMap(it -> lastName(it).stream())
            .anyMatch(it -> it.toLowerCase(Locale.ROOT).contains("cancel"));
  }

  /// Ex) `if cancelled: raise asyncio.CancelledError` behind a loop that must not be cut short
  private boolean raisesLater() {
    return tree.within(tree.node(Math.max(0, function))).stream()
        .filter(this::isOwn)
        .anyMatch(
            it ->
                it instanceof Stmt.Raise(_, Optional<Expr> raised, _)
                    && raised
                        .map(error -> error instanceof Expr.Call call ? call.callee() : error)
                        .flatMap(model::qualifiedName)
                        .filter("asyncio.CancelledError"::equals)
                        .isPresent());
  }

  /// Ex) `if self.stopping: return`
  private boolean asksFlag(Node node) {
    return node instanceof Stmt.If test
        && Flags.isFlag(test.test())
        && within(List.of(test), SwallowedCancellation::isJump);
  }

  private List<Stmt> watched() {
    return at instanceof Node.ExceptHandler
        ? ((Stmt.Try) tree.parent(at)).body()
        : ((Stmt.With) at).body();
  }

  private boolean suspends(Stmt statement) {
    return tree.within(statement).stream().anyMatch(it -> isOwn(it) && FlowGraph.waits(it));
  }

  private boolean within(List<Stmt> block, Predicate<Node> test) {
    return block.stream()
        .flatMap(it -> tree.within(it).stream())
        .filter(this::isOwn)
        .anyMatch(test);
  }

  private boolean isTakenBefore(Stmt.Try attempt, Node.ExceptHandler handler) {
    return model.handlersAround(attempt.body().getFirst()).stream()
        .filter(it -> it.statement().id() == attempt.id() && it.handler().id() < handler.id())
        .anyMatch(it -> it.types().stream().anyMatch(TaskWords.TAKING::contains));
  }

  /// Ex) `sys.exit()`
  private boolean endsProgram(Node node) {
    return node instanceof Expr.Call(_, Expr callee, _)
        && model.qualifiedName(callee).filter(ENDS::contains).isPresent();
  }

  /// Whether what is awaited there may have been cancelled itself: a task or future that is kept
  /// somewhere, what ends something, or anything after a cancellation by this function. `files` are
  /// those of the workspace.
  public Answer awaitsWhatIsCancelled(Function<String, Optional<SemanticModel>> files) {
    List<Expr> operands = new ArrayList<>();
    List<FunctionRef> callees = new ArrayList<>();
    boolean other = false;
    for (Stmt statement : watched()) {
      for (Node node : tree.within(statement)) {
        if (isOwn(node) && FlowGraph.waits(node)) {
          Optional<Expr> awaited =
              node instanceof Expr.Await await ? Optional.of(await.value()) : Optional.empty();
          List<Expr> kept = awaited.map(it -> AwaitedFutures.kept(model, it)).orElse(List.of());
          operands.addAll(kept);
          ForeignCancellations.mayRun(model, node).forEach(callees::add);
          boolean ends = awaited.filter(it -> AwaitedFutures.isEnd(model, it)).isPresent();
          other |= kept.isEmpty() && !ends;
        }
      }
    }
    if (!other) {
      return new Answer.Yes("what it awaits is kept, or ends something, and may be cancelled so");
    }
    if (cancelsBefore()) {
      return new Answer.Yes("the function cancels something itself before");
    }
    if (operands.stream().anyMatch(this::isHandedOver)) {
      return new Answer.Yes("what it awaits is handed to something that may cancel it");
    }
    if (AwaitedFutures.areCancelled(model, operands)) {
      return new Answer.Yes("what it awaits is cancelled elsewhere");
    }
    ForeignCancellations foreign = ForeignCancellations.in(files);
    return callees.stream().anyMatch(foreign::areLetOutBy)
        ? new Answer.Yes("what it awaits waits for a task that is cancelled elsewhere")
        : new Answer.No("nothing that it awaits is cancelled by itself");
  }

  /// Ex) `token.link_future(task)` above, or in another function, which may run at any time
  private boolean isHandedOver(Expr operand) {
    return operand instanceof Expr.Name kept
        && model.bindingOf(kept).stream()
            .flatMap(it -> it.reads().stream())
            .filter(read -> comesBefore(read) || !isOwn(read))
            .anyMatch(it -> AwaitedFutures.isGiven(model, it, LOOKERS) || isLimited(it));
  }

  /// Whether something stands before the handler, or within the `with`.
  private boolean comesBefore(Node node) {
    return node.id() < at.id() || (at instanceof Stmt.With && tree.contains(at, node));
  }

  /// Whether a time limit that has ended before would have cancelled what is read. Ex) `await
  /// asyncio.wait_for(task, 1)` in another `try` above
  private boolean isLimited(Node read) {
    if (tree.contains(tree.statementOf(at), read)) {
      return false;
    }
    List<Expr> around = new ArrayList<>(model.withContextsAround(read));
    for (Node it = read; !(it instanceof Stmt); it = tree.parent(it)) {
      if (it instanceof Expr expr) {
        around.add(expr);
      }
    }
    List<String> names =
        around.stream()
            .filter(it -> !tree.contains(tree.statementOf(it), at))
            .flatMap(it -> it instanceof Expr.Call call ? Stream.of(call.callee()) : Stream.of())
            .flatMap(it -> model.qualifiedName(it).stream())
            .toList();
    return names.stream().anyMatch(LIMITS::contains) && !names.contains("asyncio.shield");
  }

  private static Optional<String> lastName(Expr expr) {
    return AwaitedFutures.lastName(expr);
  }

  /// Ex) `self._cancel_children()` above, in the same function
  private boolean cancelsBefore() {
    return tree.within(tree.node(Math.max(0, function))).stream()
        .anyMatch(
            it ->
                comesBefore(it)
                    && it instanceof Expr.Call(_, Expr callee, _)
                    && lastName(callee)
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains("cancel"))
                        .isPresent());
  }

  /// Whether the handler hands the exception on: it is kept, returned, or given to something else
  /// than a log.
  public Answer handsExceptionOn() {
    if (at instanceof Node.ExceptHandler handler && within(handler.body(), this::takesException)) {
      return new Answer.Yes("the handler hands the exception on");
    }
    if (!(at instanceof Node.ExceptHandler handler) || handler.name().isEmpty()) {
      return new Answer.No("the exception has no name");
    }
    Optional<Binding> binding = model.bindingOf(handler);
    boolean handed =
        binding.stream()
            .flatMap(it -> it.reads().stream())
            .filter(it -> tree.contains(handler, it))
            .anyMatch(it -> !isLogged(it));
    return handed
        ? new Answer.Yes("the handler hands the exception on")
        : new Answer.No("the exception is only logged");
  }

  /// Ex) `state.error = sys.exc_info()[1]`
  private boolean takesException(Node node) {
    return node instanceof Expr.Call(_, Expr callee, _)
        && model.qualifiedName(callee).filter("sys.exc_info"::equals).isPresent();
  }

  /// Ex) `log.error("failed: %r", exc)`, `f"{exc}"`, `exc.args`
  private boolean isLogged(Node read) {
    Node parent = tree.parent(read);
    return switch (parent) {
      case Expr.FormattedValue _ -> true;
      case Expr.Attribute(_, _, String name) -> !name.equals("with_traceback");
      case Node.Argument argument ->
          tree.parent(argument) instanceof Expr.Call(_, Expr callee, _)
              && (lastName(callee).filter(LOGGING::contains).isPresent()
                  || model.qualifiedName(callee).filter(PRINTING::contains).isPresent());
      case Node _ -> false;
    };
  }

  /// Whether the handler leaves the block otherwise than by its last statement.
  public Answer leavesInTheMiddle() {
    List<Stmt> body = ((Node.ExceptHandler) at).body();
    boolean leaves = within(body, it -> isJump(it) && it.id() != body.getLast().id());
    return leaves
        ? new Answer.Yes("it has more than one way out")
        : new Answer.No("it ends with its last statement");
  }

  /// Whether the handler asks if what it took is a cancellation. Ex) `if isinstance(exc,
  /// asyncio.CancelledError): …`
  public Answer tellsCancellation() {
    boolean tells =
        within(
            ((Node.ExceptHandler) at).body(),
            it ->
                it instanceof Expr name
                    && model
                        .qualifiedName(name)
                        .filter("asyncio.CancelledError"::equals)
                        .isPresent());
    return tells
        ? new Answer.Yes("it asks for CancelledError itself")
        : new Answer.No("it treats all exceptions alike");
  }

  /// Whether the handler does more than to say that it was there, and to end.
  public Answer acts() {
    boolean acts = !((Node.ExceptHandler) at).body().stream().allMatch(this::isQuiet);
    return acts
        ? new Answer.Yes("it does more than to log")
        : new Answer.No("it only logs, or passes");
  }

  private boolean isQuiet(Stmt statement) {
    return switch (statement) {
      case Stmt.Pass _, Stmt.Break _, Stmt.Continue _ -> true;
      // Ex) return await self.close()
      case Stmt.Return _ ->
          tree.within(statement).stream().noneMatch(it -> it instanceof Expr.Call);
      case Stmt.ExprStmt(_, Expr.Constant _) -> true;
      case Stmt.ExprStmt(_, Expr.Call(_, Expr callee, _)) ->
          lastName(callee).filter(LOGGING::contains).isPresent();
      case Stmt _ -> false;
    };
  }

  /// Whether the last statement of the handler says how the function goes on.
  public Answer jumps() {
    return isJump(((Node.ExceptHandler) at).body().getLast())
        ? new Answer.Yes("")
        : new Answer.No("it runs through to its end");
  }

  private static boolean isJump(Node node) {
    return node instanceof Stmt.Return
        || node instanceof Stmt.Break
        || node instanceof Stmt.Continue;
  }

  /// Whether the function ends when the `try` of the handler does, and nothing between sees the
  /// exception on its way out.
  public Answer endsFunction() {
    return FunctionEnds.with(model, tree.parent(at));
  }
}
