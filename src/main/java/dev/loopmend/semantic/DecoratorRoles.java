package dev.loopmend.semantic;

import dev.loopmend.semantic.Knowledge.RunsIn;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.Optional;
import java.util.function.Function;

/// Where frameworks run what the decorators of a file register with them.
final class DecoratorRoles {
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
    return types
        .typeOf(attribute.value())
        .flatMap(
            type ->
                knowledge.ofMember(
                    type,
                    attribute.name(),
                    member -> Optional.ofNullable(knowledge.decorators().get(member))));
  }
}
