package dev.loopmend.syntax;

/// What the places of a tree ask of the expressions in them (Language Reference, 6.17 and the full
/// grammar).
public final class Slots {
  private Slots() {}

  /// The loosest precedence that the place of a child under its parent takes without parentheses.
  public static Precedence wanted(Node parent, Node child) {
    return switch (parent) {
      case Expr expr -> wantedBy(expr, child);
      case Stmt stmt -> wantedBy(stmt);
      case Node.Argument(_, var kind, _, _) ->
          kind == Node.ArgumentKind.POSITIONAL ? Precedence.NAMED : Precedence.CONDITIONAL;
      case Node.Comprehension(_, _, var target, _, _) ->
          target.id() == child.id() ? Precedence.TUPLE : Precedence.OR;
      case Node.Decorator _, Node.MatchCase _ -> Precedence.NAMED;
      case Node.ExceptHandler _,
          Node.WithItem _,
          Node.Parameter _,
          Node.TypeParameter _,
          Node.Parameters _,
          Node.Alias _,
          CasePattern _,
          Module _ ->
          Precedence.CONDITIONAL;
    };
  }

  private static Precedence wantedBy(Expr parent, Node child) {
    return switch (parent) {
      case Expr.Attribute _, Expr.Await _, Expr.Call _ -> Precedence.PRIMARY;
      case Expr.Subscript(_, var value, _) ->
          value.id() == child.id() ? Precedence.PRIMARY : Precedence.CONDITIONAL;
      case Expr.BinOp(_, var left, var operator, _) ->
          wantedByOperator(operator, left.id() == child.id());
      case Expr.UnaryOp(_, var operator, _) ->
          operator == UnaryOperator.NOT ? Precedence.NOT : Precedence.UNARY;
      case Expr.Compare _, Expr.Starred _ -> Precedence.BIT_OR;
      case Expr.BoolOp(_, var operator, _) ->
          operator == BooleanOperator.OR ? Precedence.AND : Precedence.NOT;
      case Expr.IfExp(_, _, _, var orElse) ->
          orElse.id() == child.id() ? Precedence.CONDITIONAL : Precedence.OR;
      case Expr.Yield _ -> Precedence.TUPLE;
      case Expr.ListExpr _, Expr.SetExpr _, Expr.ListComp _, Expr.SetComp _, Expr.GeneratorExp _ ->
          Precedence.NAMED;
      case Expr.Lambda _,
          Expr.NamedExpr _,
          Expr.YieldFrom _,
          Expr.Dict _,
          Expr.DictComp _,
          Expr.TupleExpr _,
          Expr.Slice _,
          Expr.FormattedValue _,
          Expr.JoinedStr _,
          Expr.TemplateStr _,
          Expr.Constant _,
          Expr.Name _ ->
          Precedence.CONDITIONAL;
    };
  }

  private static Precedence wantedByOperator(BinaryOperator operator, boolean left) {
    // `**` binds to the right, and its right side takes a sign: 2 ** -x
    if (operator == BinaryOperator.POW) {
      return left ? Precedence.AWAIT : Precedence.UNARY;
    }
    Precedence own = operator.precedence();
    return left ? own : own.tighter();
  }

  private static Precedence wantedBy(Stmt parent) {
    return switch (parent) {
      case Stmt.ExprStmt _, Stmt.Assign _, Stmt.AugAssign _, Stmt.Return _, Stmt.Delete _ ->
          Precedence.TUPLE;
      case Stmt.For _ -> Precedence.TUPLE;
      case Stmt.If _, Stmt.While _, Stmt.Match _ -> Precedence.NAMED;
      case Stmt.AnnAssign _,
          Stmt.Assert _,
          Stmt.Raise _,
          Stmt.TypeAlias _,
          Stmt.FunctionDef _,
          Stmt.ClassDef _,
          Stmt.With _,
          Stmt.Try _,
          Stmt.Import _,
          Stmt.ImportFrom _,
          Stmt.Global _,
          Stmt.Nonlocal _,
          Stmt.Pass _,
          Stmt.Break _,
          Stmt.Continue _ ->
          Precedence.CONDITIONAL;
    };
  }
}
