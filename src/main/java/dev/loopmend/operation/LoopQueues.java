package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.queue.LoopQueue;
import dev.loopmend.queue.QueueCall;
import dev.loopmend.queue.ThreadQueues;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Conditions about calls by which a queue between threads stops its caller, and the operation that
/// makes it one of the event loop.
final class LoopQueues {
  private LoopQueues() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // The match may wait at a `queue.Queue` that another thread fills or empties.
    words.put("may-wait-for-thread", Arguments.plain(new Waits("queue", LoopQueues::waits)));
    // The match may wait at a queue of `multiprocessing`.
    words.put(
        "may-wait-for-process",
        Arguments.plain(new Waits("multiprocessing", LoopQueues::waitsForProcess)));
  }

  static Made<Operation> toLoop(Operation.Settings settings) {
    return settings.values().isEmpty()
        ? new Made.Done<>(new ToLoop())
        : new Made.Refused<>("takes no settings");
  }

  private static Optional<QueueCall> callOf(Site site) {
    return site.root() instanceof Expr.Call call ? QueueCall.of(call) : Optional.empty();
  }

  private static Answer waits(Site site, QueueCall call) {
    Optional<String> type =
        ThreadQueues.betweenThreads(site.codebase(), site.model(), call.method().value());
    return type.isEmpty()
        ? new Answer.No("it is not seen to be a queue between threads")
        : answer(
            ThreadQueues.mayWait(site.codebase(), site.model(), call),
            "'"
                + site.model().tree().textOf(call.method().value())
                + "' is of the class "
                + Dotted.spelled(type.get()),
            "it does not wait");
  }

  private static Answer waitsForProcess(Site site, QueueCall call) {
    return answer(
        ThreadQueues.betweenProcesses(site.model(), call.method().value()).isPresent()
            && ThreadQueues.mayWait(site.codebase(), site.model(), call),
        "",
        "it is not seen to wait for another process");
  }

  /// A condition about a call of a queue, which functions of other files may use and get as well.
  private record Waits(String word, BiFunction<Site, QueueCall, Answer> question)
      implements Condition {
    @Override
    public Answer test(Site site) {
      return callOf(site)
          .map(it -> question.apply(site, it))
          .orElseGet(() -> new Answer.No("it is no call of a queue"));
    }

    @Override
    public Set<Set<String>> requiredNames() {
      return Set.of(Set.of(word));
    }

    @Override
    public boolean asksCoroutineCallers() {
      return true;
    }

    @Override
    public Set<String> asksReceiversOf() {
      return Set.of("get", "put", "join");
    }
  }

  /// `queue-to-loop:` the queue whose method the match calls becomes one of asyncio, with all that
  /// uses it.
  private record ToLoop() implements Operation {
    @Override
    public Outcome apply(Site site, Draft draft) {
      Optional<QueueCall> call = callOf(site);
      if (call.isEmpty()) {
        return new Outcome.Declined("it is no call of a queue");
      }
      switch (LoopQueue.of(site.codebase(), site.model(), call.get(), site.target())) {
        case Made.Refused(String why) -> {
          return new Outcome.Declined(why);
        }
        case Made.Done(List<FileEdits> files) -> {
          Draft made = draft;
          for (FileEdits file : files) {
            made = made.with(file.path(), file.edits(), file.requests());
          }
          return new Outcome.Done(made);
        }
      }
    }
  }
}
