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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether other tasks could see, or spoil, what the code between the first insertion and the last
/// removal does. An insertion into a queue without a bound never suspends, so that code was never
/// interrupted by its own insertions; with a bound it is.
record SharedData(
    ConsumerLoop consumer,
    List<Start> starts,
    List<Insertion> insertions,
    QueueTasks tasks,
    Codebase codebase) {
  private static final Set<String> FIXED =
      Set.of("builtins.int", "builtins.str", "builtins.float", "builtins.bool", "builtins.bytes");

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
    return inserting
        .open()
        .or(() -> inserting.sharedWith(taking))
        .<Safety>map(
            it -> new Safety.Unsafe("other tasks run between insertions and may see " + it))
        .orElseGet(Safety.Safe::new);
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
    Optional<QueueDrain> drain = QueueDrain.of(consumer, starts, insertions, tasks);
    int from = drain.map(QueueDrain::first).orElse(tasks.starter().id());
    int to =
        starts.isEmpty()
            ? consumer.loop().id() - 1
            : drain.map(it -> it.last(tree)).orElse(tree.lastDescendant(tasks.starter()));
    int at = from;
    for (Start start : starts) {
      if (start.at().id() >= from && start.at().id() <= to) {
        inserting.code(model, at, start.at().id() - 1);
        at = tree.lastDescendant(start.at()) + 1;
      }
    }
    inserting.code(model, at, to);
    for (Insertion insertion : insertions) {
      for (Start start : insertion.starts()) {
        inserting.code(model, start.at().id(), tree.lastDescendant(start.at()));
      }
    }
  }

  /// Where something that is put into the queue is used by its producer afterwards.
  private Optional<Node> itemUsedLater(QueueUse put) {
    SemanticModel model = put.model();
    SyntaxTree tree = model.tree();
    for (int id = put.at().id(); id <= tree.lastDescendant(put.at()); id++) {
      if (tree.node(id) instanceof Expr.Name name
          && !tasks.uses().isName(model, name)
          && !isFixed(model, name)) {
        Optional<Node> later = model.bindingOf(name).flatMap(it -> usedLater(model, it, put.at()));
        if (later.isPresent()) {
          return later;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> usedLater(SemanticModel model, Binding item, Expr put) {
    SyntaxTree tree = model.tree();
    if (TouchedData.isCode(item)) {
      return Optional.empty();
    }
    Optional<Node> loop = loopRound(model, put);
    boolean fresh =
        loop.filter(it -> item.stores().stream().anyMatch(store -> tree.contains(it, store)))
            .isPresent();
    return item.reads().stream()
        .filter(it -> !tree.contains(put, it) && !isLookedAt(tree, it))
        .filter(
            it ->
                it.id() > put.id()
                    || (!fresh && loop.filter(round -> tree.contains(round, it)).isPresent()))
        .findFirst();
  }

  /// Ex) `if item is None: break`
  private static boolean isLookedAt(SyntaxTree tree, Node read) {
    return tree.parent(read) instanceof Expr.Compare;
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

  /// Ex) a number of `for number in range(10)`
  private static boolean isFixed(SemanticModel model, Expr.Name name) {
    boolean counted =
        model
            .bindingOf(name)
            .filter(it -> it.stores().size() == 1)
            .map(it -> model.tree().parent(it.stores().getFirst()))
            .filter(
                it ->
                    it instanceof Stmt.For loop
                        && loop.iterable() instanceof Expr.Call call
                        && model.qualifiedName(call.callee()).equals(Optional.of("builtins.range")))
            .isPresent();
    return counted || model.typeOf(name).filter(FIXED::contains).isPresent();
  }

  private static String place(SemanticModel model, Node node) {
    return QueueUse.placeOf(model, node);
  }
}
