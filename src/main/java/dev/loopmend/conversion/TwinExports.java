package dev.loopmend.conversion;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.ExportLists;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;

/// Lists the coroutine function beside a plain one in `__all__` where that is listed.
final class TwinExports {
  private TwinExports() {}

  /// The edits that list `twin` behind each place where `__all__` of a file lists `name`.
  static List<TextEdit> of(SemanticModel model, String name, String twin) {
    SyntaxTree tree = model.tree();
    return !ExportLists.listing(model, twin).isEmpty()
        ? List.of()
        : ExportLists.listing(model, name).stream()
            .map(it -> behind(tree, it, name, twin))
            .toList();
  }

  private static TextEdit behind(SyntaxTree tree, Expr.Constant listed, String name, String twin) {
    // The name is the last thing in the literal: before it stand at most a prefix and quotes.
    int at = listed.text().lastIndexOf(name);
    String literal =
        listed.text().substring(0, at) + twin + listed.text().substring(at + name.length());
    Span span = tree.outerSpan(listed);
    return TextEdit.insert(span.end(), new Layout(tree).separatorBehind(listed) + literal);
  }
}
