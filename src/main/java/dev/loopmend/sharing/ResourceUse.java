package dev.loopmend.sharing;

import dev.loopmend.syntax.Node;

/// One thing that is done with an object that has to be closed, or with what lives no longer than
/// it. `path` is the file, `at` the name or expression that stands for it there.
public sealed interface ResourceUse {
  Node at();

  String path();

  /// A name of the object, or of what lives on it, is read in the function that makes it.
  record Read(String path, Node at) implements ResourceUse {}

  /// The object itself is closed, or handed to what closes it.
  record End(String path, Node at) implements ResourceUse {}

  /// Others may need it there later on; `how` is a clause.
  record Tie(String path, Node at, String how, Kind kind) implements ResourceUse {}

  /// Who may need the object.
  enum Kind {
    /// whoever gets the object itself: it is returned, yielded, stored
    OBJECT,
    /// whoever gets something that lives on it
    PART,
    /// code that cannot be seen, which is called with it
    CALLEE,
    /// a task, or a function that is called later
    LATER,
    /// coroutines of an `asyncio.gather` that is awaited on the spot: when one of them fails, the
    /// others go on
    GATHERED
  }
}
