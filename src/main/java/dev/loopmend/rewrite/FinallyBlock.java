package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts statements of one block that follow each other into `try:`, and what has to happen in any
/// case into `finally:`. Comments above and between them go along; the inside of strings stays as
/// it is.
public final class FinallyBlock {
  private FinallyBlock() {}

  /// The edits that put `body` into `try:` and the statement behind it into `finally:`; nothing if
  /// one of them shares a line with other statements.
  public static Optional<List<TextEdit>> closedBy(SyntaxTree tree, List<Stmt> body, Stmt last) {
    InnerLines lines = new InnerLines(tree, body.getFirst());
    if (!lines.areAlone(body) || !lines.areAlone(List.of(last))) {
      return Optional.empty();
    }
    int middle = lines.firstLine(last);
    List<TextEdit> edits =
        new ArrayList<>(lines.moved(lines.firstLine(body.getFirst()), middle, "try:"));
    edits.addAll(lines.moved(middle, lines.endLine(last), "finally:"));
    return Optional.of(List.copyOf(edits));
  }

  /// The edits that put `body` into `try:` and a new line of code into `finally:`; nothing if the
  /// body shares a line with other statements.
  public static Optional<List<TextEdit>> closedBy(SyntaxTree tree, List<Stmt> body, String code) {
    InnerLines lines = new InnerLines(tree, body.getFirst());
    if (!lines.areAlone(body)) {
      return Optional.empty();
    }
    int end = lines.endLineWithComments(body.getLast());
    List<TextEdit> edits =
        new ArrayList<>(lines.moved(lines.firstLine(body.getFirst()), end, "try:"));
    edits.add(lines.appended(end, "finally:", code));
    return Optional.of(List.copyOf(edits));
  }
}
