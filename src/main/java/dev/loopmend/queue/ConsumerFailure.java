package dev.loopmend.queue;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.ComparisonOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.UnaryOperator;
import java.util.Optional;
import java.util.Set;

/// Where an exception may come from that ends a consumer: what is called or computed in its loop,
/// or before it, outside of a `try` that catches every `Exception`, but for what never fails.
record ConsumerFailure(SemanticModel model, Stmt.FunctionDef function, Stmt.While loop) {
  private static final Set<String> MAKING =
      Set.of(
          "aiohttp.ClientSession",
          "httpx.AsyncClient",
          "asyncio.get_running_loop",
          "builtins.dict",
          "builtins.list",
          "builtins.set",
          "collections.defaultdict",
          "collections.deque",
          "logging.getLogger",
          "time.monotonic",
          "time.perf_counter",
          "time.time");
  private static final Set<ComparisonOperator> NEVER_FAILING =
      Set.of(
          ComparisonOperator.EQUAL,
          ComparisonOperator.NOT_EQUAL,
          ComparisonOperator.IS,
          ComparisonOperator.IS_NOT);

  /// The first such place of the loop, or of the whole function up to its end.
  Optional<Node> first(boolean inLoopOnly) {
    SyntaxTree tree = model.tree();
    int from = inLoopOnly ? loop.id() + 1 : function.body().getFirst().id();
    for (int id = from; id <= tree.lastDescendant(loop); id++) {
      Node node = tree.node(id);
      boolean own =
          model.nearestDef(node).filter(it -> it.id() == function.id()).isPresent()
              && !(node instanceof Stmt.FunctionDef);
      if (own && fails(node) && !isCaught(node)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  private boolean fails(Node node) {
    return switch (node) {
      case Expr.Call call -> !isHarmless(call);
      case Expr.BinOp _, Expr.Subscript _, Stmt.AugAssign _, Expr.TupleExpr _ -> true;
      case Expr.Starred _ -> true;
      case Expr.ListExpr list -> isTarget(list);
      case Expr.Attribute attribute -> !isKnown(attribute);
      case Stmt.For each -> !isGoneOver(each.iterable());
      case Node.Comprehension clause -> !isGoneOver(clause.iterable());
      case Expr.Compare compare -> !NEVER_FAILING.containsAll(compare.operators());
      case Expr.UnaryOp(_, UnaryOperator operator, Expr operand) ->
          operator != UnaryOperator.NOT && !(operand instanceof Expr.Constant);
      // Ex) f"{item:d}"
      case Expr.FormattedValue field -> model.tree().textOf(field).contains(":");
      case Node _ -> false;
    };
  }

  private boolean isHarmless(Expr.Call call) {
    return NeverFailing.isCalled(model, call)
        || model.qualifiedName(call.callee()).filter(MAKING::contains).isPresent();
  }

  /// Ex) `[first, second] = item`
  private boolean isTarget(Expr.ListExpr list) {
    return switch (model.tree().parent(list)) {
      case Stmt.Assign assign -> assign.value().id() != list.id();
      case Stmt.For loop -> loop.target().id() == list.id();
      case Node _ -> false;
    };
  }

  /// Ex) `found.append` that is called, `logging.INFO`, `self.found`; not `item.name`
  private boolean isKnown(Expr.Attribute attribute) {
    boolean called =
        model.tree().parent(attribute) instanceof Expr.Call call
            && call.callee().id() == attribute.id();
    return called
        || model.qualifiedName(attribute).isPresent()
        || (attribute.value() instanceof Expr.Name owner
            && model.bindingOf(owner).filter(it -> TouchedData.isSelf(model, it)).isPresent());
  }

  /// Ex) `range(3)`, `found` of `found = []`; not an item, which may be nothing to go over
  private boolean isGoneOver(Expr iterable) {
    return switch (iterable) {
      case Expr.Call call ->
          model.qualifiedName(call.callee()).filter("builtins.range"::equals).isPresent();
      case Expr.ListExpr _, Expr.TupleExpr _, Expr.Dict _, Expr.SetExpr _ -> true;
      case Expr.Name name -> {
        Optional<Binding> binding = model.bindingOf(name);
        yield binding.isPresent() && NameUsage.isFresh(model, binding.get());
      }
      case Expr _ -> false;
    };
  }

  private boolean isCaught(Node node) {
    SyntaxTree tree = model.tree();
    for (Node at = tree.parent(node); at.id() != function.id(); at = tree.parent(at)) {
      if (at.id() != loop.id()
          && tree.contains(loop, at)
          && at instanceof Stmt.Try attempt
          && attempt.body().stream().anyMatch(it -> tree.contains(it, node))
          && attempt.handlers().stream().anyMatch(it -> NeverFailing.catchesAll(model, it))) {
        return true;
      }
    }
    return false;
  }
}
