package dev.loopmend.match;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.Map;

/// What all nodes at which a pattern matches have in common, so that a pattern need not be tried at
/// others.
public sealed interface Anchor {

  /// Ex) `asyncio.run($MAIN)`: a call of the object of that canonical name
  record Called(String name) implements Anchor {}

  /// Ex) `$LOOP.call_soon($X)`: a call of an attribute of that name
  record Method(String name) implements Anchor {}

  /// Ex) `async with $X: $$$BODY`: a node of that class
  record Kind(Class<? extends Node> kind) implements Anchor {}

  /// The anchor of a pattern by its root and the objects that its nodes stand for, by node id.
  static Anchor of(Node root, Map<Integer, String> objects) {
    if (root instanceof Expr.Call(_, Expr callee, _)) {
      String object = objects.getOrDefault(callee.id(), "");
      if (!object.isEmpty()) {
        return new Called(object);
      }
      if (callee instanceof Expr.Attribute(_, _, String name) && !Variable.isVariable(name)) {
        return new Method(name);
      }
    }
    return new Kind(root.getClass());
  }
}
