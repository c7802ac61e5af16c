package dev.loopmend.edit;

import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Applies edits to a text in one pass.
public final class Edits {
  private Edits() {}

  /// Edits in the order of the text, equal ones once. Insertions at one place keep the order in
  /// which they were given.
  public static List<TextEdit> inOrder(List<TextEdit> edits) {
    List<TextEdit> sorted = new ArrayList<>(new LinkedHashSet<>(edits));
    sorted.sort((a, b) -> a.span().compareTo(b.span()));
    return List.copyOf(sorted);
  }

  /// Whether two edits cannot both be made: they share a character, or one inserts inside what the
  /// other replaces. Equal edits can: they are one.
  public static boolean conflict(TextEdit one, TextEdit other) {
    if (one.equals(other)) {
      return false;
    }
    Span a = one.span();
    Span b = other.span();
    if (a.isEmpty() && b.isEmpty()) {
      return false;
    }
    if (a.isEmpty()) {
      return b.start() < a.start() && a.start() < b.end();
    }
    if (b.isEmpty()) {
      return a.start() < b.start() && b.start() < a.end();
    }
    return a.overlaps(b);
  }

  /// Whether two of some edits cannot both be made.
  public static boolean haveConflict(List<TextEdit> edits) {
    List<TextEdit> ordered = inOrder(edits);
    for (int at = 1; at < ordered.size(); at++) {
      if (conflict(ordered.get(at - 1), ordered.get(at))) {
        return true;
      }
    }
    return false;
  }

  /// The text with all edits made. Edits that conflict are refused: the caller has to choose first.
  public static String apply(String text, List<TextEdit> edits) {
    StringBuilder result = new StringBuilder(text.length() + 256);
    int at = 0;
    for (TextEdit edit : inOrder(edits)) {
      if (edit.span().start() < at) {
        throw new IllegalArgumentException("conflicting edits at offset " + edit.span().start());
      }
      result.append(text, at, edit.span().start()).append(edit.replacement());
      at = edit.span().end();
    }
    return result.append(text, at, text.length()).toString();
  }
}
