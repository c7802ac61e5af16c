package dev.loopmend.parse;

import dev.loopmend.syntax.TokenKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;

/// The words that are keywords everywhere (Language Reference, 2.3.1).
final class Keywords {
  /// The kinds from FALSE to YIELD are spelled as their keywords.
  private static final TokenKind FIRST = TokenKind.FALSE;

  private static final TokenKind LAST = TokenKind.YIELD;
  private static final char[][][] WORDS = new char[128][0][];
  private static final byte[][] KINDS = new byte[128][0];

  static {
    for (TokenKind kind : EnumSet.range(FIRST, LAST)) {
      char[] word = spelling(kind).toCharArray();
      int slot = word[0];
      int size = WORDS[slot].length;
      WORDS[slot] = Arrays.copyOf(WORDS[slot], size + 1);
      WORDS[slot][size] = word;
      KINDS[slot] = Arrays.copyOf(KINDS[slot], size + 1);
      KINDS[slot][size] = kind.code();
    }
  }

  private Keywords() {}

  private static String spelling(TokenKind kind) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case FALSE, NONE, TRUE -> kind.name().charAt(0) + name.substring(1);
      default -> name;
    };
  }

  /// The kind of the name from `start` to `end`: its keyword's, or NAME.
  static byte kindOf(char[] text, int start, int end) {
    char first = text[start];
    if (first < 128) {
      char[][] words = WORDS[first];
      for (int n = 0; n < words.length; n++) {
        if (Arrays.equals(words[n], 0, words[n].length, text, start, end)) {
          return KINDS[first][n];
        }
      }
    }
    return TokenKind.NAME.code();
  }
}
