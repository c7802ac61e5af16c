package dev.loopmend.parse;

/// Which characters beyond ASCII a name may hold (Language Reference, 2.3).
final class Identifiers {
  private Identifiers() {}

  /// Whether a name may start with the code point.
  static boolean isStart(int codePoint) {
    return Character.isUnicodeIdentifierStart(codePoint);
  }

  /// Whether a name may go on with the code point. Java also lets invisible format characters in.
  static boolean isPart(int codePoint) {
    return Character.isUnicodeIdentifierPart(codePoint)
        && !Character.isIdentifierIgnorable(codePoint);
  }

  /// The offset behind the name that goes on at `from`. `chars` is the text with NULs behind it.
  static int end(String text, char[] chars, int from) {
    int at = from;
    while (true) {
      char c = chars[at];
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9')) {
        at++;
      } else if (c >= 0x80 && isPart(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      } else {
        return at;
      }
    }
  }

  /// The fault of a character that no token starts with.
  static SyntaxFault noToken(String text, int at) {
    int c = text.codePointAt(at);
    if (c == '`') {
      return new SyntaxFault(at, Python2.sentence("backticks are written as repr(...) today"));
    }
    boolean shown = (c > ' ' && c < 0x7f) || Character.isLetterOrDigit(c);
    String what = shown ? "'" + Character.toString(c) + "'" : String.format("U+%04X", c);
    return new SyntaxFault(at, "invalid character " + what);
  }
}
