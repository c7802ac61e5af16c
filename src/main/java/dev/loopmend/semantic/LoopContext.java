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

  /// It cannot be told; `reasons` say what is in the way, what is nearest to the code first. There
  /// is at least one, and not more than a person would read.
  record Unknown(List<String> reasons) implements LoopContext {
    public Unknown {
      reasons = List.copyOf(reasons);
    }

    /// For one reason.
    public Unknown(String why) {
      this(List.of(why));
    }

    /// The first of the reasons.
    public String why() {
      return reasons.getFirst();
    }

    /// All of them, as one clause.
    public String whole() {
      return String.join("; ", reasons);
    }
  }
}
