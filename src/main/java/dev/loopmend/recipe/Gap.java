package dev.loopmend.recipe;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Source between two pieces of kept code, and the text that takes its place. Brackets and commas
/// at the ends that both have stay where they are, with the comments and line breaks round them.
///
/// Ex) `time.sleep( # why` that becomes `await asyncio.sleep(` changes `time.sleep` only.
final class Gap {
  private final SyntaxTree tree;
  private final Span whole;
  private final List<Integer> tokens = new ArrayList<>();
  private String text;
  private boolean anchored;
  private boolean behind;

  private Gap(SyntaxTree tree, Span whole, String text) {
    this.tree = tree;
    this.whole = whole;
    this.text = text;
  }

  /// The gap over a span of a tree that is to become `text`.
  static Gap between(SyntaxTree tree, Span whole, String text) {
    Gap gap = new Gap(tree, whole, text);
    TokenTable table = tree.tokens();
    for (int token = table.at(whole.start()); token < table.count(); token++) {
      if (table.start(token) >= whole.end()) {
        break;
      }
      if (table.start(token) >= whole.start()
          && table.isSignificant(token)
          && !table.span(token).isEmpty()) {
        gap.tokens.add(token);
      }
    }
    gap.anchor();
    return gap;
  }

  /// Takes the brackets and commas that old and new text end and start with out of the gap.
  private void anchor() {
    if (closes() && text.length() > 1 && text.startsWith(textOf(tokens.getLast()))) {
      text = text.substring(1);
      tokens.clear();
      anchored = true;
      behind = true;
      return;
    }
    while (!tokens.isEmpty()
        && isPunctuation(tokens.getLast())
        && text.stripTrailing().endsWith(textOf(tokens.getLast()))) {
      String stripped = text.stripTrailing();
      text = stripped.substring(0, stripped.length() - 1);
      tokens.removeLast();
      anchored = true;
    }
    while (!tokens.isEmpty()
        && isPunctuation(tokens.getFirst())
        && text.startsWith(textOf(tokens.getFirst()))) {
      text = text.substring(1);
      tokens.removeFirst();
      anchored = true;
    }
  }

  /// Ex) `, # the last one` and `)` on a line of its own, where `)).serve()` is to stand
  private boolean closes() {
    TokenTable table = tree.tokens();
    boolean few = tokens.size() == 1 || tokens.size() == 2;
    return few
        && table.kind(tokens.getLast()) == TokenKind.RPAR
        && (tokens.size() == 1 || table.kind(tokens.getFirst()) == TokenKind.COMMA)
        && table.end(tokens.getLast()) == whole.end();
  }

  private String textOf(int token) {
    return tree.tokens().text(token);
  }

  private boolean isPunctuation(int token) {
    return switch (tree.tokens().kind(token)) {
      case LPAR, RPAR, LSQB, RSQB, LBRACE, RBRACE, COMMA -> true;
      default -> false;
    };
  }

  /// Whether a comment stays that no anchored bracket is known to hold.
  boolean hasComment() {
    return !anchored && comments();
  }

  private boolean comments() {
    TokenTable table = tree.tokens();
    for (int token = table.at(whole.start()); token < table.count(); token++) {
      if (table.start(token) >= whole.end()) {
        return false;
      }
      if (table.kind(token) == TokenKind.COMMENT) {
        return true;
      }
    }
    return false;
  }

  /// The smallest edits that make the gap the new text.
  List<TextEdit> edits() {
    if (tokens.isEmpty()) {
      return insertion();
    }
    if (!anchored && !comments()) {
      return whole.of(tree.text()).equals(text) ? List.of() : List.of(new TextEdit(whole, text));
    }
    return replaceTokens();
  }

  /// Nothing is taken away: the text goes to the end of the gap, right before what follows.
  private List<TextEdit> insertion() {
    if (text.isBlank() && (anchored || comments())) {
      return List.of();
    }
    if (!anchored && !comments()) {
      return whole.of(tree.text()).equals(text) ? List.of() : List.of(new TextEdit(whole, text));
    }
    return List.of(TextEdit.insert(behind ? whole.end() : whole.start(), text));
  }

  /// The tokens go one by one, so that what stands between them stays; the text takes the place of
  /// the first.
  private List<TextEdit> replaceTokens() {
    TokenTable table = tree.tokens();
    List<TextEdit> edits = new ArrayList<>();
    for (int at = 0; at < tokens.size(); at++) {
      int token = tokens.get(at);
      int end = table.end(token);
      int next = at + 1 < tokens.size() ? tokens.get(at + 1) : -1;
      // Neighbours without anything between them are one edit.
      while (next >= 0 && table.start(next) == end) {
        end = table.end(next);
        at++;
        next = at + 1 < tokens.size() ? tokens.get(at + 1) : -1;
      }
      String replacement = edits.isEmpty() ? fitting(end) : "";
      edits.add(new TextEdit(new Span(table.start(token), end), replacement));
    }
    return edits;
  }

  /// The text without the space at its end if space follows already.
  private String fitting(int end) {
    boolean spaceFollows =
        end < tree.text().length() && Character.isWhitespace(tree.text().charAt(end));
    return spaceFollows ? text.stripTrailing() : text;
  }
}
