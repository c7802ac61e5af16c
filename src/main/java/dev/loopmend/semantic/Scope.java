package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import java.util.Optional;

/// A block that names are bound in (Language Reference, 4.2). `node` is the module, the class, the
/// function, the lambda, or the expression of a comprehension; `id` numbers scopes in preorder.
public record Scope(int id, Kind kind, Node node, Optional<Scope> parent) {

  /// What kind of block a scope is.
  public enum Kind {
    MODULE,
    CLASS,
    FUNCTION,
    LAMBDA,
    COMPREHENSION,
    /// type parameters of a function, class or alias (PEP 695)
    TYPE_PARAMETERS
  }
}
