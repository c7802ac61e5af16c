package dev.loopmend.report;

/// Text that has to stay on one line of a terminal or a patch.
public final class Line {
  private Line() {}

  /// The text with control characters, line ends among them, shown as spaces or escapes.
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                line.append(' ');
              } else if (Character.isISOControl(c)) {
                line.append("\\x%02x".formatted(c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }
}
