package dev.loopmend.semantic;

/// What becomes of a coroutine that a call made. `how` is a clause.
public sealed interface CoroutineUse {

  /// Nobody takes it where it is made.
  record Dropped(String how) implements CoroutineUse {}

  /// It is taken for the value that it would give once it is awaited: tested, indexed, gone over.
  record Misused(String how) implements CoroutineUse {}

  /// The same, and what that gives is awaited: `await load()["next"]`.
  record MisusedUnderAwait(String how) implements CoroutineUse {}

  /// Somebody may await it, or it cannot be told.
  record Kept() implements CoroutineUse {}
}
