package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;

/// What makes a function a generator (Language Reference, 6.2.9): a `yield` that stands in it, and
/// in no function or lambda within it.
public final class Yields {
  private Yields() {}

  /// The `yield` and `yield from` of a function, in the order of the text.
  public static List<Node> of(SemanticModel model, Stmt.FunctionDef def) {
    return model.tree().within(def).stream()
        .<Node>map(it -> it)
        .filter(it -> it instanceof Expr.Yield || it instanceof Expr.YieldFrom)
        .filter(it -> model.functionOf(it).filter(own -> own.id() == def.id()).isPresent())
        .toList();
  }

  /// Whether a call of a function gives a generator, asynchronous or not, instead of running it.
  public static boolean isGenerator(SemanticModel model, Stmt.FunctionDef def) {
    return !of(model, def).isEmpty();
  }
}
