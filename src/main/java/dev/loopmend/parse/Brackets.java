package dev.loopmend.parse;

/// The brackets that are open. Inside of them a line end is no NEWLINE.
final class Brackets {
  /// CPython's limit; it also bounds the recursion of everything that follows.
  private static final int MAX_DEPTH = 200;

  private final char[] chars;
  private final int[] open = new int[MAX_DEPTH];
  private int depth;

  Brackets(char[] chars) {
    this.chars = chars;
  }

  /// How many are open.
  int depth() {
    return depth;
  }

  /// Opens the bracket that stands at `at`.
  void open(int at) {
    if (depth == MAX_DEPTH) {
      throw new SyntaxFault(at, "too many nested parentheses");
    }
    open[depth++] = at;
  }

  /// Closes the last one with the bracket that stands at `at`; it must have been an `opener`.
  void close(int at, char opener) {
    if (depth == 0) {
      throw new SyntaxFault(at, "unmatched '" + chars[at] + "'");
    }
    char last = chars[open[depth - 1]];
    if (last != opener) {
      throw new SyntaxFault(
          at, "closing '" + chars[at] + "' does not match opening '" + last + "'");
    }
    depth--;
  }

  /// Refuses a text that ends with an open bracket.
  void textEnds() {
    if (depth > 0) {
      int last = open[depth - 1];
      throw new SyntaxFault(last, "'" + chars[last] + "' was never closed");
    }
  }
}
