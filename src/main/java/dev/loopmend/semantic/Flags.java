package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.UnaryOperator;

/// Tests of a value that others set to say how to go on.
final class Flags {
  private Flags() {}

  /// Ex) `self.stopping`, `not running`, `stop.is_set()`, `self.stopping or failed`
  static boolean isFlag(Expr test) {
    return switch (test) {
      case Expr.Name _, Expr.Attribute _ -> true;
      case Expr.UnaryOp unary -> unary.operator() == UnaryOperator.NOT && isFlag(unary.operand());
      case Expr.BoolOp several -> several.values().stream().anyMatch(Flags::isFlag);
      case Expr.Call(_, Expr.Attribute(_, _, String method), _) -> method.equals("is_set");
      case Expr _ -> false;
    };
  }
}
