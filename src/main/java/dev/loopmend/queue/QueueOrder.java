package dev.loopmend.queue;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.queue.QueueTasks.Starts;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the function that makes a queue starts a consumer of it before anything is inserted,
/// keeps it until the last insertion is taken, and does nothing meanwhile that another order of its
/// tasks would change.
record QueueOrder(SemanticModel model, Codebase codebase, Expr creation, QueueUses uses) {

  /// How sure a bound is with these consumers.
  Safety of(List<ConsumerLoop> consumers) {
    Optional<Stmt.FunctionDef> starter = model.nearestDef(creation);
    if (starter.isEmpty() || !starter.get().isAsync()) {
      return unseen(QueueUse.placeOf(model, creation));
    }
    QueueTasks tasks = new QueueTasks(model, starter.get(), uses);
    List<Insertion> insertions = new ArrayList<>();
    for (QueueUse put : uses.of(Kind.PUT)) {
      switch (tasks.of(put.model(), put.function().orElseThrow())) {
        case Starts.Unseen(String where) -> {
          return unseen(where);
        }
        case Starts.Seen(List<Start> starts) -> insertions.add(new Insertion(put, starts));
      }
    }
    Safety weakest = new Safety.Safe();
    for (ConsumerLoop consumer : consumers) {
      Safety one =
          switch (tasks.of(consumer.model(), consumer.function())) {
            case Starts.Unseen(String where) -> unseen(where);
            case Starts.Seen(List<Start> starts) -> of(consumer, starts, insertions, tasks);
          };
      weakest = weakest.weakest(one);
    }
    return weakest;
  }

  private Safety of(
      ConsumerLoop consumer, List<Start> starts, List<Insertion> insertions, QueueTasks tasks) {
    Optional<QueueDrain> drain = QueueDrain.of(consumer, starts, insertions, tasks);
    Safety started =
        new ConsumerStart(consumer, starts, insertions, tasks, codebase).safety(creation);
    Safety stays = new ConsumerStay(consumer, starts, insertions, drain, tasks, codebase).safety();
    Safety safety = started.weakest(stays);
    if (!consumer.end().isEmpty()) {
      safety = safety.weakest(new QueueEnd(consumer, starts, tasks, uses).safety());
    }
    Optional<String> broken = new QueueTurns(consumer, starts, insertions, tasks).broken();
    if (broken.isPresent()) {
      safety =
          safety.weakest(new Safety.Unsafe("what stands together may be torn: " + broken.get()));
    }
    // What is shared is looked at last: it takes the longest.
    return safety.level() == Safety.Level.SAFE
        ? new SharedData(consumer, starts, insertions, drain, tasks, codebase).safety()
        : safety;
  }

  static Safety unseen(String where) {
    return new Safety.Unsafe(
        "whether a consumer is started before the first insertion cannot be seen: " + where);
  }
}
