package dev.loopmend.queue;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/// The name or the attribute that a value is directly bound to, and what its file reads of it: of
/// an attribute all of that name, of whatever object.
public record Held(SemanticModel model, String name, Optional<Binding> binding, List<Node> reads) {

  /// What holds a value; nothing if it is bound to more or to something else.
  public static Optional<Held> of(SemanticModel model, Node value) {
    return switch (model.tree().parent(value)) {
      case Stmt.Assign(_, List<Expr> targets, _) when targets.size() == 1 ->
          at(model, targets.getFirst());
      case Stmt.AnnAssign(_, Expr target, _, _) -> at(model, target);
      case Node _ -> Optional.empty();
    };
  }

  private static Optional<Held> at(SemanticModel model, Expr target) {
    // Ex) self._free = asyncio.Queue()
    if (target instanceof Expr.Attribute(_, _, String name)) {
      return Optional.of(
          new Held(model, name, Optional.empty(), attributes(model, name, target.id())));
    }
    return model
        .bindingOf(target)
        .map(
            it ->
                it.scope().kind() == Scope.Kind.CLASS
                    ? new Held(model, it.name(), Optional.empty(), attributes(model, it.name(), -1))
                    : new Held(model, it.name(), Optional.of(it), it.reads()));
  }

  private static List<Node> attributes(SemanticModel model, String name, int but) {
    return model.tree().nodes().stream()
        .filter(it -> it instanceof Expr.Attribute attribute && attribute.name().equals(name))
        .filter(it -> it.id() != but)
        .map(Node.class::cast)
        .toList();
  }

  /// Whether it is an attribute, which other files may read.
  public boolean isAttribute() {
    return binding.isEmpty();
  }

  /// Whether an expression stands for what is held.
  public boolean isAt(Expr expr) {
    return switch (expr) {
      case Expr.Name read -> binding.isPresent() && model.bindingOf(read).equals(binding);
      case Expr.Attribute(_, _, String read) -> isAttribute() && read.equals(name);
      case Expr _ -> false;
    };
  }
}
