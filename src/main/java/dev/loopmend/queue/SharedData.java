package dev.loopmend.queue;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether other tasks could see, or spoil, what the code between the first insertion and the last
/// removal does. An insertion into a queue without a bound never suspends, so that code was never
/// interrupted by its own insertions; with a bound it is.
record SharedData(
    ConsumerLoop consumer,
    List<Start> starts,
    List<Insertion> insertions,
    Optional<QueueDrain> drain,
    QueueTasks tasks,
    Codebase codebase) {
  Safety safety() {
    for (Insertion insertion : insertions) {
      Optional<Node> item = itemUsedLater(insertion.put());
      if (item.isPresent()) {
        return new Safety.Unsafe(
            "what is inserted is used on at " + place(insertion.put().model(), item.get()));
      }
    }
    TouchedData taking = new TouchedData(codebase, tasks.uses());
    TouchedData inserting = new TouchedData(codebase, tasks.uses());
    consumers(taking);
    producers(inserting);
    Optional<String> borrowed =
        taking.borrowed().isPresent() ? inserting.borrowed() : Optional.empty();
    return inserting
        .open()
        .or(() -> inserting.sharedWith(taking))
        .or(() -> inserting.sharedWith(others()))
        .or(() -> borrowed)
        .or(this::sharedByProducers)
        .<Safety>map(
            it -> new Safety.Unsafe("other tasks run between insertions and may change " + it))
        .orElseGet(Safety.Safe::new);
  }

  /// What several producers use, or one that is started several times.
  private Optional<String> sharedByProducers() {
    SemanticModel model = tasks.model();
    List<TouchedData> all = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (Insertion insertion : insertions) {
      for (Start start : insertion.starts()) {
        if (!seen.add(start.at().id())) {
          continue;
        }
        TouchedData one = new TouchedData(codebase, tasks.uses());
        one.code(model, start.at().id(), model.tree().lastDescendant(start.at()));
        Optional<String> again = tasks.isSingle(start) ? Optional.empty() : one.any();
        Optional<String> other =
            all.stream().flatMap(it -> one.sharedWith(it).stream()).findFirst();
        if (again.or(() -> other).isPresent()) {
          return again.or(() -> other);
        }
        all.add(one);
      }
    }
    return Optional.empty();
  }

  private void consumers(TouchedData taking) {
    SemanticModel model = tasks.model();
    SyntaxTree tree = model.tree();
    if (starts.isEmpty()) {
      taking.code(model, consumer.loop().id(), tree.lastDescendant(consumer.loop()));
    }
    for (Start start : starts) {
      taking.code(model, start.at().id(), tree.lastDescendant(start.at()));
    }
  }

  private void producers(TouchedData inserting) {
    SemanticModel model = tasks.model();
    SyntaxTree tree = model.tree();
    int from = drain.map(QueueDrain::first).orElse(tasks.starter().id());
    int to =
        starts.isEmpty()
            ? consumer.loop().id() - 1
            : drain.map(it -> it.last(tree)).orElse(tree.lastDescendant(tasks.starter()));
    int at = from;
    for (Expr start : apart()) {
      if (start.id() >= at && start.id() <= to) {
        inserting.code(model, at, start.id() - 1);
        at = tree.lastDescendant(start) + 1;
      }
    }
    inserting.code(model, at, to);
    for (Insertion insertion : insertions) {
      for (Start start : insertion.starts()) {
        inserting.code(model, start.at().id(), tree.lastDescendant(start.at()));
      }
    }
  }

  /// What runs as tasks that have nothing to do with the queue. Ex) `create_task(prune(table))`
  private TouchedData others() {
    TouchedData others = new TouchedData(codebase, tasks.uses());
    for (Expr one : tasks.otherTasks(users())) {
      others.code(tasks.model(), one.id(), tasks.model().tree().lastDescendant(one));
    }
    return others;
  }

  /// The starter's code that other tasks run, in the order of the text.
  private List<Expr> apart() {
    return Stream.concat(starts.stream().map(Start::at), tasks.otherTasks(users()).stream())
        .sorted(Comparator.comparingInt(Expr::id))
        .toList();
  }

  /// The calls of the starter by which the queue is used.
  private List<Expr> users() {
    return Stream.concat(starts.stream(), insertions.stream().flatMap(it -> it.starts().stream()))
        .map(Start::at)
        .toList();
  }

  /// Where something that is put into the queue is used by its producer afterwards.
  private Optional<Node> itemUsedLater(QueueUse put) {
    SemanticModel model = put.model();
    Set<Binding> items = new LinkedHashSet<>();
    collect(model, put.at(), items);
    return items.stream()
        .flatMap(it -> usedLater(model, it, put.at()))
        .filter(it -> !isBehindAll(model, it))
        .findFirst()
        .or(() -> DelayedCode.rebound(model, put.at()));
  }

  /// The variables that what is inserted may be part of: `chunk` and `buffer` of `chunk = buffer`.
  private void collect(SemanticModel model, Node code, Set<Binding> into) {
    SyntaxTree tree = model.tree();
    for (int id = code.id(); id <= tree.lastDescendant(code); id++) {
      if (tree.node(id) instanceof Expr.Name name
          && !tasks.uses().isName(model, name)
          && !NameUsage.isFixed(model, name)) {
        model
            .bindingOf(name)
            .filter(it -> !TouchedData.isCode(it) && into.add(it))
            .ifPresent(it -> sources(model, it, into));
      }
    }
  }

  private void sources(SemanticModel model, Binding item, Set<Binding> into) {
    for (Node store : item.stores()) {
      switch (model.tree().parent(store)) {
        case Stmt.Assign(_, _, Expr value) when isPart(value) -> collect(model, value, into);
        case Stmt.For loop when isPart(loop.iterable()) -> collect(model, loop.iterable(), into);
        case Node _ -> {}
      }
    }
  }

  /// Ex) `buffer`, `self.rows`, `rows[0]`; what is called makes something
  private static boolean isPart(Expr value) {
    return switch (value) {
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _, Expr.TupleExpr _, Expr.IfExp _ -> true;
      case Expr _ -> false;
    };
  }

  /// Whether the starter gets to a node only when all is taken.
  private boolean isBehindAll(SemanticModel model, Node node) {
    return model.path().equals(tasks.model().path())
        && model.nearestDef(node).filter(it -> it.id() == tasks.starter().id()).isPresent()
        && drain.filter(it -> it.last(model.tree()) < node.id()).isPresent();
  }

  private static Stream<Node> usedLater(SemanticModel model, Binding item, Expr put) {
    SyntaxTree tree = model.tree();
    Optional<Node> loop = loopRound(model, put);
    boolean fresh =
        loop.filter(it -> item.stores().stream().anyMatch(store -> tree.contains(it, store)))
            .isPresent();
    return item.reads().stream()
        .filter(it -> !tree.contains(put, it) && !NameUsage.isLookedAt(model, it))
        .filter(it -> !(tree.parent(it) instanceof Stmt.For) || it.id() > put.id())
        .filter(
            it ->
                it.id() > put.id()
                    || isKept(tree, it)
                    || (!fresh && loop.filter(round -> tree.contains(round, it)).isPresent()));
  }

  /// Ex) `waiting.append(item)`, `table[key] = item`
  private static boolean isKept(SyntaxTree tree, Node read) {
    return switch (tree.parent(read)) {
      case Node.Argument argument ->
          tree.parent(argument) instanceof Expr.Call(_, Expr.Attribute _, _);
      case Stmt.Assign assign ->
          assign.targets().stream().anyMatch(it -> !(it instanceof Expr.Name));
      case Node _ -> false;
    };
  }

  private static Optional<Node> loopRound(SemanticModel model, Expr put) {
    SyntaxTree tree = model.tree();
    for (Node at = tree.parent(put); at.id() != 0; at = tree.parent(at)) {
      if (at instanceof Stmt.For || at instanceof Stmt.While) {
        return Optional.of(at);
      }
      if (at instanceof Stmt.FunctionDef) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String place(SemanticModel model, Node node) {
    return QueueUse.placeOf(model, node);
  }
}
