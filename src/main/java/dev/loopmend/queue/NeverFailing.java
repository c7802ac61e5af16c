package dev.loopmend.queue;

import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.Set;

/// What raises no exception in a consumer, or lets none out.
final class NeverFailing {
  private static final Set<String> METHODS =
      Set.of("get", "task_done", "append", "add", "debug", "info", "warning", "error", "exception");
  private static final Set<String> FUNCTIONS =
      Set.of("asyncio.sleep", "builtins.isinstance", "builtins.print", "builtins.range");

  private NeverFailing() {}

  /// Ex) `found.append(item)`, `log.info("…")`
  static boolean isCalled(SemanticModel model, Expr.Call call) {
    boolean method =
        call.callee() instanceof Expr.Attribute attribute && METHODS.contains(attribute.name());
    return method || model.qualifiedName(call.callee()).filter(FUNCTIONS::contains).isPresent();
  }

  /// Ex) `except Exception:`
  static boolean catchesAll(SemanticModel model, Node.ExceptHandler handler) {
    return handler.type().isEmpty()
        || handler
            .type()
            .flatMap(model::qualifiedName)
            .filter(it -> it.equals("builtins.Exception") || it.equals("builtins.BaseException"))
            .isPresent();
  }
}
