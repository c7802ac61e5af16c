package dev.loopmend.parse;

import dev.loopmend.parse.PythonGrammarParser.GroupContext;
import dev.loopmend.parse.PythonGrammarParser.GroupItemContext;
import dev.loopmend.parse.PythonGrammarParser.WithItemContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/// Tells the parentheses round the items of a `with` from those of an expression. Both read the
/// same up to their end, so they are parsed as a group and looked at afterwards.
final class WithItems {
  private WithItems() {}

  /// The group whose items are those of the `with`, if the only item is one.
  ///
  /// Ex) `with (open(a) as b, c):`
  static @Nullable GroupContext group(WithItemContext item) {
    if (item.target() != null || !(onlyDescendant(item) instanceof GroupContext group)) {
      return null;
    }
    if (group.groupItem().isEmpty() || group.comprehension() != null) {
      return null;
    }
    boolean items = !group.COMMA().isEmpty();
    for (GroupItemContext part : group.groupItem()) {
      if (part.STAR() != null || part.COLONEQUAL() != null) {
        return null;
      }
      items |= part.AS() != null;
    }
    return items ? group : null;
  }

  /// The first context below with more than one child, reached through contexts with one.
  private static ParseTree onlyDescendant(WithItemContext item) {
    ParseTree at = item;
    while (at instanceof ParserRuleContext context && context.getChildCount() == 1) {
      at = context.children.getFirst();
    }
    return at;
  }
}
