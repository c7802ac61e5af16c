package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.plain;

import dev.loopmend.queue.ItemDone;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.WordCondition;
import dev.loopmend.semantic.Answer;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Conditions about what a matched statement takes out of a queue.
final class ItemConditions {
  private static final Set<String> QUEUES = Set.of("LifoQueue", "PriorityQueue", "Queue");

  private ItemConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // Somebody awaits the `join()` of the queue that the match takes an item from.
    words.put("queue-is-joined", about(ItemDone::isAwaited));
    // An item of that queue may stay unmarked; the place where it may is the reason.
    words.put("task-done-missed", about(ItemDone::isMissed));
    // The loop round the match takes more than one item in a turn.
    words.put("takes-several-items", about(ItemDone::isOneOfSeveral));
  }

  private static Condition.Factory about(Function<ItemDone, Answer> question) {
    return plain(
        new WordCondition(
            FarCondition.words(
                site ->
                    getOf(site)
                        .map(it -> question.apply(new ItemDone(site.model(), site.codebase(), it)))
                        .orElseGet(() -> new Answer.No("it awaits no get()")),
                QUEUES.stream()
                    .map(it -> Set.of(it, "join"))
                    .collect(Collectors.toUnmodifiableSet())),
            new TreeSet<>(QUEUES)));
  }

  /// The call of the one `await queue.get()` of a matched statement.
  private static Optional<Expr.Call> getOf(Site site) {
    var tree = site.model().tree();
    for (int id = site.root().id(); id <= tree.lastDescendant(site.root()); id++) {
      Node node = tree.node(id);
      if (node instanceof Expr.Await(_, Expr.Call call)
          && call.callee() instanceof Expr.Attribute method
          && method.name().equals("get")
          && call.arguments().isEmpty()) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }
}
