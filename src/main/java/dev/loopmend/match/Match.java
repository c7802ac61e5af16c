package dev.loopmend.match;

import dev.loopmend.syntax.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A place where a pattern matched: the node, and what each variable stands for, in the order in
/// which the variables were bound.
public record Match(Node root, Map<String, Capture> captures) {
  public Match {
    captures = Collections.unmodifiableMap(new LinkedHashMap<>(captures));
  }

  /// What a variable (without dollars) stands for, if the pattern that matched binds it.
  public Optional<Capture> capture(String variable) {
    if (variable.equals(Variable.MATCH)) {
      return Optional.of(new Capture.One(root));
    }
    return Optional.ofNullable(captures.get(variable));
  }
}
