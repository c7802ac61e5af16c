package dev.loopmend.queue;

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

/// How the function that makes a queue starts the functions that use it: where it calls each of
/// them, and whether that runs at once or as a task.
record QueueTasks(SemanticModel model, Stmt.FunctionDef starter, QueueUses uses) {
  private static final Set<String> STARTERS =
      Set.of("asyncio.create_task", "asyncio.ensure_future", "asyncio.gather");

  /// One start of a function: `at` is the call of it, `statement` holds that, and `isTask` tells
  /// that the starter goes on meanwhile.
  record Start(Expr at, Stmt statement, boolean isTask) {}

  /// All starts of a function, or where one is out of sight.
  sealed interface Starts {
    record Seen(List<Start> starts) implements Starts {}

    record Unseen(String where) implements Starts {}
  }

  /// How a function that uses the queue is started.
  Starts of(SemanticModel home, Stmt.FunctionDef def) {
    if (home.path().equals(model.path()) && def.id() == starter.id()) {
      return new Starts.Seen(List.of());
    }
    List<Expr> calls = new ArrayList<>();
    boolean nested = home.path().equals(model.path()) && model.tree().contains(starter, def);
    if (nested) {
      for (Node read : model.bindingOf(def).map(it -> it.reads()).orElse(List.of())) {
        if (!(model.tree().parent(read) instanceof Expr.Call call)
            || call.callee().id() != read.id()) {
          return new Starts.Unseen(QueueUse.placeOf(model, read));
        }
        calls.add(call);
      }
    } else {
      for (QueueUses.Passed passed : uses.passed()) {
        if (passed.function().equals(home.refOf(def))) {
          if (!passed.model().path().equals(model.path())) {
            return new Starts.Unseen(QueueUse.placeOf(passed.model(), passed.call()));
          }
          calls.add(passed.call());
        }
      }
    }
    List<Start> starts = new ArrayList<>();
    for (Expr call : calls) {
      Optional<Start> start = startOf(call);
      if (start.isEmpty()) {
        return new Starts.Unseen(QueueUse.placeOf(model, call));
      }
      starts.add(start.get());
    }
    return starts.isEmpty()
        ? new Starts.Unseen(QueueUse.placeOf(home, def))
        : new Starts.Seen(starts);
  }

  /// Ex) `await consume(queue)`, `asyncio.create_task(consume(queue))`, or of a comprehension
  private Optional<Start> startOf(Expr call) {
    SyntaxTree tree = model.tree();
    boolean here = model.nearestDef(call).filter(it -> it.id() == starter.id()).isPresent();
    if (!here) {
      return Optional.empty();
    }
    Node at = tree.parent(call);
    if (at instanceof Expr.Await) {
      return Optional.of(new Start(call, statementOf(tree, call), false));
    }
    if (isComprehension(at)) {
      at = tree.parent(at);
    }
    if (!(at instanceof Node.Argument)
        || !(tree.parent(at) instanceof Expr.Call taker)
        || !starts(taker)) {
      return Optional.empty();
    }
    boolean gathered = model.qualifiedName(taker.callee()).equals(Optional.of("asyncio.gather"));
    Node around = tree.parent(taker);
    boolean known = !gathered || around instanceof Expr.Await || around instanceof Stmt.Assign;
    return known ? Optional.of(new Start(call, statementOf(tree, call), true)) : Optional.empty();
  }

  private static boolean isComprehension(Node node) {
    return node instanceof Expr.ListComp || node instanceof Expr.GeneratorExp;
  }

  private boolean starts(Expr.Call taker) {
    boolean group =
        taker.callee() instanceof Expr.Attribute(_, Expr owner, String name)
            && name.equals("create_task")
            && model
                .typeOf(owner)
                .filter(
                    it -> it.equals("asyncio.TaskGroup") || it.equals("asyncio.AbstractEventLoop"))
                .isPresent();
    return group || model.qualifiedName(taker.callee()).filter(STARTERS::contains).isPresent();
  }

  static Stmt statementOf(SyntaxTree tree, Node node) {
    Node at = node;
    while (!(at instanceof Stmt)) {
      at = tree.parent(at);
    }
    return (Stmt) at;
  }

  /// The local names that the tasks of a start may be reached by.
  Set<String> namesIn(Start start) {
    Set<String> names = new LinkedHashSet<>();
    SyntaxTree tree = model.tree();
    for (int id = start.statement().id(); id <= tree.lastDescendant(start.statement()); id++) {
      boolean inside = id >= start.at().id() && id <= tree.lastDescendant(start.at());
      if (!inside
          && tree.node(id) instanceof Expr.Name name
          && model
              .bindingOf(name)
              .filter(it -> it.scope().node().id() == starter.id())
              .isPresent()) {
        names.add(name.text());
      }
    }
    return names;
  }
}
