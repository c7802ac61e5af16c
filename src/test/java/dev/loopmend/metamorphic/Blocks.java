package dev.loopmend.metamorphic;

import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;

/// The blocks of statements of a tree.
final class Blocks {
  private Blocks() {}

  /// All blocks with at least one statement, that of the module among them.
  static List<List<Stmt>> of(SyntaxTree tree) {
    return tree.nodes().stream()
        .flatMap(it -> Layout.blocks(it).stream())
        .filter(it -> !it.isEmpty())
        .toList();
  }

  /// The functions of a tree, in the order of the text.
  static List<Stmt.FunctionDef> functions(SyntaxTree tree) {
    return tree.nodes().stream()
        .filter(Stmt.FunctionDef.class::isInstance)
        .map(Stmt.FunctionDef.class::cast)
        .toList();
  }

  /// Whether a statement may share a line with others (Language Reference, chapter 7).
  static boolean isSimple(Stmt statement) {
    return switch (statement) {
      case Stmt.FunctionDef _,
          Stmt.ClassDef _,
          Stmt.For _,
          Stmt.While _,
          Stmt.If _,
          Stmt.With _,
          Stmt.Match _,
          Stmt.Try _ ->
          false;
      case Stmt _ -> true;
    };
  }
}
