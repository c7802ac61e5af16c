package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a function does nothing more behind a statement, however that ends.
final class FunctionEnds {
  private static final Set<String> TAKING =
      Set.of("asyncio.CancelledError", "builtins.BaseException");

  private static final List<String> LOCKS =
      List.of("asyncio.Lock", "asyncio.Semaphore", "asyncio.Condition", "threading.Lock");

  private FunctionEnds() {}

  /// Whether a function ends with a statement, and nothing between sees an exception on its way
  /// out.
  static Answer with(SemanticModel model, Node statement) {
    SyntaxTree tree = model.tree();
    Node child = statement;
    while (true) {
      Node parent = tree.parent(child);
      Node inner = child;
      switch (parent) {
        case Stmt.FunctionDef def -> {
          return followed(def.body(), inner);
        }
        case Stmt.If branch -> {
          Answer answer = followed(oneOf(branch.body(), branch.orElse(), inner), inner);
          if (!answer.isYes()) {
            return answer;
          }
        }
        case Stmt.Try attempt -> {
          Answer answer = followedIn(model, attempt, inner);
          if (!answer.isYes()) {
            return answer;
          }
        }
        case Stmt.With with -> {
          if (!with.items().stream().allMatch(it -> isLock(model, it.context()))) {
            return new Answer.No("a context manager sees how the block ends");
          }
          Answer answer = followed(with.body(), inner);
          if (!answer.isYes()) {
            return answer;
          }
        }
        case Node.ExceptHandler handler -> {
          Answer answer = followed(handler.body(), inner);
          if (!answer.isYes()) {
            return answer;
          }
        }
        case Node.MatchCase branch -> {
          Answer answer = followed(branch.body(), inner);
          if (!answer.isYes()) {
            return answer;
          }
        }
        case Stmt.Match _ -> {}
        case Node _ -> {
          return new Answer.No("it is in a loop");
        }
      }
      child = parent;
    }
  }

  private static boolean isLock(SemanticModel model, Expr context) {
    return LOCKS.stream().anyMatch(it -> model.isInstance(context, it).isYes());
  }

  private static List<Stmt> oneOf(List<Stmt> one, List<Stmt> other, Node statement) {
    return one.stream().anyMatch(it -> it.id() == statement.id()) ? one : other;
  }

  private static Answer followedIn(SemanticModel model, Stmt.Try attempt, Node inner) {
    if (inner instanceof Node.ExceptHandler) {
      return new Answer.Yes("");
    }
    boolean inBody = attempt.body().stream().anyMatch(it -> it.id() == inner.id());
    if (inBody) {
      boolean seen =
          model.handlersAround(inner).stream()
              .filter(it -> it.statement().id() == attempt.id())
              .anyMatch(
                  it ->
                      it.types().stream()
                          .anyMatch(
                              type -> TAKING.contains(type) || type.equals(Handling.UNKNOWN)));
      return seen || !attempt.orElse().isEmpty()
          ? new Answer.No("a try round it goes on otherwise")
          : followed(attempt.body(), inner);
    }
    return followed(oneOf(attempt.orElse(), attempt.finalBody(), inner), inner);
  }

  /// Whether only a `return` without a value, or nothing, follows in a block.
  private static Answer followed(List<Stmt> block, Node statement) {
    boolean behind = false;
    for (Stmt each : block) {
      boolean empty =
          switch (each) {
            case Stmt.Return(_, Optional<Expr> value) ->
                value.isEmpty()
                    || (value.get() instanceof Expr.Constant it
                        && it.kind() == Expr.ConstantKind.NONE);
            case Stmt.Pass _ -> true;
            case Stmt _ -> false;
          };
      if (behind && !empty) {
        return new Answer.No("statements follow that would not run any more");
      }
      behind |= each.id() == statement.id();
    }
    return new Answer.Yes("nothing follows");
  }
}
