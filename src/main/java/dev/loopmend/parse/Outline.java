package dev.loopmend.parse;

import java.util.Arrays;

/// What the parser saw of a file: its rules and the tokens in them, in the order of the text.
///
/// Each of these parts has a number; a rule's own parts follow it directly. The builders read this
/// instead of ANTLR's contexts: flat arrays cost a fraction of a tree of objects.
final class Outline {
  private final TableStream stream;
  private byte[] kinds;

  /// The index in the stream of each part's first token.
  private int[] tokens;

  private int[] ends;
  private int count;

  /// The innermost rule that is open; `ends` holds the one round it until it is closed.
  private int open = -1;

  /// An empty outline of a stream of tokens.
  Outline(TableStream stream) {
    this.stream = stream;
    int guess = stream.size() * 3 + 16;
    kinds = new byte[guess];
    tokens = new int[guess];
    ends = new int[guess];
  }

  // Writing

  /// Opens a rule whose first token has this index in the stream.
  void open(int rule, int token) {
    int part = count++;
    put(part, ~rule, token);
    ends[part] = open;
    open = part;
  }

  /// Closes the innermost rule.
  void close() {
    int part = open;
    open = ends[part];
    ends[part] = count;
  }

  /// Appends a token of the given type and index.
  void token(int type, int token) {
    int part = count++;
    put(part, type, token);
    ends[part] = count;
  }

  private void put(int part, int kind, int token) {
    if (part == kinds.length) {
      grow();
    }
    kinds[part] = (byte) kind;
    tokens[part] = token;
  }

  private void grow() {
    kinds = Arrays.copyOf(kinds, kinds.length * 2);
    tokens = Arrays.copyOf(tokens, tokens.length * 2);
    ends = Arrays.copyOf(ends, ends.length * 2);
  }

  // Reading

  /// What a part is: a token's type, or the complement of a rule's index.
  int kind(int part) {
    return kinds[part];
  }

  boolean isToken(int part) {
    return kinds[part] > 0;
  }

  /// The number behind the last part inside of a part: that of its next sibling, if it has one.
  int end(int part) {
    return ends[part];
  }

  /// The number in the token table of a part's first token.
  int firstToken(int part) {
    return stream.number(tokens[part]);
  }

  /// The number in the token table of a part's last token. No rule is empty but that of the file.
  int lastToken(int part) {
    return stream.number(tokens[ends[part] - 1]);
  }

  /// The name that a token is, as Python compares it.
  String name(int part) {
    return stream.name(tokens[part]);
  }

  /// How many parts stand directly in a rule.
  int size(int part) {
    int size = 0;
    for (int child = part + 1; child < ends[part]; child = ends[child]) {
      size++;
    }
    return size;
  }

  /// How many rules stand directly in a rule.
  int rules(int part) {
    int rules = 0;
    for (int child = part + 1; child < ends[part]; child = ends[child]) {
      rules += isToken(child) ? 0 : 1;
    }
    return rules;
  }

  /// Whether a rule holds a single part.
  boolean hasOnePart(int part) {
    return ends[part] > part + 1 && ends[part + 1] == ends[part];
  }

  /// The part with an index among those directly in a rule, or -1.
  int part(int rule, int index) {
    int child = rule + 1;
    for (int n = 0; n < index && child < ends[rule]; n++) {
      child = ends[child];
    }
    return child < ends[rule] ? child : -1;
  }

  /// The first part of a kind directly in a rule, or -1.
  int find(int rule, int kind) {
    for (int child = rule + 1; child < ends[rule]; child = ends[child]) {
      if (kinds[child] == kind) {
        return child;
      }
    }
    return -1;
  }

  /// What is left of a part when rules that hold a single part are taken off: a token, or a rule of
  /// several parts.
  ///
  /// Ex) `expression(operation(primary(NAME)))` is `NAME`
  int core(int part) {
    int core = part;
    while (kinds[core] < 0 && ends[core + 1] == ends[core]) {
      core++;
    }
    return core;
  }
}
