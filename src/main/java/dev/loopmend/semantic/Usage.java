package dev.loopmend.semantic;

/// What an expression in target position, or a name, does to what it names.
enum Usage {
  LOAD,
  STORE,
  /// `x += 1`: reads, then binds
  UPDATE,
  DELETE,
  /// `x: int` without a value: makes the name local and binds nothing
  DECLARE
}
