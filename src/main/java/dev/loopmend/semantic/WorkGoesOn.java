package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether work visibly goes on when a coroutine has taken its cancellation: a loop comes round as
/// if nothing had happened, who awaits the coroutine waits for the next thing, or somebody asks a
/// task of it whether it was cancelled. What is only brought to its end does not count.
public final class WorkGoesOn {
  private static final int DEPTH = 4;

  private final Function<String, Optional<SemanticModel>> files;

  private WorkGoesOn(Function<String, Optional<SemanticModel>> files) {
    this.files = files;
  }

  /// What is known of a handler, or of a `with` that suppresses; `files` are those of the
  /// workspace. No as well where it cannot be seen.
  public static Answer behind(
      SemanticModel model, Node at, Function<String, Optional<SemanticModel>> files) {
    WorkGoesOn asked = new WorkGoesOn(files);
    if (!(at instanceof Node.ExceptHandler handler)) {
      return asked.climb(model, at, false, 0);
    }
    Stmt last = handler.body().getLast();
    boolean divided =
        handler.body().stream()
            .flatMap(it -> model.tree().within(it).stream())
            .anyMatch(it -> leaves(model, handler, it) && it.id() != last.id());
    if (divided) {
      return new Answer.No("the handler has more than one way out");
    }
    return leaves(model, handler, last)
        ? asked.left(model, last, false, 0)
        : asked.climb(model, model.tree().parent(handler), false, 0);
  }

  /// Ex) `return`, `break` of a loop round the handler
  private static boolean leaves(SemanticModel model, Node handler, Node node) {
    return switch (node) {
      case Stmt.Return _ -> isSameFunction(model, node, handler);
      case Stmt.Break _, Stmt.Continue _ ->
          !model.tree().contains(handler, model.tree().loopOf(node));
      case Node _ -> false;
    };
  }

  private static boolean isSameFunction(SemanticModel model, Node one, Node other) {
    return model.functionOf(one).map(Node::id).equals(model.functionOf(other).map(Node::id));
  }

  /// Where a statement leads that leaves its block.
  private Answer left(SemanticModel model, Stmt jump, boolean asOther, int depth) {
    return switch (jump) {
      case Stmt.Break _ -> climb(model, model.tree().loopOf(jump), asOther, depth);
      case Stmt.Continue _ -> turns(model, model.tree().loopOf(jump));
      case Stmt.Return _ -> ended(model, jump, depth);
      case Stmt _ -> new Answer.No("an exception is raised behind it");
    };
  }

  /// What follows when a statement has ended: in the function of the handler what it waits for
  /// there may be its own end, with a caller it is not.
  private Answer climb(SemanticModel model, Node statement, boolean asOther, int depth) {
    SyntaxTree tree = model.tree();
    Node inner = statement;
    while (!(inner instanceof Stmt.FunctionDef)) {
      Node around = tree.parent(inner);
      List<Stmt> block = inner instanceof Stmt it ? model.surroundings.blockOf(it) : List.of();
      for (Stmt each : block) {
        if (each.id() <= inner.id()) {
          continue;
        }
        if (asOther && works(model, each)) {
          return new Answer.Yes(place(model, each) + " goes on");
        }
        if (each.leavesBlock()) {
          return left(model, each, asOther, depth);
        }
      }
      if (tree.loopOf(inner).id() == around.id() && around.id() != 0) {
        return turns(model, around);
      }
      if (around.id() == 0) {
        return new Answer.No("it is in no function");
      }
      inner = around;
    }
    return ended(model, statement, depth);
  }

  /// Whether a statement waits for anything else than an end.
  private static boolean works(SemanticModel model, Stmt statement) {
    return model.tree().within(statement).stream()
        .filter(it -> isSameFunction(model, it, statement))
        .anyMatch(
            it ->
                it instanceof Expr.Await await
                    ? !AwaitedFutures.isEnd(model, await.value())
                    : FlowGraph.isSuspension(it));
  }

  /// Whether a loop comes round whatever others say by a flag.
  private static Answer turns(SemanticModel model, Node loop) {
    boolean endless =
        !(loop instanceof Stmt.While it)
            || (it.test() instanceof Expr.Constant constant && !constant.text().equals("False"));
    boolean flagged =
        model.tree().within(loop).stream()
            .anyMatch(it -> it instanceof Stmt.If test && isWayOut(model, test));
    return endless && !flagged
        ? new Answer.Yes(place(model, loop) + " goes on")
        : new Answer.No("a flag may end the loop");
  }

  /// Ex) `if self.stopped: break`, `if not running: return`, `if stop.is_set(): break`
  private static boolean isWayOut(SemanticModel model, Stmt.If test) {
    return Flags.isFlag(test.test())
        && model.tree().within(test).stream()
            .anyMatch(it -> it instanceof Stmt.Return || it instanceof Stmt.Break);
  }

  /// What those do who run the function of a node, which has ended.
  private Answer ended(SemanticModel model, Node at, int depth) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(at);
    if (def.isEmpty() || depth > DEPTH) {
      return new Answer.No("it cannot be seen who runs it");
    }
    for (FunctionUse use : model.workspace().usesOf(model.refOf(def.get()))) {
      Optional<SemanticModel> user =
          files
              .apply(use.path())
              .filter(it -> use.kind() == FunctionUse.Kind.CALL && use.why().isEmpty())
              .filter(it -> !it.isTestModule());
      Optional<Expr.Call> call = user.flatMap(it -> it.tree().callAt(use.at()));
      if (call.isPresent()) {
        Answer answer = run(user.get(), call.get(), depth);
        if (answer.isYes()) {
          return answer;
        }
      }
    }
    return new Answer.No("nobody who is visible goes on behind it");
  }

  private Answer run(SemanticModel model, Expr.Call call, int depth) {
    SyntaxTree tree = model.tree();
    return switch (tree.parent(call)) {
      case Expr.Await await when tree.parent(await) instanceof Stmt.ExprStmt statement ->
          isEndOf(model, statement)
              ? new Answer.No("who awaits it brings something to its end")
              : climb(model, statement, true, depth + 1);
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call taker ->
          asked(model, taker, argument);
      case Node _ -> new Answer.No("it is used otherwise");
    };
  }

  /// Whether who awaits a coroutine does so to end something, or is what the program starts with.
  private boolean isEndOf(SemanticModel model, Stmt statement) {
    return model.cleansUp(statement).isYes()
        || KeptTasks.cancelsAround(model, statement)
        || model
            .nearestDef(statement)
            .filter(
                def ->
                    FunctionNames.endsSomething(def.name())
                        || CancelledCallers.startsProgram(model, def, files).isYes())
            .isPresent();
  }

  /// Ex) `self.job.cancelled()` where `self.job = asyncio.create_task(run())`
  private static Answer asked(SemanticModel model, Expr.Call taker, Node.Argument argument) {
    Set<String> names =
        KeptTasks.isStart(model, taker, argument) ? KeptTasks.namesOf(model, taker) : Set.of();
    return model.tree().nodes().stream()
        .filter(
            it ->
                it instanceof Expr.Call(_, Expr.Attribute(_, Expr task, String method), _)
                    && method.equals("cancelled")
                    && KeptTasks.mentions(model, task, names)
                    && !isTestBeforeCancel(model, it))
        .findFirst()
        .<Answer>map(it -> new Answer.Yes("its task is asked: " + place(model, it)))
        .orElseGet(() -> new Answer.No("nobody asks whether its task was cancelled"));
  }

  /// Ex) `if job and not job.cancelled(): job.cancel()`
  private static boolean isTestBeforeCancel(SemanticModel model, Node asked) {
    SyntaxTree tree = model.tree();
    Node inner = asked;
    while (tree.parent(inner) instanceof Expr around) {
      inner = around;
    }
    return tree.parent(inner) instanceof Stmt.If test
        && test.test().id() == inner.id()
        && test.body().stream()
            .flatMap(it -> tree.within(it).stream())
            .anyMatch(it -> it instanceof Expr.Attribute call && call.name().equals("cancel"));
  }

  private static String place(SemanticModel model, Node node) {
    return model.path() + ":" + model.tree().fileLine(node);
  }
}
