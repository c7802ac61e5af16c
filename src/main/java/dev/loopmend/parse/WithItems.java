package dev.loopmend.parse;

/// Tells the parentheses round the items of a `with` from those of an expression. Both read the
/// same up to their end, so they are parsed as a group and looked at afterwards.
final class WithItems {
  private WithItems() {}

  /// The group whose items are those of the `with`, if the only item is one, else -1.
  ///
  /// Ex) `with (open(a) as b, c):`
  static int group(Outline outline, int item) {
    int group = outline.core(item);
    if (outline.kind(group) != ~PythonGrammarParser.RULE_group) {
      return -1;
    }
    boolean items = false;
    boolean empty = true;
    for (int part = group + 1; part < outline.end(group); part = outline.end(part)) {
      int kind = outline.kind(part);
      if (kind == ~PythonGrammarParser.RULE_comprehension) {
        return -1;
      }
      if (kind == ~PythonGrammarParser.RULE_groupItem) {
        if (outline.find(part, PythonGrammarParser.STAR) >= 0
            || outline.find(part, PythonGrammarParser.COLONEQUAL) >= 0) {
          return -1;
        }
        empty = false;
        items |= outline.find(part, PythonGrammarParser.AS) >= 0;
      }
      items |= kind == PythonGrammarParser.COMMA;
    }
    return items && !empty ? group : -1;
  }
}
