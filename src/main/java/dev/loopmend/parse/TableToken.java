package dev.loopmend.parse;

import dev.loopmend.syntax.TokenTable;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;

/// A token of the table as ANTLR wants to see it. `index` counts the significant tokens, `number`
/// is that of the table; both count from 0.
record TableToken(TokenTable table, int type, int index, int number) implements Token {
  @Override
  public String getText() {
    return table.text(number);
  }

  @Override
  public int getType() {
    return type;
  }

  @Override
  public int getLine() {
    throw notKept();
  }

  @Override
  public int getCharPositionInLine() {
    throw notKept();
  }

  @Override
  public int getChannel() {
    return Token.DEFAULT_CHANNEL;
  }

  @Override
  public int getTokenIndex() {
    return index;
  }

  @Override
  public int getStartIndex() {
    return table.start(number);
  }

  @Override
  public int getStopIndex() {
    return table.end(number) - 1;
  }

  @Override
  public TokenSource getTokenSource() {
    throw notKept();
  }

  @Override
  public CharStream getInputStream() {
    throw notKept();
  }

  private static UnsupportedOperationException notKept() {
    return new UnsupportedOperationException("tokens know their table only");
  }
}
