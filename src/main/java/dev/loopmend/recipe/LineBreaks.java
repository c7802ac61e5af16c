package dev.loopmend.recipe;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Where line breaks and brackets stand among the tokens of an expression: line breaks are free
/// inside brackets only.
final class LineBreaks {
  private LineBreaks() {}

  /// How many brackets of the same statement are open before a token.
  static int depthAt(SyntaxTree tree, int token) {
    TokenTable tokens = tree.tokens();
    int depth = 0;
    for (int at = token - 1; at >= 0; at--) {
      TokenKind kind = tokens.kind(at);
      if (kind == TokenKind.NEWLINE || kind == TokenKind.INDENT || kind == TokenKind.DEDENT) {
        break;
      }
      depth += bracket(kind);
    }
    return depth;
  }

  /// Whether the code from one node to another breaks a line outside of brackets of its own.
  static boolean hasBare(SyntaxTree tree, Node first, Node last) {
    TokenTable tokens = tree.tokens();
    int depth = 0;
    for (int at = tree.firstToken(first); at <= tree.lastToken(last); at++) {
      TokenKind kind = tokens.kind(at);
      depth += bracket(kind);
      if (kind == TokenKind.LINE_BREAK && depth == 0) {
        return true;
      }
    }
    return false;
  }

  /// The closing brackets below a node by their opening ones.
  static Map<Integer, Integer> pairs(SyntaxTree tree, Node node) {
    Map<Integer, Integer> pairs = new HashMap<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (int at = tree.firstToken(node); at <= tree.lastToken(node); at++) {
      switch (bracket(tree.tokens().kind(at))) {
        case 1 -> open.push(at);
        case -1 -> pairs.put(open.pop(), at);
        default -> {}
      }
    }
    return pairs;
  }

  private static int bracket(TokenKind kind) {
    return switch (kind) {
      case LPAR, LSQB, LBRACE -> 1;
      case RPAR, RSQB, RBRACE -> -1;
      default -> 0;
    };
  }
}
