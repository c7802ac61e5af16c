package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.Optional;

/// The header of a loop and its first statement turned into another header.
public final class LoopHead {
  private LoopHead() {}

  /// The edit that puts `header` in the place of a loop's own and of the first statement of its
  /// body. The comment on the line of `named` goes behind the header, others to lines of their own
  /// above the rest of the body. Nothing if the body has no rest, or shares a line with the first
  /// statement.
  public static Optional<TextEdit> of(SyntaxTree tree, Stmt.While loop, Stmt named, String header) {
    Layout layout = new Layout(tree);
    Stmt first = loop.body().getFirst();
    if (loop.body().size() < 2 || !layout.startsLine(first) || layout.isFollowedOnLine(first)) {
      return Optional.empty();
    }
    String lineEnd = SourceText.lineEndOf(tree.text());
    String indent = layout.indentOf(tree.span(first).start());
    Span region = new Span(tree.span(loop).start(), layout.endOfLines(first));
    int line = tree.lines().line(tree.span(named).end());
    StringBuilder behind = new StringBuilder();
    StringBuilder below = new StringBuilder();
    for (int comment : layout.commentsIn(region)) {
      String text = tree.tokens().text(comment);
      if (behind.isEmpty() && tree.lines().line(tree.tokens().start(comment)) == line) {
        behind.append("  ").append(text);
      } else {
        below.append(indent).append(text).append(lineEnd);
      }
    }
    return Optional.of(new TextEdit(region, header + behind + lineEnd + below));
  }
}
