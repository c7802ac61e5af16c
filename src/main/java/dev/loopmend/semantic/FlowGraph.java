package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The steps of one function body and which may follow which. A step is a simple statement or the
/// part of a compound one that is evaluated at once (a test, an iterable, a `with` item); some
/// steps only join others and have no node. Exceptions may leave any step inside a `try`, and
/// inside a `with`, whose manager may swallow them. Nothing follows where the function ends.
final class FlowGraph {
  private final SyntaxTree tree;
  private final List<Optional<Node>> nodes;
  private final boolean[] suspends;
  private final BitSet guarded;
  private final int[] offsets;
  private final int[] targets;
  private final int[] backOffsets;
  private final int[] backTargets;
  private final Map<Integer, Integer> stepOfNode = new HashMap<>();

  /// The steps `guarded` are inside a `try` or a `with`; the first edge of such a step goes where
  /// an exception of it does.
  FlowGraph(
      SyntaxTree tree,
      List<Optional<Node>> nodes,
      boolean[] suspends,
      BitSet guarded,
      int[] from,
      int[] to) {
    this.tree = tree;
    this.nodes = nodes;
    this.suspends = suspends;
    this.guarded = guarded;
    this.offsets = new int[nodes.size() + 1];
    this.targets = new int[from.length];
    this.backOffsets = new int[nodes.size() + 1];
    this.backTargets = new int[from.length];
    index(from, to, offsets, targets);
    index(to, from, backOffsets, backTargets);
    for (int step = 0; step < nodes.size(); step++) {
      int number = step;
      nodes.get(step).ifPresent(node -> stepOfNode.put(node.id(), number));
    }
  }

  private static void index(int[] from, int[] to, int[] offsets, int[] targets) {
    for (int step : from) {
      offsets[step + 1]++;
    }
    for (int step = 1; step < offsets.length; step++) {
      offsets[step] += offsets[step - 1];
    }
    int[] next = Arrays.copyOf(offsets, offsets.length);
    for (int edge = 0; edge < from.length; edge++) {
      targets[next[from[edge]]++] = to[edge];
    }
  }

  int count() {
    return nodes.size();
  }

  Optional<Node> node(int step) {
    return nodes.get(step);
  }

  /// Whether the step hands control to the loop: an `await`, `async for`, `async with` in it.
  boolean suspends(int step) {
    return suspends[step];
  }

  int[] after(int step) {
    return Arrays.copyOfRange(targets, offsets[step], offsets[step + 1]);
  }

  /// What may follow on a step that does not fail.
  int[] afterSuccess(int step) {
    int first = offsets[step] + (guarded.get(step) ? 1 : 0);
    return Arrays.copyOfRange(targets, first, offsets[step + 1]);
  }

  int[] before(int step) {
    return Arrays.copyOfRange(backTargets, backOffsets[step], backOffsets[step + 1]);
  }

  /// The step that evaluates a node of the function, if there is one.
  OptionalInt stepOf(Node node) {
    Node at = node;
    while (true) {
      int step = stepOfNode.getOrDefault(at.id(), -1);
      if (step >= 0) {
        return OptionalInt.of(step);
      }
      Node parent = tree.parent(at);
      if (parent.id() == at.id()) {
        return OptionalInt.empty();
      }
      at = parent;
    }
  }

  /// Whether a node hands control to the loop where it stands.
  static boolean isSuspension(Node node) {
    return switch (node) {
      case Expr.Await _ -> true;
      case Node.Comprehension clause -> clause.isAsync();
      default -> false;
    };
  }

  /// Whether a node waits: it hands control to the loop where it stands or, as `async for` and
  /// `async with` do, where it goes on.
  static boolean waits(Node node) {
    return switch (node) {
      case Stmt.For loop -> loop.isAsync();
      case Stmt.With with -> with.isAsync();
      case Node _ -> isSuspension(node);
    };
  }
}
