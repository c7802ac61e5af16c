package dev.loopmend.lsp;

import dev.loopmend.text.LineStarts;
import dev.loopmend.text.Span;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/// The places of a text as the protocol names them: lines from 0, characters of a line in UTF-16
/// units from 0. Offsets count as those of the Python text, in which a byte order mark has no
/// place.
record TextPositions(String text, LineStarts lines, int mark) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  static TextPositions of(String text) {
    int mark = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    return new TextPositions(text, LineStarts.of(text), mark);
  }

  /// The text without a byte order mark.
  String python() {
    return text.substring(mark);
  }

  /// The place of an offset (UTF-16 units from 0). One behind the end is the end.
  Position position(int offset) {
    int at = Math.min(offset + mark, text.length());
    int line = lines.line(at);
    return new Position(line - 1, at - lines.start(line));
  }

  Range range(Span span) {
    return new Range(position(span.start()), position(span.end()));
  }

  /// The place of a line and a column as reports count them: from 1, columns in code points.
  Range character(int line, int column) {
    if (line < 1 || line > lines.count()) {
      return new Range(new Position(0, 0), new Position(0, 0));
    }
    int start = lines.start(line);
    int end = line < lines.count() ? lines.start(line + 1) : text.length();
    int count = Math.min(column - 1, text.codePointCount(start, end));
    int at = text.offsetByCodePoints(start, Math.max(0, count));
    int next = at < end ? text.offsetByCodePoints(at, 1) : at;
    return new Range(
        new Position(line - 1, at - start), new Position(line - 1, Math.max(next, at) - start));
  }

  /// The index in the text, byte order mark included. As the protocol says, a character behind the
  /// end of its line is that end, and a line behind the last one is the end of the text.
  int index(Position position) {
    if (position.getLine() >= lines.count()) {
      return text.length();
    }
    int line = position.getLine() + 1;
    int start = lines.start(line);
    int end = line < lines.count() ? lines.start(line + 1) : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return Math.min(start + position.getCharacter(), end);
  }

  /// The offset of a place, as `position` takes it.
  int offset(Position position) {
    return Math.max(0, index(position) - mark);
  }
}
