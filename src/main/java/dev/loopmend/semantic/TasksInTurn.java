package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Coroutine functions of which a loop starts a task in each round, keeps it where others reach it,
/// and waits for it: who cancels such a task means the round and not the loop, which would end if
/// the cancellation came out.
public final class TasksInTurn {
  private final Function<String, Optional<SemanticModel>> files;

  private TasksInTurn(Function<String, Optional<SemanticModel>> files) {
    this.files = files;
  }

  /// Whether a function of a file is one, or what it overrides; `files` are those of the workspace.
  public static Answer of(
      SemanticModel model, Stmt.FunctionDef def, Function<String, Optional<SemanticModel>> files) {
    FunctionRef own = model.refOf(def);
    List<FunctionRef> functions = new ArrayList<>(List.of(own));
    functions.addAll(model.workspace().overridesOf(own).above());
    TasksInTurn tasks = new TasksInTurn(files);
    return functions.stream()
        .flatMap(it -> model.workspace().usesOf(it).stream())
        .flatMap(it -> tasks.loop(it).stream())
        .findFirst()
        .<Answer>map(Answer.Yes::new)
        .orElseGet(
            () -> new Answer.No("no loop starts a task of " + def.name() + " in each round"));
  }

  /// The place of such a loop round a call.
  private Optional<String> loop(FunctionUse use) {
    return files
        .apply(use.path())
        .flatMap(
            model ->
                model
                    .tree()
                    .callAt(use.at())
                    .flatMap(it -> start(model.tree(), it))
                    .filter(it -> isAwaitedInLoop(model, it))
                    .map(it -> use.path() + ":" + model.tree().fileLine(it)));
  }

  /// Ex) `asyncio.create_task(self.process(item))`, whatever makes the task
  private static Optional<Expr.Call> start(SyntaxTree tree, Expr.Call call) {
    return tree.parent(call) instanceof Node.Argument argument
            && tree.parent(argument) instanceof Expr.Call taker
        ? Optional.of(taker)
        : Optional.empty();
  }

  private static boolean isAwaitedInLoop(SemanticModel model, Expr.Call start) {
    SyntaxTree tree = model.tree();
    Set<String> names = KeptTasks.namesOf(model, start);
    boolean isReached =
        tree.parent(start) instanceof Stmt.Assign(_, List<Expr> targets, _)
            && targets.stream().anyMatch(Expr.Attribute.class::isInstance);
    Node loop = tree.loopOf(start);
    return isReached
        && loop.id() != 0
        && model.functionOf(loop).equals(model.functionOf(start))
        && tree.within(loop).stream()
            .anyMatch(
                it ->
                    it instanceof Expr.Await(_, Expr operand)
                        && KeptTasks.mentions(model, operand, names));
  }
}
