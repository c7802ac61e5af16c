package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Where coroutines become tasks, by which names the program keeps these, and who waits for them.
final class KeptTasks {
  private static final Set<String> TAKING =
      Set.of("asyncio.CancelledError", "builtins.BaseException", Handling.UNKNOWN);
  private static final Set<String> STARTERS =
      Set.of("asyncio.create_task", "asyncio.ensure_future");
  private static final Set<String> WAITERS =
      Set.of("asyncio.gather", "asyncio.shield", "asyncio.wait_for");
  private static final Set<String> COLLECTING = Set.of("append", "add");

  private KeptTasks() {}

  /// Whether a call makes a task of the coroutine that it is given as an argument.
  static boolean isStart(SemanticModel model, Expr.Call taker, Node.Argument argument) {
    boolean method =
        taker.callee() instanceof Expr.Attribute attribute
            && attribute.name().equals("create_task");
    boolean named = model.qualifiedName(taker.callee()).filter(STARTERS::contains).isPresent();
    return (method || named) && taker.arguments().getFirst().id() == argument.id();
  }

  /// The last parts of the names under which a started task is kept; none if it is not bound.
  static Set<String> namesOf(SemanticModel model, Expr.Call start) {
    Set<String> names = new HashSet<>();
    Node value = start;
    while (isDisplay(model.tree().parent(value))) {
      value = model.tree().parent(value);
    }
    switch (model.tree().parent(value)) {
      case Stmt.Assign(_, List<Expr> targets, _) -> targets.forEach(it -> addName(it, names));
      case Stmt.AnnAssign assign -> addName(assign.target(), names);
      case Expr.NamedExpr(_, Expr.Name target, _) -> addName(target, names);
      // Ex) self.tasks.append(asyncio.create_task(run()))
      case Node.Argument argument
          when model.tree().parent(argument)
                  instanceof Expr.Call(_, Expr.Attribute(_, Expr list, String method), _)
              && COLLECTING.contains(method) ->
          addName(list, names);
      case Node _ -> {}
    }
    return names;
  }

  /// Ex) `[asyncio.create_task(read()), asyncio.create_task(write())]`
  static boolean isDisplay(Node node) {
    return switch (node) {
      case Expr.ListExpr _, Expr.TupleExpr _, Expr.SetExpr _ -> true;
      case Expr.ListComp _, Expr.SetComp _, Expr.GeneratorExp _ -> true;
      case Expr.Dict _, Expr.DictComp _, Expr.IfExp _ -> true;
      case Node _ -> false;
    };
  }

  private static void addName(Expr target, Set<String> names) {
    switch (target) {
      case Expr.Name name -> names.add(name.text());
      case Expr.Attribute attribute -> names.add(attribute.name());
      case Expr.Subscript(_, Expr value, Expr index) -> {
        addName(value, names);
        if (index instanceof Expr.Constant key) {
          names.add(key.text());
        }
      }
      case Expr _ -> {}
    }
  }

  /// Whether what is awaited is a future that is kept, or something that waits for such futures.
  static boolean isWaitedFor(SemanticModel model, Expr operand) {
    return !(operand instanceof Expr.Call(_, Expr callee, _))
        || model.qualifiedName(callee).filter(WAITERS::contains).isPresent();
  }

  /// Whether an expression is, or holds, something that is kept under one of some names.
  static boolean mentions(SemanticModel model, Expr operand, Set<String> names) {
    return model.tree().within(operand).stream()
        .anyMatch(
            it ->
                switch (it) {
                  case Expr.Name name ->
                      names.contains(name.text()) || isElement(model, name, names);
                  case Expr.Attribute attribute -> names.contains(attribute.name());
                  case Expr.Constant key -> names.contains(key.text());
                  case Node _ -> false;
                });
  }

  /// Ex) `job` of `for job in self.jobs`, also of `list(self.jobs)`
  private static boolean isElement(SemanticModel model, Expr.Name name, Set<String> names) {
    return model.bindingOf(name).stream()
        .flatMap(it -> it.stores().stream())
        .map(model.tree()::parent)
        .flatMap(
            it ->
                switch (it) {
                  case Stmt.For loop -> Stream.of(loop.iterable());
                  case Node.Comprehension loop -> Stream.of(loop.iterable());
                  case Stmt.Assign assign -> Stream.of(assign.value());
                  case Node _ -> Stream.<Expr>of();
                })
        .flatMap(it -> model.tree().within(it).stream())
        .anyMatch(
            it ->
                (it instanceof Expr.Name other && names.contains(other.text()))
                    || (it instanceof Expr.Attribute attribute
                        && names.contains(attribute.name())));
  }

  /// Whether the function round a place cancels something.
  static boolean cancelsAround(SemanticModel model, Node node) {
    SyntaxTree tree = model.tree();
    return model
        .nearestDef(node)
        .filter(
            def ->
                tree.within(def).stream()
                    .anyMatch(it -> it instanceof Expr.Attribute a && a.name().equals("cancel")))
        .isPresent();
  }

  /// Whether a `try` or a `with` round what waits takes a `CancelledError`.
  static boolean isHandled(SemanticModel model, Node waiting) {
    return model.surroundings.takes(waiting, TAKING);
  }
}
