package dev.loopmend.syntax;

/// `not`, `-`, `+` and `~`.
public enum UnaryOperator {
  NOT,
  MINUS,
  PLUS,
  INVERT
}
