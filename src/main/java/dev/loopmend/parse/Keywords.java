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

  /// A hash table, few of whose slots are taken: most names meet an empty one at once.
  private static final char[][] WORDS = new char[512][0];

  private static final byte[] KINDS = new byte[WORDS.length];
  private static final byte NAME = TokenKind.NAME.code();

  static {
    Arrays.fill(KINDS, NAME);
    for (TokenKind kind : EnumSet.range(FIRST, LAST)) {
      char[] word = spelling(kind).toCharArray();
      int hash = 0;
      for (char c : word) {
        hash = hash(hash, c);
      }
      int slot = slot(hash);
      while (KINDS[slot] != NAME) {
        slot = slot + 1 & WORDS.length - 1;
      }
      WORDS[slot] = word;
      KINDS[slot] = kind.code();
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

  /// The hash of a word that goes on with a character; that of an empty one is 0.
  static int hash(int before, char c) {
    return before * 31 + c;
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 9) & WORDS.length - 1;
  }

  /// The kind of the name from `start` to `end`: its keyword's, or NAME.
  static byte kindOf(char[] text, int start, int end, int hash) {
    int slot = slot(hash);
    while (KINDS[slot] != NAME) {
      if (isAt(WORDS[slot], text, start, end)) {
        return KINDS[slot];
      }
      slot = slot + 1 & WORDS.length - 1;
    }
    return NAME;
  }

  private static boolean isAt(char[] word, char[] text, int start, int end) {
    if (word.length != end - start) {
      return false;
    }
    for (int n = 0; n < word.length; n++) {
      if (word[n] != text[start + n]) {
        return false;
      }
    }
    return true;
  }
}
