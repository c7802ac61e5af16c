package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which coroutine functions let no failure out: all that they wait for stands in a `try` that
/// takes every exception and goes on.
public final class ContainedFailures {
  private static final Set<String> TAKING = Set.of("builtins.Exception", "builtins.BaseException");

  private ContainedFailures() {}

  /// Whether a call runs such a function of the project for sure; `files` are those of the
  /// workspace.
  public static boolean in(
      SemanticModel model, Expr.Call call, Function<String, Optional<SemanticModel>> files) {
    Optional<FunctionRef> target = model.targetOf(call.callee());
    Optional<SemanticModel> home = target.flatMap(it -> files.apply(it.path()));
    return home.flatMap(it -> it.nodeOf(target.get()))
        .filter(
            it ->
                it instanceof Stmt.FunctionDef def
                    && def.isAsync()
                    && def.body().stream().allMatch(part -> isContained(home.get(), part)))
        .isPresent();
  }

  private static boolean isContained(SemanticModel model, Stmt statement) {
    if (!(statement instanceof Stmt.Try attempt)) {
      return isQuiet(model, statement);
    }
    boolean takes =
        attempt.handlers().stream()
            .flatMap(it -> model.surroundings.types(it).stream())
            .anyMatch(TAKING::contains);
    return takes
        && attempt.handlers().stream().allMatch(it -> isQuiet(model, it))
        && attempt.orElse().stream().allMatch(it -> isQuiet(model, it))
        && attempt.finalBody().stream().allMatch(it -> isQuiet(model, it));
  }

  /// Whether code neither waits nor raises by itself. Ex) `log.debug("begins")`
  private static boolean isQuiet(SemanticModel model, Node code) {
    return model.tree().within(code).stream()
        .noneMatch(
            it -> it instanceof Stmt.Raise || it instanceof Stmt.Assert || FlowGraph.waits(it));
  }
}
