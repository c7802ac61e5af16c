package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a function does for its end behind a handler, and would not do any more if that raised.
public final class SkippedWork {
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Node.ExceptHandler handler;

  private SkippedWork(SemanticModel model, Node.ExceptHandler handler) {
    this.model = model;
    this.tree = model.tree();
    this.handler = handler;
  }

  /// Whether the function waits for something on its way from a handler to its end, ends something
  /// or sets an attribute there, or asks or gives what the handler has set. The next round of a
  /// loop does not count.
  public static Answer behind(SemanticModel model, Node.ExceptHandler handler) {
    SkippedWork work = new SkippedWork(model, handler);
    return work.askedFlag()
        .<Answer>map(it -> new Answer.Yes(work.place(it) + " tells what the handler sets"))
        .orElseGet(work::follows);
  }

  /// From the end of the handler to that of the function.
  private Answer follows() {
    Node inner = handler;
    Optional<Stmt> jump = Optional.of(handler.body().getLast()).filter(Stmt::leavesBlock);
    Optional<Stmt> found = Optional.empty();
    while (jump.filter(it -> it instanceof Stmt.Return || it instanceof Stmt.Raise).isEmpty()) {
      Node next = jump.<Node>map(tree::loopOf).orElse(tree.parent(inner));
      if (next instanceof Stmt.FunctionDef || next.id() == 0) {
        break;
      }
      List<Stmt> followers = new ArrayList<>();
      boolean breaks = jump.filter(Stmt.Break.class::isInstance).isPresent();
      if (!breaks && tree.loopOf(inner).id() == next.id()) {
        if (isEndless(next)) {
          return answer(Optional.empty());
        }
        found = Optional.empty();
        followers.addAll(orElse(next));
      }
      followers.addAll(followersOf(next));
      jump = followers.stream().filter(Stmt::leavesBlock).findFirst();
      int end = jump.map(Stmt::id).orElse(tree.nodeCount());
      found =
          found.or(() -> followers.stream().filter(it -> it.id() <= end && isWork(it)).findFirst());
      inner = next;
    }
    return answer(found);
  }

  /// Whether control never gets behind a loop.
  private boolean isEndless(Node loop) {
    return loop instanceof Stmt.While it
        && it.isEndless()
        && tree.within(it).stream()
            .noneMatch(at -> at instanceof Stmt.Break && tree.loopOf(at).id() == it.id());
  }

  /// What runs when a loop has had its last round.
  private static List<Stmt> orElse(Node loop) {
    return switch (loop) {
      case Stmt.While it -> it.orElse();
      case Stmt.For it -> it.orElse();
      case Node _ -> List.of();
    };
  }

  /// The statements that run when one has ended, up to the end of its block.
  private List<Stmt> followersOf(Node statement) {
    if (!(statement instanceof Stmt done)) {
      return List.of();
    }
    List<Stmt> followers =
        new ArrayList<>(
            model.surroundings.blockOf(done).stream().filter(it -> it.id() > done.id()).toList());
    if (tree.parent(done) instanceof Stmt.Try attempt
        && attempt.body().stream().anyMatch(it -> it.id() == done.id())) {
      followers.addAll(attempt.orElse());
    }
    return followers;
  }

  private Answer answer(Optional<Stmt> found) {
    return found
        .<Answer>map(it -> new Answer.Yes(place(it) + " would not run any more"))
        .orElseGet(() -> new Answer.No("nothing that matters follows"));
  }

  /// Whether a statement waits for something, ends something, or says so in an attribute.
  private boolean isWork(Stmt statement) {
    return tree.within(statement).stream()
        .filter(this::isOwn)
        .anyMatch(
            it ->
                switch (it) {
                  case Expr.Call call -> FunctionNames.isEndingCall(model.scopes, call);
                  // Ex) self.reconnect_task = None
                  case Stmt.Assign assign ->
                      assign.targets().stream().anyMatch(SkippedWork::isKeptElsewhere);
                  // Ex) self.running -= 1
                  case Stmt.AugAssign assign -> isKeptElsewhere(assign.target());
                  case Stmt.AnnAssign assign -> isKeptElsewhere(assign.target());
                  case Stmt.Delete gone ->
                      gone.targets().stream().anyMatch(SkippedWork::isKeptElsewhere);
                  case Node _ -> FlowGraph.waits(it);
                });
  }

  private static boolean isKeptElsewhere(Expr target) {
    return target instanceof Expr.Attribute || target instanceof Expr.Subscript;
  }

  /// Ex) `if abort: …` or `return abort` where the handler says `abort = True`
  private Optional<Stmt> askedFlag() {
    Set<String> asked = set(false);
    Set<String> given = set(true);
    Optional<Stmt> loop = model.outermostLoop((Stmt) tree.parent(handler));
    return tree.within(function()).stream()
        .filter(it -> isOwn(it) && !tree.contains(handler, it))
        .filter(
            it ->
                it.id() > handler.id()
                    || loop.filter(round -> tree.contains(round, it)).isPresent())
        .filter(Stmt.class::isInstance)
        .map(Stmt.class::cast)
        .filter(
            it ->
                switch (it) {
                  case Stmt.If choice -> mentions(choice.test(), asked);
                  // Ex) return sent, cut_off
                  case Stmt.Return(_, Optional<Expr> value) when value.isPresent() ->
                      mentions(value.get(), given);
                  case Stmt _ -> false;
                })
        .findFirst();
  }

  private boolean mentions(Expr expr, Set<String> names) {
    return tree.within(expr).stream()
        .anyMatch(it -> it instanceof Expr part && names.contains(tree.textOf(part)));
  }

  /// What the handler sets; to something else than `None`, which says nothing, if it is `telling`.
  private Set<String> set(boolean telling) {
    Set<String> names = new HashSet<>();
    for (Stmt statement : handler.body()) {
      if (statement instanceof Stmt.Assign(_, List<Expr> targets, Expr value)
          && !(telling && value.isNone())) {
        targets.forEach(it -> addTarget(it, names));
      }
    }
    return names;
  }

  /// Ex) `self.done, state["why"]`
  private void addTarget(Expr target, Set<String> names) {
    switch (target) {
      case Expr.TupleExpr several -> several.elements().forEach(it -> addTarget(it, names));
      case Expr one -> names.add(tree.textOf(one));
    }
  }

  private Node function() {
    return model.functionOf(handler).orElse(tree.module());
  }

  private boolean isOwn(Node node) {
    return model.functionOf(node).equals(model.functionOf(handler));
  }

  private String place(Stmt statement) {
    return "line " + tree.fileLine(statement);
  }
}
