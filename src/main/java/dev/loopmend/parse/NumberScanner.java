package dev.loopmend.parse;

/// Finds the end of a number (Language Reference, 2.4.4 to 2.4.7).
final class NumberScanner {
  private static final String[] FOLLOWERS = {"and", "else", "for", "if", "in", "is", "not", "or"};

  private final char[] chars;
  private final int start;
  private int at;

  private NumberScanner(char[] chars, int start) {
    this.chars = chars;
    this.start = start;
    this.at = start;
  }

  /// The offset behind the number that starts at `start`, with a digit or a dot. `chars` ends in a
  /// NUL.
  static int end(char[] chars, int start) {
    NumberScanner scanner = new NumberScanner(chars, start);
    String kind = scanner.scan();
    scanner.checkFollower(kind);
    return scanner.at;
  }

  private String scan() {
    if (chars[at] == '0') {
      int radix =
          switch (chars[at + 1]) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
          };
      if (radix != 10) {
        at += 2;
        return prefixed(radix);
      }
    }
    return decimal();
  }

  private String prefixed(int radix) {
    String kind = radix == 16 ? "hexadecimal" : radix == 8 ? "octal" : "binary";
    do {
      if (chars[at] == '_') {
        at++;
      }
      if (Character.digit(chars[at], radix) < 0) {
        throw invalid(kind);
      }
      while (isDigit(chars[at], radix)) {
        at++;
      }
    } while (chars[at] == '_');
    if (isDigit(chars[at], 10)) {
      throw invalid(kind);
    }
    return kind;
  }

  private String decimal() {
    String kind = "decimal";
    boolean whole = true;
    if (chars[at] != '.') {
      digits();
    }
    int behindWhole = at;
    if (chars[at] == '.') {
      whole = false;
      at++;
      if (isDigit(chars[at], 10)) {
        digits();
      }
    }
    if (hasExponent()) {
      whole = false;
      at++;
      at += chars[at] == '+' || chars[at] == '-' ? 1 : 0;
      digits();
    }
    if (chars[at] == 'j' || chars[at] == 'J') {
      whole = false;
      kind = "imaginary";
      at++;
    }
    if (whole && chars[start] == '0' && !allZero(behindWhole)) {
      throw new SyntaxFault(
          start,
          "leading zeros in decimal integers are not permitted; Python 2's octal numbers are"
              + " written with 0o today");
    }
    return kind;
  }

  private boolean hasExponent() {
    if (chars[at] != 'e' && chars[at] != 'E') {
      return false;
    }
    char next = chars[at + 1];
    if (next == '+' || next == '-') {
      if (!isDigit(chars[at + 2], 10)) {
        throw invalid("decimal");
      }
      return true;
    }
    return isDigit(next, 10);
  }

  private void digits() {
    while (true) {
      while (isDigit(chars[at], 10)) {
        at++;
      }
      if (chars[at] != '_') {
        return;
      }
      at++;
      if (!isDigit(chars[at], 10)) {
        throw invalid("decimal");
      }
    }
  }

  private boolean allZero(int end) {
    for (int n = start; n < end; n++) {
      if (chars[n] != '0' && chars[n] != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c, int radix) {
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  /// A keyword may follow a number directly, anything else that could belong to a name may not.
  private void checkFollower(String kind) {
    char c = chars[at];
    boolean nameLike =
        (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z')
            || c == '_'
            || (c >= 0x80 && Character.isUnicodeIdentifierPart(Character.codePointAt(chars, at)));
    if (!nameLike) {
      return;
    }
    for (String word : FOLLOWERS) {
      if (new String(chars, at, Math.min(word.length(), chars.length - at)).equals(word)) {
        return;
      }
    }
    throw invalid(kind);
  }

  private SyntaxFault invalid(String kind) {
    return new SyntaxFault(start, "invalid " + kind + " literal");
  }
}
