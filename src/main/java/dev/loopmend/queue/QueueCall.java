package dev.loopmend.queue;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.UnaryOperator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call of a method by which a queue for threads lets its caller wait (library documentation,
/// "queue"): how long it does. `limit` is there if it waits for a time.
public record QueueCall(
    Expr.Call call, Expr.Attribute method, Mode mode, Optional<Expr> item, Optional<Expr> limit) {
  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "get", List.of("block", "timeout"),
          "put", List.of("item", "block", "timeout"),
          "join", List.of());

  /// How long it waits.
  public enum Mode {
    /// as long as it takes
    FOR_EVER,
    /// until a time is over
    LIMITED,
    /// not at all
    AT_ONCE,
    /// the arguments do not tell
    UNCLEAR
  }

  /// What a call of a method named `get`, `put` or `join` is to a queue; nothing for another call.
  public static Optional<QueueCall> of(Expr.Call call) {
    return call.callee() instanceof Expr.Attribute method && PARAMETERS.containsKey(method.name())
        ? Optional.of(read(call, method, PARAMETERS.get(method.name())))
        : Optional.empty();
  }

  private static QueueCall read(Expr.Call call, Expr.Attribute method, List<String> parameters) {
    Map<String, Expr> given = new HashMap<>();
    boolean clear = true;
    for (int at = 0; at < call.arguments().size(); at++) {
      Node.Argument argument = call.arguments().get(at);
      switch (argument.kind()) {
        case POSITIONAL -> {
          if (at < parameters.size()) {
            given.put(parameters.get(at), argument.value());
          } else {
            clear = false;
          }
        }
        case KEYWORD -> {
          clear &= parameters.contains(argument.name());
          given.put(argument.name(), argument.value());
        }
        case STAR, DOUBLE_STAR -> clear = false;
      }
    }
    Optional<Expr> item = Optional.ofNullable(given.get("item"));
    // Ex) put(timeout=next(times), item=next(items))
    boolean inOrder = item.isEmpty() || item.get().id() == first(call).map(Expr::id).orElse(-1);
    Optional<Expr> limit = Optional.ofNullable(given.get("timeout")).filter(it -> !it.isNone());
    Mode mode =
        clear && inOrder && item.isPresent() == parameters.contains("item")
            ? mode(Optional.ofNullable(given.get("block")), limit)
            : Mode.UNCLEAR;
    return new QueueCall(call, method, mode, item, mode == Mode.LIMITED ? limit : Optional.empty());
  }

  private static Optional<Expr> first(Expr.Call call) {
    return call.arguments().stream().findFirst().map(Node.Argument::value);
  }

  private static Mode mode(Optional<Expr> block, Optional<Expr> limit) {
    if (block.isPresent()) {
      if (!(block.get() instanceof Expr.Constant(_, var kind, var text))) {
        return Mode.UNCLEAR;
      }
      switch (kind) {
        case TRUE -> {}
        case FALSE -> {
          return Mode.AT_ONCE;
        }
        case NONE, ELLIPSIS, NUMBER, STRING, BYTES -> {
          return text.equals("0") ? Mode.AT_ONCE : text.equals("1") ? limited(limit) : Mode.UNCLEAR;
        }
      }
    }
    return limited(limit);
  }

  private static Mode limited(Optional<Expr> limit) {
    if (limit.isEmpty()) {
      return Mode.FOR_EVER;
    }
    return switch (limit.get()) {
      // Ex) get(timeout=0), which `asyncio.wait_for` would never let start
      case Expr.Constant(_, Expr.ConstantKind kind, String text)
          when kind == Expr.ConstantKind.NUMBER ->
          text.matches("0+(\\.0*)?|\\.0+") ? Mode.AT_ONCE : Mode.LIMITED;
      // Ex) get(timeout=-1), a ValueError
      case Expr.UnaryOp(_, UnaryOperator operator, _) when operator == UnaryOperator.MINUS ->
          Mode.UNCLEAR;
      case Expr _ -> Mode.LIMITED;
    };
  }

  Expr receiver() {
    return method.value();
  }

  boolean isPut() {
    return method.name().equals("put");
  }

  /// Whether it has arguments beside the item.
  boolean hasFlags() {
    return call.arguments().size() > (item.isPresent() ? 1 : 0);
  }
}
