package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which functions and statements may go on for ever. Nobody can tell that they do: each wait in an
/// endless loop may fail or be cancelled, and what is round the loop may take that. A failure is no
/// end that anybody counts on, unless it is the one that says that there is nothing more.
public final class EndlessCode {
  private static final int DEPTH = 8;

  /// What is raised where there is nothing more. A KeyError or ValueError may be, but is rather
  /// what is wrong with a request.
  private static final Set<String> NOTHING_MORE =
      Set.of(
          "asyncio.QueueEmpty",
          "asyncio.QueueShutDown",
          "builtins.EOFError",
          "builtins.IndexError",
          "builtins.StopAsyncIteration",
          "builtins.StopIteration",
          "queue.Empty",
          "queue.ShutDown");

  /// What is raised in code that is told to stop, whatever it does.
  private static final Set<String> STOPS =
      Set.of(
          "asyncio.CancelledError",
          "builtins.GeneratorExit",
          "builtins.KeyboardInterrupt",
          "builtins.SystemExit");

  private final Function<String, Optional<SemanticModel>> files;

  private EndlessCode(Function<String, Optional<SemanticModel>> files) {
    this.files = files;
  }

  /// The endless code of a workspace, of which `files` gives the files.
  public static EndlessCode in(Function<String, Optional<SemanticModel>> files) {
    return new EndlessCode(files);
  }

  /// Whether a function of the project may go on for ever.
  public boolean mayNeverReturn(FunctionRef function) {
    return mayNeverReturn(function, 0);
  }

  /// Whether a statement may.
  public boolean mayBeEndless(SemanticModel model, Stmt statement) {
    return mayBeEndless(model, statement, 0);
  }

  private boolean mayNeverReturn(FunctionRef function, int depth) {
    Optional<SemanticModel> model = files.apply(function.path());
    Optional<Stmt.FunctionDef> def =
        model
            .flatMap(it -> it.nodeOf(function))
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast);
    return depth < DEPTH
        && def.isPresent()
        && def.get().body().stream().anyMatch(it -> mayBeEndless(model.get(), it, depth));
  }

  private boolean mayBeEndless(SemanticModel model, Stmt statement, int depth) {
    return switch (statement) {
      // Ex) while True: await poll()
      case Stmt.While loop -> loop.isEndless() && !isLeft(model, loop);
      case Stmt.Try attempt ->
          attempt.body().stream().anyMatch(it -> mayBeEndless(model, it, depth));
      case Stmt.With with -> with.body().stream().anyMatch(it -> mayBeEndless(model, it, depth));
      // Ex) await self._run(), which is endless
      case Stmt.ExprStmt(_, Expr.Await(_, Expr.Call(_, Expr callee, _))) ->
          mayCallBeEndless(model, callee, depth);
      // Ex) serve(), which is endless; a coroutine function that is only called does not begin
      case Stmt.ExprStmt(_, Expr.Call(_, Expr callee, _)) ->
          !model.isCoroutineFunction(callee).isYes() && mayCallBeEndless(model, callee, depth);
      case Stmt _ -> false;
    };
  }

  private boolean mayCallBeEndless(SemanticModel model, Expr callee, int depth) {
    return model.targetOf(callee).filter(it -> mayNeverReturn(it, depth + 1)).isPresent();
  }

  /// Whether a loop holds a `break` of its own, a `return` or a `raise`, or ends when there is
  /// nothing more.
  private static boolean isLeft(SemanticModel model, Stmt.While loop) {
    List<Node> inside = model.tree().within(loop);
    Optional<Node> function = model.functionOf(loop);
    return runsOut(model, loop)
        || inside.stream()
            .filter(it -> model.functionOf(it).equals(function))
            .filter(it -> isExit(model, loop, it))
            .anyMatch(it -> !isOnFailure(model, loop, it));
  }

  private static boolean isExit(SemanticModel model, Stmt.While loop, Node node) {
    return node instanceof Stmt.Return
        || node instanceof Stmt.Raise
        || (node instanceof Stmt.Break && model.tree().loopOf(node).id() == loop.id());
  }

  /// Whether something round a loop waits for it to have nothing more. Ex) `except
  /// asyncio.QueueEmpty: pass`, `with suppress(StopIteration):`
  private static boolean runsOut(SemanticModel model, Stmt.While loop) {
    return model.surroundings.takes(loop, NOTHING_MORE);
  }

  /// Whether control only gets to a way out of a loop when a round of it was stopped, or failed and
  /// the failure goes on. Ex) `except asyncio.CancelledError: return`, `except OSError: raise`
  private static boolean isOnFailure(SemanticModel model, Stmt.While loop, Node exit) {
    for (Node at = exit; at.id() != loop.id(); at = model.tree().parent(at)) {
      if (at instanceof Node.ExceptHandler handler
          && (exit instanceof Stmt.Raise || STOPS.containsAll(model.surroundings.types(handler)))) {
        return true;
      }
    }
    return false;
  }
}
