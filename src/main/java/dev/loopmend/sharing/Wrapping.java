package dev.loopmend.sharing;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.LongLines;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Statements of a block put under an `async with` that makes an object for all of them.
final class Wrapping {
  private static final int LINE_LENGTH = 88;

  /// Steps of indentation at the beginning of a line.
  private static final Pattern LEADING = Pattern.compile("\\G {4}");

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Layout layout;
  private final Stmt first;
  private final Stmt last;

  private Wrapping(SemanticModel model, Stmt first, Stmt last) {
    this.model = model;
    this.tree = model.tree();
    this.layout = new Layout(tree);
    this.first = first;
    this.last = last;
  }

  /// The edits that enter `code` under a name round the statements from the first to the last, with
  /// other edits of them. The code's lines are indented as if it stood at column 0.
  static List<TextEdit> of(
      SemanticModel model, Stmt first, Stmt last, String code, String name, List<TextEdit> inside) {
    return new Wrapping(model, first, last).wrap(code, name, inside);
  }

  private List<TextEdit> wrap(String code, String name, List<TextEdit> inside) {
    String lineEnd = SourceText.lineEndOf(tree.text());
    int start = tree.decoratedSpan(first).start();
    String indent = layout.indentOf(start);
    String unit = unitAt(model, first);
    String header = "async with " + code + " as " + name + ":";
    String text =
        LongLines.broken(header, LINE_LENGTH - indent.length())
            .lines()
            .map(line -> LEADING.matcher(line).replaceAll(Matcher.quoteReplacement(unit)))
            .collect(Collectors.joining(lineEnd + indent));
    List<TextEdit> all = new ArrayList<>(inside);
    all.add(TextEdit.insert(start, text + lineEnd + indent + unit));
    int end = layout.endOfLines(last);
    for (int line = tree.lines().line(start) + 1;
        line <= tree.lines().lineCount() && tree.lines().start(line) < end;
        line++) {
      int at = tree.lines().start(line) + indent.length();
      boolean gone = inside.stream().anyMatch(it -> it.span().start() < at && at < it.span().end());
      boolean whole =
          inside.stream()
              .anyMatch(it -> it.span().start() == at && it.span().length() > unit.length());
      if (!gone && !whole && !layout.isBlank(line) && !layout.startsInString(line)) {
        all.add(TextEdit.insert(at, unit));
      }
    }
    return all;
  }

  /// One step of indentation at a statement, as its function has it.
  static String unitAt(SemanticModel model, Stmt statement) {
    SyntaxTree tree = model.tree();
    Layout layout = new Layout(tree);
    Optional<Stmt.FunctionDef> def = model.nearestDef(statement);
    String outer = def.map(it -> layout.indentOf(tree.span(it).start())).orElse("");
    String inner =
        def.map(it -> layout.indentOf(tree.span(it.body().getFirst()).start())).orElse("    ");
    return inner.length() > outer.length() ? inner.substring(outer.length()) : "    ";
  }
}
