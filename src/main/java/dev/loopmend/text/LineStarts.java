package dev.loopmend.text;

import java.util.Arrays;

/// At which offsets the lines of a text start, without the text: enough to tell the line of an
/// offset. Immutable; lines count from 1, offsets are UTF-16 units from 0.
public final class LineStarts {
  private final int[] starts;

  private LineStarts(int[] starts) {
    this.starts = starts;
  }

  /// Where the lines of a text start; an empty text has one line. Lines end at `\n`, `\r\n` or a
  /// lone `\r` (Language Reference, 2.1.2).
  public static LineStarts of(String text) {
    int[] starts = new int[Math.max(16, text.length() / 24)];
    int count = 1;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean pair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
      if (c == '\n' || (c == '\r' && !pair)) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = at + 1;
      }
    }
    return new LineStarts(Arrays.copyOf(starts, count));
  }

  /// How many lines there are; a text that ends in a line end has an empty last line.
  public int count() {
    return starts.length;
  }

  /// The line of an offset. An offset beyond the text belongs to the last line.
  public int line(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The offset of the first character of a line.
  public int start(int line) {
    return starts[line - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineStarts lines && Arrays.equals(starts, lines.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts);
  }
}
