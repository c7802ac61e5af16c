package dev.loopmend.queue;

import dev.loopmend.queue.QueueUse.Kind;
import dev.loopmend.semantic.Binding;
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
  private static final Set<String> TRANSPARENT =
      Set.of("asyncio.TaskGroup", "aiohttp.ClientSession", "httpx.AsyncClient", "builtins.open");

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
      Optional<Binding> name = model.bindingOf(def).filter(it -> it.stores().size() == 1);
      // Ex) @retry async def work(), or one of two of that name
      if (name.isEmpty() || !def.decorators().isEmpty()) {
        return new Starts.Unseen(QueueUse.placeOf(model, def));
      }
      for (Node read : name.get().reads()) {
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

  /// What the starter runs as a task beside some calls. Ex) `prune(table)` of
  /// `asyncio.create_task(prune(table))`
  List<Expr> otherTasks(List<Expr> known) {
    SyntaxTree tree = model.tree();
    return tree.within(starter).stream()
        .filter(it -> it instanceof Expr.Call taker && starts(taker))
        .flatMap(it -> ((Expr.Call) it).arguments().stream())
        .map(Node.Argument::value)
        .filter(it -> known.stream().noneMatch(one -> tree.contains(it, one)))
        .filter(it -> uses.of(Kind.PUT).stream().noneMatch(put -> isWithin(put, it)))
        .filter(it -> !(it instanceof Expr.Name))
        .filter(it -> model.nearestDef(it).filter(def -> def.id() == starter.id()).isPresent())
        .toList();
  }

  private boolean isWithin(QueueUse put, Expr item) {
    return put.model().path().equals(model.path()) && model.tree().contains(put.at(), item);
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

  /// Whether a statement runs whenever the starter does and is not left before: it stands in its
  /// body, in a `with` that lets exceptions through, or in a `try` that only cleans up.
  boolean isAlwaysRun(Stmt statement) {
    SyntaxTree tree = model.tree();
    Node inner = statement;
    for (Node at = tree.parent(inner); at.id() != starter.id(); at = tree.parent(at)) {
      Node child = inner;
      boolean plain =
          switch (at) {
            case Stmt.With with -> isTransparent(model, with);
            case Stmt.Try attempt ->
                attempt.handlers().isEmpty()
                    && attempt.body().stream().anyMatch(it -> it.id() == child.id());
            case Node _ -> false;
          };
      if (!plain) {
        return false;
      }
      inner = at;
    }
    return true;
  }

  /// Ex) `async with asyncio.TaskGroup() as group:`
  static boolean isTransparent(SemanticModel model, Stmt.With with) {
    return with.items().stream()
        .allMatch(
            it ->
                it.context() instanceof Expr.Call call
                    && model
                        .qualifiedName(call.callee())
                        .filter(TRANSPARENT::contains)
                        .isPresent());
  }

  /// Whether a start is a task of the group that a `with` opens.
  boolean isGroupOf(Stmt.With with, Start start) {
    return with.isAsync()
        && with.items().size() == 1
        && with.items().getFirst().context() instanceof Expr.Call call
        && model.qualifiedName(call.callee()).equals(Optional.of("asyncio.TaskGroup"))
        && with.items().getFirst().target().orElse(call) instanceof Expr.Name group
        && takerOf(start) instanceof Expr.Attribute(_, Expr.Name owner, _)
        && owner.text().equals(group.text());
  }

  /// Ex) `group.create_task` of `group.create_task(work())`
  private Node takerOf(Start start) {
    for (Node at = start.at(); at.id() != start.statement().id(); at = model.tree().parent(at)) {
      if (at.id() != start.at().id() && at instanceof Expr.Call call) {
        return call.callee();
      }
    }
    return start.statement();
  }

  /// The statement that holds a node and stands where the starter always runs it.
  Stmt outermost(Node node) {
    SyntaxTree tree = model.tree();
    Stmt found = statementOf(tree, node);
    for (Node at = found; at.id() != starter.id(); at = tree.parent(at)) {
      if (at instanceof Stmt statement && !(at instanceof Stmt.With) && !(at instanceof Stmt.Try)) {
        found = statement;
      }
    }
    return found;
  }

  /// Whether the starter may be left, or a turn of its loops cut short, in a part of its own code.
  boolean leavesBetween(int from, int to) {
    for (int id = from; id <= to; id++) {
      Node node = model.tree().node(id);
      if ((node instanceof Stmt.Return || node instanceof Stmt.Raise || node instanceof Expr.Yield)
          && model.nearestDef(node).filter(it -> it.id() == starter.id()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// Whether a start is run once at most.
  boolean isSingle(Start start) {
    for (Node at = model.tree().parent(start.at());
        at.id() != starter.id();
        at = model.tree().parent(at)) {
      boolean repeats =
          switch (at) {
            case Stmt.For _, Stmt.While _ -> true;
            case Expr.ListComp _, Expr.GeneratorExp _ -> true;
            case Node _ -> false;
          };
      if (repeats) {
        return false;
      }
    }
    return true;
  }

  /// Whether a producer is over when the starter gets to a statement: it was awaited, alone or by
  /// `gather`, in a statement before it that is always run.
  boolean isDone(Start producer, Node end) {
    SyntaxTree tree = model.tree();
    if (end.id() < producer.at().id()) {
      return false;
    }
    if (!producer.isTask()) {
      return true;
    }
    for (int id = producer.statement().id(); id < end.id(); id++) {
      if (tree.node(id) instanceof Expr.Await(_, Expr value)
          && isAlwaysRun(statementOf(tree, value))
          && isPlain(statementOf(tree, value))
          && waitsFor(value, producer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(Stmt statement) {
    return statement instanceof Stmt.ExprStmt
        || statement instanceof Stmt.Assign
        || statement instanceof Stmt.Return;
  }

  /// Ex) `await asyncio.gather(*producers)`, `await producer`
  boolean waitsFor(Expr value, Start task) {
    SyntaxTree tree = model.tree();
    if (value instanceof Expr.Name name) {
      return namesIn(task).contains(name.text()) && task.statement() instanceof Stmt.Assign;
    }
    if (!(value instanceof Expr.Call call)
        || !model.qualifiedName(call.callee()).equals(Optional.of("asyncio.gather"))) {
      return false;
    }
    return tree.contains(call, task.at())
        || call.arguments().stream()
            .anyMatch(
                it ->
                    task.statement() instanceof Stmt.Assign
                        && namesIn(task).contains(tree.textOf(it.value())));
  }
}
