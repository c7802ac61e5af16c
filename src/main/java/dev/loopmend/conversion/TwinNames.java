package dev.loopmend.conversion;

import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.HashSet;
import java.util.Set;

/// Names for coroutine functions that stand beside plain ones.
final class TwinNames {
  private TwinNames() {}

  /// The first of `name_async`, `name_async_1`, … that the file does not mention anywhere, be it as
  /// a name or as an attribute.
  static String of(SemanticModel model, Stmt.FunctionDef def) {
    return free(model, def.name() + "_async");
  }

  static String free(SemanticModel model, String wanted) {
    Set<String> mentioned = mentioned(model.tree());
    String name = wanted;
    for (int number = 1; mentioned.contains(name) || !model.isFree(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }

  private static Set<String> mentioned(SyntaxTree tree) {
    TokenTable tokens = tree.tokens();
    Set<String> names = new HashSet<>();
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.kind(token) == TokenKind.NAME) {
        names.add(tokens.text(token));
      }
    }
    return names;
  }
}
