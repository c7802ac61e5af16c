package dev.loopmend.parse;

import dev.loopmend.syntax.TokenKind;

/// Recognizes operators and delimiters of one to three characters, brackets and dots apart
/// (Language Reference, 2.5 and 2.6). What it finds is a kind's code with the width above it.
final class OperatorScanner {
  /// Nothing was found.
  static final int NONE = 0;

  /// What each character is where it stands alone.
  private static final int[] ALONE = new int[128];

  static {
    char[] single = new char[3];
    for (char c = 0; c < ALONE.length; c++) {
      single[0] = c;
      ALONE[c] = scanAny(single, 0);
    }
  }

  private OperatorScanner() {}

  /// How many characters were found.
  static int width(int found) {
    return found >> 8;
  }

  /// The code of the kind that was found.
  static byte kind(int found) {
    return (byte) found;
  }

  private static int found(TokenKind kind, int width) {
    return width << 8 | kind.code();
  }

  /// What starts at `at`, or NONE. `chars` ends in NULs.
  static int scan(char[] chars, int at) {
    char c = chars[at];
    char next = chars[at + 1];
    boolean alone = next != '=' && next != c && next != '>';
    return alone && c < ALONE.length ? ALONE[c] : scanAny(chars, at);
  }

  private static int scanAny(char[] chars, int at) {
    char c = chars[at];
    boolean equal = chars[at + 1] == '=';
    return switch (c) {
      case ',' -> found(TokenKind.COMMA, 1);
      case ';' -> found(TokenKind.SEMI, 1);
      case '~' -> found(TokenKind.TILDE, 1);
      case ':' -> equal ? found(TokenKind.COLONEQUAL, 2) : found(TokenKind.COLON, 1);
      case '=' -> equal ? found(TokenKind.EQEQUAL, 2) : found(TokenKind.EQUAL, 1);
      case '!' -> equal ? found(TokenKind.NOTEQUAL, 2) : found(TokenKind.EXCLAMATION, 1);
      case '+' -> augmented(chars, at, TokenKind.PLUS, 1);
      case '%' -> augmented(chars, at, TokenKind.PERCENT, 1);
      case '&' -> augmented(chars, at, TokenKind.AMPER, 1);
      case '|' -> augmented(chars, at, TokenKind.VBAR, 1);
      case '^' -> augmented(chars, at, TokenKind.CIRCUMFLEX, 1);
      case '@' -> augmented(chars, at, TokenKind.AT, 1);
      case '-' ->
          chars[at + 1] == '>'
              ? found(TokenKind.RARROW, 2)
              : augmented(chars, at, TokenKind.MINUS, 1);
      case '*', '/' -> doubled(chars, at);
      case '<', '>' -> compared(chars, at);
      default -> NONE;
    };
  }

  private static int augmented(char[] chars, int at, TokenKind plain, int width) {
    return chars[at + width] == '=' ? found(TokenKind.AUGASSIGN, width + 1) : found(plain, width);
  }

  /// Ex) `*`, `**`, `*=`, `**=`
  private static int doubled(char[] chars, int at) {
    boolean star = chars[at] == '*';
    return chars[at + 1] == chars[at]
        ? augmented(chars, at, star ? TokenKind.DOUBLESTAR : TokenKind.DOUBLESLASH, 2)
        : augmented(chars, at, star ? TokenKind.STAR : TokenKind.SLASH, 1);
  }

  /// Ex) `<`, `<=`, `<<`, `<<=`
  private static int compared(char[] chars, int at) {
    boolean less = chars[at] == '<';
    if (chars[at + 1] == chars[at]) {
      return augmented(chars, at, less ? TokenKind.LEFTSHIFT : TokenKind.RIGHTSHIFT, 2);
    }
    if (chars[at + 1] == '=') {
      return found(less ? TokenKind.LESSEQUAL : TokenKind.GREATEREQUAL, 2);
    }
    return found(less ? TokenKind.LESS : TokenKind.GREATER, 1);
  }
}
