package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether a handler that takes the cancellation of a coroutine is the end of a task all the same:
/// nothing is waited for behind it, the coroutine is seen to run as a task only, and nobody who is
/// visible would see that the task counts as not cancelled.
public final class TaskEnd {
  private static final int DEPTH = 4;
  private static final Set<String> GATHERING = Set.of("asyncio.gather", "asyncio.wait");
  private static final Set<String> COLLECTING = Set.of("append", "add");
  private static final Set<String> OUTCOMES = Set.of("result", "cancelled");
  private static final Set<String> STARTING = Set.of("create_task", "ensure_future");
  private static final Set<String> THREADED = Set.of("asyncio.run_coroutine_threadsafe");

  private final Function<String, Optional<SemanticModel>> files;

  private TaskEnd(Function<String, Optional<SemanticModel>> files) {
    this.files = files;
  }

  /// What is known of a handler, or of a `with` that suppresses; `files` are those of the
  /// workspace. No as well where it cannot be seen that tasks run the coroutine.
  public static Answer at(
      SemanticModel model, Node at, Function<String, Optional<SemanticModel>> files) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(at);
    if (def.isEmpty()) {
      return new Answer.No("it is in no function");
    }
    Answer ends = endsFunction(model, at);
    return ends.isYes() ? new TaskEnd(files).runsAsTask(model, def.get(), 0) : ends;
  }

  private static Answer endsFunction(SemanticModel model, Node at) {
    if (!(at instanceof Node.ExceptHandler handler)) {
      return FunctionEnds.withoutWait(model, at);
    }
    SyntaxTree tree = model.tree();
    Stmt attempt = (Stmt) tree.parent(handler);
    for (Stmt statement : handler.body()) {
      for (Node node : tree.within(statement)) {
        boolean own = model.functionOf(node).equals(model.functionOf(handler));
        Optional<Answer> jump = own ? jump(model, attempt, handler, node) : Optional.empty();
        if (jump.filter(it -> !it.isYes()).isPresent()) {
          return jump.get();
        }
      }
    }
    Stmt last = handler.body().getLast();
    boolean jumps = last instanceof Stmt.Return || last instanceof Stmt.Break;
    return jumps ? new Answer.Yes("") : FunctionEnds.withoutWait(model, attempt);
  }

  /// What a statement of the handler does, if it leads out of it.
  private static Optional<Answer> jump(
      SemanticModel model, Stmt attempt, Node.ExceptHandler handler, Node node) {
    SyntaxTree tree = model.tree();
    return switch (node) {
      case Stmt.Return _ -> Optional.of(FunctionEnds.byReturn(model, attempt));
      case Stmt.Break _, Stmt.Continue _ -> {
        Node loop = tree.loopOf(node);
        if (tree.contains(handler, loop)) {
          yield Optional.empty();
        }
        yield Optional.of(
            node instanceof Stmt.Break
                ? FunctionEnds.withoutWait(model, loop)
                : new Answer.No("the loop goes on"));
      }
      case Node _ -> Optional.empty();
    };
  }

  private Answer runsAsTask(SemanticModel model, Stmt.FunctionDef def, int depth) {
    if (depth > DEPTH) {
      return new Answer.No("it cannot be seen who runs " + def.name());
    }
    boolean started = false;
    for (FunctionUse use : model.workspace().usesOf(model.refOf(def))) {
      Optional<SemanticModel> user = files.apply(use.path()).filter(it -> !it.isTestModule());
      if (user.isEmpty()
          || use.kind() == FunctionUse.Kind.EXPORT
          || use.kind() == FunctionUse.Kind.POSSIBLE_CALL) {
        continue;
      }
      Answer answer = use(user.get(), use, depth);
      if (!answer.isYes()) {
        return answer;
      }
      started = true;
    }
    return started
        ? new Answer.Yes("its task ends there, and nobody asks whether it was cancelled")
        : new Answer.No("it cannot be seen who runs " + def.name());
  }

  private Answer use(SemanticModel model, FunctionUse use, int depth) {
    SyntaxTree tree = model.tree();
    Optional<Expr.Call> call = tree.callAt(use.at());
    if (use.kind() != FunctionUse.Kind.CALL || call.isEmpty()) {
      return new Answer.No("it is used otherwise in " + place(model, use.at().start()));
    }
    return switch (tree.parent(call.get())) {
      case Expr.Await await -> awaited(model, await, depth);
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call taker ->
          isGathered(model, taker)
              ? new Answer.Yes("a gather ends with its own cancellation")
              : started(model, taker, argument);
      case Node _ -> new Answer.No("it is used otherwise in " + place(model, use.at().start()));
    };
  }

  private static String place(SemanticModel model, int offset) {
    return model.path() + ":" + model.tree().origin().line(offset);
  }

  /// Ex) `await self._pump()` as the last act of what runs as a task itself
  private Answer awaited(SemanticModel model, Expr.Await await, int depth) {
    Node statement = model.tree().parent(await);
    boolean last =
        (statement instanceof Stmt.ExprStmt || statement instanceof Stmt.Return)
            && FunctionEnds.withoutWait(model, statement).isYes();
    Optional<Stmt.FunctionDef> caller = model.nearestDef(await);
    return last && caller.isPresent()
        ? runsAsTask(model, caller.get(), depth + 1)
        : new Answer.No("who awaits it goes on: " + place(model, model.tree().span(await).start()));
  }

  /// Ex) `asyncio.gather(read(), write())`: cancelled itself, it ends so, whatever they do
  private static boolean isGathered(SemanticModel model, Expr.Call taker) {
    return model.qualifiedName(taker.callee()).filter(GATHERING::contains).isPresent();
  }

  private Answer started(SemanticModel model, Expr.Call taker, Node.Argument argument) {
    boolean starts =
        KeptTasks.isStart(model, taker, argument)
            || isNamedSo(taker)
            || model.qualifiedName(taker.callee()).filter(THREADED::contains).isPresent()
            || isFutureOfProject(model, taker);
    if (!starts) {
      return new Answer.No(
          "it cannot be seen what runs it: " + place(model, model.tree().span(taker).start()));
    }
    Set<String> names = KeptTasks.namesOf(model, taker);
    if (names.isEmpty()) {
      return isLeftAlone(model, taker)
          ? new Answer.Yes("")
          : new Answer.No("others get its task: " + place(model, model.tree().span(taker).start()));
    }
    return model.tree().nodes().stream()
        .filter(node -> asks(model, node, names))
        .findFirst()
        .<Answer>map(
            node ->
                new Answer.No(
                    "its task is asked for: " + place(model, model.tree().span(node).start())))
        .orElseGet(() -> new Answer.Yes(""));
  }

  /// Ex) `self._create_task(run())`, whatever stands behind it
  private static boolean isNamedSo(Expr.Call taker) {
    return taker.callee() instanceof Expr.Attribute(_, _, String method)
        && STARTING.stream().anyMatch(method::endsWith);
  }

  /// Ex) `self.spawn(run())` of `def spawn(self, coro): return asyncio.create_task(coro)`
  private static boolean isFutureOfProject(SemanticModel model, Expr.Call taker) {
    return model.targetOf(taker.callee()).isPresent()
        && model.isInstance(taker, "asyncio.Future").isYes();
  }

  /// Ex) `asyncio.create_task(run())`, `asyncio.create_task(run()).add_done_callback(done)`
  private static boolean isLeftAlone(SemanticModel model, Expr.Call start) {
    return switch (model.tree().parent(start)) {
      case Stmt.ExprStmt _ -> true;
      case Expr.Attribute(_, _, String method) -> method.equals("add_done_callback");
      case Node.Argument argument ->
          model.tree().parent(argument) instanceof Expr.Call taker
              && (isGathered(model, taker)
                  || (taker.callee() instanceof Expr.Attribute(_, _, String method)
                      && COLLECTING.contains(method)));
      case Node _ -> model.valueUse(start) instanceof ValueUse.Dropped;
    };
  }

  /// Whether a node waits for a task that is kept under one of some names, and would go on, or asks
  /// for its outcome. Who cancels it himself knows.
  private static boolean asks(SemanticModel model, Node node, Set<String> names) {
    Optional<Expr> asked =
        switch (node) {
          case Expr.Await(_, Expr operand)
              when KeptTasks.isWaitedFor(model, operand)
                  && !(operand instanceof Expr.Call call && isGathered(model, call)) ->
              Optional.of(operand);
          case Expr.Call(_, Expr.Attribute(_, Expr task, String method), _)
              when OUTCOMES.contains(method) ->
              Optional.of(task);
          case Node _ -> Optional.empty();
        };
    return asked.isPresent()
        && KeptTasks.mentions(model, asked.get(), names)
        && !KeptTasks.cancelsAround(model, node)
        && !KeptTasks.isHandled(model, (Expr) node);
  }
}
