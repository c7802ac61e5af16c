package dev.loopmend.parse;

import java.util.Locale;
import org.antlr.v4.runtime.Token;

/// How the tokens of a type are called in a message.
final class Spellings {
  private Spellings() {}

  /// The spelling in quotes, or a word for what has none.
  static String of(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case PythonGrammarParser.NAME -> "a name";
      case PythonGrammarParser.NUMBER -> "a number";
      case PythonGrammarParser.NEWLINE -> "the end of the line";
      case PythonGrammarParser.LPAR -> "'('";
      case PythonGrammarParser.RPAR -> "')'";
      case PythonGrammarParser.RSQB -> "']'";
      case PythonGrammarParser.RBRACE -> "'}'";
      case PythonGrammarParser.COLON -> "':'";
      case PythonGrammarParser.COMMA -> "','";
      case PythonGrammarParser.EQUAL -> "'='";
      default ->
          "'" + PythonGrammarParser.VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT) + "'";
    };
  }
}
