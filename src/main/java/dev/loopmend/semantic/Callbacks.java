package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who runs a function that it is given, and where, from the knowledge.
final class Callbacks {
  /// Where a function runs that is handed to a call.
  enum Place {
    LOOP,
    THREAD,
    SPOT,
    /// a done callback of a future that may be asyncio's or an executor's
    EITHER
  }

  /// A callee that takes a function.
  record Taker(Place place, Knowledge.Callback argument) {}

  private final Map<String, Taker> byName = new HashMap<>();

  /// Methods of loops and executors by their bare name, for receivers whose class is not visible.
  /// Only names of several words: `call_soon` is nobody else's, `submit` may be anything.
  private final Map<String, Taker> byMethod = new HashMap<>();

  Callbacks(Knowledge knowledge) {
    add(knowledge.loopCallbacks(), Place.LOOP);
    add(knowledge.threadHandOffs(), Place.THREAD);
    add(knowledge.onTheSpot(), Place.SPOT);
  }

  private void add(Map<String, Knowledge.Callback> callbacks, Place place) {
    for (Map.Entry<String, Knowledge.Callback> entry : callbacks.entrySet()) {
      Taker taker = new Taker(place, entry.getValue());
      byName.put(entry.getKey(), taker);
      boolean isMethod = Dotted.looksLikeClass(Dotted.qualifier(entry.getKey()));
      String method = Dotted.last(entry.getKey());
      if (isMethod && method.indexOf('_', 1) > 0) {
        boolean ofAnyFuture = method.equals("add_done_callback");
        byMethod.put(method, ofAnyFuture ? new Taker(Place.EITHER, taker.argument()) : taker);
      }
    }
  }

  Optional<Taker> named(String qualifiedName) {
    return Optional.ofNullable(byName.get(qualifiedName));
  }

  Optional<Taker> method(String name) {
    return Optional.ofNullable(byMethod.get(name));
  }

  /// Whether an argument of a call is the function that it takes.
  static boolean isFunction(Taker taker, Expr.Call call, Node.Argument argument) {
    int position = 0;
    for (Node.Argument each : call.arguments()) {
      if (each.id() == argument.id()) {
        return switch (each.kind()) {
          case POSITIONAL -> position == taker.argument().position();
          case KEYWORD -> each.name().equals(taker.argument().keyword());
          case STAR, DOUBLE_STAR -> false;
        };
      }
      if (each.kind() == Node.ArgumentKind.STAR) {
        return false;
      }
      position += each.kind() == Node.ArgumentKind.POSITIONAL ? 1 : 0;
    }
    return false;
  }

  /// The arguments of a call that are the function it takes.
  static List<Node.Argument> functions(Taker taker, Expr.Call call) {
    return call.arguments().stream().filter(it -> isFunction(taker, call, it)).toList();
  }
}
