package dev.loopmend.parse;

/// Refuses the escapes in strings that Python cannot decode (Language Reference, 2.4.1.1). Those
/// that it does not know it only warns of.
final class StringEscapes {
  private StringEscapes() {}

  /// Checks the escape whose backslash stands at `at`, in a string that starts at `start`. `chars`
  /// ends in NULs.
  static void check(char[] chars, int at, int start, boolean bytes) {
    switch (chars[at + 1]) {
      case 'x' -> digits(chars, at, start, 2);
      case 'u' -> {
        if (!bytes) {
          digits(chars, at, start, 4);
        }
      }
      case 'U' -> {
        if (!bytes) {
          codePoint(chars, at, start);
        }
      }
      case 'N' -> {
        if (!bytes) {
          name(chars, at, start);
        }
      }
      default -> {}
    }
  }

  private static int digits(char[] chars, int at, int start, int count) {
    int value = 0;
    for (int n = 0; n < count; n++) {
      int digit = chars[at + 2 + n] < 0x80 ? Character.digit(chars[at + 2 + n], 16) : -1;
      if (digit < 0) {
        throw new SyntaxFault(
            start, "a \\" + chars[at + 1] + " escape needs " + count + " hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static void codePoint(char[] chars, int at, int start) {
    if (!Character.isValidCodePoint(digits(chars, at, start, 8))) {
      throw new SyntaxFault(start, "a \\U escape names no Unicode character");
    }
  }

  private static void name(char[] chars, int at, int start) {
    int end = at + 3;
    if (chars[at + 2] == '{') {
      while (isNamePart(chars[end])) {
        end++;
      }
      if (end > at + 3 && chars[end] == '}') {
        return;
      }
    }
    throw new SyntaxFault(start, "a \\N escape needs the name of a character in braces");
  }

  private static boolean isNamePart(char c) {
    return c != '{' && c != '}' && c != '\'' && c != '"' && c != '\n' && c != '\r' && c != '\0';
  }
}
