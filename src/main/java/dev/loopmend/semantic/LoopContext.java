package dev.loopmend.semantic;

import java.util.List;

/// Whether code runs in a thread whose event loop is running while it runs (recipes' section 0.3).
public sealed interface LoopContext {

  /// It does; `chain` are the functions from the one the loop runs to this one.
  record OnLoop(List<FunctionRef> chain) implements LoopContext {}

  /// It does not: `why` says who runs it, as a clause. `inThread` if somebody hands it to another
  /// thread or process; else it runs where no loop is running yet, such as at module level.
  record OffLoop(String why, boolean inThread) implements LoopContext {}

  /// It is reached both from the loop and from elsewhere.
  record Both(List<FunctionRef> chain, String why, boolean inThread) implements LoopContext {}

  /// It cannot be told; `why` says what is in the way.
  record Unknown(String why) implements LoopContext {}
}
