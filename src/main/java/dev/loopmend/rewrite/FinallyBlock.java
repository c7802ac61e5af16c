package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts statements of one block that follow each other into `try:`, and what has to happen in any
/// case into `finally:`. Comments above and between them go along; the inside of strings stays as
/// it is.
public final class FinallyBlock {
  private static final String STEP = "    ";

  private final SyntaxTree tree;
  private final Layout layout;
  private final LineMap lines;
  private final String indent;
  private final String step;
  private final List<TextEdit> edits = new ArrayList<>();

  private FinallyBlock(SyntaxTree tree, Stmt first) {
    this.tree = tree;
    this.layout = new Layout(tree);
    this.lines = tree.lines();
    this.indent = layout.indentOf(tree.decoratedSpan(first).start());
    Node owner = tree.parent(first);
    String outer = owner.id() == 0 ? "" : layout.indentOf(tree.span(owner).start());
    boolean deeper = indent.startsWith(outer) && indent.length() > outer.length();
    this.step = deeper ? indent.substring(outer.length()) : STEP;
  }

  /// The edits that put `body` into `try:` and the statement behind it into `finally:`; nothing if
  /// one of them shares a line with other statements.
  public static Optional<List<TextEdit>> closedBy(SyntaxTree tree, List<Stmt> body, Stmt last) {
    FinallyBlock block = new FinallyBlock(tree, body.getFirst());
    boolean alone =
        block.layout.startsLine(last)
            && !block.layout.isFollowedOnLine(last)
            && !block.layout.isFollowedOnLine(body.getLast());
    if (!alone || !block.layout.startsLine(body.getFirst())) {
      return Optional.empty();
    }
    int first = block.firstLine(body.getFirst());
    int middle = block.firstLine(last);
    block.indent(first, middle, "try:");
    block.indent(middle, block.endLine(last), "finally:");
    return Optional.of(List.copyOf(block.edits));
  }

  /// The edits that put `body` into `try:` and a new line of code into `finally:`; nothing if the
  /// body shares a line with other statements.
  public static Optional<List<TextEdit>> closedBy(SyntaxTree tree, List<Stmt> body, String code) {
    FinallyBlock block = new FinallyBlock(tree, body.getFirst());
    if (!block.layout.startsLine(body.getFirst())
        || block.layout.isFollowedOnLine(body.getLast())) {
      return Optional.empty();
    }
    int end = block.endLine(body.getLast());
    while (end <= block.lines.lineCount() && block.isComment(end)) {
      end++;
    }
    block.indent(block.firstLine(body.getFirst()), end, "try:");
    block.append(end, code);
    return Optional.of(List.copyOf(block.edits));
  }

  private void append(int line, String code) {
    String lineEnd = SourceText.lineEndOf(tree.text());
    boolean atEnd = line > lines.lineCount() || lines.start(line) >= tree.text().length();
    int offset = atEnd ? tree.text().length() : lines.start(line);
    boolean open = atEnd && !tree.text().endsWith("\n") && !tree.text().endsWith("\r");
    String added = indent + "finally:" + lineEnd + indent + step + code;
    edits.add(TextEdit.insert(offset, open ? lineEnd + added : added + lineEnd));
  }

  /// The line of a statement, its decorators and the comments directly above them.
  private int firstLine(Stmt statement) {
    int line = lines.line(tree.decoratedSpan(statement).start());
    while (line > 1 && isComment(line - 1)) {
      line--;
    }
    return line;
  }

  /// The line behind the last one of a statement.
  private int endLine(Stmt statement) {
    int end = layout.endOfLines(statement);
    int line = lines.line(end);
    return lines.start(line) < end ? line + 1 : line;
  }

  private boolean isComment(int line) {
    String text = lines.textOf(line);
    return text.startsWith(indent)
        && text.stripLeading().startsWith("#")
        && !layout.startsInString(line);
  }

  /// Moves lines one step further in, under a header.
  private void indent(int from, int to, String header) {
    String lineEnd = SourceText.lineEndOf(tree.text());
    for (int line = from; line < to && line <= lines.lineCount(); line++) {
      int start = lines.start(line);
      if (line == from) {
        edits.add(TextEdit.insert(start, indent + header + lineEnd));
      }
      if (!layout.isBlank(line) && !layout.startsInString(line)) {
        boolean inside = lines.textOf(line).startsWith(indent);
        int column = inside ? indent.length() : layout.indentOf(start).length();
        edits.add(TextEdit.insert(start + column, step));
      }
    }
  }
}
