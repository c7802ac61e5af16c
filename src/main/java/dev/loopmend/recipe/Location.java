package dev.loopmend.recipe;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.Span;

/// A place in a file. The span counts UTF-16 units from 0; lines and columns (code points) count
/// from 1, the end column is that behind the last character.
public record Location(String path, Span span, int line, int column, int endLine, int endColumn) {

  /// The place of a span in a tree's file.
  public static Location of(String path, SyntaxTree tree, Span span) {
    LineMap lines = tree.lines();
    return new Location(
        path,
        span,
        lines.line(span.start()),
        lines.column(span.start()),
        lines.line(span.end()),
        lines.column(span.end()));
  }
}
