package dev.loopmend.recipe;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;

/// Where line breaks stand among the tokens of an expression: they are free inside brackets only.
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

  private static int bracket(TokenKind kind) {
    return switch (kind) {
      case LPAR, LSQB, LBRACE -> 1;
      case RPAR, RSQB, RBRACE -> -1;
      default -> 0;
    };
  }
}
