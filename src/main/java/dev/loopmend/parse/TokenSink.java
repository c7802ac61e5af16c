package dev.loopmend.parse;

import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.Arrays;

/// The growing arrays of a token table.
final class TokenSink {
  private final String text;
  private byte[] kinds;
  private int[] starts;
  private int count;

  TokenSink(String text) {
    this.text = text;
    int guess = text.length() / 3 + 16;
    this.kinds = new byte[guess];
    this.starts = new int[guess];
  }

  /// Appends a token that reaches to the start of the next one.
  void add(TokenKind kind, int start) {
    add(kind.code(), start);
  }

  /// As above, the kind given by its code.
  void add(byte kind, int start) {
    if (count + 1 >= kinds.length) {
      kinds = Arrays.copyOf(kinds, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
    }
    kinds[count] = kind;
    starts[count++] = start;
  }

  /// The table of everything that was added.
  TokenTable table() {
    starts[count] = text.length();
    return new TokenTable(
        text, Arrays.copyOf(kinds, count), Arrays.copyOf(starts, count + 1), count);
  }
}
