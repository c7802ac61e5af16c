package dev.loopmend.parse;

import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import java.util.Arrays;

/// The growing arrays of a token table, and beside them those of the tokens that the parser sees.
final class TokenSink {
  private final String text;
  private byte[] kinds;
  private int[] starts;
  private int count;

  private byte[] types;
  private int[] numbers;
  private int[] names;
  private int size;

  TokenSink(String text) {
    this.text = text;
    int guess = text.length() / 3 + 16;
    this.kinds = new byte[guess];
    this.starts = new int[guess];
    this.types = new byte[guess];
    this.numbers = new int[guess];
    this.names = new int[guess];
  }

  /// Appends white space, a comment or another token that the parser does not see. Like every token
  /// it reaches to the start of the next one.
  void addTrivia(TokenKind kind, int start) {
    append(kind.code(), start);
  }

  /// Appends a token that the parser sees.
  void add(TokenKind kind, int start) {
    add(kind.code(), start);
  }

  /// As above, the kind given by its code.
  void add(byte kind, int start) {
    append(kind, start);
    // A token's type in the grammar is its kind's code plus one.
    types[size] = (byte) (kind + 1);
    numbers[size++] = count - 1;
  }

  /// Appends a name; `name` is its number in the table of names.
  void addName(int name, int start) {
    add(TokenKind.NAME.code(), start);
    names[size - 1] = name;
  }

  private void append(byte kind, int start) {
    // One entry more is needed at the end.
    if (count + 1 >= kinds.length) {
      grow();
    }
    kinds[count] = kind;
    starts[count++] = start;
  }

  private void grow() {
    int more = kinds.length * 2;
    kinds = Arrays.copyOf(kinds, more);
    starts = Arrays.copyOf(starts, more);
    types = Arrays.copyOf(types, more);
    numbers = Arrays.copyOf(numbers, more);
    names = Arrays.copyOf(names, more);
  }

  /// Everything that was added, as the parser reads it. The last token is the end marker.
  TableStream stream(NameTable known) {
    starts[count] = text.length();
    TokenTable table =
        new TokenTable(text, Arrays.copyOf(kinds, count), Arrays.copyOf(starts, count + 1), count);
    SoftKeywords.mark(known, types, names, size);
    return new TableStream(table, known, types, numbers, names, size);
  }
}
