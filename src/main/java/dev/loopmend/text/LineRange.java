package dev.loopmend.text;

/// Some lines of a file, from the first to the last, both counted from 1. Lines end at `\n` only,
/// as git counts them.
public record LineRange(int first, int last) {
  /// All lines of a file.
  public static final LineRange ALL = new LineRange(1, Integer.MAX_VALUE);

  /// Whether a line is one of these.
  public boolean holds(int line) {
    return first <= line && line <= last;
  }

  /// Whether some lines are among these, or stand next to where nothing but a place between two
  /// lines is meant (a range whose last line is above its first).
  public boolean touches(LineRange other) {
    return first <= Math.max(other.first, other.last) && Math.min(other.first, other.last) <= last;
  }

  /// The characters of the lines with their ends; an empty span behind the text if it has fewer.
  public Span in(String text) {
    int start = startOf(first, text, 0, 1);
    int end = last == Integer.MAX_VALUE ? text.length() : startOf(last + 1, text, start, first);
    return new Span(start, end);
  }

  private static int startOf(int line, String text, int from, int lineThere) {
    int at = from;
    for (int count = lineThere; count < line; count++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return text.length();
      }
      at = end + 1;
    }
    return at;
  }
}
