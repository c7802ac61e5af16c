package dev.loopmend.parse;

import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.TokenTable;
import java.text.Normalizer;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// What the builders share: the tokens behind the contexts, and the nodes made so far.
record Sources(
    String text, TokenTable tokens, TableStream stream, NodeTable nodes, Dialect dialect) {
  /// The number of a context's first token.
  int first(ParserRuleContext context) {
    return ((TableToken) context.start).number();
  }

  /// The number of a context's last token.
  int last(ParserRuleContext context) {
    return ((TableToken) context.stop).number();
  }

  /// The number of the last token of a compound statement: line ends and dedents behind its body do
  /// not belong to it.
  int lastOfBlock(ParserRuleContext context) {
    int index = context.stop.getTokenIndex();
    while (isLayout(stream.type(index))) {
      index--;
    }
    return stream.number(index);
  }

  private static boolean isLayout(int type) {
    return type == PythonGrammarParser.NEWLINE
        || type == PythonGrammarParser.INDENT
        || type == PythonGrammarParser.DEDENT;
  }

  /// The first token of a child.
  static TableToken firstToken(ParseTree child) {
    return child instanceof TerminalNode leaf
        ? (TableToken) leaf.getSymbol()
        : (TableToken) ((ParserRuleContext) child).start;
  }

  /// The last token of a child.
  static TableToken lastToken(ParseTree child) {
    return child instanceof TerminalNode leaf
        ? (TableToken) leaf.getSymbol()
        : (TableToken) ((ParserRuleContext) child).stop;
  }

  /// Whether the last child of a context is the `for` part of a comprehension.
  static boolean hasComprehension(ParserRuleContext context) {
    return context.children.getLast() instanceof PythonGrammarParser.ComprehensionContext;
  }

  /// Whether a context holds a single token.
  static boolean isOneToken(ParserRuleContext context) {
    return context.start.getTokenIndex() == context.stop.getTokenIndex();
  }

  /// The type of a child that is a token, else 0.
  static int type(ParseTree child) {
    return child instanceof TerminalNode leaf ? leaf.getSymbol().getType() : 0;
  }

  /// A name as Python compares it (Language Reference, 2.3: in NFKC).
  String name(Token token) {
    String name = tokens.text(((TableToken) token).number());
    for (int at = 0; at < name.length(); at++) {
      if (name.charAt(at) >= 0x80) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC);
      }
    }
    return name;
  }

  String name(TerminalNode leaf) {
    return name(leaf.getSymbol());
  }

  /// The source from the first character of a token to the last one of another.
  String text(int firstToken, int lastToken) {
    return text.substring(tokens.start(firstToken), tokens.end(lastToken));
  }

  /// A fault at the first character of a child.
  SyntaxFault fault(ParseTree child, String sentence) {
    return new SyntaxFault(tokens.start(firstToken(child).number()), sentence);
  }

  /// A fault at the first character of a node.
  SyntaxFault fault(Node node, String sentence) {
    return new SyntaxFault(tokens.start(nodes.firstToken(node)), sentence);
  }

  /// Refuses the one name that nothing can be bound to.
  void checkAssignable(Node node, String name) {
    if (ReservedName.is(name)) {
      throw fault(node, "nothing can be bound to '__debug__'");
    }
  }

  /// Refuses a list with two commas in a row; the grammar lets them through.
  void checkCommas(ParserRuleContext list) {
    int count = list.getChildCount();
    for (int n = 1; n < count; n++) {
      if (type(list.getChild(n)) == PythonGrammarParser.COMMA
          && type(list.getChild(n - 1)) == PythonGrammarParser.COMMA) {
        throw fault(list.getChild(n), "nothing stands between two commas");
      }
    }
  }

  /// Whether the text is a pattern, which may be a fragment.
  boolean isPattern() {
    return dialect == Dialect.PATTERN;
  }
}
