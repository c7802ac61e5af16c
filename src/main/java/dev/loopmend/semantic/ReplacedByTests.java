package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.Optional;

/// What tests put something else in the place of, where it is called.
public final class ReplacedByTests {
  private ReplacedByTests() {}

  /// Whether a test of the workspace puts something of its own in the place of the function or
  /// method that is called, under the name that the file has it by, or may give what has a method
  /// of that name for its object. A mock that is left as it is made does not count; what cannot be
  /// named is not replaced either: a test names it.
  public static Answer stubbed(SemanticModel model, Expr callee) {
    Optional<String> name = model.qualifiedName(callee);
    if (name.isPresent()) {
      Workspace workspace = model.workspace();
      return workspace.patches().stubs(name.get(), workspace.moduleName(model.path()), callee);
    }
    // Ex) `loop.create_task` of a parameter, where a test has a `class FakeLoop:` with one
    return callee instanceof Expr.Attribute(_, _, String method)
            && !model.workspace().link().mentions().standInsFor(method).isEmpty()
        ? new Answer.Unknown("what a test may give for its object has a " + method)
        : new Answer.No("it cannot be seen which function is called");
  }
}
