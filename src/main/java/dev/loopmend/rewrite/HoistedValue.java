package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A statement divided into one that binds its value to a local and one that uses the local.
public final class HoistedValue {
  private HoistedValue() {}

  /// The edits that make `name = VALUE` and below it `HEAD name` of a simple statement `HEAD
  /// VALUE`. The value keeps its place, its line breaks and the comments behind it. On the header
  /// line of a block both go on lines of their own, between semicolons they stay there. Nothing if
  /// the value is not what the statement ends with.
  public static Optional<List<TextEdit>> of(
      SyntaxTree tree, Stmt statement, Expr value, String name) {
    Layout layout = new Layout(tree);
    Span whole = tree.span(statement);
    int first = tree.tokens().at(tree.outerSpan(value).start());
    Span head =
        new Span(whole.start(), tree.tokens().end(tree.tokens().previousSignificant(first)));
    String text = head.of(tree.text());
    if (tree.outerSpan(value).end() != whole.end() || head.isEmpty()) {
      return Optional.empty();
    }
    String lineEnd = SourceText.lineEndOf(tree.text());
    Optional<HeaderLine> header = HeaderLine.of(tree, statement);
    String indent = header.map(HeaderLine::indent).orElse(layout.indentOf(whole.start()));
    boolean tight = !Character.isWhitespace(tree.text().charAt(head.end()));
    String binding = name + (tight ? " = " : " =");
    List<TextEdit> edits = new ArrayList<>();
    edits.add(
        header
            .map(it -> new Span(it.gap().start(), head.end()))
            .map(it -> new TextEdit(it, lineEnd + indent + binding))
            .orElse(new TextEdit(head, binding)));
    boolean alone = header.isPresent() || layout.startsLine(statement);
    String second = text + " " + name;
    if (alone && !layout.isFollowedOnLine(statement) && !endsInSemicolon(tree, statement)) {
      int end = tree.tokens().start(layout.newlineAfter(tree.lastToken(statement)));
      edits.add(TextEdit.insert(end, lineEnd + indent + second));
    } else {
      edits.add(TextEdit.insert(whole.end(), "; " + second));
    }
    return Optional.of(edits);
  }

  /// Ex) `self.total += await fetch();`
  private static boolean endsInSemicolon(SyntaxTree tree, Stmt statement) {
    int next = tree.tokens().nextSignificant(tree.lastToken(statement));
    return tree.tokens().kind(next) == TokenKind.SEMI;
  }
}
