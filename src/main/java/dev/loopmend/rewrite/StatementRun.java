package dev.loopmend.rewrite;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Statements of one block that follow each other on lines of their own, with only comments and
/// blank lines between, and the comment lines directly above the first.
public final class StatementRun {
  private static final String STEP = "    ";

  private final SyntaxTree tree;
  private final Layout layout;
  private final List<Stmt> statements;

  private StatementRun(SyntaxTree tree, Layout layout, List<Stmt> statements) {
    this.tree = tree;
    this.layout = layout;
    this.statements = List.copyOf(statements);
  }

  /// The longest run round a statement whose statements all belong to it; no statement if it shares
  /// its line with another.
  public static StatementRun round(SyntaxTree tree, Stmt statement, Predicate<Stmt> belongs) {
    Layout layout = new Layout(tree);
    List<Stmt> block = layout.blockOf(statement);
    List<Stmt> run = new ArrayList<>();
    for (Stmt each : block) {
      boolean fits =
          belongs.test(each) && layout.startsLine(each) && !layout.isFollowedOnLine(each);
      if (!fits && holds(run, statement)) {
        break;
      }
      if (fits) {
        run.add(each);
      } else {
        run.clear();
      }
    }
    return new StatementRun(tree, layout, holds(run, statement) ? run : List.of());
  }

  private static boolean holds(List<Stmt> run, Stmt statement) {
    return run.stream().anyMatch(it -> it.id() == statement.id());
  }

  /// The statements, in the order of the text.
  public List<Stmt> statements() {
    return statements;
  }

  /// The white space that the statements' lines begin with.
  public String indent() {
    return layout.indentOf(tree.span(statements.getFirst()).start());
  }

  /// The lines of the run, from the comments above it to the end of its last line.
  public Span lines() {
    LineMap lines = tree.lines();
    int first = layout.lineOf(statements.getFirst());
    while (first > 1 && isComment(first - 1)) {
      first--;
    }
    return new Span(lines.start(first), layout.endOfLines(statements.getLast()));
  }

  private boolean isComment(int line) {
    String text = tree.lines().textOf(line);
    return text.startsWith(indent() + "#") && !layout.startsInString(line);
  }

  /// The edit that changes statements and puts lines above and below them, the run one step further
  /// in: `above` and `below` have neither indentation nor line end, and either may be empty.
  public TextEdit wrapped(List<TextEdit> inside, String above, String below) {
    Span region = lines();
    LineMap lines = tree.lines();
    String lineEnd = SourceText.lineEndOf(tree.text());
    List<TextEdit> edits = new ArrayList<>(inside);
    for (int line = lines.line(region.start());
        line <= lines.lineCount() && lines.start(line) < region.end();
        line++) {
      int start = lines.start(line);
      boolean edited =
          inside.stream().anyMatch(it -> it.span().start() < start && start <= it.span().end());
      if (!edited && !layout.isBlank(line) && !layout.startsInString(line)) {
        edits.add(TextEdit.insert(start, indent().endsWith("\t") ? "\t" : STEP));
      }
    }
    String text = tree.text();
    String changed = Edits.apply(text, edits);
    String body =
        changed.substring(region.start(), changed.length() - (text.length() - region.end()));
    boolean open = !body.endsWith("\n") && !body.endsWith("\r");
    String head = above.isEmpty() ? "" : indent() + above + lineEnd;
    String tail =
        below.isEmpty() ? "" : (open ? lineEnd : "") + indent() + below + (open ? "" : lineEnd);
    return new TextEdit(region, head + body + tail);
  }
}
