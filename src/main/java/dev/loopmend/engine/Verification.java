package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Shapes;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks an edited file against the one before: the tool distrusts itself.
final class Verification {
  private Verification() {}

  /// What a check of an edited text gave.
  sealed interface Verdict {
    record Sound(SyntaxTree tree) implements Verdict {}

    record Broken(String why) implements Verdict {}
  }

  /// Parses the new text and compares it with the old tree: outside the edits the tokens that the
  /// parser sees are the same, statements that no edit touches keep their shape and depth, and no
  /// comment is lost.
  static Verdict verify(SyntaxTree before, EditMap edits, SourceText after) {
    return switch (Loading.parse(after.text(), after.origin())) {
      case ParseResult.Rejected(int offset, String message) ->
          new Verdict.Broken("the result does not parse at offset " + offset + ": " + message);
      case ParseResult.Parsed(SyntaxTree tree) ->
          compareTokens(before, edits, tree)
              .or(() -> compareComments(before, tree))
              .or(() -> compareStatements(before, edits, tree))
              .<Verdict>map(Verdict.Broken::new)
              .orElseGet(() -> new Verdict.Sound(tree));
    };
  }

  private static Optional<String> compareTokens(
      SyntaxTree before, EditMap edits, SyntaxTree after) {
    List<Span> removed = edits.edits().stream().map(edit -> edit.span()).toList();
    List<Integer> olds = outside(before, removed);
    List<Integer> news = outside(after, edits.written());
    for (int at = 0; at < Math.min(olds.size(), news.size()); at++) {
      String old = before.tokens().text(olds.get(at));
      String now = after.tokens().text(news.get(at));
      if (!old.equals(now)) {
        return Optional.of("outside the edits '" + old + "' became '" + now + "'");
      }
    }
    return olds.size() == news.size()
        ? Optional.empty()
        : Optional.of("outside the edits there are other tokens than before");
  }

  /// The tokens with text that the parser sees and that share no character with the spans.
  private static List<Integer> outside(SyntaxTree tree, List<Span> spans) {
    TokenTable tokens = tree.tokens();
    List<Integer> found = new ArrayList<>();
    int next = 0;
    for (int token = 0; token < tokens.count(); token++) {
      Span span = tokens.span(token);
      while (next < spans.size() && spans.get(next).end() <= span.start()) {
        next++;
      }
      boolean inside = next < spans.size() && spans.get(next).overlaps(span);
      // Between two cells the break ends a statement or, if that was the last one, nothing.
      boolean border = tree.origin().isBorder(span.start());
      if (!inside && !span.isEmpty() && !border && tokens.isSignificant(token)) {
        found.add(token);
      }
    }
    return found;
  }

  private static Optional<String> compareComments(SyntaxTree before, SyntaxTree after) {
    Map<String, Integer> left = new HashMap<>();
    for (int token = 0; token < after.tokens().count(); token++) {
      if (after.tokens().kind(token) == TokenKind.COMMENT) {
        left.merge(after.tokens().text(token), 1, Integer::sum);
      }
    }
    for (int token = 0; token < before.tokens().count(); token++) {
      if (before.tokens().kind(token) == TokenKind.COMMENT
          && left.merge(before.tokens().text(token), -1, Integer::sum) < 0) {
        return Optional.of("the comment '" + before.tokens().text(token) + "' was lost");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> compareStatements(
      SyntaxTree before, EditMap edits, SyntaxTree after) {
    Map<Integer, Stmt> byStart = new HashMap<>();
    for (Node node : after.nodes()) {
      if (node instanceof Stmt stmt) {
        byStart.put(after.span(stmt).start(), stmt);
      }
    }
    for (int id = 0; id < before.nodeCount(); id++) {
      Node node = before.node(id);
      // Ex) `create_task(x)` that got `track(` before and `)` behind it has edits at its borders.
      if (!(node instanceof Stmt stmt)
          || edits.touches(before.span(stmt))
          || hasEditAtBorder(before.span(stmt), edits)
          || isExtended(before, stmt, edits)
          || decorators(stmt).stream().anyMatch(one -> edits.touches(before.span(one)))) {
        continue;
      }
      Stmt same = byStart.get(edits.newOffset(before.span(stmt).start()));
      boolean moved =
          same != null
              && !isShifted(before, stmt, edits)
              && depth(before, stmt) != depth(after, same);
      if (same == null || !Shapes.same(stmt, same) || moved) {
        int line = before.fileLine(stmt);
        return Optional.of("the statement of line " + line + " changed without an edit");
      }
      id = before.lastDescendant(node);
    }
    return Optional.empty();
  }

  /// What stands before the `def` or `class` at which a definition begins.
  private static List<Node.Decorator> decorators(Stmt stmt) {
    return switch (stmt) {
      case Stmt.FunctionDef function -> function.decorators();
      case Stmt.ClassDef type -> type.decorators();
      default -> List.of();
    };
  }

  private static boolean hasEditAtBorder(Span span, EditMap edits) {
    return edits.edits().stream()
        .anyMatch(
            edit ->
                edit.span().isEmpty()
                    && (edit.span().start() == span.start() || edit.span().start() == span.end()));
  }

  private static boolean isCompound(Stmt stmt) {
    return switch (stmt) {
      case Stmt.FunctionDef _,
          Stmt.ClassDef _,
          Stmt.If _,
          Stmt.For _,
          Stmt.While _,
          Stmt.With _,
          Stmt.Try _,
          Stmt.Match _ ->
          true;
      case Stmt _ -> false;
    };
  }

  /// Ex) a statement more at the end of a method, which is the last of its class
  private static boolean isExtended(SyntaxTree tree, Stmt stmt, EditMap edits) {
    int end = tree.span(stmt).end();
    int line = tree.lines().line(Math.max(0, end - 1));
    int next = line < tree.lines().lineCount() ? tree.lines().start(line + 1) : end;
    return isCompound(stmt)
        && edits.edits().stream()
            .anyMatch(
                edit ->
                    edit.span().isEmpty()
                        && end <= edit.span().start()
                        && edit.span().start() <= next);
  }

  /// Ex) the body of a `try` that is dissolved: its lines are dedented, or its header on the same
  /// line gives way to something else; the body of a loop that is indented
  private static boolean isShifted(SyntaxTree tree, Stmt stmt, EditMap edits) {
    int start = tree.span(stmt).start();
    int line = tree.lines().start(tree.lines().line(Layout.lineStart(tree, start)));
    return edits.edits().stream()
        .filter(
            edit ->
                edit.span().isEmpty()
                    ? edit.replacement().isBlank()
                    : edit.replacement().isEmpty() || edit.span().end() == start)
        .anyMatch(edit -> line <= edit.span().start() && edit.span().end() <= start);
  }

  /// How many nodes hold a node; an `elif`, of which there may be more than before, does not count.
  private static int depth(SyntaxTree tree, Node node) {
    int depth = 0;
    for (Node at = node; tree.parent(at).id() != at.id(); at = tree.parent(at)) {
      boolean isElif =
          at instanceof Stmt.If && tree.tokens().kind(tree.firstToken(at)) == TokenKind.ELIF;
      depth += isElif ? 0 : 1;
    }
    return depth;
  }
}
