package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Precedence;
import dev.loopmend.syntax.Slots;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;

/// Writes `await` before calls (recipes' section 0.4).
public final class Awaits {
  private Awaits() {}

  /// The edits that await the value of a call, with parentheses where its place asks for them, or
  /// in any case.
  public static List<TextEdit> of(SyntaxTree tree, Expr call, boolean bracketed) {
    int start = tree.span(call).start();
    int end = tree.span(call).end();
    return tree.parentheses(call) > 0 || (!bracketed && fits(tree, call))
        ? List.of(TextEdit.insert(start, "await "))
        : List.of(TextEdit.insert(start, "(await "), TextEdit.insert(end, ")"));
  }

  /// Whether an `await` may stand in the place of a call without parentheses.
  public static boolean fits(SyntaxTree tree, Expr call) {
    return tree.parentheses(call) > 0
        || Precedence.AWAIT.bindsAtLeast(Slots.wanted(tree.parent(call), call));
  }
}
