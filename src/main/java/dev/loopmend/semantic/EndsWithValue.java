package dev.loopmend.semantic;

import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;

/// Whether a function never comes to the end of its body, where it would give `None`.
final class EndsWithValue {
  private EndsWithValue() {}

  /// Whether a function, or a lambda, ends by a `return` or an exception only.
  static boolean always(Node unit, SyntaxTree tree) {
    return !(unit instanceof Stmt.FunctionDef def) || leaves(def.body(), tree);
  }

  /// Whether what follows on a block is never reached.
  private static boolean leaves(List<Stmt> block, SyntaxTree tree) {
    return block.stream().anyMatch(it -> leaves(it, tree));
  }

  private static boolean leaves(Stmt statement, SyntaxTree tree) {
    return switch (statement) {
      case Stmt.Return _, Stmt.Raise _ -> true;
      case Stmt.If branch -> leaves(branch.body(), tree) && leaves(branch.orElse(), tree);
      case Stmt.While loop ->
          loop.isEndless() && tree.within(loop).stream().noneMatch(Stmt.Break.class::isInstance);
      case Stmt.With with ->
          leaves(with.body(), tree)
              && with.items().stream().noneMatch(it -> maySwallow(it.context()));
      case Stmt.Try attempt -> leaves(attempt, tree);
      case Stmt.Match match ->
          takesAll(match.cases().getLast())
              && match.cases().stream().allMatch(it -> leaves(it.body(), tree));
      case Stmt _ -> false;
    };
  }

  private static boolean leaves(Stmt.Try attempt, SyntaxTree tree) {
    boolean body = leaves(attempt.body(), tree) || leaves(attempt.orElse(), tree);
    return leaves(attempt.finalBody(), tree)
        || (body && attempt.handlers().stream().allMatch(it -> leaves(it.body(), tree)));
  }

  /// Ex) `with suppress(RuntimeError): return asyncio.create_task(work)`
  private static boolean maySwallow(Expr context) {
    return context instanceof Expr.Call(_, Expr callee, _)
        && Dotted.lastPart(callee).equals("suppress");
  }

  /// Ex) `case _:`
  private static boolean takesAll(Node.MatchCase last) {
    return last.guard().isEmpty()
        && last.pattern() instanceof CasePattern.AsPattern(_, var inner, _)
        && inner.isEmpty();
  }
}
