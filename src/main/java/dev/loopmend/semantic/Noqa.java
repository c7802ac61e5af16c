package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Comments by which the authors keep a fault: `# noqa`, `# noqa: RUF006, E501`, and those of ruff
/// (https://docs.astral.sh/ruff/linter/#error-suppression), which stand above the statement as
/// well: `# ruff: ignore[asyncio-dangling-task]`.
final class Noqa {
  private static final Pattern COMMENT =
      Pattern.compile(
          "#\\s*noqa(?:\\s*:\\s*([A-Z][0-9A-Z]*(?:[,\\s]+[A-Z]+[0-9]+)*))?(?![A-Z0-9])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern RUFF = Pattern.compile("#\\s*ruff:\\s*ignore\\s*\\[([^]]*)]");

  private Noqa() {}

  /// Whether a comment on the lines of the statement of a node, the header's for a compound one, is
  /// bare or names one of the codes. A rule of ruff may be named by its code or its name.
  static boolean suppresses(SyntaxTree tree, Stmt statement, Node node, Set<String> codes) {
    int from = tree.lines().line(tree.span(clauseOf(tree, statement, node)).start());
    int to = tree.lines().line(endOf(tree, statement, node));
    int token = tree.tokens().at(tree.lines().start(from));
    while (tree.tokens().start(token) < tree.lines().end(to)) {
      if (tree.tokens().kind(token) == TokenKind.COMMENT
          && names(tree.tokens().text(token), codes)) {
        return true;
      }
      token++;
    }
    return ruffAbove(tree, from, codes);
  }

  /// Whether one of the comments directly above a line is ruff's.
  private static boolean ruffAbove(SyntaxTree tree, int below, Set<String> codes) {
    for (int line = below - 1; line > 0; line--) {
      String text = tree.lines().textOf(line).strip();
      if (!text.startsWith("#") || !isComment(tree, line)) {
        return false;
      }
      if (ruffNames(text, codes)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a line that looks like a comment is none of a string.
  private static boolean isComment(SyntaxTree tree, int line) {
    int at = tree.lines().start(line) + tree.lines().textOf(line).indexOf('#');
    return tree.tokens().kind(tree.tokens().at(at)) == TokenKind.COMMENT;
  }

  private static boolean ruffNames(String comment, Set<String> codes) {
    Matcher ignore = RUFF.matcher(comment);
    return ignore.find()
        && Arrays.stream(ignore.group(1).split(",", -1))
            .map(String::strip)
            .anyMatch(codes::contains);
  }

  /// The part of a statement whose header holds a node. Ex) `except make():`, `case x if make():`
  private static Node clauseOf(SyntaxTree tree, Stmt statement, Node node) {
    for (Node at = node; at.id() != statement.id(); at = tree.parent(at)) {
      if (at instanceof Node.ExceptHandler || at instanceof Node.MatchCase) {
        return at;
      }
    }
    return statement;
  }

  /// The last offset that belongs to a simple statement, or to the header of a compound one that
  /// holds a node: what is behind that node first is its body.
  private static int endOf(SyntaxTree tree, Stmt statement, Node node) {
    for (int id = node.id() + 1; id <= tree.lastDescendant(statement); id++) {
      if (tree.node(id) instanceof Stmt inner) {
        int token = tree.tokens().previousSignificant(tree.firstToken(inner));
        while (tree.tokens().kind(token) != TokenKind.COLON) {
          token = tree.tokens().previousSignificant(token);
        }
        return tree.tokens().start(token);
      }
    }
    return tree.span(statement).end() - 1;
  }

  private static boolean names(String comment, Set<String> codes) {
    Matcher noqa = COMMENT.matcher(comment);
    if (!noqa.find()) {
      return ruffNames(comment, codes);
    }
    if (noqa.group(1) == null) {
      return true;
    }
    for (String listed : noqa.group(1).toUpperCase(Locale.ROOT).split("[,\\s]+", -1)) {
      if (codes.stream().anyMatch(it -> !listed.isEmpty() && it.startsWith(listed))) {
        return true;
      }
    }
    return false;
  }
}
