package dev.loopmend.report;

/// A line of source as a terminal may show it, with marks below some of its characters. Tabs stay
/// tabs in both, so that the marks stand right; a long line is clipped round its marks.
///
/// Columns count code points.
record Excerpt(String line, String marks) {
  /// How many characters of a line are shown.
  private static final int WIDEST = 120;

  /// How many characters of code are shown as a word.
  private static final int BRIEF = 40;

  /// How many of them stand before the marks.
  private static final int BEFORE = 60;

  /// The excerpt of a line that is marked from one column (from 1) to the one before another; at
  /// least one mark is made.
  static Excerpt of(String source, int column, int endColumn) {
    int[] line = source.codePoints().toArray();
    int from = Math.clamp(column - 1, 0, line.length);
    int to = Math.clamp(endColumn - 1, from, line.length);
    int first = line.length <= WIDEST ? 0 : Math.max(0, from - BEFORE);
    int last = Math.min(line.length, first + WIDEST);
    StringBuilder shown = new StringBuilder(first > 0 ? "…" : "");
    StringBuilder marks = new StringBuilder(first > 0 ? " " : "");
    for (int at = first; at < last; at++) {
      shown.appendCodePoint(visible(line[at]));
      if (at < from) {
        marks.append(line[at] == '\t' ? "\t" : " ".repeat(width(line[at])));
      }
    }
    int cells = 0;
    for (int at = from; at < Math.min(to, last); at++) {
      cells += width(line[at]);
    }
    marks.repeat("^", Math.max(1, cells));
    return new Excerpt(shown.append(last < line.length ? "…" : "").toString(), marks.toString());
  }

  /// Code as a word in a line: of what is long, or stands in several lines, only the beginning.
  static String brief(String code) {
    String first = code.lines().findFirst().orElse("");
    boolean whole = first.length() == code.length() && code.length() <= BRIEF;
    return whole ? code : first.substring(0, Math.min(first.length(), BRIEF)) + "…";
  }

  private static int visible(int c) {
    return Character.isISOControl(c) && c != '\t' ? '.' : c;
  }

  /// How many cells of a terminal a character takes.
  private static int width(int c) {
    int kind = Character.getType(c);
    if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK) {
      return 0;
    }
    return Character.isIdeographic(c)
            || (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x3000 && c <= 0x30FF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F300 && c <= 0x1FAFF)
        ? 2
        : 1;
  }
}
