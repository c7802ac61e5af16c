package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;

/// Lines of a block that move one step further in. The inside of strings stays as it is.
final class InnerLines {
  private static final String STEP = "    ";

  private final SyntaxTree tree;
  private final Layout layout;
  private final LineMap lines;
  private final String indent;
  private final String step;

  /// The lines of the block that a statement stands in.
  InnerLines(SyntaxTree tree, Stmt statement) {
    this.tree = tree;
    this.layout = new Layout(tree);
    this.lines = tree.lines();
    this.indent = layout.indentOf(tree.decoratedSpan(statement).start());
    Node owner = tree.parent(statement);
    String outer = owner.id() == 0 ? "" : layout.indentOf(tree.span(owner).start());
    boolean deeper = indent.startsWith(outer) && indent.length() > outer.length();
    this.step = deeper ? indent.substring(outer.length()) : STEP;
  }

  /// The white space that the block's lines begin with.
  String indent() {
    return indent;
  }

  /// One step of indentation, as the block has it.
  String step() {
    return step;
  }

  /// Whether statements that follow each other share no line with others.
  boolean areAlone(List<Stmt> statements) {
    return layout.startsLine(statements.getFirst())
        && !layout.isFollowedOnLine(statements.getLast());
  }

  /// The line of a statement, its decorators and the comments directly above them.
  int firstLine(Stmt statement) {
    int line = lines.line(tree.decoratedSpan(statement).start());
    while (line > 1 && isComment(line - 1)) {
      line--;
    }
    return line;
  }

  /// The line behind the last one of a statement.
  int endLine(Stmt statement) {
    int end = layout.endOfLines(statement);
    int line = lines.line(end);
    return lines.start(line) < end ? line + 1 : line;
  }

  /// The line behind the last one of a statement and the comments of its block directly below.
  int endLineWithComments(Stmt statement) {
    int end = endLine(statement);
    while (end <= lines.lineCount() && isComment(end)) {
      end++;
    }
    return end;
  }

  private boolean isComment(int line) {
    return lines.textOf(line).startsWith(indent) && layout.isComment(line);
  }

  /// The edits that move lines one step further in.
  List<TextEdit> moved(int from, int to) {
    List<TextEdit> edits = new ArrayList<>();
    for (int line = from; line < to && line <= lines.lineCount(); line++) {
      int start = lines.start(line);
      if (!layout.isBlank(line) && !layout.startsInString(line)) {
        boolean inside = lines.textOf(line).startsWith(indent);
        int column = inside ? indent.length() : layout.indentOf(start).length();
        edits.add(TextEdit.insert(start + column, step));
      }
    }
    return edits;
  }

  /// The same under a header, which gets a line of its own.
  List<TextEdit> moved(int from, int to, String header) {
    List<TextEdit> edits = new ArrayList<>();
    edits.add(
        TextEdit.insert(lines.start(from), indent + header + SourceText.lineEndOf(tree.text())));
    edits.addAll(moved(from, to));
    return edits;
  }

  /// The edit that puts a line of code under a header before a line of the file, or at its end.
  TextEdit appended(int line, String header, String code) {
    String lineEnd = SourceText.lineEndOf(tree.text());
    boolean atEnd = line > lines.lineCount() || lines.start(line) >= tree.text().length();
    int offset = atEnd ? tree.text().length() : lines.start(line);
    boolean open = atEnd && !tree.text().endsWith("\n") && !tree.text().endsWith("\r");
    String added = indent + header + lineEnd + indent + step + code;
    return TextEdit.insert(offset, open ? lineEnd + added : added + lineEnd);
  }
}
