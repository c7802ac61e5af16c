package dev.loopmend.parse;

import java.util.Arrays;

/// Finds the names that are keywords where they stand (Language Reference, 2.3.2). What follows
/// them is exact, so no parser has to guess:
///
/// * `match` starts a logical line that ends in a colon and has an indented block;
/// * `case` starts a line directly in such a block;
/// * `type` starts a statement and a name follows;
/// * `lazy` starts a statement and `import` or `from` follows (PEP 810).
final class SoftKeywords {
  private final byte[] types;
  private final int[] names;
  private final int size;
  private final int matchName;
  private final int caseName;
  private final int typeName;
  private final int lazyName;
  private boolean[] blocks = new boolean[16];
  private int level;

  private SoftKeywords(NameTable known, byte[] types, int[] names, int size) {
    this.types = types;
    this.names = names;
    this.size = size;
    this.matchName = known.find("match");
    this.caseName = known.find("case");
    this.typeName = known.find("type");
    this.lazyName = known.find("lazy");
  }

  /// Changes the types of the soft keywords among the tokens in place; `names` holds the numbers of
  /// those that are names.
  static void mark(NameTable known, byte[] types, int[] names, int size) {
    SoftKeywords keywords = new SoftKeywords(known, types, names, size);
    if (keywords.hasCandidate()) {
      keywords.run();
    }
  }

  /// Whether one of the words stands where a statement could start; in most files none does.
  private boolean hasCandidate() {
    if (matchName < 0 && typeName < 0 && lazyName < 0) {
      return false;
    }
    for (int at = 0; at < size; at++) {
      if (types[at] == PythonGrammarParser.NAME && isWord(names[at]) && mayStart(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWord(int name) {
    return name == matchName || name == typeName || name == lazyName;
  }

  private boolean mayStart(int at) {
    return at == 0
        || switch (types[at - 1]) {
          case PythonGrammarParser.NEWLINE,
              PythonGrammarParser.INDENT,
              PythonGrammarParser.DEDENT,
              PythonGrammarParser.SEMI,
              PythonGrammarParser.COLON ->
              true;
          default -> false;
        };
  }

  private void run() {
    boolean lineStart = true;
    boolean statementStart = true;
    boolean opensMatch = false;
    for (int at = 0; at < size; at++) {
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
          } else if (lineStart && level > 0 && blocks[level] && names[at] == caseName) {
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
      blocks = Arrays.copyOf(blocks, level * 2);
    }
    blocks[level] = match;
  }

  private void inStatement(int at) {
    int next = at + 1 < size ? types[at + 1] : 0;
    if (next == PythonGrammarParser.NAME && names[at] == typeName) {
      types[at] = PythonGrammarParser.TYPE;
    } else if ((next == PythonGrammarParser.IMPORT || next == PythonGrammarParser.FROM)
        && names[at] == lazyName) {
      types[at] = PythonGrammarParser.LAZY;
    }
  }

  private boolean opensMatch(int at) {
    if (names[at] != matchName) {
      return false;
    }
    int end = at;
    while (end < size && types[end] != PythonGrammarParser.NEWLINE) {
      end++;
    }
    return end + 1 < size
        && end - at > 2
        && types[end - 1] == PythonGrammarParser.COLON
        && types[end + 1] == PythonGrammarParser.INDENT;
  }
}
