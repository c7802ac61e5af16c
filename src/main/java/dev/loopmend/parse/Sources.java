package dev.loopmend.parse;

import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.TokenTable;

/// What the builders share: the outline and its tokens, and the nodes made so far. Parts are given
/// by their numbers in the outline.
record Sources(String text, TokenTable tokens, Outline outline, NodeTable nodes, Dialect dialect) {
  /// Closes a node that reaches over a whole part.
  <T extends Node> T close(T node, int part) {
    return close(node.id(), node, part);
  }

  /// As above, the node's id known.
  <T extends Node> T close(int id, T node, int part) {
    return nodes.close(id, node, outline.firstToken(part), outline.lastToken(part));
  }

  /// The number of the last token of a compound statement: line ends and dedents behind its body do
  /// not belong to it.
  int lastOfBlock(int part) {
    int last = outline.end(part) - 1;
    while (isLayout(outline.kind(last))) {
      last--;
    }
    return outline.firstToken(last);
  }

  private static boolean isLayout(int kind) {
    return kind >= PythonGrammarParser.NEWLINE && kind <= PythonGrammarParser.DEDENT;
  }

  /// The name that a token is, as Python compares it.
  String name(int part) {
    return outline.name(part);
  }

  /// The source of a part, white space and comments between its tokens included.
  String textOf(int part) {
    return text.substring(
        tokens.start(outline.firstToken(part)), tokens.end(outline.lastToken(part)));
  }

  /// A fault at the first character of a part.
  SyntaxFault fault(int part, String sentence) {
    return new SyntaxFault(tokens.start(outline.firstToken(part)), sentence);
  }

  /// A fault at the first character of a node.
  SyntaxFault fault(Node node, String sentence) {
    return new SyntaxFault(tokens.start(nodes.firstToken(node)), sentence);
  }

  /// Has the places looked at of a node that binds the reserved name.
  void watchReserved(int id, String name) {
    if (ReservedName.is(name)) {
      nodes.watch(id);
    }
  }

  /// Refuses the one name that nothing can be bound to.
  void checkAssignable(Node node, String name) {
    if (ReservedName.is(name)) {
      throw fault(node, "nothing can be bound to '__debug__'");
    }
  }

  /// How many rules stand directly in a list. Refuses two commas in a row; the grammar lets them
  /// through.
  int items(int list) {
    int end = outline.end(list);
    int items = 0;
    int before = 0;
    for (int part = list + 1; part < end; part = outline.end(part)) {
      int kind = outline.kind(part);
      if (kind < 0) {
        items++;
      } else if (kind == PythonGrammarParser.COMMA && before == PythonGrammarParser.COMMA) {
        throw fault(part, "nothing stands between two commas");
      }
      before = kind;
    }
    return items;
  }

  /// Whether the text is a pattern, which may be a fragment.
  boolean isPattern() {
    return dialect == Dialect.PATTERN;
  }
}
