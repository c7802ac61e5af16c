package dev.loopmend.edit;

import dev.loopmend.text.Span;

/// The characters of a span, replaced. An empty span inserts, an empty replacement deletes.
public record TextEdit(Span span, String replacement) {

  /// Inserts text before the character at an offset (UTF-16 units from 0).
  public static TextEdit insert(int offset, String text) {
    return new TextEdit(Span.at(offset), text);
  }

  /// Removes the characters of a span.
  public static TextEdit delete(Span span) {
    return new TextEdit(span, "");
  }
}
