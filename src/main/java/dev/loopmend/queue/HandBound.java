package dev.loopmend.queue;

import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a program keeps a queue without a bound small by itself: it looks at the size before it
/// puts something new in, or fills and empties the queue in one go, as it would a list.
public record HandBound(QueueUses uses) {
  private static final Set<String> SIZES = Set.of("qsize", "full");

  /// Whether all uses are seen and it does.
  public boolean isSeen() {
    List<QueueUse> insertions = uses.uses().stream().filter(it -> it.kind().inserts()).toList();
    return uses.sight() instanceof QueueUses.Sight.All
        && !insertions.isEmpty()
        && (isList() || isWatched(insertions));
  }

  /// Ex) `kept.put_nowait(item)` in one loop of a plain function, `kept.get_nowait()` in the next
  private boolean isList() {
    Optional<Stmt.FunctionDef> only = uses.uses().getFirst().function();
    return only.filter(it -> !it.isAsync()).isPresent()
        && uses.uses().stream().anyMatch(it -> it.kind().removes())
        && uses.uses().stream()
            .allMatch(
                it ->
                    it.function().equals(only)
                        && it.at() instanceof Expr.Call(_, Expr.Attribute(_, _, String method), _)
                        && isAtOnce(it.kind(), method));
  }

  private static boolean isAtOnce(Kind kind, String method) {
    return kind != Kind.UNKNOWN
        && (!(kind.inserts() || kind.removes()) || method.endsWith("_nowait"));
  }

  private boolean isWatched(List<QueueUse> insertions) {
    return insertions.stream().anyMatch(this::isBehindTest)
        && insertions.stream()
            .allMatch(
                it ->
                    it.at() instanceof Expr.Call
                        && it.kind() != Kind.PUT_LATER
                        && (isBehindTest(it) || isPutBack(it)));
  }

  /// Ex) `if queue.qsize() >= 10: return` above it, `while queue.full(): await asyncio.sleep(1)`
  private boolean isBehindTest(QueueUse insertion) {
    SyntaxTree tree = insertion.model().tree();
    Layout layout = new Layout(tree);
    Optional<Stmt.FunctionDef> def = insertion.function();
    for (Node at = tree.statementOf(insertion.at());
        def.isPresent() && at.id() != def.get().id();
        at = tree.parent(at)) {
      Node inner = at;
      if (at instanceof Stmt statement
          && layout.blockOf(statement).stream()
              .anyMatch(it -> it.id() < inner.id() && holdsBack(insertion.model(), it))) {
        return true;
      }
      // Ex) if queue.qsize() < 10: queue.put_nowait(item)
      if (tree.parent(at) instanceof Stmt.If branch && asksSize(insertion.model(), branch.test())) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsBack(SemanticModel model, Stmt statement) {
    return switch (statement) {
      case Stmt.While loop -> asksSize(model, loop.test());
      case Stmt.If branch ->
          asksSize(model, branch.test()) && branch.body().getLast().leavesBlock();
      case Stmt _ -> false;
    };
  }

  private boolean asksSize(SemanticModel model, Expr test) {
    return model.tree().within(test).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Call call
                    && call.callee() instanceof Expr.Attribute method
                    && SIZES.contains(method.name())
                    && uses.at(model, call).isPresent());
  }

  /// Ex) one item is taken in each turn of a loop, and one is put back
  private boolean isPutBack(QueueUse insertion) {
    SyntaxTree tree = insertion.model().tree();
    for (Node at = tree.parent(insertion.at());
        !(at instanceof Stmt.FunctionDef) && at.id() != 0;
        at = tree.parent(at)) {
      Node around = at;
      if (at instanceof Stmt.While || at instanceof Stmt.For) {
        return uses.uses().stream()
            .anyMatch(
                it ->
                    it.kind().removes()
                        && it.model().path().equals(insertion.model().path())
                        && tree.contains(around, it.at()));
      }
    }
    return false;
  }
}
