package dev.loopmend.recipe;

import dev.loopmend.match.Capture;
import dev.loopmend.match.Match;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A match in its file, with what conditions and rewrites may ask about it: the recipe that finds
/// it, the model of the file, the code base round it, the oldest Python that the project runs on,
/// and the recipe's options.
public record Site(
    Recipe recipe,
    String path,
    Match match,
    SemanticModel model,
    Codebase codebase,
    PythonVersion target,
    Map<String, String> options) {
  private static final Capture NOTHING = new Capture.Many(List.of());

  /// The node that the pattern matched.
  public Node root() {
    return match.root();
  }

  /// The one expression that a variable (without dollars) stands for, if it is bound to one.
  public Optional<Expr> expression(String variable) {
    // Without a stream: it is asked for each match of each pattern.
    return match.capture(variable).orElse(NOTHING) instanceof Capture.One(Expr expr)
        ? Optional.of(expr)
        : Optional.empty();
  }
}
