package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;

/// A simple statement put into a new block of its own.
public final class EnteredBlock {
  private EnteredBlock() {}

  /// The edit that puts a statement below a header, with one of its expressions replaced by a
  /// prefix and a part of that expression. Comments of the expression that stand in no kept part go
  /// behind the header, or on lines above it if there are several. Nothing if the statement shares
  /// its line with another, or if what moves into the header holds a comment or a line break.
  public static Optional<TextEdit> of(
      SyntaxTree tree,
      Stmt statement,
      Expr whole,
      String prefix,
      Expr part,
      String header,
      List<Expr> moved) {
    Layout layout = new Layout(tree);
    Span all = tree.span(statement);
    Span old = tree.outerSpan(whole);
    Span before = new Span(all.start(), old.start());
    Span behind = new Span(old.end(), all.end());
    Optional<HeaderLine> line = HeaderLine.of(tree, statement);
    int next = tree.tokens().nextSignificant(tree.lastToken(statement));
    boolean shared =
        (line.isEmpty() && !layout.startsLine(statement))
            || layout.isFollowedOnLine(statement)
            || tree.tokens().kind(next) == TokenKind.SEMI;
    if (shared || isBroken(header) || moved.stream().anyMatch(it -> !isPlain(tree, it))) {
      return Optional.empty();
    }
    String lineEnd = SourceText.lineEndOf(tree.text());
    String outer = line.map(HeaderLine::indent).orElse(layout.indentOf(all.start()));
    String inner = outer + HeaderLine.stepAt(tree, statement);
    List<String> comments =
        layout.commentsIn(old).stream()
            .filter(it -> !tree.span(part).contains(tree.tokens().span(it)))
            .map(it -> tree.tokens().text(it))
            .toList();
    StringBuilder text = new StringBuilder(line.isPresent() ? lineEnd + outer : "");
    if (comments.size() > 1) {
      comments.forEach(it -> text.append(it).append(lineEnd).append(outer));
    }
    text.append(header).append(comments.size() == 1 ? "  " + comments.getFirst() : "");
    String from = layout.indentOf(all.start());
    text.append(lineEnd).append(inner).append(MovedCode.of(tree, before, from, inner));
    text.append(prefix).append(MovedCode.of(tree, part, inner));
    text.append(MovedCode.of(tree, behind, from, inner));
    int start = line.map(it -> it.gap().start()).orElse(all.start());
    return Optional.of(new TextEdit(new Span(start, all.end()), text.toString()));
  }

  private static boolean isBroken(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }

  private static boolean isPlain(SyntaxTree tree, Expr expr) {
    return !isBroken(tree.outerSpan(expr).of(tree.text()));
  }
}
