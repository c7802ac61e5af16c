package dev.loopmend.rewrite;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.Span;

/// Code that is written in another place of its file.
public final class MovedCode {
  private MovedCode() {}

  /// The text of an expression, the parentheses round it included, for a place at an offset (UTF-16
  /// units from 0). Its further lines are moved by as much as its first one, but for those inside
  /// strings.
  public static String of(SyntaxTree tree, Expr expr, int target) {
    return of(tree, expr, new Layout(tree).indentOf(target));
  }

  /// The same for a line that begins with the white space `to`.
  static String of(SyntaxTree tree, Expr expr, String to) {
    Span span = tree.outerSpan(expr);
    return of(tree, span, new Layout(tree).indentOf(span.start()), to);
  }

  /// The text of a span whose further lines begin with `to` where they began with `from`, but for
  /// those inside strings.
  static String of(SyntaxTree tree, Span span, String from, String to) {
    Layout layout = new Layout(tree);
    LineMap lines = tree.lines();
    StringBuilder code = new StringBuilder();
    int last = lines.line(span.end());
    for (int line = lines.line(span.start()); line <= last; line++) {
      int start = Math.max(span.start(), lines.start(line));
      int end = line == last ? span.end() : lines.start(line + 1);
      String text = tree.text().substring(start, end);
      boolean continues = start == lines.start(line) && !layout.startsInString(line);
      code.append(continues && text.startsWith(from) ? to + text.substring(from.length()) : text);
    }
    return code.toString();
  }
}
