package dev.loopmend.queue;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.queue.QueueTasks.Starts;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether the function that makes a queue starts a consumer of it before anything is inserted, and
/// keeps it until the last insertion is done.
final class QueueOrder {
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Codebase codebase;
  private final Expr creation;
  private final QueueUses uses;

  QueueOrder(SemanticModel model, Codebase codebase, Expr creation, QueueUses uses) {
    this.model = model;
    this.tree = model.tree();
    this.codebase = codebase;
    this.creation = creation;
    this.uses = uses;
  }

  /// How sure a bound is with these consumers.
  Safety of(List<ConsumerLoop> consumers) {
    Optional<Stmt.FunctionDef> starter = model.nearestDef(creation);
    if (starter.isEmpty() || !starter.get().isAsync()) {
      return unseen(QueueUse.placeOf(model, creation));
    }
    QueueTasks tasks = new QueueTasks(model, starter.get(), uses);
    List<Insertion> insertions = new ArrayList<>();
    for (QueueUse put : uses.of(Kind.PUT)) {
      Stmt.FunctionDef def = put.function().orElseThrow();
      switch (tasks.of(put.model(), def)) {
        case Starts.Unseen(String where) -> {
          return unseen(where);
        }
        case Starts.Seen(List<Start> starts) -> insertions.add(new Insertion(put, starts));
      }
    }
    Safety weakest = new Safety.Safe();
    for (ConsumerLoop consumer : consumers) {
      switch (tasks.of(consumer.model(), consumer.function())) {
        case Starts.Unseen(String where) -> weakest = weakest.weakest(unseen(where));
        case Starts.Seen(List<Start> starts) -> {
          OneConsumer one = new OneConsumer(consumer, starts, insertions, tasks);
          weakest = weakest.weakest(one.safety());
        }
      }
    }
    return weakest;
  }

  private static Safety unseen(String where) {
    return new Safety.Unsafe(
        "whether a consumer is started before the first insertion cannot be seen: " + where);
  }

  /// One insertion: where the starter runs the function that makes it; nowhere for the starter
  /// itself.
  private record Insertion(QueueUse put, List<Start> starts) {
    boolean isInStarter() {
      return starts.isEmpty();
    }
  }

  /// The judgement about one consumer.
  private final class OneConsumer {
    private final ConsumerLoop consumer;
    private final List<Start> starts;
    private final List<Insertion> insertions;
    private final QueueTasks tasks;

    OneConsumer(
        ConsumerLoop consumer, List<Start> starts, List<Insertion> insertions, QueueTasks tasks) {
      this.consumer = consumer;
      this.starts = starts;
      this.insertions = insertions;
      this.tasks = tasks;
    }

    Safety safety() {
      Stmt first = starts.isEmpty() ? consumer.loop() : starts.getFirst().statement();
      Optional<Safety> early = waitsBefore(first).or(() -> insertsBefore(first));
      if (early.isPresent()) {
        return early.get();
      }
      Safety safety = isReached(first).weakest(staysForInsertions());
      if (!consumer.end().isEmpty()) {
        safety = safety.weakest(endsLast());
      }
      return safety;
    }

    /// What the starter awaits between the queue and the consumer's start.
    private Optional<Safety> waitsBefore(Stmt first) {
      Optional<Node> waits =
          new IndependentAwaits(codebase)
              .firstDependent(model, tasks.starter(), creation.id(), first.id() - 1, Set.of());
      return waits.map(
          it -> {
            boolean inserts =
                it instanceof Expr.Await(_, Expr value)
                    && uses.at(model, value).filter(use -> use.kind() == Kind.PUT).isPresent();
            String place = QueueUse.placeOf(model, it);
            String start = QueueUse.placeOf(model, first);
            return inserts
                ? new Safety.Report(place + " inserts before a consumer is started at " + start)
                : new Safety.Report(place + " may wait before a consumer is started at " + start);
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
    private Safety isReached(Stmt first) {
      Node from = first;
      Optional<Expr> counted = counted(first);
      if (tree.parent(first) instanceof Stmt.For loop && !starts.isEmpty()) {
        counted = Optional.of(loop.iterable());
        from = loop;
      }
      Node block = tree.parent(from);
      while (block instanceof Stmt.With with) {
        if (!isTransparent(with)) {
          return new Safety.Unsafe("a time limit or a lock may be at " + place(with));
        }
        block = tree.parent(with);
      }
      Node made = tree.parent(QueueTasks.statementOf(tree, creation));
      while (made instanceof Stmt.With with) {
        made = tree.parent(with);
      }
      if (block.id() != tasks.starter().id() || made.id() != tasks.starter().id()) {
        return unseen(place(first));
      }
      return counted
          .filter(it -> !isPositive(it))
          .<Safety>map(
              it -> new Safety.Unsafe("a consumer is only started if there is one: " + place(it)))
          .orElseGet(Safety.Safe::new);
    }

    /// Ex) `async with asyncio.TaskGroup() as group:`
    private boolean isTransparent(Stmt.With with) {
      return with.items().stream()
          .allMatch(
              it ->
                  it.context() instanceof Expr.Call call
                      && model
                          .qualifiedName(call.callee())
                          .filter(
                              name ->
                                  name.equals("asyncio.TaskGroup")
                                      || name.equals("aiohttp.ClientSession"))
                          .isPresent());
    }

    /// What a comprehension round the start goes over.
    private Optional<Expr> counted(Stmt first) {
      if (starts.isEmpty()) {
        return Optional.empty();
      }
      for (Node at = starts.getFirst().at(); at.id() != first.id(); at = tree.parent(at)) {
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
          || !model.qualifiedName(call.callee()).equals(Optional.of("builtins.range"))) {
        return false;
      }
      Expr count = call.arguments().getFirst().value();
      Expr value = model.bindingOf(count).flatMap(model::singleAssignment).orElse(count);
      return value instanceof Expr.Constant(_, Expr.ConstantKind kind, String text)
          && kind == Expr.ConstantKind.NUMBER
          && text.matches("[1-9]\\d*");
    }

    /// No insertion before the start, none after a cancellation, and none under a time limit.
    private Safety staysForInsertions() {
      Optional<String> handle =
          starts.stream().flatMap(it -> new TaskHandle(tasks, it).obstacle().stream()).findFirst();
      if (handle.isPresent()) {
        return new Safety.Report("others may end the consumer: " + handle.get());
      }
      for (Expr.Call cancel : cancellations()) {
        Optional<Node> later = insertionBehind(cancel);
        if (later.isPresent()) {
          return new Safety.Report(
              place(cancel) + " may cancel the consumer before " + place(later.get()));
        }
      }
      for (Insertion insertion : insertions) {
        List<Expr> here =
            insertion.isInStarter()
                ? List.of(insertion.put().at())
                : insertion.starts().stream().map(Start::at).toList();
        for (Expr at : here) {
          Optional<Stmt.With> limit = limitAround(model, at, tasks.starter());
          if (limit.isPresent()) {
            return new Safety.Unsafe("a time limit or a lock may be at " + place(limit.get()));
          }
        }
        Optional<Stmt.With> inside =
            limitAround(
                insertion.put().model(),
                insertion.put().at(),
                insertion.put().function().orElseThrow());
        if (inside.isPresent()) {
          String where = QueueUse.placeOf(insertion.put().model(), inside.get());
          return new Safety.Unsafe("a time limit or a lock may be at " + where);
        }
      }
      return new Safety.Safe();
    }

    private Optional<Stmt.With> limitAround(SemanticModel in, Expr at, Stmt.FunctionDef def) {
      for (Node outer = in.tree().parent(at);
          outer.id() != def.id() && outer.id() != 0;
          outer = in.tree().parent(outer)) {
        if (outer instanceof Stmt.With with && with.isAsync() && !isTransparent(with)) {
          return Optional.of(with);
        }
      }
      return Optional.empty();
    }

    private List<Expr.Call> cancellations() {
      List<Expr.Call> found = new ArrayList<>();
      for (int id = tasks.starter().id(); id <= tree.lastDescendant(tasks.starter()); id++) {
        if (tree.node(id) instanceof Expr.Call call
            && call.callee() instanceof Expr.Attribute method
            && method.name().equals("cancel")) {
          found.add(call);
        }
      }
      return found;
    }

    /// An insertion of the starter, or something awaited that may be one's task, that runs after a
    /// cancellation.
    private Optional<Node> insertionBehind(Expr.Call cancel) {
      Set<String> tasksOfProducers = new LinkedHashSet<>();
      List<Node> places = new ArrayList<>();
      for (Insertion insertion : insertions) {
        if (insertion.isInStarter()) {
          places.add(insertion.put().at());
        }
        for (Start start : insertion.starts()) {
          // Ex) async with asyncio.TaskGroup() as group: the end of the block awaits its tasks
          Optional<Node> group = groupRound(start.at(), cancel);
          if (group.isPresent()) {
            return group;
          }
          places.add(start.at());
          tasksOfProducers.addAll(tasks.namesIn(start));
        }
      }
      for (int id = cancel.id(); id <= tree.lastDescendant(tasks.starter()); id++) {
        if (tree.node(id) instanceof Expr.Await await && mentions(await, tasksOfProducers)) {
          return Optional.of(await);
        }
      }
      return places.stream()
          .filter(it -> it.id() > cancel.id() || shareLoop(it, cancel))
          .findFirst();
    }

    private Optional<Node> groupRound(Node start, Node cancel) {
      for (Node at = tree.parent(start); at.id() != tasks.starter().id(); at = tree.parent(at)) {
        if (at instanceof Stmt.With with && with.isAsync() && tree.contains(at, cancel)) {
          return Optional.of(at);
        }
      }
      return Optional.empty();
    }

    private boolean mentions(Expr.Await await, Set<String> names) {
      for (int id = await.id(); id <= tree.lastDescendant(await); id++) {
        if (tree.node(id) instanceof Expr.Name name && names.contains(name.text())) {
          return true;
        }
      }
      return false;
    }

    private boolean shareLoop(Node one, Node other) {
      for (Node at = tree.parent(one); at.id() != tasks.starter().id(); at = tree.parent(at)) {
        if ((at instanceof Stmt.For || at instanceof Stmt.While) && tree.contains(at, other)) {
          return true;
        }
      }
      return false;
    }

    /// Whether what the consumer ends on is inserted last of all.
    private Safety endsLast() {
      return new QueueEnd(consumer, starts, tasks, uses).safety();
    }

    private String place(Node node) {
      return QueueUse.placeOf(model, node);
    }
  }
}
