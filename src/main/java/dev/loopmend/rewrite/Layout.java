package dev.loopmend.rewrite;

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

/// How statements lie on the lines of a file. Lines count from 1, offsets in UTF-16 units from 0.
public final class Layout {
  private final SyntaxTree tree;
  private final TokenTable tokens;
  private final LineMap lines;

  /// The layout of a file.
  public Layout(SyntaxTree tree) {
    this.tree = tree;
    this.tokens = tree.tokens();
    this.lines = tree.lines();
  }

  /// The line that a node starts on, decorators not counted.
  public int lineOf(Node node) {
    return lines.line(tree.span(node).start());
  }

  /// The white space that the line of an offset begins with.
  public String indentOf(int offset) {
    String line = lines.textOf(lines.line(offset));
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /// Whether a logical line begins with a statement. Ex) not behind `if x: \`
  public boolean startsLine(Stmt statement) {
    int start = tree.decoratedSpan(statement).start();
    return lineStart(tree, start) == start;
  }

  /// The offset of the first written token of the logical line that a token begins in at an offset.
  public static int lineStart(SyntaxTree tree, int offset) {
    TokenTable tokens = tree.tokens();
    int first = offset;
    int before = tokens.previousSignificant(tokens.at(offset));
    while (before >= 0 && tokens.kind(before) != TokenKind.NEWLINE) {
      first = tokens.span(before).isEmpty() ? first : tokens.start(before);
      before = tokens.previousSignificant(before);
    }
    return first;
  }

  /// Whether another statement of its block begins on the last line of a statement.
  public boolean isFollowedOnLine(Stmt statement) {
    int start = tree.span(statement).start();
    int end = endOfLines(statement);
    return blockOf(statement).stream()
        .map(it -> tree.span(it).start())
        .anyMatch(it -> it > start && it < end);
  }

  /// The number of the token that ends the logical line that a token is on: a NEWLINE, or the end
  /// marker.
  public int newlineAfter(int token) {
    int at = token;
    while (at < tokens.count() - 1 && tokens.kind(at) != TokenKind.NEWLINE) {
      at++;
    }
    return at;
  }

  /// The offset behind the last logical line of a statement, its line end included.
  public int endOfLines(Stmt statement) {
    int last = tree.lastToken(statement);
    // Ex) the last token of a block is the DEDENT or NEWLINE behind it
    while (last > 0 && tokens.span(last).isEmpty()) {
      last--;
    }
    return tokens.kind(last) == TokenKind.NEWLINE
        ? tokens.end(last)
        : tokens.end(newlineAfter(last));
  }

  /// The comments that lie in a span, in order.
  public List<Integer> commentsIn(Span span) {
    List<Integer> found = new ArrayList<>();
    for (int token = tokens.at(span.start()); token < tokens.count(); token++) {
      if (tokens.start(token) >= span.end()) {
        break;
      }
      if (tokens.start(token) >= span.start() && tokens.kind(token) == TokenKind.COMMENT) {
        found.add(token);
      }
    }
    return found;
  }

  /// Whether a line begins inside a string, so that its first characters are part of a value.
  public boolean startsInString(int line) {
    int start = lines.start(line);
    int token = tokens.at(start);
    if (token >= tokens.count()) {
      return false;
    }
    boolean inside = tokens.start(token) < start;
    TokenKind kind = tokens.kind(token);
    if (kind == TokenKind.STRING && inside) {
      return true;
    }
    int depth = 0;
    for (int at = token - (inside ? 0 : 1); at >= 0; at--) {
      switch (tokens.kind(at)) {
        case FSTRING_START -> depth++;
        case FSTRING_END -> depth--;
        case NEWLINE -> {
          return false;
        }
        default -> {}
      }
      if (depth > 0) {
        return true;
      }
    }
    return false;
  }

  /// What to write between the last entry of a list in brackets and one more: a line break where
  /// each entry has a line of its own.
  public String separatorBehind(Node last) {
    int start = tree.outerSpan(last).start();
    int end = tree.outerSpan(last).end();
    int before = tokens.at(start) - 1;
    while (before > 0 && tokens.kind(before) == TokenKind.WHITESPACE) {
      before--;
    }
    // Ex) not behind `import \`, where a line break needs another backslash
    boolean ownLine = before > 0 && tokens.kind(before) == TokenKind.LINE_BREAK;
    boolean alone = tree.text().substring(end, lines.end(lines.line(end))).strip().matches(",?");
    return ownLine && alone ? "," + SourceText.lineEndOf(tree.text()) + indentOf(start) : ", ";
  }

  /// Whether a line holds a comment only.
  public boolean isComment(int line) {
    return lines.textOf(line).stripLeading().startsWith("#") && !startsInString(line);
  }

  /// Whether a line holds white space only.
  public boolean isBlank(int line) {
    return line <= lines.lineCount() && lines.textOf(line).isBlank();
  }

  /// The block that a statement stands in.
  public List<Stmt> blockOf(Stmt statement) {
    return blocks(tree.parent(statement)).stream()
        .filter(block -> block.stream().anyMatch(it -> it.id() == statement.id()))
        .findFirst()
        .orElse(List.of());
  }

  /// The statements behind one in its block.
  public List<Stmt> behind(Stmt statement) {
    return blockOf(statement).stream().filter(it -> it.id() > statement.id()).toList();
  }

  /// The blocks of statements that a node directly holds, in the order of the text.
  public static List<List<Stmt>> blocks(Node node) {
    return switch (node) {
      case Module module -> List.of(module.body());
      case Stmt.FunctionDef def -> List.of(def.body());
      case Stmt.ClassDef type -> List.of(type.body());
      case Stmt.With with -> List.of(with.body());
      case Stmt.If branch -> List.of(branch.body(), branch.orElse());
      case Stmt.For loop -> List.of(loop.body(), loop.orElse());
      case Stmt.While loop -> List.of(loop.body(), loop.orElse());
      case Stmt.Try attempt -> List.of(attempt.body(), attempt.orElse(), attempt.finalBody());
      case Node.ExceptHandler handler -> List.of(handler.body());
      case Node.MatchCase branch -> List.of(branch.body());
      case Node _ -> List.of();
    };
  }
}
