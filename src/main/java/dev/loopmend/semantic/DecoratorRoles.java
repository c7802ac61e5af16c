package dev.loopmend.semantic;

import dev.loopmend.semantic.Knowledge.RunsIn;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.Optional;
import java.util.function.Function;

/// Where frameworks run what the decorators of a file register with them.
final class DecoratorRoles {
  /// How many superclasses of a library are followed.
  private static final int MOST_STEPS = 16;

  private final Function<Expr, Optional<String>> names;
  private final Types types;
  private final Knowledge knowledge;

  DecoratorRoles(Function<Expr, Optional<String>> names, Types types, Knowledge knowledge) {
    this.names = names;
    this.types = types;
    this.knowledge = knowledge;
  }

  /// Where a framework runs what a decorator registers with it, if that is known of it.
  Optional<RunsIn> of(Node.Decorator decorator) {
    Expr callee =
        decorator.expression() instanceof Expr.Call call ? call.callee() : decorator.expression();
    Optional<String> name = names.apply(callee);
    if (name.isPresent() || !(callee instanceof Expr.Attribute attribute)) {
      return name.map(it -> knowledge.decorators().get(it));
    }
    // Ex) @app.get("/") with app = FastAPI()
    String type = types.typeOf(attribute.value()).orElse("");
    for (int steps = 0; steps < MOST_STEPS && !type.isEmpty(); steps++) {
      RunsIn known = knowledge.decorators().get(type + "." + attribute.name());
      if (known != null) {
        return Optional.of(known);
      }
      type = knowledge.superclasses().getOrDefault(type, "");
    }
    return Optional.empty();
  }
}
