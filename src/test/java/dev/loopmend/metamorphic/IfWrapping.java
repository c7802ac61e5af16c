package dev.loopmend.metamorphic;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.ArrayList;
import java.util.List;

/// Puts what a module does below `if True:`, but for its docstring and its `from __future__`
/// imports, which must come first.
final class IfWrapping implements Transformation {
  private static final String INDENT = "    ";

  @Override
  public List<Variant> of(LinkedProgram program) {
    return Variant.edited(program, model -> edits(model.tree()));
  }

  private static List<TextEdit> edits(SyntaxTree tree) {
    List<Stmt> body = tree.module().body();
    int first = 0;
    while (first < body.size() && mustComeFirst(body, first)) {
      first++;
    }
    if (first == body.size()) {
      return List.of();
    }
    int start = tree.decoratedSpan(body.get(first)).start();
    // Ex) """What the module does."""; import asyncio
    if (start != tree.lines().start(tree.lines().line(start))) {
      return List.of();
    }
    List<TextEdit> edits = new ArrayList<>();
    edits.add(TextEdit.insert(start, "if True:" + lineEnd(tree) + INDENT));
    TokenTable tokens = tree.tokens();
    for (int token = tokens.at(start) + 1; token < tokens.count() - 1; token++) {
      if (startsStatementLine(tokens, token)) {
        edits.add(TextEdit.insert(lineStart(tree, token), INDENT));
      }
    }
    return edits;
  }

  private static boolean mustComeFirst(List<Stmt> body, int at) {
    boolean docstring =
        at == 0
            && body.get(at) instanceof Stmt.ExprStmt(_, Expr.Constant constant)
            && constant.kind() == Expr.ConstantKind.STRING;
    return docstring
        || (body.get(at) instanceof Stmt.ImportFrom from && from.module().equals("__future__"));
  }

  /// Whether a token is the first of a statement that starts a line; comments stay where they are.
  private static boolean startsStatementLine(TokenTable tokens, int token) {
    int previous = token - 1;
    while (previous >= 0 && isBetweenLines(tokens, previous)) {
      previous--;
    }
    return tokens.isSignificant(token)
        && tokens.start(token) < tokens.end(token)
        && tokens.kind(token) != TokenKind.NEWLINE
        && previous >= 0
        && tokens.kind(previous) == TokenKind.NEWLINE;
  }

  private static boolean isBetweenLines(TokenTable tokens, int token) {
    return switch (tokens.kind(token)) {
      case WHITESPACE, COMMENT, LINE_BREAK, INDENT, DEDENT -> true;
      default -> false;
    };
  }

  /// The offset of the line that a token is on, behind form feeds, which start the count of columns
  /// anew.
  private static int lineStart(SyntaxTree tree, int token) {
    int offset = tree.tokens().start(token);
    int start = tree.lines().start(tree.lines().line(offset));
    return Math.max(start, tree.text().lastIndexOf('\f', offset) + 1);
  }

  private static String lineEnd(SyntaxTree tree) {
    int end = tree.lines().end(1);
    int next = tree.lines().lineCount() > 1 ? tree.lines().start(2) : end;
    return end == next ? "\n" : tree.text().substring(end, next);
  }
}
