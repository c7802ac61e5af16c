package dev.loopmend.edit;

import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Where the places of a text are once edits were made to it. Offsets count UTF-16 units from 0.
public final class EditMap {
  private final List<TextEdit> edits;
  private final List<Span> written;

  private EditMap(List<TextEdit> edits, List<Span> written) {
    this.edits = edits;
    this.written = written;
  }

  /// The map of edits that do not conflict.
  public static EditMap of(List<TextEdit> edits) {
    List<TextEdit> ordered = Edits.inOrder(edits);
    List<Span> written = new ArrayList<>();
    int shift = 0;
    for (TextEdit edit : ordered) {
      int start = edit.span().start() + shift;
      written.add(new Span(start, start + edit.replacement().length()));
      shift += edit.replacement().length() - edit.span().length();
    }
    return new EditMap(ordered, List.copyOf(written));
  }

  /// The edits in the order of the text.
  public List<TextEdit> edits() {
    return edits;
  }

  /// The spans of the new text that the edits wrote, in order; empty ones where text was deleted.
  public List<Span> written() {
    return written;
  }

  /// Where the character at an offset of the old text stands in the new one. A character that was
  /// replaced is taken to the start of what replaced it.
  public int newOffset(int offset) {
    int shift = 0;
    for (TextEdit edit : edits) {
      if (edit.span().end() <= offset) {
        shift += edit.replacement().length() - edit.span().length();
      } else if (edit.span().start() <= offset) {
        return edit.span().start() + shift;
      } else {
        break;
      }
    }
    return offset + shift;
  }

  /// The span of the new text that holds what became of a span of the old one, with what was
  /// inserted at its borders.
  public Span newSpan(Span span) {
    int start = span.start();
    int end = span.end();
    int shiftStart = 0;
    int shiftEnd = 0;
    for (TextEdit edit : edits) {
      int growth = edit.replacement().length() - edit.span().length();
      if (edit.span().end() <= start && edit.span().start() < start) {
        shiftStart += growth;
      }
      // Ex) the text right behind the span is replaced: that is not at its border any more
      boolean within = edit.span().start() < end;
      if (within || (edit.span().isEmpty() && edit.span().start() == end)) {
        shiftEnd += growth;
      }
    }
    int from = start + shiftStart;
    return new Span(from, Math.max(from, end + shiftEnd));
  }

  /// Whether an edit replaces or deletes a character of a span, or inserts inside it.
  public boolean touches(Span span) {
    for (TextEdit edit : edits) {
      boolean inside =
          edit.span().isEmpty()
              ? span.start() < edit.span().start() && edit.span().start() < span.end()
              : edit.span().overlaps(span);
      if (inside) {
        return true;
      }
    }
    return false;
  }
}
