package dev.loopmend.syntax;

/// How tightly an expression binds, from loose to tight (Language Reference, 6.17).
public enum Precedence {
  /// `a, b` without parentheses, `yield`
  TUPLE,
  /// `x := y`
  NAMED,
  /// `a if b else c`, `lambda: x`
  CONDITIONAL,
  OR,
  AND,
  NOT,
  COMPARISON,
  BIT_OR,
  BIT_XOR,
  BIT_AND,
  SHIFT,
  SUM,
  TERM,
  /// `-x`
  UNARY,
  POWER,
  AWAIT,
  /// calls, attributes, subscripts
  PRIMARY,
  /// names, literals, displays
  ATOM;

  private static final Precedence[] ALL = values();

  /// How tightly an expression binds as it is written, parentheses round it not counted.
  public static Precedence of(Expr expr) {
    return switch (expr) {
      case Expr.TupleExpr _, Expr.Yield _, Expr.YieldFrom _, Expr.Starred _, Expr.Slice _ -> TUPLE;
      case Expr.NamedExpr _ -> NAMED;
      case Expr.IfExp _, Expr.Lambda _ -> CONDITIONAL;
      case Expr.BoolOp bool -> bool.operator() == BooleanOperator.OR ? OR : AND;
      case Expr.Compare _ -> COMPARISON;
      case Expr.UnaryOp unary -> unary.operator() == UnaryOperator.NOT ? NOT : UNARY;
      case Expr.BinOp binary -> binary.operator().precedence();
      case Expr.Await _ -> AWAIT;
      case Expr.Call _, Expr.Attribute _, Expr.Subscript _ -> PRIMARY;
      case Expr.Name _,
          Expr.Constant _,
          Expr.JoinedStr _,
          Expr.TemplateStr _,
          Expr.FormattedValue _,
          Expr.Dict _,
          Expr.SetExpr _,
          Expr.ListExpr _,
          Expr.ListComp _,
          Expr.SetComp _,
          Expr.DictComp _,
          Expr.GeneratorExp _ ->
          ATOM;
    };
  }

  /// The next tighter one; the tightest has itself.
  @SuppressWarnings("EnumOrdinal") // the order is what the constants mean
  public Precedence tighter() {
    return ALL[Math.min(ordinal() + 1, ALL.length - 1)];
  }

  /// Whether an expression of this precedence needs no parentheses where the other is wanted.
  public boolean bindsAtLeast(Precedence wanted) {
    return compareTo(wanted) >= 0;
  }
}
