package dev.loopmend.sharing;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;

/// One thing that is done with an object. `path` is the file it is done in.
public sealed interface ObjectUse {

  /// The name or expression that stands for the object there.
  Node at();

  /// The file.
  String path();

  /// `object.method(…)`; `again` if it may be called several times while the object lives: in a
  /// loop, in a nested function, or in a function that is called several times.
  record Call(String path, Node at, Expr.Call call, String method, boolean again)
      implements ObjectUse {}

  /// It is ended: `await object.close()`, or entered by a `with` of its own.
  record End(String path, Node at) implements ObjectUse {}

  /// It outlives the place: returned, or stored where others reach it.
  record Stored(String path, Node at, String how) implements ObjectUse {}

  /// Anything else: an attribute, an argument of code that cannot be seen; `how` is a clause.
  record Other(String path, Node at, String how) implements ObjectUse {}
}
