package dev.loopmend.parse;

import dev.loopmend.syntax.TokenTable;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/// The tokens of a table that are no trivia, as ANTLR reads them: looking ahead is an array read,
/// token objects are made for messages only.
final class TableStream implements TokenStream {
  private final TokenTable table;
  private final NameTable known;
  private final byte[] types;
  private final int[] numbers;
  private final int[] names;
  private final int last;
  private int at;

  /// A stream over arrays that are not copied: the types of the tokens, their numbers in the table,
  /// and the numbers of those that are names. The last of the `size` tokens is the end marker.
  TableStream(
      TokenTable table, NameTable known, byte[] types, int[] numbers, int[] names, int size) {
    this.table = table;
    this.known = known;
    this.types = types;
    this.numbers = numbers;
    this.names = names;
    this.last = size - 1;
    types[last] = Token.EOF;
  }

  /// The table, trivia included.
  TokenTable table() {
    return table;
  }

  /// The name that the token with an index is, as Python compares it.
  String name(int index) {
    return known.text(names[index]);
  }

  /// The type of the token with an index.
  int type(int index) {
    return types[index];
  }

  /// The number in the table of the token with an index.
  int number(int index) {
    return numbers[index];
  }

  @Override
  public TableToken get(int index) {
    return new TableToken(table, types[index], index, numbers[index]);
  }

  /// Steps over a token that is not the end marker and gives back its index.
  int next() {
    return at++;
  }

  @Override
  public void consume() {
    if (at < last) {
      next();
    }
  }

  @Override
  public int LA(int ahead) {
    return ahead == 1 ? types[at] : types[indexOf(ahead)];
  }

  /// The index of the token so many steps ahead (from 1) or back (from -1); beyond an end, the one
  /// there.
  private int indexOf(int ahead) {
    return Math.clamp(ahead > 0 ? at + ahead - 1 : at + ahead, 0, last);
  }

  @Override
  public Token LT(int ahead) {
    return get(indexOf(ahead));
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = index;
  }

  @Override
  public int size() {
    return last + 1;
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }

  @Override
  public TokenSource getTokenSource() {
    throw new UnsupportedOperationException("the tokens come from a table");
  }

  @Override
  public String getText(Interval interval) {
    throw new UnsupportedOperationException("texts come from the table");
  }

  @Override
  public String getText() {
    throw new UnsupportedOperationException("texts come from the table");
  }

  @Override
  public String getText(RuleContext context) {
    throw new UnsupportedOperationException("texts come from the table");
  }

  @Override
  public String getText(Token start, Token stop) {
    throw new UnsupportedOperationException("texts come from the table");
  }
}
