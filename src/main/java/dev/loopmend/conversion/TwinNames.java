package dev.loopmend.conversion;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.rewrite.FreeName;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionRef;
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
  /// a name or as an attribute; for a method, nor any class of the project, since it may derive
  /// from this one.
  static String of(Codebase codebase, SemanticModel model, Stmt.FunctionDef def) {
    Set<String> taken = mentioned(model.tree());
    if (model.tree().parent(def) instanceof Stmt.ClassDef) {
      for (String path : codebase.paths()) {
        for (FunctionRef function : codebase.workspace().functionsOf(path)) {
          taken.add(Dotted.last(function.name()));
        }
      }
    }
    return free(model, def.name() + "_async", taken);
  }

  /// The first of `wanted`, `wanted_1`, … that a file does not mention.
  static String free(SemanticModel model, String wanted) {
    return free(model, wanted, mentioned(model.tree()));
  }

  private static String free(SemanticModel model, String wanted, Set<String> mentioned) {
    return FreeName.like(wanted, it -> !mentioned.contains(it) && model.isFree(it));
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
