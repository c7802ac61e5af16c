package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;

/// The blank lines that would be left over where lines of a block go. `rewritten` are the spans of
/// other edits.
final class BlankLines {
  private final SyntaxTree tree;
  private final TokenTable tokens;
  private final LineMap lines;
  private final Layout layout;
  private final List<Span> rewritten;

  BlankLines(SyntaxTree tree, List<Span> rewritten) {
    this.tree = tree;
    this.tokens = tree.tokens();
    this.lines = tree.lines();
    this.layout = new Layout(tree);
    this.rewritten = rewritten;
  }

  /// What takes them out when the statements of a block from one on go, up to the `rest` of it;
  /// `behind` is the line after them.
  Optional<TextEdit> leftOver(List<Stmt> upToRest, int from, List<Stmt> rest, int behind) {
    int first = layout.lineOf(upToRest.get(from));
    return around(first, behind, rest)
        .or(() -> aboveComment(upToRest.subList(0, from), first, behind, rest));
  }

  /// A comment that would be left between blank lines goes up to the statement above them, if that
  /// is rewritten: it tells of its end. Ex) `# the loop goes` above `loop.close()`
  private Optional<TextEdit> aboveComment(
      List<Stmt> before, int first, int behind, List<Stmt> rest) {
    int comment = first;
    while (comment > 1 && layout.isComment(comment - 1)) {
      comment--;
    }
    int blank = comment;
    while (blank > 1 && layout.isBlank(blank - 1)) {
      blank--;
    }
    boolean alone = comment < first && blank < comment && !rest.isEmpty() && layout.isBlank(behind);
    return alone && !before.isEmpty() && isRewritten(before.getLast(), blank)
        ? lines(blank, comment)
        : Optional.empty();
  }

  /// Whether another edit changes a statement whose last line is the one above a line.
  private boolean isRewritten(Stmt statement, int below) {
    return lines.line(layout.endOfLines(statement)) == below && holdsEdit(statement);
  }

  /// Blank lines that would follow a header, other blank lines, a comment on what is rewritten
  /// behind them, or nothing. `rest` is what follows in the block.
  private Optional<TextEdit> around(int first, int behind, List<Stmt> rest) {
    int from = first;
    while (from > 1 && layout.isBlank(from - 1)) {
      from--;
    }
    int to = behind;
    while (to < lines.lineCount() && layout.isBlank(to)) {
      to++;
    }
    boolean blankBefore = from < first;
    boolean followsHeader = first > 1 && !blankBefore && isHeader(first - 1);
    boolean commentsOn = first > 1 && layout.isComment(first - 1) && isRewritten(rest, to);
    if (rest.isEmpty() || (blankBefore && to - behind > first - from)) {
      // Of those on both sides the more stay, as above a function.
      return lines(from, first);
    }
    if (blankBefore || followsHeader || commentsOn) {
      return lines(behind, to);
    }
    return Optional.empty();
  }

  /// Whether the next statement begins on a line, and another edit changes it. Ex) `await main()`
  /// behind `loop = asyncio.new_event_loop()`
  private boolean isRewritten(List<Stmt> rest, int line) {
    if (rest.isEmpty() || layout.lineOf(rest.getFirst()) != line) {
      return false;
    }
    return holdsEdit(rest.getFirst());
  }

  private boolean holdsEdit(Stmt statement) {
    Span span = tree.span(statement);
    return rewritten.stream().anyMatch(it -> span.start() <= it.start() && it.end() <= span.end());
  }

  /// Ex) the line of `async def f():`
  private boolean isHeader(int line) {
    int last = tokens.at(Math.max(lines.start(line), lines.end(line) - 1));
    return tokens.kind(last) == TokenKind.COLON;
  }

  private Optional<TextEdit> lines(int from, int to) {
    return from < to
        ? Optional.of(TextEdit.delete(new Span(lines.start(from), lines.start(to))))
        : Optional.empty();
  }
}
