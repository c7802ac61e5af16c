package dev.loopmend.queue;

import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// Where the starter waits until all is taken that was inserted: behind `at` nothing is left to
/// happen with the queue, in whatever order it happened before. `first` is the number of the first
/// node that has to do with an insertion, and `showsFailure` tells that an exception that ends the
/// consumer comes out there.
record QueueDrain(Stmt at, int first, boolean showsFailure) {

  /// The number of the last node of the wait.
  int last(SyntaxTree tree) {
    return tree.lastDescendant(at);
  }

  /// Where a function that starts a consumer waits for it; empty if it cannot be seen.
  static Optional<QueueDrain> of(
      ConsumerLoop consumer, List<Start> starts, List<Insertion> insertions, QueueTasks tasks) {
    return new Search(consumer, starts, insertions, tasks).find();
  }

  private record Search(
      ConsumerLoop consumer, List<Start> starts, List<Insertion> insertions, QueueTasks tasks) {

    Optional<QueueDrain> find() {
      // Ex) the function itself takes everything
      if (starts.isEmpty()) {
        return Optional.of(at(consumer.loop(), true));
      }
      Start start = starts.getFirst();
      if (starts.size() > 1) {
        return joined();
      }
      // Ex) await consume(queue)
      if (!start.isTask()) {
        return Optional.of(at(start.statement(), true));
      }
      Optional<QueueDrain> group = group(start);
      if (group.isPresent()) {
        return group;
      }
      // Ex) await asyncio.gather(produce(queue), consume(queue))
      if (isAwaitedGather(start)) {
        return insertsBehind(start.statement())
            ? Optional.empty()
            : Optional.of(at(start.statement(), true));
      }
      return joined().or(() -> awaited(start));
    }

    private QueueDrain at(Stmt statement, boolean showsFailure) {
      int first =
          insertions.stream()
              .flatMap(it -> it.places().stream())
              .mapToInt(it -> tasks.outermost(it).id())
              .min()
              .orElse(statement.id());
      return new QueueDrain(statement, Math.min(first, statement.id()), showsFailure);
    }

    private boolean insertsBehind(Stmt statement) {
      int last = tree().lastDescendant(statement);
      return insertions.stream().flatMap(it -> it.places().stream()).anyMatch(it -> it.id() > last);
    }

    private SyntaxTree tree() {
      return tasks.model().tree();
    }

    private boolean isAwaitedGather(Start start) {
      for (Node at = start.at(); at.id() != start.statement().id(); at = tree().parent(at)) {
        if (at instanceof Expr.Await(_, Expr.Call call)
            && tasks.model().qualifiedName(call.callee()).equals(Optional.of("asyncio.gather"))) {
          return tasks.isAlwaysRun(start.statement());
        }
      }
      return false;
    }

    /// Ex) `async with asyncio.TaskGroup() as group:` round all of it
    private Optional<QueueDrain> group(Start start) {
      for (Node at = tree().parent(start.at());
          at.id() != tasks.starter().id();
          at = tree().parent(at)) {
        if (at instanceof Stmt.With with
            && tasks.isGroupOf(with, start)
            && insertions.stream().allMatch(it -> isWithin(it, with))) {
          return Optional.of(new QueueDrain(with, with.body().getFirst().id(), true));
        }
      }
      return Optional.empty();
    }

    private boolean isWithin(Insertion insertion, Stmt.With group) {
      return insertion.isInStarter()
          ? tree().contains(group, insertion.put().at())
          : insertion.starts().stream()
              .allMatch(
                  it ->
                      tree().contains(group, it.at())
                          && (!it.isTask() || tasks.isGroupOf(group, it)));
    }

    /// Ex) `await queue.join()` behind all insertions
    private Optional<QueueDrain> joined() {
      return tasks.uses().of(Kind.JOIN).stream()
          .filter(it -> it.model().path().equals(tasks.model().path()))
          .filter(it -> it.function().filter(def -> def.id() == tasks.starter().id()).isPresent())
          .filter(it -> QueueUses.limitOf(it.model(), it.at()).isEmpty())
          .map(it -> QueueTasks.statementOf(tree(), it.at()))
          .filter(it -> it instanceof Stmt.ExprStmt && tasks.isAlwaysRun(it))
          .filter(this::isBehindAll)
          .findFirst()
          .map(it -> at(it, false));
    }

    private boolean isBehindAll(Stmt statement) {
      return insertions.stream()
          .allMatch(
              it ->
                  it.isInStarter()
                      ? it.put().at().id() < statement.id()
                      : it.starts().stream().allMatch(start -> tasks.isDone(start, statement)));
    }

    /// Ex) `await consuming`, `await asyncio.gather(*consumers)` behind all insertions of the
    /// starter
    private Optional<QueueDrain> awaited(Start start) {
      for (int id = start.statement().id(); id <= tree().lastDescendant(tasks.starter()); id++) {
        if (tree().node(id) instanceof Expr.Await await
            && tasks.waitsFor(await.value(), start)
            && tasks.isAlwaysRun(QueueTasks.statementOf(tree(), await))) {
          Stmt statement = QueueTasks.statementOf(tree(), await);
          return insertsBehind(statement) ? Optional.empty() : Optional.of(at(statement, true));
        }
      }
      return Optional.empty();
    }
  }
}
