package dev.loopmend.metamorphic;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Writes the same tree with other tokens.
final class TokenRestyling implements Transformation {
  private static final String REMARK = "  # a remark";

  private final Style style;

  TokenRestyling(Style style) {
    this.style = style;
  }

  /// What is written otherwise.
  enum Style {
    /// `"text"` for `'text'`, and the other way round
    OTHER_QUOTES,
    /// `(asyncio.run((main())))` for `asyncio.run(main())`
    CALLS_IN_PARENTHESES,
    /// `(asyncio.run)((main)())` for `asyncio.run(main())`
    CALLEES_IN_PARENTHESES,
    /// a comment at the end of each line that has none
    COMMENTS,
    /// CR LF for LF
    LINE_ENDS
  }

  @Override
  public List<Variant> of(LinkedProgram program) {
    Map<String, List<TextEdit>> edits = new TreeMap<>();
    program
        .models()
        .forEach(
            (path, model) -> {
              List<TextEdit> made = edits(model.tree());
              if (!made.isEmpty()) {
                edits.put(path, made);
              }
            });
    return edits.isEmpty() ? List.of() : List.of(Variant.edited(program.program(), edits));
  }

  private List<TextEdit> edits(SyntaxTree tree) {
    return switch (style) {
      case OTHER_QUOTES -> otherQuotes(tree.tokens());
      case CALLS_IN_PARENTHESES -> aroundCalls(tree);
      case CALLEES_IN_PARENTHESES -> aroundCallees(tree);
      case COMMENTS -> comments(tree.tokens());
      case LINE_ENDS -> lineEnds(tree.text());
    };
  }

  private static List<TextEdit> otherQuotes(TokenTable tokens) {
    List<TextEdit> edits = new ArrayList<>();
    for (int token = 0; token < tokens.count(); token++) {
      String text = tokens.text(token);
      boolean free = text.indexOf('\\') < 0 && !(text.contains("'") && text.contains("\""));
      if (tokens.kind(token) == TokenKind.STRING && free) {
        boolean single = text.indexOf('\'') >= 0;
        String other = single ? text.replace('\'', '"') : text.replace('"', '\'');
        edits.add(new TextEdit(tokens.span(token), other));
      }
    }
    return edits;
  }

  /// Round calls, but where Python before 3.9 allows none: in decorators. Of calls that start
  /// together only the outermost gets some, so that each still starts at its first character.
  private static List<TextEdit> aroundCalls(SyntaxTree tree) {
    Map<Integer, StringBuilder> inserted = new TreeMap<>();
    Set<Integer> starts = new HashSet<>();
    for (Node node : tree.nodes()) {
      Span span = tree.span(node);
      boolean outermost = node instanceof Expr.Call && starts.add(span.start());
      if (outermost && !inDecorator(tree, node)) {
        inserted.computeIfAbsent(span.start(), _ -> new StringBuilder()).append('(');
        inserted.computeIfAbsent(span.end(), _ -> new StringBuilder()).append(')');
      }
    }
    List<TextEdit> edits = new ArrayList<>();
    inserted.forEach((offset, text) -> edits.add(TextEdit.insert(offset, text.toString())));
    return edits;
  }

  /// Round the names that are called. The first token is replaced: a call starts with its first
  /// parenthesis.
  private static List<TextEdit> aroundCallees(SyntaxTree tree) {
    List<TextEdit> edits = new ArrayList<>();
    for (Node node : tree.nodes()) {
      if (node instanceof Expr.Call(_, Expr callee, _)
          && isDotted(callee)
          && tree.parentheses(callee) == 0
          && !inDecorator(tree, node)) {
        Span span = tree.tokens().span(tree.firstToken(callee));
        edits.add(new TextEdit(span, "(" + span.of(tree.text())));
        edits.add(TextEdit.insert(tree.span(callee).end(), ")"));
      }
    }
    return edits;
  }

  private static boolean isDotted(Expr callee) {
    return switch (callee) {
      case Expr.Name _ -> true;
      case Expr.Attribute attribute -> isDotted(attribute.value());
      case Expr _ -> false;
    };
  }

  private static boolean inDecorator(SyntaxTree tree, Node node) {
    Node outer = node;
    while (!(outer instanceof Stmt) && !(outer instanceof Node.Decorator)) {
      outer = tree.parent(outer);
    }
    return outer instanceof Node.Decorator;
  }

  /// Behind code that ends a line; f-strings have none before Python 3.12.
  private static List<TextEdit> comments(TokenTable tokens) {
    List<TextEdit> edits = new ArrayList<>();
    int fstrings = 0;
    for (int token = 1; token < tokens.count(); token++) {
      TokenKind kind = tokens.kind(token);
      fstrings += kind == TokenKind.FSTRING_START ? 1 : kind == TokenKind.FSTRING_END ? -1 : 0;
      boolean ends = kind == TokenKind.NEWLINE || kind == TokenKind.LINE_BREAK;
      boolean code = tokens.isSignificant(token - 1) && tokens.kind(token - 1) != TokenKind.NEWLINE;
      if (ends && code && fstrings == 0 && tokens.start(token) < tokens.end(token)) {
        edits.add(TextEdit.insert(tokens.start(token), REMARK));
      }
    }
    return edits;
  }

  private static List<TextEdit> lineEnds(String text) {
    List<TextEdit> edits = new ArrayList<>();
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (at == 0 || text.charAt(at - 1) != '\r') {
        edits.add(TextEdit.insert(at, "\r"));
      }
    }
    return edits;
  }
}
