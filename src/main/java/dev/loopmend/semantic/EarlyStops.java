package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Where a function may stop between two of its statements: whatever is awaited may fail, or be
/// cancelled.
public final class EarlyStops {
  private EarlyStops() {}

  /// The first place behind a statement where its function may stop for good before it gets to any
  /// of some later statements: it waits, returns or raises there. What handles an exception of the
  /// statement itself does not count. Nothing if there is none, or if it is in no function.
  public static Optional<Node> between(SemanticModel model, Stmt statement, List<Stmt> ends) {
    return model
        .nearestDef(statement)
        .flatMap(def -> between(model.tree(), model.flows.of(def), statement, ends));
  }

  private static Optional<Node> between(
      SyntaxTree tree, FlowGraph flow, Stmt statement, List<Stmt> ends) {
    OptionalInt start = flow.stepOf(statement);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    BitSet seen = new BitSet();
    for (Stmt end : ends) {
      flow.stepOf(end).ifPresent(seen::set);
    }
    Deque<Integer> open = new ArrayDeque<>(List.of(start.getAsInt()));
    Optional<Node> first = Optional.empty();
    while (!open.isEmpty()) {
      int step = open.pop();
      // An object that could not be made is not left open.
      int[] after = step == start.getAsInt() ? flow.afterSuccess(step) : flow.after(step);
      for (int next : after) {
        Optional<Node> node = flow.node(next);
        boolean before = node.filter(it -> handles(tree, it, statement)).isPresent();
        if (before || seen.get(next) || next == start.getAsInt()) {
          continue;
        }
        seen.set(next);
        open.push(next);
        boolean stops = node.filter(it -> flow.suspends(next) || leaves(it)).isPresent();
        if (stops && first.filter(it -> it.id() < node.get().id()).isEmpty()) {
          first = node;
        }
      }
    }
    return first;
  }

  private static boolean leaves(Node node) {
    return node instanceof Stmt.Return || node instanceof Stmt.Raise;
  }

  /// Whether a node is part of a handler of a `try` that a statement stands in.
  private static boolean handles(SyntaxTree tree, Node node, Stmt statement) {
    for (Node at = node; at.id() != 0; at = tree.parent(at)) {
      if (at instanceof Node.ExceptHandler handler
          && tree.contains(tree.parent(handler), statement)
          && !tree.contains(handler, statement)) {
        return true;
      }
    }
    return false;
  }
}
