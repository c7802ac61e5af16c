package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The names under which files keep tasks for each other: of variables of modules, the last parts
/// of attributes, and the texts of constant keys. They are told by their text. The loop keeps all
/// tasks.
final class TaskNames {
  private static final Set<String> ASKING = Set.of("get", "pop");

  private final Set<String> variables = new HashSet<>();
  private final Set<String> attributes = new HashSet<>();
  private final Set<String> keys = new HashSet<>();

  void addName(String name) {
    variables.add(name);
  }

  void addAttribute(String name) {
    attributes.add(name);
  }

  void addKey(String text) {
    keys.add(text);
  }

  int size() {
    return variables.size() + attributes.size() + keys.size();
  }

  /// The expressions of a file that read what is kept under one of the names.
  List<Expr> readsIn(SemanticModel model) {
    return model.tree().nodes().stream()
        .filter(it -> it instanceof Expr expr && reads(model, expr))
        .map(Expr.class::cast)
        .toList();
  }

  private boolean reads(SemanticModel model, Expr expr) {
    return switch (expr) {
      // Ex) `from app.state import worker`
      case Expr.Name name ->
          variables.contains(name.text())
              && model.scopes.usage(name) == Usage.LOAD
              && model
                  .bindingOf(name)
                  .filter(it -> it.scope().kind() == Scope.Kind.MODULE)
                  .isPresent();
      case Expr.Attribute attribute ->
          (attributes.contains(attribute.name()) || variables.contains(attribute.name()))
              && model.scopes.usage(attribute) == Usage.LOAD;
      case Expr.Subscript(_, _, Expr index) ->
          isKey(index) && model.scopes.usage(expr) == Usage.LOAD;
      // Ex) app.get("worker"), asyncio.all_tasks()
      case Expr.Call(_, Expr.Attribute(_, _, String method), List<Node.Argument> arguments)
          when ASKING.contains(method) && !arguments.isEmpty() ->
          isKey(arguments.getFirst().value());
      case Expr.Call(_, Expr callee, _) ->
          Dotted.lastPart(callee).equals("all_tasks")
              && model.qualifiedName(callee).filter("asyncio.all_tasks"::equals).isPresent();
      case Expr _ -> false;
    };
  }

  private boolean isKey(Expr expr) {
    return expr instanceof Expr.Constant key
        && Literals.string(key).filter(keys::contains).isPresent();
  }
}
