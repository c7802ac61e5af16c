package dev.loopmend.queue;

import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.syntax.Expr;
import java.util.List;

/// One insertion: where the starter runs the function that makes it; nowhere for the starter
/// itself.
record Insertion(QueueUse put, List<Start> starts) {
  boolean isInStarter() {
    return starts.isEmpty();
  }

  /// Where the starter's own code causes it.
  List<Expr> places() {
    return isInStarter() ? List.of(put.at()) : starts.stream().map(Start::at).toList();
  }
}
