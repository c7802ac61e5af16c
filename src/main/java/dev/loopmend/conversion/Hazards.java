package dev.loopmend.conversion;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;

/// What the plain callers of a function could notice when its statements run inside a loop.
final class Hazards {
  private static final String CONTEXT_VARIABLE = "contextvars.ContextVar";

  private Hazards() {}

  /// The first statement that may work otherwise, as a clause. What stands in `awaited` spans ran
  /// inside a loop before.
  static Optional<String> of(SemanticModel model, Stmt.FunctionDef def, List<Span> awaited) {
    SyntaxTree tree = model.tree();
    for (int id = def.id() + 1; id <= tree.lastDescendant(def); id++) {
      if (!(tree.node(id) instanceof Expr.Call call)
          || awaited.stream().anyMatch(it -> it.contains(tree.span(call)))
          || model.functionOf(call).filter(it -> it.id() == def.id()).isEmpty()) {
        continue;
      }
      Optional<String> hazard = ofCall(model, def, call);
      if (hazard.isPresent()) {
        int line = tree.fileLine(call);
        return Optional.of(
            "for plain callers of '"
                + def.name()
                + "' line "
                + line
                + " now runs inside a loop: "
                + hazard.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofCall(
      SemanticModel model, Stmt.FunctionDef def, Expr.Call call) {
    return switch (call.callee()) {
      // Ex) def load(key, on_error): ... on_error(key)
      case Expr.Name name when isParameter(model, name, def) ->
          Optional.of("it calls the parameter " + name.text());
      case Expr.Attribute(_, Expr receiver, String method)
          when method.equals("set")
              && model.typeOf(receiver).equals(Optional.of(CONTEXT_VARIABLE)) ->
          Optional.of("what it sets of a context variable they do not see");
      // Ex) self.on_error(key)
      case Expr.Attribute attribute when isStored(model, attribute) ->
          Optional.of("it calls what is kept in " + model.tree().textOf(attribute));
      case Expr _ -> Optional.empty();
    };
  }

  private static boolean isParameter(SemanticModel model, Expr.Name name, Stmt.FunctionDef def) {
    Optional<Binding> binding = model.bindingOf(name);
    return binding
        .filter(it -> it.stores().getFirst() instanceof Node.Parameter)
        .filter(it -> it.scope().node().id() == def.id())
        .isPresent();
  }

  /// Whether the file assigns the attribute anywhere.
  private static boolean isStored(SemanticModel model, Expr.Attribute attribute) {
    SyntaxTree tree = model.tree();
    if (!(attribute.value() instanceof Expr.Name) || model.definitionOf(attribute).isPresent()) {
      return false;
    }
    return tree.nodes().stream()
        .anyMatch(
            node ->
                node instanceof Expr.Attribute other
                    && other.name().equals(attribute.name())
                    && (tree.parent(other) instanceof Stmt.AnnAssign
                        || (tree.parent(other) instanceof Stmt.Assign assign
                            && assign.targets().stream().anyMatch(it -> it.id() == other.id()))));
  }
}
