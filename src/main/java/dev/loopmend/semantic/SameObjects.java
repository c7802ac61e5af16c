package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;

/// Which names and attributes of a file stand for one object.
final class SameObjects {
  private final Scopes scopes;
  private final Types types;
  private final ClassAttributes attributes;

  SameObjects(SyntaxTree tree, Scopes scopes, Types types) {
    this.scopes = scopes;
    this.types = types;
    this.attributes = new ClassAttributes(tree, scopes, types);
  }

  /// Ex) one name, one attribute of `self`, `self.lock` and `Store.lock` of one class
  boolean isSame(Expr one, Expr other) {
    Optional<Binding> shared = isNamedAlike(one, other) ? attributes.of(one) : Optional.empty();
    if (shared.isPresent() && shared.equals(attributes.of(other))) {
      return true;
    }
    return switch (one) {
      case Expr.Name name -> other instanceof Expr.Name && isOneBinding(name, other);
      case Expr.Attribute(_, Expr.Name owner, String name) ->
          other instanceof Expr.Attribute(_, Expr.Name root, String last)
              && name.equals(last)
              && isOneObject(owner, root);
      case Expr _ -> false;
    };
  }

  /// Ex) one name, or `self` in two methods of one class
  boolean isOneObject(Expr.Name one, Expr.Name other) {
    return isOneBinding(one, other)
        || (types.isSelf(one) && types.isSelf(other) && types.sharesClass(one, other));
  }

  private static boolean isNamedAlike(Expr one, Expr other) {
    return one instanceof Expr.Attribute(_, _, String name)
        && other instanceof Expr.Attribute(_, _, String last)
        && name.equals(last);
  }

  boolean isOneBinding(Node one, Node other) {
    return scopes.numberOf(one) >= 0 && scopes.numberOf(one) == scopes.numberOf(other);
  }
}
