package dev.loopmend.conversion;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.rewrite.Forwarding;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.Overrides;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Yields;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Why a function cannot become a coroutine function, whoever calls it.
final class Obstacles {
  private static final Set<String> PLAIN_DECORATORS =
      Set.of("builtins.staticmethod", "builtins.classmethod");
  private static final String WRAPS = "functools.wraps";
  private static final Set<String> PROPERTIES =
      Set.of("builtins.property", "functools.cached_property");

  private final Codebase codebase;

  Obstacles(Codebase codebase) {
    this.codebase = codebase;
  }

  /// Why a function cannot be made asynchronous, as a clause.
  Optional<String> of(SemanticModel model, Stmt.FunctionDef def) {
    FunctionRef function = model.refOf(def);
    return ofName(def)
        .or(() -> ofDecorators(model, def))
        .or(() -> ofBody(model, def))
        .or(() -> ofDefinitions(model, def))
        .or(() -> ofFile(function))
        .or(() -> ofOverrides(function));
  }

  private static Optional<String> ofName(Stmt.FunctionDef def) {
    boolean dunder = def.name().startsWith("__") && def.name().endsWith("__");
    return dunder ? Optional.of("Python itself calls it") : Optional.empty();
  }

  private static Optional<String> ofDecorators(SemanticModel model, Stmt.FunctionDef def) {
    for (Node.Decorator decorator : def.decorators()) {
      Expr callee =
          decorator.expression() instanceof Expr.Call call ? call.callee() : decorator.expression();
      String name = model.qualifiedName(callee).orElse("");
      if (PROPERTIES.contains(name)) {
        return Optional.of("it is a property");
      }
      boolean harmless =
          PLAIN_DECORATORS.contains(name)
              || name.equals(WRAPS)
              || takesCoroutines(model, decorator);
      if (!harmless) {
        return Optional.of("it is decorated with " + model.tree().textOf(callee));
      }
    }
    return Optional.empty();
  }

  /// Ex) @routes.get("/") of aiohttp, @app.get("/") of FastAPI
  private static boolean takesCoroutines(SemanticModel model, Node.Decorator decorator) {
    return model
        .roleOf(decorator)
        .filter(it -> it == Knowledge.RunsIn.LOOP || it == Knowledge.RunsIn.THREAD)
        .isPresent();
  }

  /// Whether a framework runs the function on the event loop, where it takes either kind.
  static boolean isRegisteredForLoop(SemanticModel model, Stmt.FunctionDef def) {
    return def.decorators().stream()
        .anyMatch(it -> model.roleOf(it).equals(Optional.of(Knowledge.RunsIn.LOOP)));
  }

  /// Whether a framework runs the function in a thread, as it does because it is a plain one.
  static boolean isRegisteredForThreads(SemanticModel model, Stmt.FunctionDef def) {
    return def.decorators().stream()
        .anyMatch(it -> model.roleOf(it).equals(Optional.of(Knowledge.RunsIn.THREAD)));
  }

  private static Optional<String> ofBody(SemanticModel model, Stmt.FunctionDef def) {
    return Yields.isGenerator(model, def) ? Optional.of("it is a generator") : Optional.empty();
  }

  /// Ex) @overload, or a second definition in `else`
  private static Optional<String> ofDefinitions(SemanticModel model, Stmt.FunctionDef def) {
    boolean once =
        model
            .bindingOf(def)
            .filter(it -> it.stores().size() == 1 && it.deletes().isEmpty())
            .isPresent();
    return once ? Optional.empty() : Optional.of("it is defined more than once");
  }

  private Optional<String> ofFile(FunctionRef function) {
    return switch (codebase.mayEdit(function.path())) {
      case Answer.Yes _ -> Optional.empty();
      case Answer.No(String why) -> Optional.of(function.path() + " must not be changed: " + why);
      case Answer.Unknown(String why) -> Optional.of(function.path() + " may have to stay: " + why);
    };
  }

  private Optional<String> ofOverrides(FunctionRef function) {
    if (!isMethod(function)) {
      return Optional.empty();
    }
    Overrides overrides = codebase.workspace().overridesOf(function);
    if (!overrides.above().isEmpty()) {
      return Optional.of("it overrides " + where(overrides.above().getFirst()));
    }
    if (!overrides.below().isEmpty()) {
      return Optional.of(where(overrides.below().getFirst()) + " overrides it");
    }
    return overrides.outside().isYes()
        ? Optional.of("it overrides a method of a base class outside of the project")
        : Optional.empty();
  }

  private static boolean isMethod(FunctionRef function) {
    String name = function.label();
    return name.indexOf('.') > 0;
  }

  private static String where(FunctionRef function) {
    return function.label() + " of " + function.path();
  }

  /// Whether the base classes may have the method too, which then has to stay plain.
  boolean mayOverride(FunctionRef function) {
    return isMethod(function) && !codebase.workspace().overridesOf(function).outside().isNo();
  }

  /// Why no plain function can call the coroutine function beside it, as a clause.
  static Optional<String> ofFront(SemanticModel model, Stmt.FunctionDef def) {
    boolean inClass = model.tree().parent(def) instanceof Stmt.ClassDef;
    return inClass && !isStatic(model, def) && !Forwarding.hasReceiver(def)
        ? Optional.of("its first parameter is not visible")
        : Optional.empty();
  }

  static boolean isStatic(SemanticModel model, Stmt.FunctionDef def) {
    return def.decorators().stream()
        .anyMatch(
            it ->
                model.qualifiedName(it.expression()).equals(Optional.of("builtins.staticmethod")));
  }

  /// The ids of the decorators that both the plain and the coroutine function carry.
  static Set<Integer> shared(SemanticModel model, Stmt.FunctionDef def) {
    return def.decorators().stream()
        .filter(
            it ->
                model.qualifiedName(it.expression()).filter(PLAIN_DECORATORS::contains).isPresent())
        .map(Node.Decorator::id)
        .collect(Collectors.toSet());
  }
}
