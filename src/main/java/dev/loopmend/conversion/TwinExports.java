package dev.loopmend.conversion;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.semantic.ExportLists;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.List;

/// Lists the coroutine function beside a plain one in `__all__` where that is listed.
final class TwinExports {
  private TwinExports() {}

  /// The edits that list `twin` behind each place where `__all__` of a file lists `name`.
  static List<TextEdit> of(SemanticModel model, String name, String twin) {
    SyntaxTree tree = model.tree();
    return !ExportLists.listing(model, twin).isEmpty()
        ? List.of()
        : ExportLists.listing(model, name).stream()
            .map(it -> behind(tree, it, name, twin))
            .toList();
  }

  private static TextEdit behind(SyntaxTree tree, Expr.Constant listed, String name, String twin) {
    // The name is the last thing in the literal: before it stand at most a prefix and quotes.
    int at = listed.text().lastIndexOf(name);
    String literal =
        listed.text().substring(0, at) + twin + listed.text().substring(at + name.length());
    Span span = tree.outerSpan(listed);
    String between = standsAlone(tree, listed) ? SourceText.lineEndOf(tree.text()) : " ";
    int lineStart = tree.lines().start(tree.lines().line(span.start()));
    String indent = between.equals(" ") ? "" : tree.text().substring(lineStart, span.start());
    return TextEdit.insert(span.end(), "," + between + indent + literal);
  }

  /// Whether a literal has its line for itself: a comment behind it would go to the next one.
  private static boolean standsAlone(SyntaxTree tree, Expr.Constant listed) {
    TokenTable tokens = tree.tokens();
    Span span = tree.outerSpan(listed);
    int line = tree.lines().line(span.start());
    String before = tree.text().substring(tree.lines().start(line), span.start());
    int behind = tokens.at(span.end());
    while (tokens.kind(behind) == TokenKind.COMMA || tokens.kind(behind) == TokenKind.WHITESPACE) {
      behind++;
    }
    return before.isBlank() && tokens.kind(behind) == TokenKind.LINE_BREAK;
  }
}
