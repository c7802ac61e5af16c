package dev.loopmend.queue;

import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;

/// Whether nothing is put into a queue but `None`, on which its consumers end: there is no work in
/// it that could become more.
public record EndMark(QueueUses uses) {

  /// Whether all uses are seen and it is so.
  public boolean isAll() {
    List<QueueUse> insertions = uses.uses().stream().filter(it -> it.kind().inserts()).toList();
    return uses.sight() instanceof QueueUses.Sight.All
        && !insertions.isEmpty()
        && insertions.stream().allMatch(EndMark::isMark)
        && uses.uses().stream().noneMatch(it -> it.kind() == Kind.UNKNOWN)
        && uses.uses().stream().anyMatch(it -> it.kind().removes() && endsOnNone(it));
  }

  /// Ex) `await queue.put(None)` outside of loops, or a task of that
  private static boolean isMark(QueueUse insertion) {
    SyntaxTree tree = insertion.model().tree();
    return tree.statementOf(insertion.at()) instanceof Stmt statement
        && insertion.model().outermostLoop(statement).isEmpty()
        && insertion.at() instanceof Expr.Call(_, _, List<Node.Argument> arguments)
        && arguments.size() == 1
        && arguments.getFirst().value().isNone();
  }

  /// Ex) `if item is None: break` behind `item = await queue.get()`
  private static boolean endsOnNone(QueueUse get) {
    SyntaxTree tree = get.model().tree();
    return get.function().stream()
        .flatMap(it -> tree.within(it).stream())
        .anyMatch(
            it ->
                it instanceof Stmt.If branch
                    && EndTest.mark(get, branch).filter(Expr::isNone).isPresent()
                    && (branch.body().getLast() instanceof Stmt.Break
                        || branch.body().getLast() instanceof Stmt.Return));
  }
}
