package dev.loopmend.parse;

import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.syntax.TokenTable;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/// Says what is wrong where the grammar stopped.
final class Rejections {
  private Rejections() {}

  /// The rejection for what the parser threw.
  static Rejected of(RecognitionException stop, TableStream stream, TokenTable table) {
    TableToken token = (TableToken) stop.getOffendingToken();
    int offset = table.start(token.number());
    return Python2.at(token, stream, table)
        .orElseGet(() -> new Rejected(offset, sentence(stop, token)));
  }

  private static String sentence(RecognitionException stop, TableToken token) {
    String found =
        switch (token.type()) {
          case Token.EOF -> "the end of the file";
          case PythonGrammarParser.NEWLINE -> "the end of the line";
          case PythonGrammarParser.INDENT -> "an indented line";
          case PythonGrammarParser.DEDENT -> "the end of the block";
          default -> "'" + token.getText() + "'";
        };
    IntervalSet expected = stop.getExpectedTokens();
    if (expected.contains(PythonGrammarParser.INDENT)) {
      return "an indented block is expected, not " + found;
    }
    if (token.type() == PythonGrammarParser.INDENT) {
      return "an unexpected indent";
    }
    boolean single = expected.size() == 1 && expected.getMinElement() != Token.EOF;
    if (single && !expected.contains(PythonGrammarParser.NEWLINE)) {
      return Spellings.of(expected.getMinElement()) + " is expected, not " + found;
    }
    return "invalid syntax at " + found;
  }
}
