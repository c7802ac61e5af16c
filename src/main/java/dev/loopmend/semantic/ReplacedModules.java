package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Set;

/// The names of modules that code puts something else in the place of, in `sys.modules`: whoever
/// imports them then gets that (library documentation of `sys`).
final class ReplacedModules {
  private static final String MODULES = "sys.modules";
  private static final Set<String> PUTTING = Set.of("setdefault", "update", "setitem", "dict");

  private ReplacedModules() {}

  /// What a call names so; empty for any other call.
  static List<Expr> by(Expr.Call call) {
    if (!PUTTING.contains(Dotted.lastPart(call.callee()))) {
      return List.of();
    }
    String callee = Dotted.of(call.callee());
    List<Expr> given =
        call.arguments().stream()
            .filter(it -> it.kind() == Node.ArgumentKind.POSITIONAL)
            .map(Node.Argument::value)
            .toList();
    if (given.isEmpty()) {
      return List.of();
    }
    // Ex) sys.modules.setdefault("time", fake)
    if (callee.equals(MODULES + ".setdefault")) {
      return List.of(given.getFirst());
    }
    // Ex) sys.modules.update({"time": fake})
    if (callee.equals(MODULES + ".update")) {
      return keys(given.getFirst());
    }
    return given.size() > 1 && isModules(given.getFirst())
        ? named(Dotted.last(callee), given.get(1))
        : List.of();
  }

  private static List<Expr> named(String function, Expr second) {
    return switch (function) {
      // Ex) monkeypatch.setitem(sys.modules, "time", fake)
      case "setitem" -> List.of(second);
      // Ex) patch.dict("sys.modules", {"time": fake})
      case "dict" -> keys(second);
      default -> List.of();
    };
  }

  /// Ex) `sys.modules["time"] = fake`; `usage` is what the subscript is there for
  static List<Expr> by(Expr.Subscript subscript, Usage usage) {
    return usage == Usage.STORE && isModules(subscript.value())
        ? List.of(subscript.index())
        : List.of();
  }

  private static boolean isModules(Expr expr) {
    return switch (expr) {
      case Expr.Constant text -> Literals.string(text).filter(MODULES::equals).isPresent();
      case Expr other -> Dotted.of(other).equals(MODULES);
    };
  }

  private static List<Expr> keys(Expr expr) {
    return expr instanceof Expr.Dict(_, List<Expr.DictItem> items)
        ? items.stream().flatMap(it -> it.key().stream()).toList()
        : List.of();
  }
}
