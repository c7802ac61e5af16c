package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.loopmend.parse.ParseResult.Parsed;
import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What several tests of the parser do.
final class Parsing {
  private Parsing() {}

  /// The tree of a text that must be Python.
  static SyntaxTree tree(String text, Dialect dialect) {
    return switch (PythonParser.parse(text, dialect)) {
      case Parsed parsed -> parsed.tree();
      case Rejected rejected ->
          fail("rejected at " + rejected.offset() + ": " + rejected.message());
    };
  }

  static SyntaxTree tree(String text) {
    return tree(text, Dialect.PYTHON);
  }

  /// The tokens, joined.
  static String joined(TokenTable tokens) {
    return IntStream.range(0, tokens.count()).mapToObj(tokens::text).collect(Collectors.joining());
  }

  /// Checks what every tree must fulfil: ids in preorder, descendants in a row, spans inside of the
  /// text, tokens that join to it.
  static void checkShape(SyntaxTree tree) {
    assertThat(joined(tree.tokens())).isEqualTo(tree.text());
    for (int id = 0; id < tree.nodeCount(); id++) {
      Node node = tree.node(id);
      assertThat(node.id()).isEqualTo(id);
      assertThat(tree.lastDescendant(node)).isBetween(id, tree.nodeCount() - 1);
      assertThat(tree.firstToken(node)).isLessThanOrEqualTo(tree.lastToken(node));
      if (id > 0) {
        Node parent = tree.parent(node);
        assertThat(parent.id()).isLessThan(id);
        assertThat(tree.contains(parent, node)).isTrue();
        assertThat(tree.lastDescendant(node)).isLessThanOrEqualTo(tree.lastDescendant(parent));
      }
    }
  }
}
