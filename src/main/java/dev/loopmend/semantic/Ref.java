package dev.loopmend.semantic;

import java.util.List;

/// What an expression stands for, with names as the file writes them. The parts of a ref are
/// numbers of other refs in the table of its file, where equal refs are stored once.
sealed interface Ref {
  /// The number of `Unknown` in every table.
  int UNKNOWN = 0;

  /// Anything that linking cannot tell.
  record Unknown() implements Ref {}

  /// `None`
  record Nothing() implements Ref {}

  /// A name that the file binds, by the number of its binding.
  record Bound(int binding) implements Ref {}

  /// A name that the file does not bind: a builtin, or from a star import.
  record Free(String name) implements Ref {}

  /// `of.name`
  record Member(int of, String name) implements Ref {}

  /// `callee(…)`
  record Called(int callee) implements Ref {}

  /// `callee(function, …)` that may be a `functools.partial` of the function.
  record Applied(int callee, int function) implements Ref {}

  /// `await of`
  record Awaited(int of) implements Ref {}

  /// What `with of as …` gives, or `async with`.
  record Entered(int of, boolean isAsync) implements Ref {}

  /// `super()` in a method of a class, by the number of the class.
  record Super(int type) implements Ref {}

  /// A lambda, by the number of its unit.
  record Function(int unit) implements Ref {}

  /// A literal of a builtin class.
  record Instance(String type) implements Ref {}

  /// One of several values that have to agree. If not `strict`, names of which nothing is known do
  /// not count: `loop or asyncio.get_event_loop()`.
  record OneOf(List<Integer> options, boolean strict) implements Ref {}

  /// An item of a container: what a loop over it gives, or what lies under a key, `of[key]`.
  record Item(int of, boolean keyed) implements Ref {}

  /// `of[arguments]` in an annotation.
  record Subscripted(int of, List<Integer> arguments) implements Ref {}

  /// `a | b` in an annotation.
  record Union(List<Integer> kinds) implements Ref {}
}
