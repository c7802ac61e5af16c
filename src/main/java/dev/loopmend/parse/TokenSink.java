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
    show(kind, append(kind, start));
  }

  /// Appends a name; `name` is its number in the table of names.
  void addName(int name, int start) {
    byte kind = TokenKind.NAME.code();
    int index = show(kind, append(kind, start));
    names[index] = name;
  }

  private int append(byte kind, int start) {
    int number = count++;
    // One entry more is needed at the end.
    if (number + 1 >= kinds.length) {
      kinds = Arrays.copyOf(kinds, number * 2);
      starts = Arrays.copyOf(starts, number * 2);
    }
    kinds[number] = kind;
    starts[number] = start;
    return number;
  }

  private int show(byte kind, int number) {
    int index = size++;
    if (index >= types.length) {
      types = Arrays.copyOf(types, index * 2);
      numbers = Arrays.copyOf(numbers, index * 2);
      names = Arrays.copyOf(names, index * 2);
    }
    // A token's type in the grammar is its kind's code plus one.
    types[index] = (byte) (kind + 1);
    numbers[index] = number;
    return index;
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
