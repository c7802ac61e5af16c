package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// The objects that the body of a class binds, and that all its instances have together.
final class ClassAttributes {
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Types types;

  ClassAttributes(SyntaxTree tree, Scopes scopes, Types types) {
    this.tree = tree;
    this.scopes = scopes;
    this.types = types;
  }

  /// The binding in the body of a class that an attribute of `self`, of `cls` or of the class
  /// itself reads. Nothing if the file sets the attribute of any object anywhere else.
  Optional<Binding> of(Expr expr) {
    if (!(expr instanceof Expr.Attribute(_, Expr.Name owner, String name))) {
      return Optional.empty();
    }
    return classOf(owner).flatMap(it -> bound(it, name)).filter(_ -> !isSetElsewhere(name));
  }

  private Optional<Stmt.ClassDef> classOf(Expr.Name owner) {
    if (types.isSelf(owner)) {
      Node at = owner;
      while (at.id() != 0 && !(at instanceof Stmt.ClassDef)) {
        at = tree.parent(at);
      }
      return at instanceof Stmt.ClassDef type ? Optional.of(type) : Optional.empty();
    }
    List<Node> stores = scopes.bindingOf(owner).map(Binding::stores).orElse(List.of());
    return stores.size() == 1 && stores.getFirst() instanceof Stmt.ClassDef type
        ? Optional.of(type)
        : Optional.empty();
  }

  private Optional<Binding> bound(Stmt.ClassDef type, String name) {
    return type.body().stream()
        .filter(Stmt.Assign.class::isInstance)
        .flatMap(it -> ((Stmt.Assign) it).targets().stream())
        .filter(it -> it instanceof Expr.Name target && target.text().equals(name))
        .flatMap(it -> scopes.bindingOf(it).stream())
        .findFirst()
        .filter(it -> it.stores().size() == 1);
  }

  private boolean isSetElsewhere(String name) {
    return tree.nodes().stream()
        .anyMatch(
            it ->
                it instanceof Expr.Attribute attribute
                    && attribute.name().equals(name)
                    && scopes.usage(attribute) != Usage.LOAD);
  }
}
