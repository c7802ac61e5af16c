package dev.loopmend.syntax;

/// `and` and `or`.
public enum BooleanOperator {
  AND,
  OR
}
