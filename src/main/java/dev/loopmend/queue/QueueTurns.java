package dev.loopmend.queue;

import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether items stand together in a queue only because nothing could come between them: an
/// insertion into one without a bound, and a removal from a filled one, let nobody else run.
record QueueTurns(
    ConsumerLoop consumer, List<Start> starts, List<Insertion> insertions, QueueTasks tasks) {

  /// The place where another task may come between now.
  Optional<String> broken() {
    return mixed().or(this::shared);
  }

  /// Ex) `await queue.put(head)` and `await queue.put(body)` of a producer that is started twice
  private Optional<String> mixed() {
    List<Start> producers = producers();
    if (!isOneOfSeveral(producers)) {
      return Optional.empty();
    }
    return insertions.stream()
        .filter(it -> it.isInStarter() ? isBeside(it, producers) : hasTask(it))
        .map(Insertion::put)
        .filter(this::isInRow)
        .findFirst()
        .map(it -> it.place() + " inserts several in a row, and so do other producers");
  }

  /// The starts of producers as tasks.
  private List<Start> producers() {
    return insertions.stream()
        .flatMap(it -> it.starts().stream())
        .filter(Start::isTask)
        .distinct()
        .toList();
  }

  private static boolean hasTask(Insertion insertion) {
    return insertion.starts().stream().anyMatch(Start::isTask);
  }

  private boolean isOneOfSeveral(List<Start> producers) {
    return producers.size() > 1
        || producers.stream().anyMatch(it -> !tasks.isSingle(it))
        || insertions.stream().anyMatch(it -> isBeside(it, producers));
  }

  /// Whether the starter's own code inserts while one of the tasks may do so.
  private boolean isBeside(Insertion insertion, List<Start> producers) {
    return insertion.places().stream()
        .filter(at -> producers.stream().noneMatch(it -> it.at().id() == at.id()))
        .anyMatch(
            at ->
                producers.stream().anyMatch(it -> it.at().id() < at.id() && !tasks.isDone(it, at)));
  }

  /// Whether another insertion follows without a pause: in the next turn of a loop, or behind it.
  private boolean isInRow(QueueUse put) {
    SyntaxTree tree = put.model().tree();
    Optional<Stmt> loop = loopRound(put);
    boolean again = loop.filter(it -> !pauses(put, it.id(), tree.lastDescendant(it))).isPresent();
    return again
        || tasks.uses().of(Kind.PUT).stream()
            .filter(it -> it.model().path().equals(put.model().path()))
            .filter(it -> it.function().equals(put.function()) && it.at().id() > put.at().id())
            .filter(it -> !isOtherBranch(tree, put.at(), it.at()))
            .anyMatch(it -> !pauses(put, put.at().id(), it.at().id()));
  }

  /// Whether the function of an insertion waits for something else between two nodes' numbers.
  private boolean pauses(QueueUse put, int from, int to) {
    SemanticModel model = put.model();
    Optional<Stmt.FunctionDef> def = put.function();
    return Stream.iterate(from, it -> it <= to, it -> it + 1)
        .map(model.tree()::node)
        .filter(it -> model.nearestDef(it).equals(def))
        .anyMatch(
            it ->
                switch (it) {
                  case Expr.Await(_, Expr value) ->
                      tasks.uses().at(model, value).filter(use -> use.kind() == Kind.PUT).isEmpty();
                  case Stmt.For loop -> loop.isAsync();
                  case Stmt.With with -> with.isAsync();
                  case Node _ -> false;
                });
  }

  /// Ex) the body and the `else` of one `if`
  private static boolean isOtherBranch(SyntaxTree tree, Node one, Node other) {
    for (Node at = tree.parent(one); at.id() != 0; at = tree.parent(at)) {
      if (tree.contains(at, other)) {
        return at instanceof Stmt.If branch
            && branch.body().stream().anyMatch(it -> tree.contains(it, one))
            && branch.orElse().stream().anyMatch(it -> tree.contains(it, other));
      }
    }
    return false;
  }

  private static Optional<Stmt> loopRound(QueueUse put) {
    SyntaxTree tree = put.model().tree();
    for (Node at = put.at(); !(at instanceof Stmt.FunctionDef); at = tree.parent(at)) {
      if (at instanceof Stmt.For || at instanceof Stmt.While) {
        return Optional.of((Stmt) at);
      }
    }
    return Optional.empty();
  }

  /// Ex) `head = await queue.get()` and `body = await queue.get()` of two consumers
  private Optional<String> shared() {
    List<String> places = new ArrayList<>();
    for (QueueUse get : tasks.uses().of(Kind.GET)) {
      boolean own =
          get.model().path().equals(consumer.model().path())
              && Objects.equals(
                  get.function().map(Stmt::id), Optional.of(consumer.function().id()));
      if (own) {
        places.add(get.place());
      }
    }
    boolean several = starts.size() > 1 || starts.stream().anyMatch(it -> !tasks.isSingle(it));
    return several && places.size() > 1
        ? Optional.of(
            places.getLast() + " takes another in the same turn, and so do other consumers")
        : Optional.empty();
  }
}
