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
    /// CR LF for LF
    LINE_ENDS
  }

  @Override
  public List<Variant> of(LinkedProgram program) {
    return Variant.edited(program, model -> edits(model.tree()));
  }

  private List<TextEdit> edits(SyntaxTree tree) {
    return switch (style) {
      case OTHER_QUOTES -> otherQuotes(tree.tokens());
      case CALLS_IN_PARENTHESES -> aroundCalls(tree);
      case CALLEES_IN_PARENTHESES -> aroundCallees(tree);
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
