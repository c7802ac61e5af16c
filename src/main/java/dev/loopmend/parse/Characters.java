package dev.loopmend.parse;

/// What a token can begin with, and what a name goes on with, by tables of the ASCII characters.
final class Characters {
  // The more frequent the lower: a compiled `switch` asks in order.
  static final byte LETTER = 0;
  static final byte SPACE = 1;
  static final byte SIGN = 2;
  static final byte OPENER = 3;
  static final byte CLOSER = 4;
  static final byte DOT = 5;
  static final byte LINE_END = 6;
  static final byte QUOTE = 7;
  static final byte DIGIT = 8;
  static final byte HASH = 9;
  static final byte BACKSLASH = 10;
  static final byte OTHER = 11;

  private static final byte[] CLASSES = new byte[128];
  private static final boolean[] IN_NAME = new boolean[128];

  static {
    for (char c = 0; c < CLASSES.length; c++) {
      CLASSES[c] = of(c);
      IN_NAME[c] = CLASSES[c] == LETTER || CLASSES[c] == DIGIT;
    }
  }

  private Characters() {}

  private static byte of(char c) {
    return switch (c) {
      case ' ', '\t', '\f' -> SPACE;
      case '(', '[', '{' -> OPENER;
      case ')', ']', '}' -> CLOSER;
      case '.' -> DOT;
      case '\n', '\r' -> LINE_END;
      case '"', '\'' -> QUOTE;
      case '#' -> HASH;
      case '\\' -> BACKSLASH;
      case '$' -> OTHER;
      case '_' -> LETTER;
      default ->
          c >= '0' && c <= '9' ? DIGIT : (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? LETTER : SIGN;
    };
  }

  /// The class of a character; those beyond ASCII are OTHER.
  static byte classOf(char c) {
    return c < CLASSES.length ? CLASSES[c] : OTHER;
  }

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /// Whether it is an ASCII character that a name can go on with.
  static boolean isInName(char c) {
    return c < IN_NAME.length && IN_NAME[c];
  }
}
