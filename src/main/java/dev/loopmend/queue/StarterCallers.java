package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether somebody may stop the function that makes a queue, while it inserts: it would have
/// inserted all before.
record StarterCallers(QueueTasks tasks, Codebase codebase) {
  private static final Set<String> TASKS = Set.of("asyncio.create_task", "asyncio.ensure_future");

  /// The place of a time limit round a call of it, or of a cancellation of its task.
  Optional<String> stop() {
    SemanticModel model = tasks.model();
    Optional<Node.Decorator> limit =
        tasks.starter().decorators().stream()
            .filter(
                it ->
                    model
                        .tree()
                        .textOf(it.expression())
                        .toLowerCase(Locale.ROOT)
                        .contains("timeout"))
            .findFirst();
    return limit
        .map(it -> QueueUse.placeOf(model, it))
        .or(
            () ->
                model.workspace().usesOf(model.refOf(tasks.starter())).stream()
                    .flatMap(it -> stopAt(it).stream())
                    .findFirst());
  }

  private Optional<String> stopAt(FunctionUse use) {
    boolean calls =
        use.kind() == FunctionUse.Kind.CALL || use.kind() == FunctionUse.Kind.POSSIBLE_CALL;
    Optional<SemanticModel> model = calls ? codebase.model(use.path()) : Optional.empty();
    Optional<Expr.Call> call = model.flatMap(it -> it.tree().callAt(use.at()));
    return call.flatMap(it -> stopOf(model.orElseThrow(), it));
  }

  private static Optional<String> stopOf(SemanticModel model, Expr.Call call) {
    SyntaxTree tree = model.tree();
    if (tree.parent(call) instanceof Node.Argument argument
        && tree.parent(argument) instanceof Expr.Call taker) {
      Optional<String> name = model.qualifiedName(taker.callee());
      // Ex) await asyncio.wait_for(main(), 5)
      if (name.filter("asyncio.wait_for"::equals).isPresent()) {
        return Optional.of(QueueUse.placeOf(model, call));
      }
      Optional<Node> cancel =
          name.filter(TASKS::contains).isPresent() ? cancellation(model, taker) : Optional.empty();
      if (cancel.isPresent()) {
        return Optional.of(QueueUse.placeOf(model, cancel.get()));
      }
    }
    return model.nearestDef(call).flatMap(it -> ConsumerStay.limitAround(model, call, it));
  }

  /// Ex) `task.cancel()`, where `task` is bound to what starts the function
  private static Optional<Node> cancellation(SemanticModel model, Expr task) {
    SyntaxTree tree = model.tree();
    Optional<Expr> target =
        tree.parent(task) instanceof Stmt.Assign assign && assign.targets().size() == 1
            ? Optional.of(assign.targets().getFirst())
            : Optional.empty();
    return target.flatMap(
        holder ->
            tree.nodes().stream()
                .filter(
                    it ->
                        it instanceof Expr.Attribute(_, Expr owner, String name)
                            && name.equals("cancel")
                            && isSame(model, owner, holder))
                .findFirst());
  }

  private static boolean isSame(SemanticModel model, Expr one, Expr other) {
    return switch (other) {
      case Expr.Name name ->
          one instanceof Expr.Name && model.bindingOf(one).equals(model.bindingOf(name));
      case Expr.Attribute attribute ->
          one instanceof Expr.Attribute(_, _, String name) && name.equals(attribute.name());
      case Expr _ -> false;
    };
  }
}
