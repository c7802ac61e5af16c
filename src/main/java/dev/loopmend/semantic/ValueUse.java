package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;

/// What becomes of the value of an expression.
public sealed interface ValueUse {

  /// Nobody can reach the value once it is made: an expression statement, a local that is never
  /// read, the result of a callback that its caller drops. `how` says which, as a clause.
  record Dropped(String how) implements ValueUse {}

  /// Somebody has it: it is awaited, returned, passed on, stored. `by` is the node that takes it.
  record Kept(Node by) implements ValueUse {}

  /// It cannot be told.
  record Unknown(String why) implements ValueUse {}
}
