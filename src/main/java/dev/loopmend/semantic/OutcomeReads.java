package dev.loopmend.semantic;

import dev.loopmend.semantic.OutcomeRead.Place;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a function first asks a future for its result or exception without having asked whether it
/// was cancelled: for a cancelled one both raise `CancelledError`
/// (https://docs.python.org/3/library/asyncio-future.html#asyncio.Future.exception).
///
/// Goes through the function in the order in which it runs and keeps whether the cancelled future
/// is known to be gone by then.
public final class OutcomeReads {
  private static final String QUESTION = "cancelled";
  private static final Set<String> CURRENT =
      Set.of("sys.exc_info", "sys.exception", "traceback.print_exc", "traceback.format_exc");
  private static final Set<String> EXITS = Set.of("sys.exit", "os._exit", "os.abort");

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Stmt.FunctionDef def;
  private final Set<Integer> reads = new HashSet<>();
  private final List<OutcomeRead> found = new ArrayList<>();

  private OutcomeReads(SemanticModel model, Stmt.FunctionDef def, Binding future) {
    this.model = model;
    this.tree = model.tree();
    this.def = def;
    future.reads().forEach(read -> reads.add(read.id()));
  }

  /// The first such calls on each way through a function whose parameter is the future, in the
  /// order of the text; none if the parameter gets another value somewhere.
  public static List<OutcomeRead> unguarded(
      SemanticModel model, Stmt.FunctionDef def, Node.Parameter future) {
    Optional<Binding> binding =
        model.bindingOf(future).filter(it -> it.stores().size() == 1 && it.deletes().isEmpty());
    if (binding.isEmpty()) {
      return List.of();
    }
    OutcomeReads reads = new OutcomeReads(model, def, binding.get());
    reads.block(def.body(), false);
    return List.copyOf(reads.found);
  }

  private boolean block(List<Stmt> body, boolean before) {
    boolean known = before;
    for (Stmt statement : body) {
      known = statement(statement, known);
    }
    return known;
  }

  /// What is known behind a statement, by what is known before it.
  private boolean statement(Stmt statement, boolean before) {
    return switch (statement) {
      // Ex) if task.cancelled(): log.info("cancelled")
      case Stmt.If branch when !before && onlyTells(branch) -> false;
      case Stmt.If branch -> {
        boolean known = test(branch.test(), statement, before);
        boolean body = block(branch.body(), known);
        yield block(branch.orElse(), known) && body;
      }
      case Stmt.While loop -> {
        boolean known = test(loop.test(), statement, before);
        block(loop.body(), known);
        yield block(loop.orElse(), known);
      }
      case Stmt.For loop -> {
        boolean known = code(loop.iterable(), statement, Place.PLAIN, before);
        block(loop.body(), known);
        yield block(loop.orElse(), known);
      }
      case Stmt.With with -> with(with, before);
      case Stmt.Try attempt -> attempt(attempt, before);
      case Stmt.Match match -> match(match, before);
      case Stmt.FunctionDef _, Stmt.ClassDef _ -> before;
      // Ex) ok = check(task)
      case Stmt.Assign(_, _, Expr value) when hands(value) -> true;
      case Stmt.Return _, Stmt.Raise _, Stmt.Break _, Stmt.Continue _ -> {
        code(statement, statement, Place.PLAIN, before);
        yield true;
      }
      case Stmt _ -> code(statement, statement, Place.PLAIN, before);
    };
  }

  /// Whether a cancelled future gets past an `if` that asks for it: its body calls something, and
  /// the function goes on behind it as it would without.
  private boolean onlyTells(Stmt.If branch) {
    return branch.test()
            instanceof Expr.Call(_, Expr.Attribute(_, Expr.Name name, String method), _)
        && method.equals(QUESTION)
        && reads.contains(name.id())
        && branch.orElse().isEmpty()
        && branch.body().stream()
            .allMatch(it -> it instanceof Stmt.ExprStmt(_, Expr.Call call) && !mayNotReturn(call));
  }

  /// Ex) `sys.exit()`, `on_cancelled(task)`, `self.fail()`
  private boolean mayNotReturn(Expr.Call call) {
    return hands(call) || model.targetOf(call.callee()).isPresent() || exits(call);
  }

  private boolean exits(Expr.Call call) {
    return model.qualifiedName(call.callee()).filter(EXITS::contains).isPresent();
  }

  /// Ex) `if failed(task):` may ask as well
  private boolean test(Expr test, Stmt statement, boolean before) {
    return code(test, statement, Place.PLAIN, before || hands(test));
  }

  private boolean with(Stmt.With with, boolean before) {
    boolean known = before;
    boolean first = true;
    for (Node.WithItem item : with.items()) {
      known = code(item, with, first ? Place.PLAIN : Place.LATER, known);
      first = false;
    }
    return block(with.body(), known);
  }

  private boolean attempt(Stmt.Try attempt, boolean before) {
    boolean known = block(attempt.body(), before);
    boolean asked =
        before
            || attempt.body().stream().anyMatch(it -> mentions(it, TaskWords.OUTCOMES) || asks(it));
    for (Node.ExceptHandler handler : attempt.handlers()) {
      block(handler.body(), asked);
    }
    known = block(attempt.orElse(), known);
    return attempt.finalBody().isEmpty() ? known : block(attempt.finalBody(), asked) || known;
  }

  private boolean match(Stmt.Match match, boolean before) {
    boolean known = code(match.subject(), match, Place.PLAIN, before || hands(match.subject()));
    for (Node.MatchCase branch : match.cases()) {
      boolean inside = known;
      if (branch.guard().isPresent()) {
        inside = code(branch.guard().get(), match, Place.NO_STATEMENT, known);
      }
      block(branch.body(), inside);
    }
    return known;
  }

  /// Code that is evaluated at once, before or as the statement that it belongs to.
  private boolean code(Node code, Stmt statement, Place place, boolean before) {
    if (before || asks(code)) {
      return true;
    }
    for (Node node : tree.within(code)) {
      if (isOutcome(node)) {
        Expr.Call call = (Expr.Call) node;
        if (!KeptTasks.isHandled(model, call)) {
          found.add(new OutcomeRead(call, statement, place(call, code, statement, place)));
        }
        return true;
      }
    }
    return false;
  }

  private Place place(Expr.Call call, Node code, Stmt statement, Place place) {
    return isInFinally(call)
        ? Place.IN_FINALLY
        : isInGroupHandler(call)
            ? Place.NO_STATEMENT
            : place != Place.PLAIN
                ? place
                : isConditional(call, code)
                    ? Place.CONDITIONAL
                    : actsBefore(call, code, statement)
                        ? Place.LATER
                        : isManaged(call) ? Place.MANAGED : Place.PLAIN;
  }

  private boolean isOwn(Node node) {
    return model.functionOf(node).filter(it -> it.id() == def.id()).isPresent();
  }

  private boolean isOutcome(Node node) {
    return node instanceof Expr.Call(_, Expr.Attribute(_, Expr.Name name, String method), _)
        && TaskWords.OUTCOMES.contains(method)
        && reads.contains(name.id())
        && isOwn(node);
  }

  private boolean asks(Node code) {
    return mentions(code, Set.of(QUESTION));
  }

  private boolean mentions(Node code, Set<String> attributes) {
    return tree.within(code).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Attribute(_, Expr.Name name, String attribute)
                    && attributes.contains(attribute)
                    && reads.contains(name.id()));
  }

  /// Whether the future is an argument of something that is called.
  private boolean hands(Node code) {
    return tree.within(code).stream()
        .anyMatch(
            it ->
                it instanceof Node.Argument(_, _, _, Expr.Name name) && reads.contains(name.id()));
  }

  /// Whether something else than `contextlib.suppress` would see the exception on its way out: a
  /// context manager, or a `finally` that asks for it.
  private boolean isManaged(Expr.Call call) {
    return model.withContextsAround(call).stream()
            .anyMatch(it -> model.surroundings.suppressedBy(it).isEmpty())
        || model.surroundings.around(call).stream()
            .anyMatch(it -> it instanceof Stmt.Try attempt && asksForException(attempt));
  }

  /// Ex) `finally: ok = sys.exc_info()[0] is None`
  private boolean asksForException(Stmt.Try attempt) {
    return attempt.finalBody().stream()
        .flatMap(it -> tree.within(it).stream())
        .anyMatch(
            it ->
                it instanceof Expr.Call(_, Expr callee, _)
                    && model.qualifiedName(callee).filter(CURRENT::contains).isPresent());
  }

  private boolean isInFinally(Node node) {
    for (Node at = node; at.id() != def.id(); at = tree.parent(at)) {
      if (tree.parent(at) instanceof Stmt.Try attempt && attempt.finalBody().contains(at)) {
        return true;
      }
    }
    return false;
  }

  /// `return` must not be written in `except*` (PEP 654).
  private boolean isInGroupHandler(Node node) {
    for (Node at = node; at.id() != def.id(); at = tree.parent(at)) {
      if (at instanceof Node.ExceptHandler
          && tree.parent(at) instanceof Stmt.Try attempt
          && attempt.star()) {
        return true;
      }
    }
    return false;
  }

  /// Ex) `task.done() and task.exception()`
  private boolean isConditional(Expr.Call call, Node code) {
    for (Node at = call; at.id() != code.id(); at = tree.parent(at)) {
      Node child = at;
      boolean conditional =
          switch (tree.parent(at)) {
            case Expr.BoolOp(_, _, var values) -> values.getFirst().id() != child.id();
            case Expr.IfExp(_, _, Expr test, _) -> test.id() != child.id();
            case Expr.Compare(_, Expr left, _, var rights) ->
                left.id() != child.id() && rights.getFirst().id() != child.id();
            case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.GeneratorExp _ -> true;
            case Stmt.Assert it -> it.test().id() != child.id();
            case Node _ -> false;
          };
      if (conditional) {
        return true;
      }
    }
    return false;
  }

  /// Whether the statement does something that can be seen before it gets to the call.
  private boolean actsBefore(Expr.Call call, Node code, Stmt statement) {
    boolean augments =
        statement instanceof Stmt.AugAssign it && !(it.target() instanceof Expr.Name);
    return augments
        || tree.within(code).stream()
            .anyMatch(
                it ->
                    it.id() < call.id()
                        && tree.lastDescendant(it) < call.id()
                        && (it instanceof Expr.Call
                            || it instanceof Expr.Await
                            || it instanceof Expr.NamedExpr
                            || it instanceof Expr.Yield));
  }
}
