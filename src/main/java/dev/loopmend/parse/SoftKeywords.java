package dev.loopmend.parse;

import dev.loopmend.syntax.TokenTable;

/// Finds the names that are keywords where they stand (Language Reference, 2.3.2). What follows
/// them is exact, so no parser has to guess:
///
/// * `match` starts a logical line that ends in a colon and has an indented block;
/// * `case` starts a line directly in such a block;
/// * `type` starts a statement and a name follows;
/// * `lazy` starts a statement and `import` or `from` follows (PEP 810).
final class SoftKeywords {
  private final TokenTable table;
  private final int[] types;
  private final int[] numbers;
  private boolean[] blocks = new boolean[16];
  private int level;

  private SoftKeywords(TokenTable table, int[] types, int[] numbers) {
    this.table = table;
    this.types = types;
    this.numbers = numbers;
  }

  /// Changes the types of the soft keywords among the significant tokens in place; `numbers` says
  /// where they stand in the table.
  static void mark(TokenTable table, int[] types, int[] numbers) {
    new SoftKeywords(table, types, numbers).run();
  }

  private void run() {
    boolean lineStart = true;
    boolean statementStart = true;
    boolean opensMatch = false;
    for (int at = 0; at < types.length; at++) {
      switch (types[at]) {
        case PythonGrammarParser.NEWLINE -> lineStart = true;
        case PythonGrammarParser.INDENT -> {
          push(opensMatch);
          opensMatch = false;
          lineStart = true;
        }
        case PythonGrammarParser.DEDENT -> {
          level = Math.max(0, level - 1);
          lineStart = true;
        }
        case PythonGrammarParser.NAME -> {
          if (lineStart && opensMatch(at)) {
            types[at] = PythonGrammarParser.MATCH;
            opensMatch = true;
          } else if (lineStart && level > 0 && blocks[level] && is(at, "case")) {
            types[at] = PythonGrammarParser.CASE;
          } else if (lineStart || statementStart) {
            inStatement(at);
          }
          lineStart = false;
        }
        default -> lineStart = false;
      }
      statementStart =
          types[at] == PythonGrammarParser.SEMI || types[at] == PythonGrammarParser.COLON;
    }
  }

  private void push(boolean match) {
    level++;
    if (level == blocks.length) {
      blocks = java.util.Arrays.copyOf(blocks, level * 2);
    }
    blocks[level] = match;
  }

  private void inStatement(int at) {
    int next = at + 1 < types.length ? types[at + 1] : 0;
    if (next == PythonGrammarParser.NAME && is(at, "type")) {
      types[at] = PythonGrammarParser.TYPE;
    } else if ((next == PythonGrammarParser.IMPORT || next == PythonGrammarParser.FROM)
        && is(at, "lazy")) {
      types[at] = PythonGrammarParser.LAZY;
    }
  }

  private boolean opensMatch(int at) {
    if (!is(at, "match")) {
      return false;
    }
    int end = at;
    while (end < types.length && types[end] != PythonGrammarParser.NEWLINE) {
      end++;
    }
    return end + 1 < types.length
        && end - at > 2
        && types[end - 1] == PythonGrammarParser.COLON
        && types[end + 1] == PythonGrammarParser.INDENT;
  }

  private boolean is(int at, String word) {
    int number = numbers[at];
    return table.end(number) - table.start(number) == word.length()
        && table.text(number).equals(word);
  }
}
