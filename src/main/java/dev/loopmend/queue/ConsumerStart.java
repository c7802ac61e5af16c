package dev.loopmend.queue;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a consumer is started for sure, and before anything is inserted or waited for.
record ConsumerStart(
    ConsumerLoop consumer,
    List<Start> starts,
    List<Insertion> insertions,
    QueueTasks tasks,
    Codebase codebase) {

  /// How sure that is for the queue that an expression of the starter makes.
  Safety safety(Expr creation) {
    Stmt first = starts.isEmpty() ? consumer.loop() : starts.getFirst().statement();
    return waitsBefore(creation, first)
        .or(() -> insertsBefore(first))
        .orElseGet(() -> isReached(creation, first));
  }

  private SemanticModel model() {
    return tasks.model();
  }

  private SyntaxTree tree() {
    return model().tree();
  }

  /// What the starter awaits between the queue and the consumer's start.
  private Optional<Safety> waitsBefore(Expr creation, Stmt first) {
    Optional<Node> waits =
        new IndependentAwaits(codebase)
            .firstDependent(model(), tasks.starter(), creation.id(), first.id() - 1, Set.of());
    return waits.map(
        it -> {
          boolean inserts =
              it instanceof Expr.Await(_, Expr value)
                  && tasks
                      .uses()
                      .at(model(), value)
                      .filter(use -> use.kind() == Kind.PUT)
                      .isPresent();
          return new Safety.Report(
              place(it)
                  + (inserts ? " inserts" : " may wait")
                  + " before a consumer is started at "
                  + place(first));
        });
  }

  /// What is inserted above the start, and by others than tasks.
  private Optional<Safety> insertsBefore(Stmt first) {
    int start = starts.isEmpty() ? first.id() : starts.getFirst().at().id();
    for (Insertion insertion : insertions) {
      boolean early =
          insertion.isInStarter()
              ? insertion.put().at().id() < start
              : insertion.starts().stream().anyMatch(it -> !it.isTask() && it.at().id() < start);
      if (early) {
        String put = insertion.put().place();
        return Optional.of(
            new Safety.Report(put + " inserts before a consumer is started at " + place(first)));
      }
    }
    return Optional.empty();
  }

  /// Whether nothing but the queue's own existence decides that the consumer is started.
  private Safety isReached(Expr creation, Stmt first) {
    Stmt from = first;
    Optional<Expr> counted = counted(first);
    if (tree().parent(first) instanceof Stmt.For loop && !starts.isEmpty()) {
      counted = Optional.of(loop.iterable());
      from = loop;
    }
    boolean always =
        tasks.isAlwaysRun(from)
            && tasks.isAlwaysRun(QueueTasks.statementOf(tree(), creation))
            && !tasks.leavesBetween(creation.id(), first.id());
    if (!always) {
      return QueueOrder.unseen(place(first));
    }
    return counted
        .filter(it -> !isPositive(it))
        .<Safety>map(
            it -> new Safety.Unsafe("a consumer is only started if there is one: " + place(it)))
        .orElseGet(Safety.Safe::new);
  }

  /// What a comprehension round the start goes over.
  private Optional<Expr> counted(Stmt first) {
    if (starts.isEmpty()) {
      return Optional.empty();
    }
    for (Node at = starts.getFirst().at(); at.id() != first.id(); at = tree().parent(at)) {
      List<Node.Comprehension> clauses =
          switch (at) {
            case Expr.ListComp(_, _, var all) -> all;
            case Expr.GeneratorExp(_, _, var all) -> all;
            case Node _ -> List.of();
          };
      if (!clauses.isEmpty()) {
        boolean one = clauses.size() == 1 && clauses.getFirst().conditions().isEmpty();
        return Optional.of(one ? clauses.getFirst().iterable() : (Expr) at);
      }
    }
    return Optional.empty();
  }

  /// Ex) `range(3)`
  private boolean isPositive(Expr iterable) {
    if (!(iterable instanceof Expr.Call call)
        || call.arguments().size() != 1
        || !model().qualifiedName(call.callee()).equals(Optional.of("builtins.range"))) {
      return false;
    }
    Expr count = call.arguments().getFirst().value();
    Expr value = model().bindingOf(count).flatMap(model()::singleAssignment).orElse(count);
    return value instanceof Expr.Constant(_, Expr.ConstantKind kind, String text)
        && kind == Expr.ConstantKind.NUMBER
        && text.matches("[1-9]\\d*");
  }

  private String place(Node node) {
    return QueueUse.placeOf(model(), node);
  }
}
