package dev.loopmend.syntax;

/// A binary arithmetic or bitwise operator (Language Reference, 6.5 to 6.9).
public enum BinaryOperator {
  ADD("+", Precedence.SUM),
  SUB("-", Precedence.SUM),
  MULT("*", Precedence.TERM),
  MAT_MULT("@", Precedence.TERM),
  DIV("/", Precedence.TERM),
  MOD("%", Precedence.TERM),
  FLOOR_DIV("//", Precedence.TERM),
  POW("**", Precedence.POWER),
  L_SHIFT("<<", Precedence.SHIFT),
  R_SHIFT(">>", Precedence.SHIFT),
  BIT_OR("|", Precedence.BIT_OR),
  BIT_XOR("^", Precedence.BIT_XOR),
  BIT_AND("&", Precedence.BIT_AND);

  private final String text;
  private final Precedence precedence;

  BinaryOperator(String text, Precedence precedence) {
    this.text = text;
    this.precedence = precedence;
  }

  /// How the operator is written.
  public String text() {
    return text;
  }

  /// How tightly it binds.
  public Precedence precedence() {
    return precedence;
  }
}
