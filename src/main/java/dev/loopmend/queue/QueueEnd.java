package dev.loopmend.queue;

import dev.loopmend.edit.Safety;
import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.queue.QueueTasks.Starts;
import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether what a consumer ends on is the last thing that anybody inserts, so that no producer
/// waits for a consumer that is gone.
record QueueEnd(ConsumerLoop consumer, List<Start> starts, QueueTasks tasks, QueueUses uses) {

  Safety safety() {
    List<QueueUse> ends = new ArrayList<>();
    List<QueueUse> items = new ArrayList<>();
    for (QueueUse put : uses.of(Kind.PUT)) {
      boolean isEnd =
          put.at() instanceof Expr.Call(_, _, var arguments)
              && arguments.size() == 1
              && put.model()
                  .tree()
                  .textOf(arguments.getFirst().value())
                  .equals(consumer.end().orElse(""));
      (isEnd ? ends : items).add(put);
    }
    if (ends.isEmpty()) {
      return leaves("nothing visible inserts what it ends on");
    }
    for (QueueUse end : ends) {
      Optional<String> repeated = repeated(end);
      if (repeated.isPresent()) {
        return leaves(repeated.get());
      }
      for (QueueUse item : items) {
        if (!isLast(end, item)) {
          return leaves(item.place() + " may insert after " + end.place());
        }
      }
    }
    return new Safety.Safe();
  }

  private Safety leaves(String why) {
    String place = QueueUse.placeOf(consumer.model(), consumer.loop());
    return new Safety.Report("the consumer at " + place + " may end too early: " + why);
  }

  /// Ex) `for _ in workers: await queue.put(None)`: as many as there are consumers, or some of them
  /// would never be taken
  private Optional<String> repeated(QueueUse end) {
    SyntaxTree tree = end.model().tree();
    Stmt.FunctionDef def = end.function().orElseThrow();
    Optional<Node> loop = loopIn(tree, end.at(), def);
    if (loop.isEmpty() && isStartedOnce(end)) {
      return Optional.empty();
    }
    boolean perConsumer =
        loop.isPresent()
            && loop.get() instanceof Stmt.For each
            && loopIn(tree, each, def).isEmpty()
            && def.id() == tasks.starter().id()
            && end.model().path().equals(tasks.model().path())
            && starts.size() == 1
            && (tasks.namesIn(starts.getFirst()).contains(tree.textOf(each.iterable()))
                || isSameCount(each));
    return perConsumer
        ? Optional.empty()
        : Optional.of(end.place() + " may insert more ends than there are consumers");
  }

  /// Ex) `range(count)` here and where the consumers are started
  private boolean isSameCount(Stmt.For each) {
    SyntaxTree tree = tasks.model().tree();
    String text = tree.textOf(each.iterable());
    Start start = starts.getFirst();
    for (Node at = tree.parent(start.at()); !(at instanceof Stmt); at = tree.parent(at)) {
      if (at instanceof Expr.ListComp(_, _, var clauses)
          && clauses.size() == 1
          && tree.textOf(clauses.getFirst().iterable()).equals(text)) {
        return true;
      }
    }
    return tree.parent(start.statement()) instanceof Stmt.For loop
        && tree.textOf(loop.iterable()).equals(text);
  }

  /// Whether the function round an insertion is run once at most.
  private boolean isStartedOnce(QueueUse put) {
    Stmt.FunctionDef def = put.function().orElseThrow();
    return switch (tasks.of(put.model(), def)) {
      case Starts.Unseen _ -> false;
      case Starts.Seen(List<Start> all) ->
          all.isEmpty() || (all.size() == 1 && tasks.isSingle(all.getFirst()));
    };
  }

  private boolean isLast(QueueUse end, QueueUse item) {
    Stmt.FunctionDef def = end.function().orElseThrow();
    boolean together =
        item.function().filter(it -> it.id() == def.id()).isPresent()
            && item.model().path().equals(end.model().path());
    if (together) {
      return isStartedOnce(end) && isBehind(end.model(), end.at(), item.at(), def);
    }
    boolean inStarter =
        def.id() == tasks.starter().id() && end.model().path().equals(tasks.model().path());
    return inStarter
        && tasks.of(item.model(), item.function().orElseThrow()) instanceof Starts.Seen(var all)
        && all.stream()
            .allMatch(
                it ->
                    isBehind(tasks.model(), end.at(), it.at(), tasks.starter())
                        && tasks.isDone(it, end.at()));
  }

  private static boolean isBehind(
      SemanticModel model, Node end, Node item, Stmt.FunctionDef function) {
    return end.id() > item.id()
        && loopIn(model.tree(), end, function)
            .filter(it -> model.tree().contains(it, item))
            .isEmpty();
  }

  /// The outermost loop of a function round a node.
  private static Optional<Node> loopIn(SyntaxTree tree, Node node, Stmt.FunctionDef function) {
    Optional<Node> found = Optional.empty();
    for (Node at = tree.parent(node); at.id() != function.id(); at = tree.parent(at)) {
      if (at instanceof Stmt.For || at instanceof Stmt.While) {
        found = Optional.of(at);
      }
    }
    return found;
  }
}
