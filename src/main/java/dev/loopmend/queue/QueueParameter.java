package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;

/// The parameter of a function of the project that takes an argument, in the file of `home`.
record QueueParameter(FunctionRef function, SemanticModel home, Node.Parameter parameter) {

  /// The parameter that takes an argument of a call, if the function is undecorated and one for
  /// sure; `ofObjects` lets it be the `__init__` of a class.
  static Optional<QueueParameter> of(
      Codebase codebase,
      SemanticModel caller,
      Expr.Call call,
      Node.Argument argument,
      boolean ofObjects) {
    Optional<FunctionRef> constructor =
        ofObjects ? caller.constructorOf(call.callee()) : Optional.empty();
    Optional<FunctionRef> target = constructor.or(() -> caller.targetOf(call.callee()));
    Optional<SemanticModel> home = target.flatMap(it -> codebase.model(it.path()));
    return home.flatMap(it -> it.nodeOf(target.orElseThrow()))
        .filter(Stmt.FunctionDef.class::isInstance)
        .map(Stmt.FunctionDef.class::cast)
        .filter(it -> constructor.isEmpty() || it.name().equals("__init__"))
        .flatMap(it -> parameterOf(it, home.get(), caller, call, argument, constructor.isPresent()))
        .map(it -> new QueueParameter(target.orElseThrow(), home.orElseThrow(), it));
  }

  private static Optional<Node.Parameter> parameterOf(
      Stmt.FunctionDef def,
      SemanticModel home,
      SemanticModel caller,
      Expr.Call call,
      Node.Argument argument,
      boolean constructs) {
    // Ex) self.consume(queue)
    boolean method = home.tree().parent(def) instanceof Stmt.ClassDef;
    boolean bound =
        constructs
            || (method
                && call.callee() instanceof Expr.Attribute callee
                && caller.qualifiedName(callee.value()).isEmpty());
    boolean unpacks =
        call.arguments().stream()
            .anyMatch(
                it ->
                    it.kind() == Node.ArgumentKind.STAR
                        || it.kind() == Node.ArgumentKind.DOUBLE_STAR);
    if (!def.decorators().isEmpty() || unpacks || (method && !bound)) {
      return Optional.empty();
    }
    if (argument.kind() == Node.ArgumentKind.KEYWORD) {
      return def.parameters().all().stream()
          .filter(it -> it.name().equals(argument.name()))
          .filter(it -> it.kind() != Node.ParameterKind.VAR_KEYWORD)
          .findFirst();
    }
    int place = call.arguments().indexOf(argument) + (bound ? 1 : 0);
    return place < def.parameters().all().size()
        ? Optional.of(def.parameters().all().get(place)).filter(QueueParameter::takesByPosition)
        : Optional.empty();
  }

  private static boolean takesByPosition(Node.Parameter parameter) {
    return parameter.kind() == Node.ParameterKind.POSITIONAL
        || parameter.kind() == Node.ParameterKind.POSITIONAL_ONLY;
  }
}
