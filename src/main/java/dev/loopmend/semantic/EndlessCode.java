package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which functions and statements may go on for ever. Nobody can tell that they do: each wait in an
/// endless loop may fail or be cancelled, and what is round the loop may take that. A failure is no
/// end that anybody counts on, unless it is the one that says that there is nothing more.
public final class EndlessCode {
  private static final int MOST_FUNCTIONS = 200;

  private static final Set<String> COUNTERS = Set.of("itertools.count", "itertools.cycle");

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

  /// Whether what others end counts as well.
  private final boolean untilTold;

  private EndlessCode(Function<String, Optional<SemanticModel>> files, boolean untilTold) {
    this.files = files;
    this.untilTold = untilTold;
  }

  /// The endless code of a workspace, of which `files` gives the files.
  public static EndlessCode in(Function<String, Optional<SemanticModel>> files) {
    return new EndlessCode(files, false);
  }

  /// The same, and what goes on until others end it: while a flag says so, or for as long as a
  /// stream lasts.
  public static EndlessCode orUntilTold(Function<String, Optional<SemanticModel>> files) {
    return new EndlessCode(files, true);
  }

  /// Whether a function of the project may go on for ever.
  public boolean mayNeverReturn(FunctionRef function) {
    return mayNeverReturn(function, new HashSet<>());
  }

  /// Whether a statement may.
  public boolean mayBeEndless(SemanticModel model, Stmt statement) {
    return mayBeEndless(model, statement, new HashSet<>());
  }

  private boolean mayNeverReturn(FunctionRef function, Set<FunctionRef> seen) {
    if (!seen.add(function) || seen.size() > MOST_FUNCTIONS) {
      return false;
    }
    Optional<SemanticModel> model = files.apply(function.path());
    return model
        .flatMap(it -> it.nodeOf(function))
        .filter(
            it ->
                it instanceof Stmt.FunctionDef def
                    && def.body().stream().anyMatch(each -> mayBeEndless(model.get(), each, seen)))
        .isPresent();
  }

  private boolean mayBeEndless(SemanticModel model, Stmt statement, Set<FunctionRef> seen) {
    Optional<Node> function = model.functionOf(statement);
    return model.tree().within(statement).stream()
        .filter(it -> model.functionOf(it).equals(function))
        .anyMatch(it -> goesOn(model, it, seen));
  }

  private boolean goesOn(SemanticModel model, Node node, Set<FunctionRef> seen) {
    return switch (node) {
      // Ex) while True: await poll()
      case Stmt.While loop ->
          (loop.isEndless() || (untilTold && isTold(model, loop))) && !isLeft(model, loop);
      case Stmt.For loop ->
          (mayGiveForEver(model, loop.iterable(), seen)
                  || (untilTold && loop.isAsync() && isForeign(model, loop.iterable())))
              && !isLeft(model, loop);
      // Ex) await asyncio.gather(read(), write()), one of which is endless
      case Expr.Await(_, Expr.Call call) when isLimit(model, call) -> false;
      case Expr.Await(_, Expr value) -> anyNeverReturns(AwaitedFutures.called(model, value), seen);
      // Ex) group.create_task(poll()), for which the block of the group waits
      case Expr.Call(_, Expr.Attribute(_, Expr group, _), _)
          when model.isInstance(group, "asyncio.TaskGroup").isYes() ->
          anyNeverReturns(AwaitedFutures.called(model, (Expr) node), seen);
      // Ex) serve(); what only makes a coroutine or a generator does not begin
      case Expr.Call(_, Expr callee, _) ->
          !model.isCoroutineFunction(callee).isYes()
              && !model.isGeneratorFunction(callee)
              && anyNeverReturns(model.targetOf(callee).stream(), seen);
      case Node _ -> false;
    };
  }

  /// Whether a loop asks a flag that it does not touch itself. Ex) `while self.running:`, `while
  /// not stop.is_set():`
  private static boolean isTold(SemanticModel model, Stmt.While loop) {
    Set<String> flags =
        model.tree().within(loop.test()).stream()
            .filter(it -> !(it instanceof Expr.Name name && model.types.isSelf(name)))
            .flatMap(it -> nameOf(it).stream())
            .collect(Collectors.toSet());
    return Flags.isFlag(loop.test())
        && loop.body().stream()
            .flatMap(it -> model.tree().within(it).stream())
            .flatMap(it -> nameOf(it).stream())
            .noneMatch(flags::contains);
  }

  private static Optional<String> nameOf(Node node) {
    return switch (node) {
      case Expr.Name name -> Optional.of(name.text());
      case Expr.Attribute attribute -> Optional.of(attribute.name());
      case Node _ -> Optional.empty();
    };
  }

  /// Whether others decide how long something gives items. Ex) `socket`, `reader.lines()`
  private static boolean isForeign(SemanticModel model, Expr iterable) {
    return !(iterable instanceof Expr.Call(_, Expr callee, _))
        || (!model.isGeneratorFunction(callee)
            && model.qualifiedName(callee).filter("asyncio.as_completed"::equals).isEmpty());
  }

  private boolean anyNeverReturns(Stream<FunctionRef> functions, Set<FunctionRef> seen) {
    return functions.anyMatch(it -> mayNeverReturn(it, seen));
  }

  /// Ex) `asyncio.wait_for(poll(), 1)`
  private static boolean isLimit(SemanticModel model, Expr.Call call) {
    return model.qualifiedName(call.callee()).filter("asyncio.wait_for"::equals).isPresent();
  }

  /// Whether there is always another item. Ex) `itertools.count()`, `numbers()`, a generator of the
  /// project that is endless
  private boolean mayGiveForEver(SemanticModel model, Expr iterable, Set<FunctionRef> seen) {
    if (!(iterable instanceof Expr.Call(_, Expr callee, List<Node.Argument> arguments))) {
      return false;
    }
    String name = model.qualifiedName(callee).orElse("");
    return COUNTERS.contains(name)
        || (name.equals("itertools.repeat") && arguments.size() == 1)
        || (model.isGeneratorFunction(callee)
            && anyNeverReturns(model.targetOf(callee).stream(), seen));
  }

  /// Whether a loop holds a `break` of its own, a `return` or a `raise`, or ends when there is
  /// nothing more.
  private static boolean isLeft(SemanticModel model, Stmt loop) {
    List<Node> inside = model.tree().within(loop);
    Optional<Node> function = model.functionOf(loop);
    return runsOut(model, loop)
        || inside.stream()
            .filter(it -> model.functionOf(it).equals(function))
            .filter(it -> isExit(model, loop, it))
            .anyMatch(it -> !isOnFailure(model, loop, it));
  }

  private static boolean isExit(SemanticModel model, Stmt loop, Node node) {
    return node instanceof Stmt.Return
        || node instanceof Stmt.Raise
        || (node instanceof Stmt.Break && model.tree().loopOf(node).id() == loop.id());
  }

  /// Whether something round a loop waits for it to have nothing more. Ex) `except
  /// asyncio.QueueEmpty: pass`, `with suppress(StopIteration):`
  private static boolean runsOut(SemanticModel model, Stmt loop) {
    return model.surroundings.takes(loop, NOTHING_MORE);
  }

  /// Whether control only gets to a way out of a loop when a round of it was stopped, or failed and
  /// the failure goes on. Ex) `except asyncio.CancelledError: return`, `except OSError: raise`
  private static boolean isOnFailure(SemanticModel model, Stmt loop, Node exit) {
    for (Node at = exit; at.id() != loop.id(); at = model.tree().parent(at)) {
      if (at instanceof Node.ExceptHandler handler
          && (exit instanceof Stmt.Raise || STOPS.containsAll(model.surroundings.types(handler)))) {
        return true;
      }
    }
    return false;
  }
}
