package dev.loopmend.parse;

import dev.loopmend.syntax.TokenKind;

/// The indentation of the open blocks (Language Reference, 2.1.8).
final class Indentation {
  /// CPython's limit; it also bounds the recursion of everything that follows.
  private static final int MAX_LEVELS = 100;

  private final TokenSink sink;

  /// Columns with tabs to 8 and with tabs as 1: if the two disagree on what is deeper, tabs and
  /// spaces are mixed.
  private final int[] columns = new int[MAX_LEVELS];

  private final int[] narrowColumns = new int[MAX_LEVELS];
  private int level;

  Indentation(TokenSink sink) {
    this.sink = sink;
  }

  /// Adds the INDENT or the DEDENTs of a logical line whose first token stands at `at`, in the
  /// given column with tabs to 8 and with tabs as 1.
  void lineStarts(int at, int column, int narrow) {
    if (column > columns[level]) {
      if (level == MAX_LEVELS - 1) {
        throw new SyntaxFault(at, "too many levels of indentation");
      }
      level++;
      columns[level] = column;
      narrowColumns[level] = narrow;
      if (narrow <= narrowColumns[level - 1]) {
        throw mixedTabs(at);
      }
      sink.add(TokenKind.INDENT, at);
      return;
    }
    for (; column < columns[level]; level--) {
      sink.add(TokenKind.DEDENT, at);
    }
    if (column != columns[level]) {
      throw new SyntaxFault(at, "unindent does not match any outer indentation level");
    }
    if (narrow != narrowColumns[level]) {
      throw mixedTabs(at);
    }
  }

  /// Adds the DEDENTs of all blocks that are open at the end of the text.
  void textEnds(int at) {
    for (; level > 0; level--) {
      sink.add(TokenKind.DEDENT, at);
    }
  }

  private static SyntaxFault mixedTabs(int at) {
    return new SyntaxFault(at, "inconsistent use of tabs and spaces in indentation");
  }
}
