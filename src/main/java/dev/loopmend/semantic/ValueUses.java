package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of the value of an expression (recipes' sections 2.2 and 2.4). Goes up from the
/// expression for as long as the value is handed on unchanged.
final class ValueUses {
  private static final int DEPTH = 8;
  private static final String CALLBACK = "add_done_callback";

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final OwnUses functions;
  private final LocalReads locals;

  ValueUses(SyntaxTree tree, Scopes scopes, OwnUses functions, LocalReads locals) {
    this.tree = tree;
    this.scopes = scopes;
    this.functions = functions;
    this.locals = locals;
  }

  ValueUse of(Expr expr) {
    return of(expr, 0);
  }

  private ValueUse of(Expr expr, int depth) {
    Node parent = tree.parent(expr);
    if (depth > DEPTH) {
      return new ValueUse.Unknown("the expression is nested too deeply");
    }
    return switch (parent) {
      case Stmt statement -> inStatement(statement, expr, depth);
      case Expr outer -> inExpression(outer, expr, depth);
      // Ex) for _ in [create_task(work()) for n in ns if n]: the conditions are tested
      case Node.Comprehension clause when clause.iterable().id() != expr.id() ->
          new ValueUse.Unknown("its truth is tested");
      case Node _ -> new ValueUse.Kept(parent);
    };
  }

  private ValueUse inStatement(Stmt statement, Expr expr, int depth) {
    return switch (statement) {
      // Ex) asyncio.create_task(work())
      case Stmt.ExprStmt _ -> new ValueUse.Dropped("");
      // Ex) task = asyncio.create_task(work())
      case Stmt.Assign(_, List<Expr> targets, Expr value) when value.id() == expr.id() ->
          assigned(statement, targets);
      case Stmt.AnnAssign assign when isValue(assign, expr) ->
          assigned(statement, List.of(assign.target()));
      case Stmt.Return _ -> returned(statement, depth);
      case Stmt.If _, Stmt.While _, Stmt.Assert _, Stmt.Match _ ->
          new ValueUse.Unknown("its truth is tested");
      case Stmt _ -> new ValueUse.Kept(statement);
    };
  }

  private static boolean isValue(Stmt.AnnAssign assign, Expr expr) {
    return assign.value().map(it -> it.id() == expr.id()).orElse(false);
  }

  private ValueUse assigned(Node by, List<Expr> targets) {
    ValueUse use = new ValueUse.Kept(by);
    for (Expr target : targets) {
      use = target instanceof Expr.Name name ? locals.afterStore(name) : new ValueUse.Kept(by);
      if (!(use instanceof ValueUse.Dropped)) {
        return use;
      }
    }
    return use;
  }

  /// Ex) def start(): return asyncio.create_task(work()), given to loop.call_soon
  private ValueUse returned(Stmt statement, int depth) {
    return scopes
        .nearestDef(statement)
        .filter(def -> !def.isAsync() && def.decorators().isEmpty())
        .map(def -> result(def, statement, depth))
        .orElseGet(() -> new ValueUse.Kept(statement));
  }

  /// What becomes of what a function returns: dropped if every use of it is one that drops it.
  private ValueUse result(Node function, Node by, int depth) {
    return functions.dropsResult(function, at -> of(at, depth + 1) instanceof ValueUse.Dropped)
        ? new ValueUse.Dropped("the event loop drops what its callbacks return")
        : new ValueUse.Kept(by);
  }

  private ValueUse inExpression(Expr outer, Expr expr, int depth) {
    return switch (outer) {
      // Ex) loop.call_later(1, lambda: asyncio.create_task(work()))
      case Expr.Lambda lambda -> result(lambda, outer, depth);
      case Expr.NamedExpr walrus -> walrus(walrus, depth);
      // Ex) asyncio.create_task(a()) if fast else asyncio.create_task(b())
      case Expr.IfExp(_, _, Expr test, _) ->
          test.id() == expr.id()
              ? new ValueUse.Unknown("its truth is tested")
              : of(outer, depth + 1);
      case Expr.BoolOp(_, _, List<Expr> values) -> operand(outer, values, expr, depth);
      // Ex) asyncio.create_task(work()).add_done_callback(report)
      case Expr.Attribute(_, _, String name) -> chained(outer, name, depth);
      // Ex) [asyncio.create_task(work(n)) for n in ns] on its own
      case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _ -> element(outer, depth);
      // Ex) first, second = asyncio.create_task(a()), asyncio.create_task(b())
      case Expr.TupleExpr tuple ->
          unpackedTo(tuple, expr)
              .map(target -> assigned(tuple, List.of(target)))
              .orElseGet(() -> element(outer, depth));
      // Ex) [asyncio.create_task(a()), asyncio.create_task(b())] on its own
      case Expr.ListExpr _, Expr.SetExpr _, Expr.Dict _ -> element(outer, depth);
      case Expr.GeneratorExp _ ->
          new ValueUse.Unknown("a generator expression hands it on when it is asked");
      case Expr.Compare _, Expr.UnaryOp _, Expr.BinOp _, Expr.FormattedValue _ ->
          new ValueUse.Unknown("an operator takes it");
      case Expr _ -> new ValueUse.Kept(outer);
    };
  }

  /// The target that one element of a tuple goes to, where both sides are written out.
  private Optional<Expr> unpackedTo(Expr.TupleExpr tuple, Expr element) {
    if (!(tree.parent(tuple) instanceof Stmt.Assign(_, List<Expr> targets, _))
        || targets.size() != 1
        || !(targets.getFirst() instanceof Expr.TupleExpr to)
        || to.elements().size() != tuple.elements().size()) {
      return Optional.empty();
    }
    boolean starred =
        Stream.concat(to.elements().stream(), tuple.elements().stream())
            .anyMatch(Expr.Starred.class::isInstance);
    return starred
        ? Optional.empty()
        : Optional.of(to.elements().get(tuple.elements().indexOf(element)));
  }

  /// A display or comprehension keeps its elements, unless it is dropped itself where it is made.
  /// Ex) [create_task(w) for w in ws] if ws else None, on its own
  private ValueUse element(Expr container, int depth) {
    return statementHolds(container) && of(container, depth + 1) instanceof ValueUse.Dropped
        ? new ValueUse.Dropped("the statement drops what it collects")
        : new ValueUse.Kept(container);
  }

  private boolean statementHolds(Expr outer) {
    Node at = outer;
    while (at instanceof Expr) {
      at = tree.parent(at);
    }
    return at instanceof Stmt.ExprStmt;
  }

  private ValueUse operand(Expr outer, List<Expr> values, Expr expr, int depth) {
    ValueUse whole = of(outer, depth + 1);
    boolean last = values.getLast().id() == expr.id();
    // Ex) busy or asyncio.create_task(work())
    return last || whole instanceof ValueUse.Dropped
        ? whole
        : new ValueUse.Unknown("its truth is tested");
  }

  private ValueUse chained(Expr attribute, String name, int depth) {
    boolean callback =
        name.equals(CALLBACK)
            && tree.parent(attribute) instanceof Expr.Call call
            && call.callee().id() == attribute.id();
    if (!callback) {
      return new ValueUse.Kept(attribute);
    }
    Expr.Call call = (Expr.Call) tree.parent(attribute);
    return of(call, depth + 1) instanceof ValueUse.Dropped
        ? new ValueUse.Dropped("a done callback does not hold the task")
        : new ValueUse.Unknown("the result of add_done_callback is used");
  }

  private ValueUse walrus(Expr.NamedExpr walrus, int depth) {
    ValueUse value = of(walrus, depth + 1);
    if (!(value instanceof ValueUse.Dropped)) {
      return value;
    }
    return locals.afterStore(walrus.target());
  }
}
