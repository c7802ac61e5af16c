package dev.loopmend.parse;

import java.util.Arrays;

/// Finds the ends of strings and of the escapes in them (Language Reference, 2.4.1).
final class StringScanner {
  /// The characters that mean nothing in any string.
  private static final boolean[] PLAIN = new boolean[128];

  static {
    Arrays.fill(PLAIN, true);
    for (char c : new char[] {'"', '\'', '\\', '\n', '\r', '\0'}) {
      PLAIN[c] = false;
    }
  }

  private StringScanner() {}

  /// The offset behind a string without fields, whose text starts at `from`. `chars` ends in NULs
  /// from `length` on.
  static int end(char[] chars, int from, int length, Quote quote) {
    int at = from;
    while (true) {
      char c = chars[at];
      while (c < PLAIN.length && PLAIN[c]) {
        c = chars[++at];
      }
      if (quote.closes(chars, at)) {
        break;
      }
      if (c == '\0' || (!quote.triple() && (c == '\n' || c == '\r'))) {
        throw new SyntaxFault(
            quote.start(),
            quote.triple() ? "unterminated triple-quoted string" : "unterminated string");
      }
      if (quote.bytes() && c >= 0x80) {
        throw noAscii(at);
      }
      at = c == '\\' ? behindEscape(chars, at, length, quote) : at + 1;
    }
    return at + quote.width();
  }

  private static SyntaxFault noAscii(int at) {
    return new SyntaxFault(at, "bytes can only contain ASCII characters");
  }

  /// The offset behind the backslash at `at` and what it escapes: a line end, the name of a
  /// character in braces, or one character.
  static int behindEscape(char[] chars, int at, int length, Quote quote) {
    if (!quote.raw()) {
      StringEscapes.check(chars, at, quote.start(), quote.bytes());
    }
    char c = chars[at + 1];
    if (c == '\0' && at + 1 < length) {
      throw new SyntaxFault(at + 1, "an unexpected NUL");
    }
    if (quote.bytes() && c >= 0x80) {
      throw noAscii(at + 1);
    }
    if (quote.hasFields() && c == 'N' && !quote.raw()) {
      int brace = at + 3;
      while (chars[brace] != '}') {
        brace++;
      }
      return brace + 1;
    }
    boolean pair = c == '\r' && chars[at + 2] == '\n';
    return Math.min(at + (pair ? 3 : 2), length);
  }
}
