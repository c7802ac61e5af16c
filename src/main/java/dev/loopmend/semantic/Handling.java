package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;

/// One `except` clause round a place; `types` are canonical names, `UNKNOWN` for what cannot be
/// told.
public record Handling(Stmt.Try statement, Node.ExceptHandler handler, List<String> types) {
  public static final String UNKNOWN = "?";
}
