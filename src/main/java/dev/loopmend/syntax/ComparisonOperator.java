package dev.loopmend.syntax;

/// An operator of a comparison (Language Reference, 6.10).
public enum ComparisonOperator {
  LESS,
  GREATER,
  EQUAL,
  NOT_EQUAL,
  LESS_EQUAL,
  GREATER_EQUAL,
  IN,
  NOT_IN,
  IS,
  IS_NOT
}
