package dev.loopmend.syntax;

import dev.loopmend.text.Span;

/// The tokens of a file. Every character belongs to exactly one of them, white space and comments
/// included, so the tokens in order join to the text. INDENT, DEDENT, and the NEWLINE and end
/// marker that no character stands for are empty tokens in their place.
public final class TokenTable {
  private final String text;
  private final byte[] kinds;
  private final int[] starts;
  private final int count;

  /// A table over arrays that are not copied: `kinds[n]` is the code of a `TokenKind`, `starts` has
  /// one entry more than there are tokens, the length of the text.
  public TokenTable(String text, byte[] kinds, int[] starts, int count) {
    this.text = text;
    this.kinds = kinds;
    this.starts = starts;
    this.count = count;
  }

  /// How many tokens there are; numbers run from 0 to one below.
  public int count() {
    return count;
  }

  public TokenKind kind(int token) {
    return TokenKind.at(kinds[token]);
  }

  /// The code of the token's kind.
  public byte code(int token) {
    return kinds[token];
  }

  /// The offset of the token's first character, in UTF-16 units from 0.
  public int start(int token) {
    return starts[token];
  }

  /// The offset behind the token's last character.
  public int end(int token) {
    return starts[token + 1];
  }

  public Span span(int token) {
    return new Span(starts[token], starts[token + 1]);
  }

  public String text(int token) {
    return text.substring(starts[token], starts[token + 1]);
  }

  /// Whether the parser sees the token; white space, comments and line breaks inside a statement
  /// are trivia.
  public boolean isSignificant(int token) {
    return !kind(token).isTrivia();
  }

  /// The next token behind this one that the parser sees, or the end marker.
  public int nextSignificant(int token) {
    int next = token + 1;
    while (next < count - 1 && !isSignificant(next)) {
      next++;
    }
    return Math.min(next, count - 1);
  }

  /// The last token before this one that the parser sees, or -1.
  public int previousSignificant(int token) {
    int previous = token - 1;
    while (previous >= 0 && !isSignificant(previous)) {
      previous--;
    }
    return previous;
  }

  /// The number of the token that the character at an offset belongs to; the end of the text
  /// belongs to the end marker.
  public int at(int offset) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    // Empty tokens start where the next one does: the binary search ends behind them.
    return low;
  }
}
