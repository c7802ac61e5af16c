package dev.loopmend.recipe;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Span;

/// Where line breaks and comments stand among the tokens of an expression: they are free inside
/// brackets only.
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

  /// Whether a span holds a comment.
  static boolean hasComment(SyntaxTree tree, Span span) {
    TokenTable tokens = tree.tokens();
    for (int at = tokens.at(span.start()); at < tokens.count(); at++) {
      if (tokens.start(at) >= span.end()) {
        break;
      }
      if (tokens.kind(at) == TokenKind.COMMENT && tokens.start(at) >= span.start()) {
        return true;
      }
    }
    return false;
  }

  /// New text for a span whose comments stay: the replacement, then the white space and comments of
  /// the span, its other tokens left out.
  static String withTrivia(SyntaxTree tree, Span span, String replacement) {
    TokenTable tokens = tree.tokens();
    StringBuilder trivia = new StringBuilder();
    for (int at = tokens.at(span.start()); at < tokens.count(); at++) {
      if (tokens.start(at) >= span.end()) {
        break;
      }
      if (tokens.start(at) >= span.start() && !tokens.isSignificant(at)) {
        trivia.append(tokens.text(at));
      }
    }
    String text = trivia.toString();
    boolean breaksAtOnce = text.startsWith("\n") || text.startsWith("\r");
    return (breaksAtOnce ? replacement.stripTrailing() : replacement) + text;
  }
}
