package dev.loopmend.parse;

/// The letters that may stand before a string's quote (Language Reference, 2.4.1).
final class StringPrefix {
  private StringPrefix() {}

  /// Whether the characters from `start` to `end` are a prefix, as `rb` or `F`.
  static boolean isPrefix(char[] chars, int start, int end) {
    if (end - start == 1) {
      return switch (lower(chars[start])) {
        case 'r', 'b', 'u', 'f', 't' -> true;
        default -> false;
      };
    }
    if (end - start != 2) {
      return false;
    }
    char first = lower(chars[start]);
    char second = lower(chars[start + 1]);
    char other = first == 'r' ? second : first;
    return (first == 'r' || second == 'r') && (other == 'b' || other == 'f' || other == 't');
  }

  /// Whether a letter (given in lower case) is among the characters from `start` to `end`.
  static boolean has(char[] chars, int start, int end, char letter) {
    for (int at = start; at < end; at++) {
      if (lower(chars[at]) == letter) {
        return true;
      }
    }
    return false;
  }

  private static char lower(char c) {
    return (char) (c | 0x20);
  }
}
