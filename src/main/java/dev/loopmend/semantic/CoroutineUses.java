package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What becomes of coroutines where they are made (recipes' section 5).
final class CoroutineUses {
  /// What coroutines have (Data model, 3.4.2; `collections.abc.Coroutine`, `inspect`).
  private static final Set<String> METHODS = Set.of("send", "throw", "close");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final ValueUses valueUses;

  CoroutineUses(SyntaxTree tree, Scopes scopes, ValueUses valueUses) {
    this.tree = tree;
    this.scopes = scopes;
    this.valueUses = valueUses;
  }

  CoroutineUse of(Expr call) {
    Optional<CoroutineUse> direct = misuse(call);
    if (direct.isPresent()) {
      return direct.get();
    }
    Optional<Binding> local = localOf(call);
    if (local.isPresent()) {
      return ofLocal(local.get());
    }
    return switch (valueUses.of(call)) {
      case ValueUse.Dropped(String how) -> new CoroutineUse.Dropped(how);
      case ValueUse.Kept _, ValueUse.Unknown _ -> new CoroutineUse.Kept();
    };
  }

  /// Ex) `ready` of `ready = is_ready()`, a local of the same function that nobody else reaches
  private Optional<Binding> localOf(Expr call) {
    Optional<Expr> target =
        switch (tree.parent(call)) {
          case Stmt.Assign(_, List<Expr> targets, Expr value)
              when targets.size() == 1 && value.id() == call.id() ->
              Optional.of(targets.getFirst());
          case Stmt.AnnAssign(_, Expr name, _, Optional<Expr> value)
              when value.filter(it -> it.id() == call.id()).isPresent() ->
              Optional.of(name);
          case Node _ -> Optional.empty();
        };
    return target
        .filter(Expr.Name.class::isInstance)
        .flatMap(scopes::bindingOf)
        .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION && !it.declaredElsewhere())
        .filter(it -> it.reads().stream().allMatch(read -> isInside(read, call)));
  }

  private boolean isInside(Node read, Expr call) {
    return scopes.functionOf(read) == scopes.functionOf(call);
  }

  /// A local is misused where every read of it is; one that is never read is dropped.
  private CoroutineUse ofLocal(Binding local) {
    if (!local.deletes().isEmpty()) {
      return new CoroutineUse.Kept();
    }
    CoroutineUse found = new CoroutineUse.Dropped("'" + local.name() + "' is never read again");
    for (Node read : local.reads()) {
      Optional<CoroutineUse> one =
          read instanceof Expr expr ? misuse(expr) : Optional.<CoroutineUse>empty();
      if (one.isEmpty()) {
        return new CoroutineUse.Kept();
      }
      found = one.get();
    }
    return found;
  }

  /// What takes an expression for something that a coroutine is not.
  private Optional<CoroutineUse> misuse(Expr expr) {
    return switch (tree.parent(expr)) {
      case Stmt.If(_, Expr test, _, _) when test.id() == expr.id() -> tested();
      case Stmt.While(_, Expr test, _, _) when test.id() == expr.id() -> tested();
      case Stmt.Assert(_, Expr test, _) when test.id() == expr.id() -> tested();
      case Stmt.For loop when loop.iterable().id() == expr.id() ->
          misused("a coroutine is nothing that a loop can go over");
      case Stmt.AugAssign(_, Expr target, _, _) when target.id() == expr.id() -> Optional.empty();
      case Stmt.AugAssign _ -> misused("a coroutine has no operators");
      case Node.Comprehension clause ->
          clause.iterable().id() == expr.id()
              ? misused("a coroutine is nothing that a loop can go over")
              : clause.conditions().stream().anyMatch(it -> it.id() == expr.id())
                  ? tested()
                  : Optional.empty();
      case Expr outer -> inExpression(outer, expr);
      case Node _ -> Optional.empty();
    };
  }

  private Optional<CoroutineUse> inExpression(Expr outer, Expr expr) {
    return switch (outer) {
      case Expr.IfExp(_, _, Expr test, _) when test.id() == expr.id() -> tested();
      case Expr.BoolOp(_, _, List<Expr> values) when values.getLast().id() != expr.id() -> tested();
      case Expr.UnaryOp(_, var operator, _) ->
          operator == dev.loopmend.syntax.UnaryOperator.NOT
              ? tested()
              : misused("a coroutine has no operators");
      case Expr.BinOp _ -> misused("a coroutine has no operators");
      case Expr.Compare _ -> misused("a coroutine equals nothing but itself");
      case Expr.FormattedValue field when field.value().id() == expr.id() ->
          misused("the text shows a coroutine instead of its value");
      case Expr.Subscript(_, Expr value, _) when value.id() == expr.id() ->
          member(outer, "a coroutine has no items");
      case Expr.Attribute(_, _, String name) when !isOfCoroutine(name) ->
          member(outer, "a coroutine has no attribute " + name);
      case Expr _ -> Optional.empty();
    };
  }

  private static boolean isOfCoroutine(String name) {
    return METHODS.contains(name) || name.startsWith("cr_") || name.startsWith("__");
  }

  private static Optional<CoroutineUse> tested() {
    return misused("a coroutine is always true");
  }

  private static Optional<CoroutineUse> misused(String how) {
    return Optional.of(new CoroutineUse.Misused(how));
  }

  /// Ex) `await load()["next"]`: the `await` takes the item
  private Optional<CoroutineUse> member(Expr outer, String how) {
    Node at = outer;
    while (isLink(tree.parent(at), at)) {
      at = tree.parent(at);
    }
    return Optional.of(
        tree.parent(at) instanceof Expr.Await
            ? new CoroutineUse.MisusedUnderAwait(how)
            : new CoroutineUse.Misused(how));
  }

  private static boolean isLink(Node parent, Node node) {
    return switch (parent) {
      case Expr.Attribute _ -> true;
      case Expr.Call call -> call.callee().id() == node.id();
      case Expr.Subscript subscript -> subscript.value().id() == node.id();
      case Node _ -> false;
    };
  }
}
