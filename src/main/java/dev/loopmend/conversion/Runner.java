package dev.loopmend.conversion;

/// What runs the loop of a function for its plain callers.
sealed interface Runner {

  /// A loop of its own that is closed when the coroutine is done: `asyncio.run(…)`.
  record Own() implements Runner {}

  /// The current loop of the thread: `asyncio.get_event_loop().run_until_complete(…)`.
  record Current() implements Runner {}

  /// A loop that the code at hand names, such as `self.loop`; `scope` tells where the text means
  /// the same: a class (`path:Class`), a module (`path:`), or one function.
  record Named(String text, String scope) implements Runner {}

  /// It cannot be told, or there are several; `why` is a clause.
  record Unclear(String why) implements Runner {}
}
