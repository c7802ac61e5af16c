package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.Span;
import java.util.Arrays;
import java.util.List;

/// Where the things stand that the facts of a file number. Immutable.
final class Positions {
  private static final int WIDTH = 3;
  private final int[] units;
  private final int[] calls;
  private final int[] uses;
  private final int[] strings;

  private Positions(int[] units, int[] calls, int[] uses, int[] strings) {
    this.units = units;
    this.calls = calls;
    this.uses = uses;
    this.strings = strings;
  }

  static Positions of(
      SyntaxTree tree, List<Node> units, List<Node> calls, List<Node> uses, List<Node> strings) {
    return new Positions(
        places(tree, units), places(tree, calls), places(tree, uses), places(tree, strings));
  }

  private static int[] places(SyntaxTree tree, List<Node> nodes) {
    int[] places = new int[nodes.size() * WIDTH];
    LineMap lines = tree.lines();
    boolean notebook = tree.origin().isNotebook();
    int line = 1;
    for (int at = 0; at < nodes.size(); at++) {
      Node node = nodes.get(at);
      Span span = node.id() == 0 ? new Span(0, tree.text().length()) : tree.span(node);
      places[at * WIDTH] = span.start();
      places[at * WIDTH + 1] = span.end();
      // Most nodes stand on the line of the one before or on the next one.
      line = lines.holds(line, span.start()) ? line : lines.line(span.start());
      places[at * WIDTH + 2] = notebook ? tree.origin().line(span.start()) : line;
    }
    return places;
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
    return calls[number * WIDTH + 2];
  }

  /// The line of a use, from 1.
  int lineOfUse(int number) {
    return uses[number * WIDTH + 2];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions positions
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
