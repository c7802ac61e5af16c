package dev.loopmend.rewrite;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;

/// A block that is written on the line of its header: `if ready: start()`. `gap` is what stands
/// between the colon and its first statement, `indent` what its lines would begin with.
record HeaderLine(Span gap, String indent) {

  /// The header line that a statement is the first one behind, if it is.
  static Optional<HeaderLine> of(SyntaxTree tree, Stmt statement) {
    Layout layout = new Layout(tree);
    List<Stmt> block = layout.blockOf(statement);
    boolean leads = !block.isEmpty() && block.getFirst().id() == statement.id();
    Node header = tree.parent(statement);
    if (!leads || header.id() == 0 || layout.startsLine(statement)) {
      return Optional.empty();
    }
    int colon = tree.tokens().previousSignificant(tree.firstToken(statement));
    int first = tree.span(statement).start();
    Span gap = new Span(tree.tokens().end(colon), first);
    String indent = layout.indentOf(tree.span(header).start());
    return Optional.of(new HeaderLine(gap, indent + step(tree, layout, header)));
  }

  /// One step of indentation round a statement.
  static String stepAt(SyntaxTree tree, Stmt statement) {
    return step(tree, new Layout(tree), statement);
  }

  /// One step of indentation: the one round the header, or else the first of the file.
  private static String step(SyntaxTree tree, Layout layout, Node header) {
    for (Node at = header; tree.parent(at).id() != 0; at = tree.parent(at)) {
      String step = step(tree, layout, tree.parent(at), at);
      if (!step.isEmpty()) {
        return step;
      }
    }
    for (Node node : tree.nodes()) {
      for (List<Stmt> block : node.id() == 0 ? List.<List<Stmt>>of() : Layout.blocks(node)) {
        String step = block.isEmpty() ? "" : step(tree, layout, node, block.getFirst());
        if (!step.isEmpty()) {
          return step;
        }
      }
    }
    return "    ";
  }

  private static String step(SyntaxTree tree, Layout layout, Node outer, Node inner) {
    String from = layout.indentOf(tree.span(outer).start());
    String to = layout.indentOf(tree.span(inner).start());
    return to.startsWith(from) ? to.substring(from.length()) : "";
  }
}
