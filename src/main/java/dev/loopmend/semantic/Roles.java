package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What becomes of each expression of a file in its own place.
final class Roles {
  /// A role with its detail and the place among arguments, as `RowTable` keeps them.
  record Placed(Role role, int detail, int place) {
    static final int NOWHERE = -1;

    static Placed of(Role role) {
      return new Placed(role, NOWHERE, NOWHERE);
    }
  }

  private final RefReader refs;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Map<Integer, Integer> calls = new HashMap<>();

  Roles(RefReader refs) {
    this.refs = refs;
    this.tree = refs.tree();
    this.scopes = refs.scopes();
  }

  /// Gives a call the next number. Nodes come in preorder, so a call has one before what stands in
  /// it asks for it.
  void add(Expr.Call call) {
    calls.put(call.id(), calls.size());
  }

  /// The number of a call.
  int call(Node call) {
    return calls.getOrDefault(call.id(), Placed.NOWHERE);
  }

  Placed of(Expr expr) {
    Node parent = tree.parent(expr);
    return switch (parent) {
      case Stmt statement -> inStatement(statement, expr);
      case Expr outer -> inExpression(outer, expr);
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call call ->
          argument(call, argument);
      case Node.Decorator decorator -> decorator(tree.parent(decorator));
      case Node.Comprehension clause
          when clause.iterable().id() == expr.id()
              && !(tree.parent(clause) instanceof Expr.GeneratorExp) ->
          Placed.of(Role.ITERATED);
      // Ex) def connect(make=Client): ...
      case Node.Parameter parameter when isDefault(parameter, expr) -> Placed.of(Role.OPTION);
      case Node _ -> Placed.of(Role.OTHER);
    };
  }

  private static boolean isDefault(Node.Parameter parameter, Expr expr) {
    return parameter.defaultValue().filter(it -> it.id() == expr.id()).isPresent();
  }

  private Placed decorator(Node decorated) {
    int unit =
        decorated instanceof Stmt.FunctionDef def ? refs.units().indexOf(def.id()) : Placed.NOWHERE;
    return new Placed(Role.DECORATOR, unit, Placed.NOWHERE);
  }

  private Placed inStatement(Stmt statement, Expr expr) {
    return switch (statement) {
      case Stmt.ExprStmt _ -> Placed.of(Role.DROPPED);
      case Stmt.Return _ -> Placed.of(Role.RETURNED);
      case Stmt.Assign(_, List<Expr> targets, Expr value) when value.id() == expr.id() ->
          targets.size() == 1 ? assigned(targets.getFirst()) : Placed.of(Role.STORED);
      case Stmt.AnnAssign assign when assign.annotation().id() != expr.id() ->
          assigned(assign.target());
      case Stmt.For loop when loop.iterable().id() == expr.id() -> Placed.of(Role.ITERATED);
      case Stmt _ -> Placed.of(Role.OTHER);
    };
  }

  private Placed assigned(Expr target) {
    int number = target instanceof Expr.Name ? scopes.numberOf(target) : -1;
    if (number < 0) {
      return Placed.of(Role.STORED);
    }
    Binding binding = scopes.binding(number);
    Scope.Kind kind = binding.scope().kind();
    boolean follows =
        binding.stores().size() == 1
            && binding.deletes().isEmpty()
            && !binding.declaredElsewhere()
            && (kind == Scope.Kind.MODULE || kind == Scope.Kind.FUNCTION);
    return follows ? new Placed(Role.ALIAS, number, Placed.NOWHERE) : Placed.of(Role.STORED);
  }

  private Placed inExpression(Expr outer, Expr expr) {
    return switch (outer) {
      case Expr.Call call -> new Placed(Role.CALLEE, call(call), Placed.NOWHERE);
      case Expr.Attribute _ -> Placed.of(Role.RECEIVER);
      case Expr.YieldFrom _, Expr.Starred _ -> Placed.of(Role.ITERATED);
      // Ex) dict[str, Model], Callable[[Model], None]
      case Expr.TupleExpr _, Expr.ListExpr _ when isIndex(outer) -> Placed.of(Role.OTHER);
      case Expr.ListExpr _, Expr.TupleExpr _, Expr.SetExpr _, Expr.Dict _ ->
          Placed.of(Role.COLLECTED);
      case Expr.NamedExpr _ -> Placed.of(Role.STORED);
      case Expr.Lambda _ -> Placed.of(Role.RETURNED);
      // Ex) Client if fast else Slow
      case Expr.IfExp(_, _, Expr test, _) when test.id() != expr.id() -> Placed.of(Role.OPTION);
      case Expr.BoolOp _, Expr.Yield _ -> Placed.of(Role.OPTION);
      case Expr.ListComp _, Expr.SetComp _, Expr.DictComp _, Expr.GeneratorExp _ ->
          Placed.of(Role.OPTION);
      case Expr _ -> Placed.of(Role.OTHER);
    };
  }

  /// Whether nothing but lists and tuples stands between an expression and the brackets of a
  /// subscript that it is in.
  private boolean isIndex(Expr expr) {
    return switch (tree.parent(expr)) {
      case Expr.Subscript(_, _, Expr index) -> index.id() == expr.id();
      case Expr.TupleExpr outer -> isIndex(outer);
      case Expr.ListExpr outer -> isIndex(outer);
      case Node _ -> false;
    };
  }

  private Placed argument(Expr.Call call, Node.Argument argument) {
    int position = 0;
    for (Node.Argument each : call.arguments()) {
      boolean here = each.id() == argument.id();
      switch (each.kind()) {
        case POSITIONAL -> {
          if (here) {
            return argument(call, position);
          }
          position += position >= 0 ? 1 : 0;
        }
        case KEYWORD -> {
          if (here) {
            // The table of refs keeps the keyword.
            int keyword = refs.number(new Ref.Free(refs.text(each.name())));
            return argument(call, -2 - keyword);
          }
        }
        case STAR, DOUBLE_STAR -> {
          if (here) {
            return argument(call, Placed.NOWHERE);
          }
          position = each.kind() == Node.ArgumentKind.STAR ? Placed.NOWHERE : position;
        }
      }
    }
    return argument(call, Placed.NOWHERE);
  }

  private Placed argument(Expr.Call call, int place) {
    return new Placed(Role.ARGUMENT, call(call), place);
  }
}
