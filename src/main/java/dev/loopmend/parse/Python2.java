package dev.loopmend.parse;

import dev.loopmend.parse.ParseResult.Rejected;
import dev.loopmend.syntax.TokenTable;
import java.util.Locale;
import java.util.Optional;

/// Recognizes what was Python 2 where the grammar stopped, so that nobody looks for a slip there.
final class Python2 {
  private static final String SENTENCE = "this is Python 2 source: ";

  private final TableStream stream;
  private final TokenTable table;

  private Python2(TableStream stream, TokenTable table) {
    this.stream = stream;
    this.table = table;
  }

  /// The sentence about a form of Python 2 that stands alone.
  static String sentence(String what) {
    return SENTENCE + what;
  }

  /// The rejection for the form that ends at a token which no Python 3 has there.
  static Optional<Rejected> at(TableToken token, TableStream stream, TokenTable table) {
    int previous = token.index() - 1;
    return previous < 0
        ? Optional.empty()
        : new Python2(stream, table).find(token.type(), previous);
  }

  private Optional<Rejected> find(int type, int previous) {
    String before = table.text(stream.number(previous));
    boolean touching = stream.number(previous) + 1 == stream.number(previous + 1);
    // Ex) `a <> b`
    if (type == PythonGrammarParser.GREATER && touching && before.equals("<")) {
      return rejected(previous, "'<>' is written '!=' today");
    }
    // Ex) `ur"a"`
    if (type == PythonGrammarParser.STRING
        && touching
        && before.toLowerCase(Locale.ROOT).equals("ur")) {
      return rejected(previous, "the prefix '" + before + "' is gone");
    }
    // Ex) `print x`: the name starts a statement and something follows that cannot follow a name
    if ((before.equals("print") || before.equals("exec")) && startsStatement(previous)) {
      return rejected(previous, "'" + before + "' is a statement there");
    }
    // Ex) `raise A, "b"`
    if (type == PythonGrammarParser.COMMA && isInRaise(previous)) {
      return rejected(
          previous + 1, "an exception is raised with its arguments in parentheses today");
    }
    return Optional.empty();
  }

  private Optional<Rejected> rejected(int index, String what) {
    return Optional.of(new Rejected(table.start(stream.number(index)), sentence(what)));
  }

  private boolean startsStatement(int index) {
    return index == 0 || endsStatement(stream.type(index - 1));
  }

  private boolean isInRaise(int index) {
    int at = index;
    while (at > 0
        && stream.type(at) != PythonGrammarParser.RAISE
        && !endsStatement(stream.type(at))) {
      at--;
    }
    return stream.type(at) == PythonGrammarParser.RAISE;
  }

  private static boolean endsStatement(int type) {
    return switch (type) {
      case PythonGrammarParser.NEWLINE,
          PythonGrammarParser.INDENT,
          PythonGrammarParser.DEDENT,
          PythonGrammarParser.SEMI,
          PythonGrammarParser.COLON ->
          true;
      default -> false;
    };
  }
}
