package dev.loopmend.rewrite;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes statements out of a file. Their comments stay, on lines of their own. A `try` whose
/// `finally` loses its last statement, and that handles nothing, is dissolved: its body takes its
/// place. A block that would be empty gets a `pass`.
public final class Removal {
  private final SyntaxTree tree;
  private final TokenTable tokens;
  private final LineMap lines;
  private final Layout layout;
  private final Set<Integer> removed;
  private final List<Dissolved> dissolved = new ArrayList<>();
  private final List<TextEdit> edits = new ArrayList<>();
  private final List<Span> regions = new ArrayList<>();
  private final List<Span> rewritten;

  /// A compound statement whose body takes its place.
  private record Dissolved(Stmt statement, List<Stmt> body) {}

  private final Map<Integer, Header> headers;

  /// What takes the place of the header of a `with` that is dissolved: `statement` or nothing at
  /// all. The comments inside of `moved` are written elsewhere if the statement does not hold them.
  public record Header(String statement, Span moved) {
    /// Nothing at all; every comment stays.
    public static final Header NONE = new Header("", Span.at(0));
  }

  private Removal(
      SyntaxTree tree, Set<Integer> removed, Map<Integer, Header> headers, List<Span> rewritten) {
    this.headers = headers;
    this.tree = tree;
    this.tokens = tree.tokens();
    this.lines = tree.lines();
    this.layout = new Layout(tree);
    this.removed = removed;
    this.rewritten = rewritten;
  }

  /// The edits that take out statements by their ids and dissolve `with` statements by theirs;
  /// nothing if comments inside a statement that shares its line have no place to go. The lines
  /// that begin inside one of the `rewritten` spans keep their indentation: another edit may change
  /// them.
  public static Optional<List<TextEdit>> of(
      SyntaxTree tree, Set<Integer> statements, Set<Integer> withs, List<Span> rewritten) {
    Map<Integer, Header> headers = new LinkedHashMap<>();
    withs.forEach(with -> headers.put(with, Header.NONE));
    return of(tree, statements, headers, rewritten);
  }

  /// The same with what takes the place of the headers of the `with` statements.
  public static Optional<List<TextEdit>> of(
      SyntaxTree tree, Set<Integer> statements, Map<Integer, Header> withs, List<Span> rewritten) {
    Removal removal = new Removal(tree, statements, withs, rewritten);
    return removal.plan(withs.keySet())
        ? Optional.of(List.copyOf(removal.edits))
        : Optional.empty();
  }

  private boolean plan(Set<Integer> withs) {
    Set<Integer> owners = new LinkedHashSet<>();
    for (int id : removed) {
      owners.add(tree.parent(tree.node(id)).id());
    }
    List<List<Stmt>> finals = new ArrayList<>();
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (withs.contains(id) && tree.node(id) instanceof Stmt.With with) {
        dissolved.add(new Dissolved(with, with.body()));
      }
      if (owners.contains(id)
          && tree.node(id) instanceof Stmt.Try attempt
          && isAllRemoved(attempt.finalBody())) {
        finals.add(attempt.finalBody());
        removeFinally(attempt);
      }
    }
    for (int owner : owners) {
      for (List<Stmt> block : Layout.blocks(tree.node(owner))) {
        if (!finals.contains(block) && !removeFrom(block)) {
          return false;
        }
      }
    }
    dissolved.forEach(this::removeHeader);
    dissolved.forEach(this::dedentBody);
    keepOpenEnd();
    return true;
  }

  /// A file without a final line end keeps to that when its last lines go.
  private void keepOpenEnd() {
    String text = tree.text();
    List<TextEdit> ordered = Edits.inOrder(edits);
    if (ordered.isEmpty() || ordered.getLast().span().end() < text.length() || endsLine(text)) {
      return;
    }
    int first = ordered.size() - 1;
    while (first > 0
        && ordered.get(first).replacement().isEmpty()
        && ordered.get(first - 1).span().end() == ordered.get(first).span().start()) {
      first--;
    }
    TextEdit edit = ordered.get(first);
    String replacement = edit.replacement();
    int start = edit.span().start();
    if (endsLine(replacement)) {
      replacement = replacement.stripTrailing();
    } else if (replacement.isEmpty() && start > 0 && endsLine(text.substring(0, start))) {
      start -= text.startsWith("\r\n", start - 2) ? 2 : 1;
    }
    edits.remove(edit);
    edits.add(new TextEdit(new Span(start, edit.span().end()), replacement));
  }

  private static boolean endsLine(String text) {
    return text.endsWith("\n") || text.endsWith("\r");
  }

  private boolean isAllRemoved(List<Stmt> block) {
    return !block.isEmpty() && block.stream().allMatch(it -> removed.contains(it.id()));
  }

  /// The clause goes; without handlers so does the `try`.
  private void removeFinally(Stmt.Try attempt) {
    if (attempt.handlers().isEmpty()) {
      dissolved.add(new Dissolved(attempt, attempt.body()));
    }
    int first = tree.firstToken(attempt.finalBody().getFirst());
    int clause = tokens.previousSignificant(first);
    while (tokens.kind(clause) != TokenKind.FINALLY) {
      clause = tokens.previousSignificant(clause);
    }
    int start = lines.start(lines.line(tokens.start(clause)));
    Span region = new Span(start, layout.endOfLines(attempt.finalBody().getLast()));
    takeLines(region, shifted(attempt));
  }

  /// Takes removed statements out of a block that keeps others.
  private boolean removeFrom(List<Stmt> block) {
    if (block.stream().noneMatch(it -> removed.contains(it.id()))) {
      return true;
    }
    if (isAllRemoved(block)) {
      return replaceByPass(block);
    }
    for (int at = 0; at < block.size(); ) {
      List<Stmt> line = sameLine(block, at);
      if (isAllRemoved(line) && layout.startsLine(line.getFirst())) {
        at = removeRun(block, at);
      } else {
        if (!removeWithin(line)) {
          return false;
        }
        at += line.size();
      }
    }
    return true;
  }

  /// The statements of a block on one logical line, from a place on.
  private List<Stmt> sameLine(List<Stmt> block, int from) {
    int end = from + 1;
    while (end < block.size()
        && layout.newlineAfter(tree.lastToken(block.get(from))) > tree.firstToken(block.get(end))) {
      end++;
    }
    return block.subList(from, end);
  }

  /// Removes logical lines that follow each other, with the blank lines that would be left over;
  /// gives the place in the block behind them.
  private int removeRun(List<Stmt> block, int from) {
    int at = from;
    int end = 0;
    boolean commented = false;
    while (at < block.size()) {
      List<Stmt> line = sameLine(block, at);
      int start = lines.start(layout.lineOf(line.getFirst()));
      boolean adjoins = at == from || start == end;
      if (!isAllRemoved(line) || !layout.startsLine(line.getFirst()) || !adjoins) {
        break;
      }
      end = layout.endOfLines(line.getLast());
      commented |= takeLines(new Span(start, end), shifted(line.getFirst()));
      at += line.size();
    }
    if (!commented) {
      new BlankLines(tree, rewritten)
          .leftOver(block.subList(0, at), from, block.subList(at, block.size()), lines.line(end))
          .ifPresent(edits::add);
    }
    return at;
  }

  /// Ex) `a(); loop.close(); b()`
  private boolean removeWithin(List<Stmt> line) {
    for (int at = 0; at < line.size(); at++) {
      if (!removed.contains(line.get(at).id())) {
        continue;
      }
      int next = at;
      while (next < line.size() && removed.contains(line.get(next).id())) {
        next++;
      }
      Span own = new Span(tree.span(line.get(at)).start(), tree.span(line.get(next - 1)).end());
      Span gone =
          next < line.size()
              ? new Span(own.start(), tree.span(line.get(next)).start())
              : new Span(at == 0 ? own.start() : tree.span(line.get(at - 1)).end(), own.end());
      if (!layout.commentsIn(gone).isEmpty()) {
        return false;
      }
      edits.add(TextEdit.delete(gone));
      at = next;
    }
    return true;
  }

  private boolean replaceByPass(List<Stmt> block) {
    for (Stmt statement : block.subList(0, block.size() - 1)) {
      int start = lines.start(layout.lineOf(statement));
      List<Stmt> line = sameLine(block, block.indexOf(statement));
      if (line.size() > 1 || !layout.startsLine(statement)) {
        return false;
      }
      takeLines(new Span(start, layout.endOfLines(statement)), shifted(statement));
    }
    Span last = tree.span(block.getLast());
    edits.add(new TextEdit(last, "pass"));
    return layout.commentsIn(last).isEmpty();
  }

  /// Deletes whole lines but for their comments; tells whether there were any.
  private boolean takeLines(Span region, String indent) {
    StringBuilder kept = new StringBuilder();
    String lineEnd = SourceText.lineEndOf(tree.text());
    for (int comment : layout.commentsIn(region)) {
      kept.append(indent).append(tokens.text(comment)).append(lineEnd);
    }
    edits.add(new TextEdit(region, kept.toString()));
    regions.add(region);
    return !kept.isEmpty();
  }

  /// The indentation that the line of a statement has when everything is dissolved.
  private String shifted(Stmt statement) {
    String indent = layout.indentOf(tree.span(statement).start());
    for (Dissolved one : dissolved.reversed()) {
      boolean inside = one.body().stream().anyMatch(it -> tree.contains(it, statement));
      if (inside) {
        Span step = step(one);
        indent = indent.substring(0, step.start()) + indent.substring(step.end());
      }
    }
    return indent;
  }

  /// The columns that the lines of a dissolved statement's body lose.
  private Span step(Dissolved one) {
    int outer = layout.indentOf(tree.span(one.statement()).start()).length();
    int inner = layout.indentOf(tree.span(one.body().getFirst()).start()).length();
    return new Span(outer, Math.max(outer, inner));
  }

  private void removeHeader(Dissolved one) {
    Header header = headers.getOrDefault(one.statement().id(), Header.NONE);
    Stmt first = one.body().getFirst();
    int start = tree.span(one.statement()).start();
    String indent = layout.indentOf(start);
    String lineEnd = SourceText.lineEndOf(tree.text());
    if (!layout.startsLine(first)) {
      // Ex) try: work()
      String text = header.statement().isEmpty() ? "" : header.statement() + lineEnd + indent;
      edits.add(new TextEdit(new Span(start, tree.span(first).start()), text));
      return;
    }
    Span region = new Span(lines.start(lines.line(start)), endOfHeader(one));
    if (header.statement().isEmpty()) {
      takeLines(region, shifted(one.statement()));
      return;
    }
    StringBuilder text = new StringBuilder();
    String behind = "";
    int colon = tokens.previousSignificant(layout.newlineAfter(tree.firstToken(one.statement())));
    for (int comment : layout.commentsIn(region)) {
      if (comment > colon) {
        behind = "  " + tokens.text(comment);
      } else if (!header.moved().contains(tokens.span(comment))) {
        text.append(shifted(one.statement())).append(tokens.text(comment)).append(lineEnd);
      }
    }
    text.append(shifted(one.statement())).append(header.statement()).append(behind).append(lineEnd);
    edits.add(new TextEdit(region, text.toString()));
    regions.add(region);
  }

  private int endOfHeader(Dissolved one) {
    return tokens.end(layout.newlineAfter(tree.firstToken(one.statement())));
  }

  private void dedentBody(Dissolved one) {
    if (!layout.startsLine(one.body().getFirst())) {
      return;
    }
    int end = endOfBody(one);
    for (int at = lines.line(endOfHeader(one));
        at <= lines.lineCount() && lines.start(at) < end;
        at++) {
      dedent(at, step(one));
    }
  }

  /// Where the lines of a body end: at the clause behind it, or behind its last statement.
  private int endOfBody(Dissolved one) {
    int end = layout.endOfLines(one.body().getLast());
    int clause = tokens.nextSignificant(tokens.at(Math.max(0, end - 1)));
    while (tokens.span(clause).isEmpty() && clause < tokens.count() - 1) {
      clause++;
    }
    return one.statement() instanceof Stmt.Try
        ? lines.start(lines.line(tokens.start(clause)))
        : end;
  }

  private void dedent(int line, Span step) {
    int start = lines.start(line);
    boolean taken =
        regions.stream().anyMatch(it -> it.contains(start))
            || rewritten.stream().anyMatch(it -> it.start() <= start && start < it.end());
    if (taken || layout.isBlank(line) || layout.startsInString(line)) {
      return;
    }
    int space = layout.indentOf(start).length();
    int end = Math.min(space, step.end());
    if (end > step.start()) {
      edits.add(TextEdit.delete(new Span(start + step.start(), start + end)));
    }
  }
}
