package dev.loopmend.queue;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a queue may get a bound (recipes' section 3.3). A bound makes insertions wait; that ends
/// for sure if some consumer is started before the first of them, stays for as long as anybody
/// inserts, and waits for nothing that another task has to do.
public final class QueueBound {
  private final SemanticModel model;
  private final Codebase codebase;
  private final Expr creation;
  private final QueueUses uses;

  /// The question about a queue that an expression makes, with all its uses.
  public QueueBound(SemanticModel model, Codebase codebase, Expr creation, QueueUses uses) {
    this.model = model;
    this.codebase = codebase;
    this.creation = creation;
    this.uses = uses;
  }

  /// The level of a bound, with the obstacle or the assumption.
  public Safety safety() {
    Optional<String> insertion = insertionInTheWay();
    if (insertion.isPresent()) {
      return new Safety.Report(insertion.get());
    }
    return switch (uses.sight()) {
      case QueueUses.Sight.Unknown unknown -> new Safety.Report(unknown.text());
      case QueueUses.Sight.All _ -> withConsumer();
    };
  }

  /// What is in the way however the queue is emptied.
  private Optional<String> insertionInTheWay() {
    for (QueueUse use : uses.uses()) {
      String place = use.place();
      switch (use.kind()) {
        case PUT_NOWAIT -> {
          return Optional.of("put_nowait at " + place + " would raise asyncio.QueueFull");
        }
        case PUT_LATER -> {
          return Optional.of("put at " + place + " is not awaited where it is called");
        }
        case UNKNOWN -> {
          return Optional.of("what " + place + " does with it is not known");
        }
        case PUT -> {
          if (!use.model().cleansUp(use.at()).isNo()) {
            return Optional.of("put at " + place + " stands in code that cleans up");
          }
        }
        case GET, GET_OTHERWISE, SIZE_DECIDES, JOIN, HARMLESS -> {}
      }
    }
    return feedsItself();
  }

  private Optional<String> feedsItself() {
    for (QueueUse put : uses.of(Kind.PUT)) {
      for (QueueUse get : uses.uses()) {
        boolean same =
            get.kind().removes()
                && get.model().path().equals(put.model().path())
                && get.function().isPresent()
                && get.function().equals(put.function());
        if (same) {
          String name = get.function().orElseThrow().name();
          return Optional.of("'" + name + "' itself inserts at " + put.place());
        }
      }
    }
    return Optional.empty();
  }

  private Safety withConsumer() {
    List<ConsumerLoop> consumers = new ArrayList<>();
    String obstacle = "nothing awaits its get()";
    for (QueueUse get : uses.of(Kind.GET).reversed()) {
      switch (ConsumerLoop.at(get, uses, codebase)) {
        case ConsumerLoop.Seen.Consumer(ConsumerLoop one) -> consumers.addFirst(one);
        case ConsumerLoop.Seen.Obstacle(String why) -> obstacle = why;
      }
    }
    if (consumers.isEmpty()) {
      return new Safety.Report(obstacle);
    }
    // Of several assumptions the first is told: the one that is least to be expected.
    Safety safety = collected();
    for (ConsumerLoop consumer : consumers) {
      safety = safety.weakest(ended(consumer));
    }
    safety = safety.weakest(new QueueOrder(model, codebase, creation, uses).of(consumers));
    for (ConsumerLoop consumer : consumers) {
      safety = safety.weakest(impatient(consumer));
    }
    return safety
        .weakest(sizeDecides())
        .weakest(limited())
        .weakest(timed())
        .weakest(stored())
        .weakest(collected());
  }

  /// Ex) `while self.running: await queue.get()`: who inserts then may wait for room that nobody
  /// makes
  private static Safety ended(ConsumerLoop consumer) {
    return consumer
        .flag()
        .<Safety>map(
            it ->
                new Safety.Unsafe(
                    "nobody may wait for a producer once the consumer ends, at "
                        + QueueUse.placeOf(consumer.model(), it)))
        .orElseGet(Safety.Safe::new);
  }

  /// Ex) `await asyncio.wait_for(queue.get(), 5)`: a producer that had to wait goes on later
  private static Safety impatient(ConsumerLoop consumer) {
    return consumer
        .limit()
        .<Safety>map(
            it ->
                new Safety.Unsafe(
                    "the pauses between items may be others than before, and time limits pass at "
                        + QueueUse.placeOf(consumer.model(), it)))
        .orElseGet(Safety.Safe::new);
  }

  private Safety stored() {
    return uses.stored()
        .<Safety>map(
            it ->
                new Safety.Unsafe(
                    "who calls the methods of the object that keeps it at "
                        + it
                        + " decides whether a consumer is started before the first insertion"))
        .orElseGet(Safety.Safe::new);
  }

  /// Ex) `for queue in self.queues: await queue.put(item)`
  private Safety collected() {
    return uses.collected()
        .<Safety>map(
            it ->
                new Safety.Unsafe(
                    "it is one of several that "
                        + it
                        + " collects: who feeds all of them waits for the slowest consumer"))
        .orElseGet(Safety.Safe::new);
  }

  private Safety limited() {
    return uses.of(Kind.PUT).stream()
        .filter(it -> QueueUses.limitOf(it.model(), it.at()).isPresent())
        .findFirst()
        .<Safety>map(
            it -> new Safety.Unsafe("a full queue lets the time limit pass at " + it.place()))
        .orElseGet(Safety.Safe::new);
  }

  /// Ex) `while time.monotonic() < end: await queue.put(item)`
  private Safety timed() {
    return uses.of(Kind.PUT).stream()
        .flatMap(it -> InsertionTime.asked(it).map(at -> QueueUse.placeOf(it.model(), at)).stream())
        .findFirst()
        .<Safety>map(it -> new Safety.Unsafe("insertions may take longer than expected at " + it))
        .orElseGet(Safety.Safe::new);
  }

  private Safety sizeDecides() {
    return uses.of(Kind.SIZE_DECIDES).stream()
        .findFirst()
        .<Safety>map(it -> new Safety.Unsafe("its size decides something at " + it.place()))
        .orElseGet(Safety.Safe::new);
  }
}
