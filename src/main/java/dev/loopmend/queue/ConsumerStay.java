package dev.loopmend.queue;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a consumer is there until all that is inserted is taken, and whether nobody looks at how
/// far its producers are, or stops them.
record ConsumerStay(
    ConsumerLoop consumer,
    List<Start> starts,
    List<Insertion> insertions,
    Optional<QueueDrain> drain,
    QueueTasks tasks,
    Codebase codebase) {

  Safety safety() {
    Optional<String> ended = obstacle(starts, TaskHandle.CONSUMER);
    if (ended.isPresent()) {
      return new Safety.Report("others may end the consumer: " + ended.get());
    }
    for (Insertion insertion : insertions) {
      Optional<String> watched = obstacle(insertion.starts(), TaskHandle.PRODUCER);
      if (watched.isPresent()) {
        return new Safety.Unsafe("how far a producer is may matter at " + watched.get());
      }
    }
    return cancelled()
        .or(this::limited)
        .orElseGet(
            () ->
                drain
                    .map(this::untilDrained)
                    .orElseGet(
                        () ->
                            new Safety.Unsafe(
                                "'"
                                    + tasks.starter().name()
                                    + "' does not wait until all is taken that it is given")));
  }

  private Optional<String> obstacle(List<Start> all, Set<String> allowed) {
    return all.stream()
        .flatMap(it -> new TaskHandle(tasks, it, allowed).obstacle().stream())
        .findFirst();
  }

  private SemanticModel model() {
    return tasks.model();
  }

  private SyntaxTree tree() {
    return model().tree();
  }

  /// A cancellation of whatever it may be, before all is taken.
  private Optional<Safety> cancelled() {
    Stmt.FunctionDef starter = tasks.starter();
    int end = drain.map(it -> it.last(tree())).orElse(tree().lastDescendant(starter));
    for (int id = starter.id(); id <= end; id++) {
      if (tree().node(id) instanceof Expr.Call call
          && call.callee() instanceof Expr.Attribute method
          && method.name().equals("cancel")) {
        return Optional.of(
            new Safety.Report(place(call) + " may cancel the consumer before all is taken"));
      }
    }
    return Optional.empty();
  }

  private Safety untilDrained(QueueDrain wait) {
    boolean leaves = !starts.isEmpty() && tasks.leavesBetween(wait.first(), wait.last(tree()));
    if (leaves) {
      return new Safety.Unsafe(
          "'"
              + tasks.starter().name()
              + "' may be left before all is taken at "
              + place(wait.at()));
    }
    return wait.showsFailure()
        ? consumer
            .mayFail(starts.isEmpty())
            .<Safety>map(
                it ->
                    new Safety.Unsafe(
                        "an exception at "
                            + QueueUse.placeOf(consumer.model(), it)
                            + " would end the consumer, and its producer would wait"))
            .orElseGet(Safety.Safe::new)
        : new Safety.Safe();
  }

  private Optional<Safety> limited() {
    for (Insertion insertion : insertions) {
      for (Expr at : insertion.places()) {
        Optional<String> limit = limitAround(model(), at, tasks.starter());
        if (limit.isPresent()) {
          return limit.map(ConsumerStay::limit);
        }
      }
      QueueUse put = insertion.put();
      Optional<String> inside = limitAround(put.model(), put.at(), put.function().orElseThrow());
      if (inside.isPresent()) {
        return inside.map(ConsumerStay::limit);
      }
    }
    return starts.stream()
        .flatMap(it -> limitAround(model(), it.at(), tasks.starter()).stream())
        .findFirst()
        .or(() -> new StarterCallers(tasks, codebase).stop())
        .map(ConsumerStay::limit);
  }

  private static Safety limit(String where) {
    return new Safety.Unsafe("a time limit, a cancellation or a lock may be at " + where);
  }

  /// The place of a block round a node of a function that may be a time limit or a lock.
  static Optional<String> limitAround(SemanticModel in, Expr at, Stmt.FunctionDef def) {
    for (Node outer = in.tree().parent(at);
        outer.id() != def.id() && outer.id() != 0;
        outer = in.tree().parent(outer)) {
      if (outer instanceof Stmt.With with && !QueueTasks.isTransparent(in, with)) {
        return Optional.of(QueueUse.placeOf(in, with));
      }
    }
    return Optional.empty();
  }

  private String place(Node node) {
    return QueueUse.placeOf(model(), node);
  }
}
