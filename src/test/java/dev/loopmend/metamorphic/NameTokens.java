package dev.loopmend.metamorphic;

import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.List;
import java.util.stream.IntStream;

/// Where a node that binds or reads a name says it.
final class NameTokens {
  private NameTokens() {}

  /// The tokens of the names that a node says itself, not by its children.
  static List<Integer> of(SyntaxTree tree, Node node) {
    TokenTable tokens = tree.tokens();
    return switch (node) {
      case Expr.Name _ -> List.of(tree.firstToken(node));
      // Ex) import asyncio as aio, case [first, *rest], case Point() as point
      case Node.Alias _, CasePattern.AsPattern _, CasePattern.StarPattern _ ->
          List.of(tree.lastToken(node));
      case Stmt.FunctionDef _ -> List.of(behind(tokens, TokenKind.DEF, tree.firstToken(node)));
      case Stmt.ClassDef _ -> List.of(behind(tokens, TokenKind.CLASS, tree.firstToken(node)));
      case CasePattern.MappingPattern _ ->
          List.of(behind(tokens, TokenKind.DOUBLESTAR, tree.firstToken(node)));
      // Ex) except (KeyError, ValueError) as error:
      case Node.ExceptHandler handler ->
          List.of(behind(tokens, TokenKind.AS, tree.lastToken(handler.type().orElseThrow())));
      // Ex) *rest: int
      case Node.Parameter _ -> {
        int first = tree.firstToken(node);
        yield List.of(tokens.kind(first) == TokenKind.NAME ? first : tokens.nextSignificant(first));
      }
      case Stmt.Nonlocal _ ->
          IntStream.rangeClosed(tree.firstToken(node), tree.lastToken(node))
              .filter(it -> tokens.kind(it) == TokenKind.NAME)
              .boxed()
              .toList();
      case Node _ -> List.of();
    };
  }

  /// The token behind the first one of a kind.
  private static int behind(TokenTable tokens, TokenKind kind, int from) {
    int token = from;
    while (tokens.kind(token) != kind) {
      token++;
    }
    return tokens.nextSignificant(token);
  }
}
