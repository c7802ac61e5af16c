package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Set;

/// Calls that give a future, a task or another object where one would expect a coroutine.
public final class FutureCalls {
  private static final Set<String> GIVE_FUTURES =
      Set.of(
          "asyncio.shield",
          "asyncio.gather",
          "asyncio.ensure_future",
          "asyncio.create_task",
          "asyncio.wrap_future",
          "asyncio.run_coroutine_threadsafe");
  private static final List<String> METHODS_GIVING_FUTURES =
      List.of("create_task", "run_in_executor", "create_future", "ensure_future", "submit");

  private FutureCalls() {}

  /// Whether a call gives a future, as far as can be seen.
  public static boolean givesFuture(SemanticModel model, Expr.Call call) {
    return model.qualifiedName(call.callee()).filter(GIVE_FUTURES::contains).isPresent()
        || (call.callee() instanceof Expr.Attribute(_, _, String name)
            && METHODS_GIVING_FUTURES.contains(name))
        || model.isInstance(call, "asyncio.Future").isYes();
  }

  /// Whether a call visibly gives an instance of a class of the project, whose `__await__` makes it
  /// something to await and no coroutine.
  public static boolean givesInstance(SemanticModel model, Expr.Call call) {
    return model.types.isOfProject(call);
  }
}
