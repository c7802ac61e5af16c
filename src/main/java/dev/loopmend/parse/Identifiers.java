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
}
