package dev.loopmend.semantic;

import dev.loopmend.semantic.Knowledge.RunsIn;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;

/// Where frameworks run the functions that are registered with them: by decorator, by base class,
/// or as a test.
final class FrameworkRoles {
  private final Resolver resolver;
  private final Classes classes;
  private final Types types;
  private final Knowledge knowledge;
  private final boolean testModule;

  FrameworkRoles(
      Resolver resolver, Classes classes, Types types, Knowledge knowledge, boolean testModule) {
    this.resolver = resolver;
    this.classes = classes;
    this.types = types;
    this.knowledge = knowledge;
    this.testModule = testModule;
  }

  /// Where a plain function runs, if a framework is known to call it. `CALLER` is no role: only
  /// decorators that change nothing.
  Optional<RunsIn> of(Stmt.FunctionDef def) {
    Optional<Classes.Type> owner = classes.classOf(def);
    // Ex) class Echo(asyncio.Protocol): def data_received(self, data): ...
    boolean calledByLoop =
        !def.name().startsWith("__")
            && owner
                .map(
                    it ->
                        knowledge.loopClasses().stream()
                            .anyMatch(c -> classes.derives(it, c, knowledge)))
                .orElse(false);
    if (calledByLoop) {
      return Optional.of(RunsIn.LOOP);
    }
    Optional<RunsIn> best = Optional.empty();
    for (Node.Decorator decorator : def.decorators()) {
      Optional<RunsIn> role = role(decorator);
      if (role.isPresent() && (best.isEmpty() || best.get() == RunsIn.CALLER)) {
        best = role;
      }
    }
    boolean isTest =
        testModule && def.name().startsWith("test") && resolver.nameInModule(def).indexOf('<') < 0;
    return best.isEmpty() && isTest ? Optional.of(RunsIn.OUTSIDE) : best;
  }

  /// The name of the first decorator that nothing is known of.
  Optional<String> unknownDecorator(Stmt.FunctionDef def) {
    return def.decorators().stream()
        .filter(it -> role(it).isEmpty())
        .map(it -> Dotted.of(callee(it)))
        .map(it -> it.isEmpty() ? "an expression" : it)
        .findFirst();
  }

  /// Ex) `app.get` of `@app.get("/")`
  private static Expr callee(Node.Decorator decorator) {
    return decorator.expression() instanceof Expr.Call call
        ? call.callee()
        : decorator.expression();
  }

  /// Where a framework runs what a decorator registers with it, if that is known of it.
  Optional<RunsIn> role(Node.Decorator decorator) {
    Expr expr = callee(decorator);
    Optional<String> name = resolver.nameOf(expr);
    if (name.isPresent()) {
      return Optional.ofNullable(knowledge.decorators().get(name.get()));
    }
    // Ex) @app.get("/") with app = FastAPI()
    if (expr instanceof Expr.Attribute(_, Expr receiver, String method)) {
      // Ex) @price.setter
      boolean accessor =
          method.equals("setter") || method.equals("getter") || method.equals("deleter");
      return accessor
          ? Optional.of(RunsIn.CALLER)
          : types.typeOf(receiver).flatMap(it -> ofType(it, method));
    }
    return Optional.empty();
  }

  private Optional<RunsIn> ofType(String type, String method) {
    String at = type;
    for (int steps = 0; steps < 16 && !at.isEmpty(); steps++) {
      Optional<RunsIn> known = Optional.ofNullable(knowledge.decorators().get(at + "." + method));
      if (known.isPresent()) {
        return known;
      }
      at = knowledge.superclasses().getOrDefault(at, "");
    }
    return Optional.empty();
  }
}
