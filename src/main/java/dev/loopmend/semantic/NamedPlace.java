package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A name or attribute in a file: what it refers to and the class of its value, both canonical and
/// dotted, as far as they can be told.
public record NamedPlace(Span at, Optional<String> qualifiedName, Optional<String> type) {
  /// All names and attributes of a file in the order of the text.
  public static List<NamedPlace> of(SemanticModel model) {
    List<NamedPlace> names = new ArrayList<>();
    for (Node node : model.tree().nodes()) {
      if (node instanceof Expr expr
          && (node instanceof Expr.Name || node instanceof Expr.Attribute)) {
        names.add(
            new NamedPlace(model.tree().span(node), model.qualifiedName(expr), model.typeOf(expr)));
      }
    }
    return List.copyOf(names);
  }
}
