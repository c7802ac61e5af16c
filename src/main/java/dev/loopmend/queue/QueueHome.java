package dev.loopmend.queue;

import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;

/// The name or attribute that holds a queue, and the value that it is given.
record QueueHome(SemanticModel model, Expr value, Expr name) {

  /// The class whose instances have it as an attribute; empty for a queue in a name.
  Optional<String> owner() {
    return name instanceof Expr.Attribute(_, Expr self, _)
        ? model.typeOf(self)
        : field().flatMap(model::bindingOf).flatMap(model::qualifiedNameOf);
  }

  /// The class in whose body it stands. Ex) `jobs: Queue = field(default_factory=Queue)`
  private Optional<Stmt.ClassDef> field() {
    return model
        .bindingOf(name)
        .filter(_ -> name instanceof Expr.Name)
        .map(it -> it.scope().node())
        .filter(Stmt.ClassDef.class::isInstance)
        .map(Stmt.ClassDef.class::cast);
  }

  /// Whether an attribute holds it.
  boolean isKept() {
    return name instanceof Expr.Attribute || field().isPresent();
  }

  /// The name by which other files may know it.
  String word() {
    return switch (name) {
      case Expr.Attribute attribute -> attribute.name();
      case Expr.Name written -> written.text();
      case Expr _ -> "";
    };
  }
}
