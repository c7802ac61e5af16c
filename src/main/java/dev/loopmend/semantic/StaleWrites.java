package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The ways through one function from a read of some shared state to an assignment of it.
final class StaleWrites {
  private final StateRaces races;
  private final SyntaxTree tree;
  private final FlowGraph flow;
  private final List<Stmt.Assign> stores = new ArrayList<>();
  private final BitSet storing = new BitSet();
  private final BitSet reading = new BitSet();
  private final String key;

  StaleWrites(StateRaces races, SyntaxTree tree, FlowGraph flow, String key, Stmt.FunctionDef def) {
    this.races = races;
    this.tree = tree;
    this.flow = flow;
    this.key = key;
    for (Node node : tree.within(def)) {
      if (node instanceof Stmt.Assign assign && assign.targets().stream().anyMatch(this::isState)) {
        stores.add(assign);
        mark(storing, assign);
      } else if (node instanceof Stmt.AugAssign update && isState(update.target())) {
        mark(storing, update);
      } else if (node instanceof Expr expr && isState(expr)) {
        mark(reading, expr);
      }
    }
  }

  private void mark(BitSet steps, Node node) {
    flow.stepOf(node).ifPresent(steps::set);
  }

  private boolean isState(Expr expr) {
    return races.keyOf(expr).filter(key::equals).isPresent();
  }

  /// The plain assignments of the state, in the order of the text.
  List<Stmt.Assign> stores() {
    return stores;
  }

  /// The assignment of a local, from nothing but the state, from which one can get to the `store`
  /// with a wait between and without another look at the state.
  Optional<Stmt.Assign> readInto(Expr.Name local, Scopes scopes, Stmt.Assign store) {
    Optional<Binding> binding = scopes.bindingOf(local);
    if (binding.isEmpty() || binding.get().scope().kind() != Scope.Kind.FUNCTION) {
      return Optional.empty();
    }
    Set<Integer> others = new HashSet<>();
    for (Node each : binding.get().stores()) {
      flow.stepOf(each).ifPresent(others::add);
    }
    for (Node each : binding.get().stores()) {
      if (tree.parent(each) instanceof Stmt.Assign assign
          && assign.targets().size() == 1
          && isState(assign.value())
          && reaches(assign, store, others)) {
        return Optional.of(assign);
      }
    }
    return Optional.empty();
  }

  /// Whether a way leads from a step to the `store` with a wait on it, or in the value that is
  /// stored, and without another look at the state after the wait, another assignment of it, or one
  /// of the steps that end it.
  boolean reaches(Node from, Stmt.Assign store, Set<Integer> ends) {
    OptionalInt start = flow.stepOf(from);
    OptionalInt goal = flow.stepOf(store);
    if (start.isEmpty() || goal.isEmpty()) {
      return false;
    }
    boolean waitsLast = races.suspends(store.value());
    List<BitSet> seen = List.of(new BitSet(), new BitSet());
    Deque<int[]> open = new ArrayDeque<>(List.of(new int[] {start.getAsInt(), 0}));
    while (!open.isEmpty()) {
      int[] at = open.remove();
      for (int next : flow.after(at[0])) {
        if (next == goal.getAsInt()) {
          if (at[1] == 1 || waitsLast) {
            return true;
          }
          continue;
        }
        boolean stops =
            storing.get(next) || ends.contains(next) || (at[1] == 1 && reading.get(next));
        int waited = flow.suspends(next) ? 1 : at[1];
        if (!stops && !seen.get(waited).get(next)) {
          seen.get(waited).set(next);
          open.add(new int[] {next, waited});
        }
      }
    }
    return false;
  }
}
