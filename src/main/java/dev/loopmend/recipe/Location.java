package dev.loopmend.recipe;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Origin;
import dev.loopmend.text.Span;
import java.util.Optional;

/// A place in a file. The span counts UTF-16 units of the Python text from 0; lines and columns
/// (code points) count from 1, the end column is that behind the last character. In a notebook the
/// lines are those of the file as it is stored, the columns those of the cell's lines; `cell` is
/// the line in its cell.
public record Location(
    String path,
    Span span,
    int line,
    int column,
    int endLine,
    int endColumn,
    Optional<Origin.CellLine> cell) {

  /// The place of a span in a tree's file.
  public static Location of(String path, SyntaxTree tree, Span span) {
    Origin.Place start = tree.origin().place(span.start());
    Origin.Place end = tree.origin().place(span.end());
    return new Location(
        path, span, start.line(), start.column(), end.line(), end.column(), start.cell());
  }
}
