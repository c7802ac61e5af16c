package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// New lines beside the statements of a block. A statement that shares its line gets a line of its
/// own: `if x: work()` is spread over two, `a(); work()` as well.
///
/// Lines are given without line end; a tab at their start stands for one step of indentation.
public final class BlockLines {
  private static final String STEP = "    ";

  private final SyntaxTree tree;
  private final TokenTable tokens;
  private final Layout layout;
  private final String lineEnd;

  /// The lines of a file.
  public BlockLines(SyntaxTree tree) {
    this.tree = tree;
    this.tokens = tree.tokens();
    this.layout = new Layout(tree);
    this.lineEnd = SourceText.lineEndOf(tree.text());
  }

  /// The edits that put lines directly before a statement, in its block.
  public List<TextEdit> before(Stmt statement, List<String> lines) {
    String indent = indentOf(statement);
    String text = written(lines, indent, stepOf(layout.blockOf(statement).getFirst())) + indent;
    int start = tree.decoratedSpan(statement).start();
    if (layout.startsLine(statement)) {
      return List.of(TextEdit.insert(start, text.substring(indent.length())));
    }
    List<TextEdit> edits = new ArrayList<>();
    Stmt first = layout.blockOf(statement).getFirst();
    if (first.id() != statement.id() && !layout.startsLine(first)) {
      edits.add(new TextEdit(gapBefore(first), lineEnd + indent));
    }
    edits.add(new TextEdit(gapBefore(statement), lineEnd + text));
    return edits;
  }

  /// The edits that put lines behind a statement, in its block and behind the comment on its last
  /// line.
  public List<TextEdit> after(Stmt statement, List<String> lines) {
    String indent = indentOf(statement);
    String text = written(lines, indent, stepOf(layout.blockOf(statement).getFirst()));
    List<TextEdit> edits = new ArrayList<>();
    Stmt first = layout.blockOf(statement).getFirst();
    if (!layout.startsLine(first)) {
      edits.add(new TextEdit(gapBefore(first), lineEnd + indent));
    }
    List<Stmt> block = layout.blockOf(statement);
    int next = block.indexOf(statement) + 1;
    if (next < block.size() && !layout.startsLine(block.get(next))) {
      edits.add(new TextEdit(gapBefore(block.get(next)), lineEnd + text + indent));
      return edits;
    }
    int end = layout.endOfLines(statement);
    boolean open = !tree.text().startsWith("\n", end - 1) && !tree.text().startsWith("\r", end - 1);
    String closed = text.substring(0, text.length() - lineEnd.length());
    edits.add(TextEdit.insert(end, open ? lineEnd + closed : text));
    return edits;
  }

  /// The edits that put a handler with one statement before another one of the same `try`.
  public List<TextEdit> handlerBefore(Node.ExceptHandler handler, String header, String statement) {
    int start = tree.span(handler).start();
    String indent = layout.indentOf(start);
    String text =
        written(List.of(header, "\t" + statement), indent, stepOf(handler.body().getFirst()));
    return List.of(TextEdit.insert(start, text.substring(indent.length()) + indent));
  }

  /// The white space that a line of its own begins with in the block of a statement.
  public String indentOf(Stmt statement) {
    Stmt first = layout.blockOf(statement).getFirst();
    int start = tree.decoratedSpan(first).start();
    return layout.startsLine(first) ? layout.indentOf(start) : ownerIndent(first) + stepOf(first);
  }

  /// One step of indentation, as the block of a statement has it.
  public String stepAt(Stmt statement) {
    return stepOf(layout.blockOf(statement).getFirst());
  }

  /// The indentation of the clause whose block begins with a statement.
  private String ownerIndent(Stmt first) {
    int token = tokens.previousSignificant(tree.firstToken(first));
    while (token > 0 && tokens.kind(token) != TokenKind.COLON) {
      token--;
    }
    return layout.indentOf(Layout.lineStart(tree, tokens.start(token)));
  }

  /// What a block that begins with a statement is indented by, or would be: as the block itself,
  /// else as the first one of the file that has lines of its own.
  private String stepOf(Stmt first) {
    return step(first)
        .or(
            () ->
                tree.nodes().stream()
                    .flatMap(it -> Layout.blocks(it).stream())
                    .filter(it -> !it.isEmpty())
                    .flatMap(it -> step(it.getFirst()).stream())
                    .findFirst())
        .orElse(STEP);
  }

  private Optional<String> step(Stmt first) {
    if (!layout.startsLine(first) || tree.parent(first).id() == 0) {
      return Optional.empty();
    }
    String inner = layout.indentOf(tree.decoratedSpan(first).start());
    String outer = ownerIndent(first);
    return inner.startsWith(outer) && inner.length() > outer.length()
        ? Optional.of(inner.substring(outer.length()))
        : Optional.empty();
  }

  /// From the colon or the statement before a statement on its line up to it.
  private Span gapBefore(Stmt statement) {
    int token = tokens.previousSignificant(tree.firstToken(statement));
    int start =
        tokens.kind(token) == TokenKind.COLON
            ? tokens.end(token)
            : tokens.end(tokens.previousSignificant(token));
    return new Span(start, tree.span(statement).start());
  }

  private String written(List<String> lines, String indent, String step) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      String bare = line.replaceFirst("^\t+", "");
      text.append(indent)
          .append(step.repeat(line.length() - bare.length()))
          .append(bare)
          .append(lineEnd);
    }
    return text.toString();
  }
}
