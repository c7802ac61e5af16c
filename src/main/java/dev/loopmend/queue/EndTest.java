package dev.loopmend.queue;

import dev.loopmend.syntax.ComparisonOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/// How a consumer asks whether what it took is the end of its work.
final class EndTest {
  private EndTest() {}

  /// What a branch compares an item with that was taken, by `is` or `==`. Ex) `None` of `if item is
  /// None: break` behind `item = await queue.get()`
  static Optional<Expr> mark(QueueUse get, Stmt.If branch) {
    return branch.test() instanceof Expr.Compare(_, Expr left, var operators, var rights)
            && operators.size() == 1
            && (operators.getFirst() == ComparisonOperator.IS
                || operators.getFirst() == ComparisonOperator.EQUAL)
            && get.model().tree().statementOf(get.at())
                instanceof Stmt.Assign(_, List<Expr> targets, Expr value)
            && targets.size() == 1
            && targets.getFirst() instanceof Expr.Name item
            && isTaken(get, value)
            && left instanceof Expr.Name asked
            && asked.text().equals(item.text())
        ? Optional.of(rights.getFirst())
        : Optional.empty();
  }

  /// Ex) `queue.get_nowait()`, `await asyncio.wait_for(queue.get(), 5)`
  private static boolean isTaken(QueueUse get, Expr value) {
    Expr taken = value instanceof Expr.Await(_, Expr awaited) ? awaited : value;
    return taken.id() == QueueUses.awaited(get).id();
  }
}
