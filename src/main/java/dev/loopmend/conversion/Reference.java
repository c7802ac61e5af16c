package dev.loopmend.conversion;

import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.syntax.Expr;

/// What one use of a function asks for when the function becomes a coroutine function.
sealed interface Reference {

  /// A call in a coroutine function, or in one that becomes one: it is awaited.
  record Awaited(FunctionRef by, Expr.Call call) implements Reference {}

  /// Somebody calls it on the event loop who takes plain and coroutine functions alike.
  record Either() implements Reference {}

  /// Somebody needs the plain function as it is; `why` says who, as a clause.
  record Plain(String why) implements Reference {}

  /// Nobody can see what becomes of it; `why` is a clause.
  record Lost(String why) implements Reference {}

  /// It stands in the way; `why` is a clause.
  record Obstacle(String why) implements Reference {}
}
