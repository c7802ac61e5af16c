package dev.loopmend.parse;

/// How a string is written: the offset of its first character, its quote, and what its prefix says.
record Quote(int start, char quote, boolean triple, boolean raw, boolean bytes, boolean hasFields) {
  /// The quote at `at` of a string whose prefix starts at `start`.
  static Quote at(char[] chars, int start, int at) {
    char quote = chars[at];
    return new Quote(
        start,
        quote,
        chars[at + 1] == quote && chars[at + 2] == quote,
        StringPrefix.has(chars, start, at, 'r'),
        StringPrefix.has(chars, start, at, 'b'),
        StringPrefix.has(chars, start, at, 'f') || StringPrefix.has(chars, start, at, 't'));
  }

  /// How many characters open or close the string.
  int width() {
    return triple ? 3 : 1;
  }

  /// Whether the string is closed by what stands at `at`.
  boolean closes(char[] chars, int at) {
    return chars[at] == quote && (!triple || (chars[at + 1] == quote && chars[at + 2] == quote));
  }
}
