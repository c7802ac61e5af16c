package dev.loopmend.conversion;

import dev.loopmend.semantic.Handling;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What forbids an `await` before a call that had none, though Python allows it.
final class AwaitedCalls {
  private static final List<String> LOCKS =
      List.of(
          "threading.Lock",
          "threading.RLock",
          "threading.Condition",
          "threading.Semaphore",
          "threading.BoundedSemaphore");
  private static final String ERROR = "builtins.RuntimeError";
  private static final Set<String> EXPECTATIONS = Set.of("contextlib.suppress", "pytest.raises");
  private static final Set<String> METHODS = Set.of("assertRaises", "assertRaisesRegex", "raises");
  private static final Set<String> COVERING =
      Set.of(ERROR, "builtins.Exception", "builtins.BaseException");

  /// Why a call must not be awaited, as the end of a sentence about it.
  Optional<String> obstacle(SemanticModel model, Expr.Call call) {
    for (String lock : LOCKS) {
      if (!model.holds(call, lock).isNo()) {
        return Optional.of(
            "is made while a lock of a thread may be held, and an await there can block the loop"
                + " for ever");
      }
    }
    for (Handling handling : model.handlersAround(call)) {
      if (handling.types().contains(ERROR) || handling.types().contains(Handling.UNKNOWN)) {
        return Optional.of("is written for both worlds: RuntimeError is handled round it");
      }
    }
    for (Expr context : model.withContextsAround(call)) {
      if (expects(model, context)) {
        return Optional.of("expects the error");
      }
    }
    for (Node at = model.tree().parent(call); at instanceof Expr || at instanceof Node.Argument; ) {
      if (at instanceof Expr outer && expects(model, outer)) {
        return Optional.of("expects the error");
      }
      at = model.tree().parent(at);
    }
    return Optional.empty();
  }

  /// Ex) pytest.raises(RuntimeError), self.assertRaises(Exception), suppress(RuntimeError)
  private static boolean expects(SemanticModel model, Expr context) {
    if (!(context instanceof Expr.Call(_, Expr callee, var arguments))) {
      return false;
    }
    boolean expectation =
        EXPECTATIONS.contains(model.qualifiedName(callee).orElse(""))
            || (callee instanceof Expr.Attribute(_, _, String method) && METHODS.contains(method));
    return expectation && arguments.stream().anyMatch(it -> covers(model, it.value()));
  }

  private static boolean covers(SemanticModel model, Expr given) {
    return given instanceof Expr.TupleExpr(_, List<Expr> elements)
        ? elements.stream().anyMatch(it -> covers(model, it))
        : COVERING.contains(model.qualifiedName(given).orElse(""));
  }
}
