package dev.loopmend.metamorphic;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.syntax.TreeDump;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a program in another layout that no formatter would leave, and that means the same.
public final class Formatting implements Transformation {
  /// How each inserted comment begins; a number follows.
  static final String REMARK = "# remark ";

  /// The docstring that functions get; its lines start where they like.
  static final String DOCSTRING = "\"\"\"What it is for.\n\nodd\n      lines\n\t\"\"\"";

  private static final String DEEP = "\n            ";

  private final Style style;
  private int remarks;

  /// The layout of a style; its comments are numbered from 1.
  public Formatting(Style style) {
    this.style = style;
  }

  /// A text in this layout; the same where it is no Python.
  public String of(String text) {
    return switch (PythonParser.parse(text, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> Edits.apply(text, edits(tree));
      case ParseResult.Rejected _ -> text;
    };
  }

  /// What is written otherwise.
  public enum Style {
    /// a comment above each logical line, decorators and clauses included
    COMMENTS_ABOVE,
    /// a comment at the end of each line
    COMMENTS_BEHIND,
    /// a comment behind each opening bracket and each comma in brackets
    COMMENTS_IN_BRACKETS,
    /// a line break behind each opening bracket and each comma in brackets
    BROKEN_LINES,
    /// `x = \` and the rest on the next line, for every space outside of brackets
    BACKSLASHES,
    /// `a; b`
    SEMICOLONS,
    /// `if x: a; b`
    ONE_LINE_SUITES,
    /// strings that end on another line than they start on, with the same value
    TRIPLE_QUOTES,
    /// a docstring with lines at odd columns for each function
    DOCSTRINGS,
    /// one more decorator for each function, which changes nothing
    DECORATORS,
    /// tabs in front of lines
    TABS,
    /// lines of nothing but spaces above each logical line
    BLANK_LINES
  }

  @Override
  public List<Variant> of(LinkedProgram program) {
    return Variant.edited(program, model -> edits(model.tree()));
  }

  private List<TextEdit> edits(SyntaxTree tree) {
    return switch (style) {
      case COMMENTS_ABOVE -> above(tree, true);
      case COMMENTS_BEHIND -> behind(tree.tokens());
      case COMMENTS_IN_BRACKETS -> inBrackets(tree, true);
      case BROKEN_LINES -> inBrackets(tree, false);
      case BACKSLASHES -> backslashes(tree);
      case SEMICOLONS -> semicolons(tree);
      case ONE_LINE_SUITES -> oneLineSuites(tree);
      case TRIPLE_QUOTES -> tripleQuotes(tree);
      case DOCSTRINGS -> docstrings(tree);
      case DECORATORS -> decorators(tree);
      case TABS -> tabs(tree);
      case BLANK_LINES -> above(tree, false);
    };
  }

  private String remark() {
    return REMARK + ++remarks;
  }

  private List<TextEdit> above(SyntaxTree tree, boolean comments) {
    List<TextEdit> edits = new ArrayList<>();
    for (int token = 0; token < tree.tokens().count(); token++) {
      int start = tree.tokens().start(token);
      if (isCode(tree.tokens(), token) && Layout.lineStart(tree, start) == start) {
        Span indent = indentOf(tree, token);
        String line = comments ? indent.of(tree.text()) + remark() : "  ";
        edits.add(TextEdit.insert(indent.start(), line + "\n"));
      }
    }
    return edits;
  }

  /// Behind code that ends a line; f-strings have no comments before Python 3.12.
  private List<TextEdit> behind(TokenTable tokens) {
    List<TextEdit> edits = new ArrayList<>();
    int fstrings = 0;
    for (int token = 1; token < tokens.count(); token++) {
      fstrings += fstring(tokens.kind(token));
      boolean ends =
          tokens.kind(token) == TokenKind.NEWLINE || tokens.kind(token) == TokenKind.LINE_BREAK;
      boolean code = tokens.isSignificant(token - 1) && tokens.kind(token - 1) != TokenKind.NEWLINE;
      if (ends && code && fstrings == 0 && tokens.start(token) < tokens.end(token)) {
        edits.add(TextEdit.insert(tokens.start(token), "  " + remark()));
      }
    }
    return edits;
  }

  private List<TextEdit> inBrackets(SyntaxTree tree, boolean comments) {
    TokenTable tokens = tree.tokens();
    List<TextEdit> edits = new ArrayList<>();
    int fstrings = 0;
    int depth = 0;
    for (int token = 0; token < tokens.count(); token++) {
      TokenKind kind = tokens.kind(token);
      fstrings += fstring(kind);
      int bracket = fstrings > 0 ? 0 : bracket(kind);
      depth += bracket;
      boolean opens = bracket > 0 || (kind == TokenKind.COMMA && depth > 0 && fstrings == 0);
      // Ex) (  # there is one already
      int next = tokens.nextSignificant(token);
      if (opens && between(tree, tokens.end(token), tokens.start(next)).isBlank()) {
        edits.add(TextEdit.insert(tokens.end(token), (comments ? "  " + remark() : "") + DEEP));
      }
    }
    return edits;
  }

  private static List<TextEdit> backslashes(SyntaxTree tree) {
    TokenTable tokens = tree.tokens();
    List<TextEdit> edits = new ArrayList<>();
    int fstrings = 0;
    int depth = 0;
    for (int token = 1; token + 1 < tokens.count(); token++) {
      fstrings += fstring(tokens.kind(token));
      depth += bracket(tokens.kind(token));
      boolean inside =
          tokens.kind(token) == TokenKind.WHITESPACE
              && isCode(tokens, token - 1)
              && isCode(tokens, token + 1)
              && !(isString(tokens, token - 1) && isString(tokens, token + 1));
      if (inside && fstrings == 0 && depth == 0) {
        edits.add(new TextEdit(tokens.span(token), " \\" + DEEP));
      }
    }
    return edits;
  }

  private static List<TextEdit> semicolons(SyntaxTree tree) {
    List<TextEdit> edits = new ArrayList<>();
    for (List<Stmt> block : Blocks.of(tree)) {
      for (int at = 1; at < block.size(); at++) {
        joined(tree, block.get(at - 1), block.get(at)).ifPresent(edits::add);
      }
    }
    return edits;
  }

  private static List<TextEdit> oneLineSuites(SyntaxTree tree) {
    List<TextEdit> edits = new ArrayList<>();
    for (List<Stmt> block : Blocks.of(tree)) {
      Stmt first = block.getFirst();
      if (tree.parent(first).id() == 0) {
        continue;
      }
      int colon = colonBefore(tree.tokens(), tree.firstToken(first));
      List<TextEdit> all = new ArrayList<>();
      int from = tree.tokens().end(colon);
      int to = tree.span(first).start();
      if (Blocks.isSimple(first) && between(tree, from, to).isBlank()) {
        all.add(new TextEdit(new Span(from, to), " "));
        for (int at = 1; at < block.size(); at++) {
          joined(tree, block.get(at - 1), block.get(at)).ifPresent(all::add);
        }
      }
      if (all.size() == block.size()) {
        edits.addAll(all);
      }
    }
    return edits;
  }

  /// The end of the header in front of the first token of a block.
  private static int colonBefore(TokenTable tokens, int first) {
    int token = tokens.previousSignificant(first);
    while (tokens.kind(token) == TokenKind.NEWLINE || tokens.kind(token) == TokenKind.INDENT) {
      token = tokens.previousSignificant(token);
    }
    return token;
  }

  /// A semicolon for the line end between two simple statements.
  private static Optional<TextEdit> joined(SyntaxTree tree, Stmt first, Stmt second) {
    int from = tree.span(first).end();
    int to = tree.span(second).start();
    return Blocks.isSimple(first) && Blocks.isSimple(second) && between(tree, from, to).isBlank()
        ? Optional.of(new TextEdit(new Span(from, to), "; "))
        : Optional.empty();
  }

  private static List<TextEdit> tripleQuotes(SyntaxTree tree) {
    TokenTable tokens = tree.tokens();
    List<TextEdit> edits = new ArrayList<>();
    int fstrings = 0;
    for (int token = 0; token < tokens.count(); token++) {
      fstrings += fstring(tokens.kind(token));
      String text = tokens.text(token);
      boolean plain =
          tokens.kind(token) == TokenKind.STRING
              && fstrings == 0
              && text.length() > 2
              && (text.startsWith("\"") || text.startsWith("'"))
              && !text.startsWith("\"\"\"")
              && !text.startsWith("'''");
      if (plain) {
        String quotes = text.substring(0, 1).repeat(3);
        edits.add(
            new TextEdit(
                tokens.span(token),
                quotes + "\\\n" + text.substring(1, text.length() - 1) + quotes));
      }
    }
    return edits;
  }

  private static List<TextEdit> docstrings(SyntaxTree tree) {
    List<TextEdit> edits = new ArrayList<>();
    for (Stmt.FunctionDef function : Blocks.functions(tree)) {
      Stmt first = function.body().getFirst();
      int start = tree.decoratedSpan(first).start();
      Span indent = indentOf(tree, tree.tokens().at(start));
      boolean has =
          first instanceof Stmt.ExprStmt(_, Expr.Constant _) || !indent.of(tree.text()).isBlank();
      if (!has) {
        edits.add(TextEdit.insert(start, DOCSTRING + "\n" + indent.of(tree.text())));
      }
    }
    return edits;
  }

  private static List<TextEdit> decorators(SyntaxTree tree) {
    List<TextEdit> edits = new ArrayList<>();
    for (Stmt.FunctionDef function : Blocks.functions(tree)) {
      int token = tree.firstToken(function);
      Span indent = indentOf(tree, token);
      edits.add(
          TextEdit.insert(
              tree.tokens().start(token), "@typing.override\n" + indent.of(tree.text())));
    }
    if (!edits.isEmpty()) {
      edits.addFirst(TextEdit.insert(behindHead(tree), "import typing\n"));
    }
    return edits;
  }

  /// Behind the docstring and what comes from `__future__`.
  private static int behindHead(SyntaxTree tree) {
    int at = 0;
    for (Stmt statement : tree.module().body()) {
      boolean head =
          (statement instanceof Stmt.ExprStmt(_, Expr.Constant _))
              || (statement instanceof Stmt.ImportFrom from && from.module().equals("__future__"));
      if (!head) {
        return at;
      }
      int line = tree.lines().line(tree.span(statement).end());
      at = tree.lines().start(line + 1);
    }
    return at;
  }

  private static List<TextEdit> tabs(SyntaxTree tree) {
    List<TextEdit> edits = new ArrayList<>();
    TokenTable tokens = tree.tokens();
    for (int token = 0; token < tokens.count(); token++) {
      Span span = tokens.span(token);
      boolean leads =
          tokens.kind(token) == TokenKind.WHITESPACE
              && span.start() == tree.lines().start(tree.lines().line(span.start()));
      int columns = span.end() - span.start();
      if (leads && columns >= 4) {
        edits.add(new TextEdit(span, "\t".repeat(columns / 4) + " ".repeat(columns % 4)));
      }
    }
    return edits;
  }

  private static String between(SyntaxTree tree, int from, int to) {
    return tree.text().substring(from, to);
  }

  private static int fstring(TokenKind kind) {
    return kind == TokenKind.FSTRING_START ? 1 : kind == TokenKind.FSTRING_END ? -1 : 0;
  }

  private static int bracket(TokenKind kind) {
    return switch (kind) {
      case LPAR, LSQB, LBRACE -> 1;
      case RPAR, RSQB, RBRACE -> -1;
      default -> 0;
    };
  }

  private static boolean isString(TokenTable tokens, int token) {
    return switch (tokens.kind(token)) {
      case STRING, FSTRING_START, FSTRING_END -> true;
      default -> false;
    };
  }

  /// Whether a token is written, and on a line with others.
  private static boolean isCode(TokenTable tokens, int token) {
    return tokens.isSignificant(token)
        && tokens.kind(token) != TokenKind.NEWLINE
        && tokens.start(token) < tokens.end(token);
  }

  /// What stands in front of a token on its line.
  private static Span indentOf(SyntaxTree tree, int token) {
    int start = tree.tokens().start(token);
    return new Span(tree.lines().start(tree.lines().line(start)), start);
  }

  /// What a file means: its tree without places, parentheses and what a layout brings with it; a
  /// text that is no Python as it is.
  static String shape(String text) {
    return switch (PythonParser.parse(text, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) ->
          importsFirst(
              TreeDump.of(tree)
                  .lines()
                  .map(it -> it.replaceAll("( \\(\\))* \\d+:\\d+-\\d+:\\d+$", ""))
                  .collect(Collectors.joining("\n"))
                  .replaceAll("\'\'\'|\"\"\"|\'", "\"")
                  .replace("\"\\\\\\n", "\"")
                  .replaceAll("\n *ExprStmt\n *Constant STRING \"What it is for\\..*", "")
                  .replaceAll("\n *Decorator\n *Attribute override\n *Name typing", "")
                  .replaceAll("\n *Import\n *Alias typing", ""));
      case ParseResult.Rejected _ -> text;
    };
  }

  /// Where imports go depends on the lines of those that are there.
  private static String importsFirst(String dump) {
    List<String> statements = new ArrayList<>(List.of(dump.split("\n(?=  \\w)", -1)));
    statements.sort(Comparator.comparing(it -> it.startsWith("  Import") ? it : "~"));
    return String.join("\n", statements);
  }
}
