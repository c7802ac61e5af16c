package dev.loopmend.sharing;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// Whether code runs again and again, as far as loops show it.
public final class Repetition {
  private Repetition() {}

  /// The innermost `for` or `while` of the same function whose body holds a node.
  public static Optional<Stmt> loopRound(SemanticModel model, Node node) {
    SyntaxTree tree = model.tree();
    int function = model.functionOf(node).map(Node::id).orElse(0);
    Node inner = node;
    for (Node at = tree.parent(node); at.id() != function && at.id() != 0; at = tree.parent(at)) {
      boolean holds =
          switch (at) {
            case Stmt.For loop -> holds(tree, loop.body(), inner);
            case Stmt.While loop -> holds(tree, loop.body(), inner);
            case Node _ -> false;
          };
      if (holds) {
        return Optional.of((Stmt) at);
      }
      inner = at;
    }
    return Optional.empty();
  }

  /// The outermost of these loops.
  public static Optional<Stmt> outermostLoopRound(SemanticModel model, Node node) {
    Optional<Stmt> found = loopRound(model, node);
    while (found.flatMap(it -> loopRound(model, it)).isPresent()) {
      found = loopRound(model, found.get());
    }
    return found;
  }

  /// Whether the loop round a place comes round there only when something has failed: each way on
  /// from the place leaves the turn, and one of them the loop.
  public static boolean isOnlyByFailure(SemanticModel model, Node node) {
    SyntaxTree tree = model.tree();
    Optional<Stmt> loop = loopRound(model, node);
    boolean leaves =
        loop.stream()
            .flatMap(it -> tree.within(it).stream())
            .filter(it -> model.functionOf(it).equals(model.functionOf(node)))
            .anyMatch(it -> it instanceof Stmt.Return || it instanceof Stmt.Break);
    Node at = tree.statementOf(node);
    boolean ends = false;
    while (leaves && !ends && at.id() != loop.get().id()) {
      ends = at instanceof Stmt one && (ends(one) || anyEnds(new Layout(tree).behind(one)));
      at = tree.parent(at);
    }
    return ends;
  }

  private static boolean anyEnds(List<Stmt> block) {
    return block.stream().anyMatch(Repetition::ends);
  }

  /// Whether nothing runs behind a statement in its block, unless an exception was handled.
  private static boolean ends(Stmt statement) {
    return switch (statement) {
      case Stmt.With with -> anyEnds(with.body());
      case Stmt.Try attempt -> anyEnds(attempt.body()) || anyEnds(attempt.orElse());
      case Stmt.If test -> anyEnds(test.body()) && anyEnds(test.orElse());
      case Stmt _ -> statement.leavesBlock();
    };
  }

  private static boolean holds(SyntaxTree tree, List<Stmt> block, Node node) {
    return block.stream().anyMatch(it -> tree.contains(it, node));
  }

  /// Where a `for` or a comprehension of a coroutine function outside of tests calls the coroutine
  /// function that a node is in, as file and line. A `while` goes over no sequence.
  public static Optional<String> callInLoop(Codebase codebase, SemanticModel model, Node node) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(node).filter(Stmt.FunctionDef::isAsync);
    if (def.isEmpty()) {
      return Optional.empty();
    }
    for (FunctionUse use : codebase.workspace().usesOf(model.refOf(def.get()))) {
      Optional<SemanticModel> caller = codebase.model(use.path()).filter(it -> !it.isTestModule());
      if (use.kind() == FunctionUse.Kind.CALL
          && caller.isPresent()
          && isInLoop(caller.get(), use)) {
        return Optional.of(codebase.place(use.path(), use.at()));
      }
    }
    return Optional.empty();
  }

  private static boolean isInLoop(SemanticModel model, FunctionUse use) {
    return model
        .tree()
        .callAt(use.at())
        .filter(it -> model.nearestDef(it).filter(Stmt.FunctionDef::isAsync).isPresent())
        .filter(it -> inComprehension(model.tree(), it) || inFor(model, it))
        .isPresent();
  }

  private static boolean inFor(SemanticModel model, Node node) {
    Node inner = node;
    Optional<Stmt> loop = loopRound(model, inner);
    while (loop.isPresent()) {
      if (loop.get() instanceof Stmt.For && !isOnlyByFailure(model, inner)) {
        return true;
      }
      inner = loop.get();
      loop = loopRound(model, inner);
    }
    return false;
  }

  /// Ex) `[fetch(url) for url in urls]`, not in its first iterable
  private static boolean inComprehension(SyntaxTree tree, Node node) {
    Node inner = node;
    for (Node at = tree.parent(node); !(at instanceof Stmt); at = tree.parent(at)) {
      boolean holds =
          switch (at) {
            case Expr.ListComp(_, Expr element, _) -> tree.contains(element, inner);
            case Expr.SetComp(_, Expr element, _) -> tree.contains(element, inner);
            case Expr.GeneratorExp(_, Expr element, _) -> tree.contains(element, inner);
            case Expr.DictComp(_, _, Expr value, _) -> tree.contains(value, inner);
            case Node _ -> false;
          };
      if (holds) {
        return true;
      }
      inner = at;
    }
    return false;
  }

  /// Whether of two calls one execution makes only one: they stand in different branches of an
  /// `if`.
  public static boolean exclude(Codebase codebase, ObjectUse one, ObjectUse other) {
    if (!one.path().equals(other.path())) {
      return false;
    }
    return codebase
        .model(one.path())
        .map(it -> exclude(it.tree(), one.at(), other.at()))
        .orElse(false);
  }

  private static boolean exclude(SyntaxTree tree, Node one, Node other) {
    for (Node at = tree.parent(one); at.id() != 0; at = tree.parent(at)) {
      boolean apart =
          switch (at) {
            case Stmt.If(_, _, List<Stmt> body, List<Stmt> orElse) ->
                (holds(tree, body, one) && holds(tree, orElse, other))
                    || (holds(tree, orElse, one) && holds(tree, body, other));
            case Expr.IfExp(_, Expr body, _, Expr orElse) ->
                (tree.contains(body, one) && tree.contains(orElse, other))
                    || (tree.contains(orElse, one) && tree.contains(body, other));
            case Node _ -> false;
          };
      if (apart) {
        return true;
      }
    }
    return false;
  }
}
