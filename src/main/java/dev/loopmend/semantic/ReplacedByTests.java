package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;

/// What tests put something else in the place of, where it is called.
public final class ReplacedByTests {
  private ReplacedByTests() {}

  /// Whether a test of the workspace replaces the function or method that is called, under the name
  /// that the file has it by. What cannot be named counts as not replaced: a test names it.
  public static Answer callee(SemanticModel model, Expr callee) {
    return model
        .qualifiedName(callee)
        .or(
            () ->
                model
                    .targetOf(callee)
                    .map(it -> model.workspace().moduleName(it.path()) + "." + it.name()))
        .map(it -> model.patchedByTests(it, callee))
        .orElseGet(() -> new Answer.No("it cannot be seen which function is called"));
  }
}
