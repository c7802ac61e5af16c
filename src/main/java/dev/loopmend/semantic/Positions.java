package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineStarts;
import dev.loopmend.text.Span;
import java.util.Arrays;
import java.util.List;

/// Where the things stand that the facts of a file number. Immutable.
final class Positions {
  private static final int WIDTH = 2;
  private final LineStarts lines;

  /// The lines of the file that hold the lines of the text, if they are others.
  private final int[] stored;

  private final int[] units;
  private final int[] calls;
  private final int[] uses;
  private final int[] strings;

  private Positions(
      LineStarts lines, int[] stored, int[] units, int[] calls, int[] uses, int[] strings) {
    this.lines = lines;
    this.stored = stored;
    this.units = units;
    this.calls = calls;
    this.uses = uses;
    this.strings = strings;
  }

  static Positions of(
      SyntaxTree tree, List<Node> units, List<Node> calls, List<Node> uses, List<Node> strings) {
    return new Positions(
        tree.lines().starts(),
        stored(tree),
        places(tree, units),
        places(tree, calls),
        places(tree, uses),
        places(tree, strings));
  }

  private static int[] places(SyntaxTree tree, List<Node> nodes) {
    int[] places = new int[nodes.size() * WIDTH];
    for (int at = 0; at < nodes.size(); at++) {
      Node node = nodes.get(at);
      Span span = node.id() == 0 ? new Span(0, tree.text().length()) : tree.span(node);
      places[at * WIDTH] = span.start();
      places[at * WIDTH + 1] = span.end();
    }
    return places;
  }

  /// Ex) the lines of a notebook's JSON
  private static int[] stored(SyntaxTree tree) {
    if (!tree.origin().isNotebook()) {
      return new int[0];
    }
    LineStarts lines = tree.lines().starts();
    int[] stored = new int[lines.count()];
    for (int line = 1; line <= stored.length; line++) {
      stored[line - 1] = tree.origin().line(lines.start(line));
    }
    return stored;
  }

  private int line(int offset) {
    int line = lines.line(offset);
    return stored.length == 0 ? line : stored[line - 1];
  }

  private static Span span(int[] places, int at) {
    return new Span(places[at * WIDTH], places[at * WIDTH + 1]);
  }

  Span unit(int number) {
    return span(units, number);
  }

  Span call(int number) {
    return span(calls, number);
  }

  Span use(int number) {
    return span(uses, number);
  }

  Span string(int number) {
    return span(strings, number);
  }

  /// The line of a call, from 1.
  int lineOfCall(int number) {
    return line(calls[number * WIDTH]);
  }

  /// The line of a use, from 1.
  int lineOfUse(int number) {
    return line(uses[number * WIDTH]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions positions
        && lines.equals(positions.lines)
        && Arrays.equals(stored, positions.stored)
        && Arrays.equals(units, positions.units)
        && Arrays.equals(calls, positions.calls)
        && Arrays.equals(uses, positions.uses)
        && Arrays.equals(strings, positions.strings);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(uses);
  }
}
