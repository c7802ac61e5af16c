package dev.loopmend.text;

import java.util.Optional;

/// Where the lines of a text start. Lines end at `\n`, `\r\n` or a lone `\r`, as Python reads them
/// (Language Reference, 2.1.2); a form feed ends none. Lines and columns count from 1.
public final class LineMap implements Origin {
  private final String text;
  private final LineStarts starts;

  private LineMap(String text, LineStarts starts) {
    this.text = text;
    this.starts = starts;
  }

  /// The line map of a text; an empty text has one line.
  public static LineMap of(String text) {
    return new LineMap(text, LineStarts.of(text));
  }

  /// Whether it is the line map of a text.
  public boolean isOf(String other) {
    return text.equals(other);
  }

  /// The same without the text.
  public LineStarts starts() {
    return starts;
  }

  /// How many lines the text has; a text that ends in a line end has an empty last line.
  public int lineCount() {
    return starts.count();
  }

  /// The line of an offset, from 1. An offset beyond the text belongs to the last line.
  @Override
  public int line(int offset) {
    return starts.line(offset);
  }

  @Override
  public Place place(int offset) {
    return new Place(line(offset), column(offset), Optional.empty());
  }

  /// The column of an offset in code points from 1, as editors show it.
  public int column(int offset) {
    int start = starts.start(line(offset));
    return text.codePointCount(start, Math.min(offset, text.length())) + 1;
  }

  /// The column of an offset in UTF-8 bytes from 0, as CPython's `ast` counts it.
  public int utf8Column(int offset) {
    int bytes = 0;
    for (int at = starts.start(line(offset)); at < offset; at++) {
      char c = text.charAt(at);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  /// The offset of the first character of a line (from 1), in UTF-16 units from 0.
  public int start(int line) {
    return starts.start(line);
  }

  /// The offset behind the last character of a line (from 1), its line end not counted.
  public int end(int line) {
    int end = line < starts.count() ? starts.start(line + 1) : text.length();
    while (end > starts.start(line) && isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /// The characters of a line (from 1) without its line end.
  public String textOf(int line) {
    return text.substring(start(line), end(line));
  }
}
