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
    int previous = token.index() - 1;
    if (previous >= 0 && isPython2(previous, stream, table)) {
      int at = stream.number(previous);
      String statement = table.text(at);
      return new Rejected(
          table.start(at), "this is Python 2 source: '" + statement + "' is a statement there");
    }
    return new Rejected(offset, sentence(stop, token));
  }

  /// Ex) `print x`: the name starts a statement and something follows that cannot follow a name
  private static boolean isPython2(int index, TableStream stream, TokenTable table) {
    String text = table.text(stream.number(index));
    if (!text.equals("print") && !text.equals("exec")) {
      return false;
    }
    int before = index == 0 ? PythonGrammarParser.NEWLINE : stream.type(index - 1);
    return switch (before) {
      case PythonGrammarParser.NEWLINE,
          PythonGrammarParser.INDENT,
          PythonGrammarParser.DEDENT,
          PythonGrammarParser.SEMI,
          PythonGrammarParser.COLON ->
          true;
      default -> false;
    };
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
