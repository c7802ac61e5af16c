package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;

/// A call that asks a future for its result or exception, and the statement that evaluates it: for
/// a compound one its header does.
public record OutcomeRead(Expr.Call call, Stmt statement, Place place) {

  /// What a `return` right before the statement would mean for a cancelled future, for which the
  /// call raises.
  public enum Place {
    /// the same as what the exception does now
    PLAIN,
    /// the call may not be reached, so that the function goes on
    CONDITIONAL,
    /// the statement does something else first
    LATER,
    /// a context manager would see no exception
    MANAGED,
    /// it would hide an exception that is on its way
    IN_FINALLY,
    /// none may be written there
    NO_STATEMENT
  }
}
