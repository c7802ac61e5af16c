package dev.loopmend.conversion;

import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Stmt;
import java.util.List;

/// A plain function that has to become a coroutine function, with all that refers to it.
record Member(
    FunctionRef function,
    SemanticModel model,
    Stmt.FunctionDef def,
    List<Reference> references,
    boolean exported) {

  /// Whether somebody goes on needing the plain function.
  boolean keepsFront() {
    return exported
        || references.stream()
            .anyMatch(it -> it instanceof Reference.Plain || it instanceof Reference.Lost);
  }
}
