package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.Set;

/// What gives the elements of a container while a loop asks for them, and copies nothing: a
/// container that changes meanwhile is noticed (library documentation: dictionary view objects,
/// built-in functions, `itertools`).
public final class ContainerViews {
  private static final Set<String> METHODS = Set.of("items", "keys", "values");
  private static final Set<String> LAZY =
      Set.of(
          "builtins.enumerate",
          "builtins.filter",
          "builtins.iter",
          "builtins.map",
          "builtins.reversed",
          "builtins.zip",
          "itertools.chain",
          "itertools.islice",
          "itertools.zip_longest");

  private ContainerViews() {}

  /// Whether a method gives a view of its container. Ex) `values`
  public static boolean isView(String method) {
    return METHODS.contains(method);
  }

  /// Whether a function, by its canonical name, takes one element after the other from what it is
  /// given. Ex) `builtins.enumerate`
  public static boolean isLazy(String function) {
    return LAZY.contains(function);
  }

  /// The container of a view, any other expression itself. Ex) `self.peers` of `self.peers.items()`
  public static Expr containerOf(Expr iterable) {
    return iterable instanceof Expr.Call(_, Expr.Attribute(_, Expr owner, String method), var none)
            && none.isEmpty()
            && isView(method)
        ? owner
        : iterable;
  }
}
