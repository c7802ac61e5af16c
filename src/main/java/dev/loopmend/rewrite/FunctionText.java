package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One function as text: made a coroutine function, or doubled into a coroutine function and a
/// plain one with the same signature that stands below it.
public final class FunctionText {
  private final SyntaxTree tree;
  private final TokenTable tokens;
  private final LineMap lines;
  private final Layout layout;
  private final Stmt.FunctionDef def;
  private final String lineEnd;

  /// The text of a function of a file.
  public FunctionText(SyntaxTree tree, Stmt.FunctionDef def) {
    this.tree = tree;
    this.tokens = tree.tokens();
    this.lines = tree.lines();
    this.layout = new Layout(tree);
    this.def = def;
    this.lineEnd = SourceText.lineEndOf(tree.text());
  }

  /// The edit that makes it a coroutine function.
  public TextEdit toAsync() {
    return TextEdit.insert(tree.span(def).start(), "async ");
  }

  /// The edits that make it the coroutine function `name` and put a plain function of the old name
  /// below it, with the same decorators, signature and docstring; `statement` is its only other
  /// one. Decorators other than those by their ids in `shared` go to the plain function.
  public List<TextEdit> toPair(String name, String statement, Set<Integer> shared) {
    List<TextEdit> edits = new ArrayList<>();
    edits.add(toAsync());
    edits.add(new TextEdit(nameSpan(), name));
    for (Node.Decorator decorator : def.decorators()) {
      if (!shared.contains(decorator.id())) {
        edits.add(TextEdit.delete(decoratorLines(decorator)));
      }
    }
    edits.add(front(statement));
    return edits;
  }

  private Span nameSpan() {
    int token = tree.firstToken(def);
    while (tokens.kind(token) != TokenKind.DEF) {
      token++;
    }
    return tokens.span(tokens.nextSignificant(token));
  }

  /// The lines of a decorator with the comments below it.
  private Span decoratorLines(Node.Decorator decorator) {
    int start = lines.start(lines.line(tree.span(decorator).start()));
    int next = tokens.nextSignificant(layout.newlineAfter(tree.lastToken(decorator)));
    return new Span(start, lines.start(lines.line(tokens.start(next))));
  }

  private TextEdit front(String statement) {
    int at = end();
    String text = tree.text();
    boolean open = at == 0 || (text.charAt(at - 1) != '\n' && text.charAt(at - 1) != '\r');
    String gap = lineEnd.repeat(blankLines());
    String front = header() + body(statement);
    return TextEdit.insert(at, open ? lineEnd + gap + front : gap + front + lineEnd);
  }

  /// The decorators, `def`, name, parameters and colon as they stand, and the comment behind them.
  private String header() {
    int start = tree.decoratedSpan(def).start();
    int colon = tokens.previousSignificant(firstOfBody());
    while (tokens.kind(colon) != TokenKind.COLON) {
      colon = tokens.previousSignificant(colon);
    }
    boolean commented = colon + 2 < tokens.count() && tokens.kind(colon + 2) == TokenKind.COMMENT;
    boolean close = tokens.kind(colon + 1) == TokenKind.COMMENT;
    int end = tokens.end(close ? colon + 1 : commented ? colon + 2 : colon);
    return layout.indentOf(start) + tree.text().substring(start, end);
  }

  private int firstOfBody() {
    return tree.firstToken(def.body().getFirst());
  }

  private String body(String statement) {
    Stmt first = def.body().getFirst();
    if (!layout.startsLine(first)) {
      return " " + docstring().map(it -> tree.textOf(it) + "; ").orElse("") + statement;
    }
    String indent = layout.indentOf(tree.span(first).start());
    String doc = docstring().map(it -> lineEnd + indent + tree.textOf(it)).orElse("");
    return doc + lineEnd + indent + statement;
  }

  /// The docstring of the function.
  public Optional<Stmt> docstring() {
    return def.body().getFirst() instanceof Stmt.ExprStmt stmt
            && stmt.value() instanceof Expr.Constant constant
            && constant.kind() == Expr.ConstantKind.STRING
        ? Optional.of(stmt)
        : Optional.empty();
  }

  /// The offset behind the last line of the function, and behind the comments below it that are
  /// indented as its body is.
  private int end() {
    int end = layout.endOfLines(def.body().getLast());
    int outer = layout.indentOf(tree.span(def).start()).length();
    int line = lines.line(end);
    int reached = end;
    while (end > lines.start(line) - 1 && line <= lines.lineCount() && end < tree.text().length()) {
      String text = lines.textOf(line);
      boolean comment = text.stripLeading().startsWith("#");
      boolean deeper = layout.indentOf(lines.start(line)).length() > outer;
      if (comment && deeper) {
        reached = line < lines.lineCount() ? lines.start(line + 1) : tree.text().length();
      } else if (!text.isBlank()) {
        break;
      }
      line++;
    }
    return reached;
  }

  /// As many blank lines as stand above the function, or as PEP 8 wants in its place.
  private int blankLines() {
    int line = lines.line(tree.decoratedSpan(def).start());
    while (line > 1 && lines.textOf(line - 1).stripLeading().startsWith("#")) {
      line--;
    }
    int blank = 0;
    while (line - blank > 1 && layout.isBlank(line - blank - 1)) {
      blank++;
    }
    boolean first = layout.blockOf(def).getFirst().id() == def.id();
    boolean guess = blank == 0 && first;
    return guess || blank > 2 ? (tree.parent(def) instanceof Module ? 2 : 1) : blank;
  }
}
