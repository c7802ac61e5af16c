package dev.loopmend.queue;

import dev.loopmend.queue.QueueTasks.Start;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the task of a started function goes to: whoever has it can cancel it, or look how far it
/// is. Only the starter may have it, and may await it, and call some methods of it in its own code.
record TaskHandle(QueueTasks tasks, Start start, Set<String> methods) {
  /// What may be called of a consumer's task.
  static final Set<String> CONSUMER = Set.of("cancel");

  /// What may be called of a producer's task.
  static final Set<String> PRODUCER = Set.of();

  private static final Set<String> COLLECTING = Set.of("append", "add");

  /// The place of what may end the task unseen, if there is one.
  Optional<String> obstacle() {
    return obstacle(start.at());
  }

  private Optional<String> obstacle(Expr task) {
    SyntaxTree tree = tasks.model().tree();
    Node at = tree.parent(task);
    while (true) {
      switch (at) {
        case Expr.Await _, Stmt.ExprStmt _ -> {
          return Optional.empty();
        }
        case Stmt.Assign(_, List<Expr> targets, _) -> {
          return targets.stream().flatMap(it -> ofTarget(it).stream()).findFirst();
        }
        // Ex) workers.append(asyncio.create_task(work()))
        case Expr.Call(_, Expr.Attribute(_, Expr.Name holder, String name), _)
            when COLLECTING.contains(name) -> {
          return ofTarget(holder);
        }
        case Expr.Call call when !startsOrWaits(call) -> {
          return Optional.of(place(call));
        }
        case Expr.Call _, Node.Argument _, Expr.ListComp _, Expr.GeneratorExp _ ->
            at = tree.parent(at);
        case Expr.ListExpr _, Expr.TupleExpr _ -> at = tree.parent(at);
        case Node _ -> {
          return Optional.of(place(at));
        }
      }
    }
  }

  private boolean startsOrWaits(Expr.Call call) {
    boolean starts =
        call.callee() instanceof Expr.Attribute method && method.name().equals("create_task");
    return starts
        || tasks
            .model()
            .qualifiedName(call.callee())
            .filter(
                it ->
                    it.equals("asyncio.gather")
                        || it.equals("asyncio.create_task")
                        || it.equals("asyncio.ensure_future"))
            .isPresent();
  }

  /// Ex) `await asyncio.wait(tasks)` without a time limit
  private boolean waits(Expr.Call call) {
    Optional<String> name = tasks.model().qualifiedName(call.callee());
    return name.equals(Optional.of("asyncio.gather"))
        || (name.equals(Optional.of("asyncio.wait")) && call.arguments().size() == 1);
  }

  private Optional<String> ofTarget(Expr target) {
    Optional<Binding> name =
        target instanceof Expr.Name ? tasks.model().bindingOf(target) : Optional.empty();
    return name.isEmpty() ? Optional.of(place(target)) : ofName(name.get(), new HashSet<>());
  }

  private Optional<String> ofName(Binding name, Set<Integer> seen) {
    boolean own =
        name.scope().node().id() == tasks.starter().id()
            && !name.declaredElsewhere()
            && name.stores().stream().noneMatch(Node.Parameter.class::isInstance);
    if (!own) {
      return Optional.of(place(name.stores().getFirst()));
    }
    for (Node read : name.reads()) {
      if (seen.add(read.id())) {
        Optional<String> found = ofRead(read, seen);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> ofRead(Node read, Set<Integer> seen) {
    SemanticModel model = tasks.model();
    SyntaxTree tree = model.tree();
    Node parent = tree.parent(read);
    if (parent instanceof Expr.Starred) {
      parent = tree.parent(parent);
    }
    boolean here = model.nearestDef(read).filter(it -> it.id() == tasks.starter().id()).isPresent();
    boolean fine =
        switch (parent) {
          case Expr.Await _ -> true;
          case Expr.Attribute method ->
              (methods.contains(method.name()) || COLLECTING.contains(method.name()))
                  && tree.parent(method) instanceof Expr.Call call
                  && call.callee().id() == method.id();
          case Node.Argument argument ->
              tree.parent(argument) instanceof Expr.Call call
                  && tree.parent(call) instanceof Expr.Await
                  && waits(call);
          case Stmt.For loop ->
              loop.iterable().id() == read.id()
                  && loop.target() instanceof Expr.Name
                  && model
                      .bindingOf(loop.target())
                      .filter(it -> ofName(it, seen).isEmpty())
                      .isPresent();
          case Node _ -> false;
        };
    return here && fine ? Optional.empty() : Optional.of(place(read));
  }

  private String place(Node node) {
    return QueueUse.placeOf(tasks.model(), node);
  }
}
