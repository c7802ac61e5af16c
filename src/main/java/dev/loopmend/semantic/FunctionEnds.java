package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// Whether a function does nothing more behind a statement, however that ends.
final class FunctionEnds {
  private static final List<String> LOCKS =
      List.of("asyncio.Lock", "asyncio.Semaphore", "asyncio.Condition", "threading.Lock");

  /// What may stand between a statement and the end of its function.
  private enum Behind {
    NOTHING,
    /// what waits for nothing, and is not repeated
    NO_WAIT,
    /// the statement returns
    SKIPPED
  }

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Behind allowed;

  private FunctionEnds(SemanticModel model, Behind allowed) {
    this.model = model;
    this.tree = model.tree();
    this.allowed = allowed;
  }

  /// Whether a function ends with a statement, and nothing between sees an exception on its way
  /// out.
  static Answer with(SemanticModel model, Node statement) {
    return new FunctionEnds(model, Behind.NOTHING).climb(statement);
  }

  /// Whether a function waits for nothing behind a statement that ends without an exception, and no
  /// context manager sees that.
  static Answer withoutWait(SemanticModel model, Node statement) {
    return new FunctionEnds(model, Behind.NO_WAIT).climb(statement);
  }

  /// Whether no context manager sees that a statement returns.
  static Answer byReturn(SemanticModel model, Node statement) {
    return new FunctionEnds(model, Behind.SKIPPED).climb(statement);
  }

  private Answer climb(Node statement) {
    Node inner = statement;
    while (true) {
      Node around = tree.parent(inner);
      Answer answer = step(around, inner);
      if (!answer.isYes() || around instanceof Stmt.FunctionDef) {
        return answer;
      }
      inner = around;
    }
  }

  /// Whether nothing follows on a statement in what it stands in.
  private Answer step(Node around, Node inner) {
    return switch (around) {
      case Stmt.FunctionDef def -> followed(def.body(), inner);
      case Stmt.If branch -> followed(oneOf(branch.body(), branch.orElse(), inner), inner);
      case Stmt.Try attempt -> followedIn(attempt, inner);
      case Stmt.With with ->
          with.items().stream().allMatch(it -> isLock(it.context()))
              ? followed(with.body(), inner)
              : new Answer.No("a context manager sees how the block ends");
      case Node.ExceptHandler handler -> followed(handler.body(), inner);
      case Node.MatchCase branch -> followed(branch.body(), inner);
      case Stmt.Match _ -> new Answer.Yes("");
      case Stmt.While _, Stmt.For _ when allowed == Behind.SKIPPED -> new Answer.Yes("");
      case Node _ -> new Answer.No("it is in a loop");
    };
  }

  private boolean isLock(Expr context) {
    return LOCKS.stream().anyMatch(it -> model.isInstance(context, it).isYes());
  }

  private static List<Stmt> oneOf(List<Stmt> one, List<Stmt> other, Node statement) {
    return one.stream().anyMatch(it -> it.id() == statement.id()) ? one : other;
  }

  private Answer followedIn(Stmt.Try attempt, Node inner) {
    if (inner instanceof Node.ExceptHandler) {
      return new Answer.Yes("");
    }
    boolean inBody = attempt.body().stream().anyMatch(it -> it.id() == inner.id());
    if (!inBody) {
      return followed(oneOf(attempt.orElse(), attempt.finalBody(), inner), inner);
    }
    if (allowed != Behind.NOTHING) {
      Answer answer = followed(attempt.body(), inner);
      return answer.isYes() ? followed(attempt.orElse(), inner, true) : answer;
    }
    boolean seen =
        model.handlersAround(inner).stream()
            .anyMatch(
                it ->
                    it.types().stream()
                        .anyMatch(
                            type ->
                                TaskWords.TAKING.contains(type) || type.equals(Handling.UNKNOWN)));
    return seen || !attempt.orElse().isEmpty()
        ? new Answer.No("a try round it goes on otherwise")
        : followed(attempt.body(), inner);
  }

  private Answer followed(List<Stmt> block, Node statement) {
    return followed(block, statement, false);
  }

  /// Whether only what is allowed follows in a block, all of which is `behind` the statement or
  /// not.
  private Answer followed(List<Stmt> block, Node statement, boolean allBehind) {
    boolean behind = allBehind;
    for (Stmt each : block) {
      if (behind && !isAllowed(each)) {
        return new Answer.No("statements follow that would not run any more");
      }
      behind |= each.id() == statement.id();
    }
    return new Answer.Yes("nothing follows");
  }

  private boolean isAllowed(Stmt statement) {
    return switch (allowed) {
      case SKIPPED -> true;
      case NO_WAIT -> tree.within(statement).stream().noneMatch(this::mayTakeLong);
      case NOTHING ->
          // Only a `return` without a value, or nothing.
          switch (statement) {
            case Stmt.Return(_, Optional<Expr> value) -> value.isEmpty() || value.get().isNone();
            case Stmt.Pass _ -> true;
            case Stmt _ -> false;
          };
    };
  }

  private boolean mayTakeLong(Node node) {
    return node instanceof Stmt.While || FlowGraph.waits(node);
  }
}
