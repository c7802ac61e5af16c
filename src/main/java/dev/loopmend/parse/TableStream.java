package dev.loopmend.parse;

import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/// The significant tokens of a table, as ANTLR reads them: looking ahead is an array read, token
/// objects are made on demand.
final class TableStream implements TokenStream {
  private static final byte FIRST_TRIVIA = TokenKind.WHITESPACE.code();
  private static final byte LAST_TRIVIA = TokenKind.CONTINUATION.code();

  private final TokenTable table;
  private final int[] types;
  private final int[] numbers;
  private final int size;
  private int at;

  TableStream(TokenTable table) {
    this.table = table;
    int all = table.count();
    int count = 0;
    for (int token = 0; token < all; token++) {
      count += isTrivia(table.code(token)) ? 0 : 1;
    }
    this.types = new int[count];
    this.numbers = new int[count];
    int index = 0;
    for (int token = 0; token < all; token++) {
      byte code = table.code(token);
      if (!isTrivia(code)) {
        types[index] = code + 1;
        numbers[index++] = token;
      }
    }
    types[count - 1] = Token.EOF;
    this.size = count;
    SoftKeywords.mark(table, this.types, this.numbers);
  }

  /// Ex) `WHITESPACE`: the trivia stand together, just before END
  private static boolean isTrivia(byte code) {
    return code >= FIRST_TRIVIA && code <= LAST_TRIVIA;
  }

  /// The type of the significant token with an index.
  int type(int index) {
    return types[index];
  }

  /// The number in the table of the significant token with an index.
  int number(int index) {
    return numbers[index];
  }

  /// The number in the table of the token that comes next.
  int number() {
    return numbers[at];
  }

  @Override
  public TableToken get(int index) {
    return new TableToken(table, types[index], index, numbers[index]);
  }

  @Override
  public void consume() {
    if (at < size - 1) {
      at++;
    }
  }

  @Override
  public int LA(int ahead) {
    if (ahead == 1) {
      return types[at];
    }
    int index = ahead > 0 ? at + ahead - 1 : at + ahead;
    return index < size ? types[Math.max(index, 0)] : Token.EOF;
  }

  /// The token so many steps ahead (from 1) or back (from -1); beyond an end, the one there.
  @Override
  public Token LT(int ahead) {
    int index = ahead > 0 ? at + ahead - 1 : at + ahead;
    return get(Math.clamp(index, 0, size - 1));
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
    return size;
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
