package dev.loopmend.semantic;

import java.util.Set;

/// Where the code of generators runs: not where they are made, but where somebody goes over them.
final class GeneratorCalls {
  /// Builtins that take all that a generator gives before they return.
  private static final Set<String> CONSUMERS =
      Set.of(
          "builtins.all",
          "builtins.any",
          "builtins.dict",
          "builtins.frozenset",
          "builtins.list",
          "builtins.max",
          "builtins.min",
          "builtins.set",
          "builtins.sorted",
          "builtins.sum",
          "builtins.tuple");

  private GeneratorCalls() {}

  /// Whether a generator runs where it is made: in a loop, a `with`, or `list(…)` and the like.
  static boolean areConsumed(LinkedTargets targets, FileView file, int call) {
    RowTable table = file.facts().calls();
    if (call < 0) {
      return false;
    }
    return switch (table.role(call)) {
      // Ex) with opened(path): ..., of what `contextlib.contextmanager` decorates
      case ITERATED, ENTERED -> true;
      case ARGUMENT -> CONSUMERS.contains(targets.names().of(file, table.ref(table.detail(call))));
      case CALLEE,
          RECEIVER,
          DECORATOR,
          ALIAS,
          DROPPED,
          RETURNED,
          STORED,
          SET,
          DELETED,
          COLLECTED,
          COMPUTED,
          OPTION,
          OTHER ->
          false;
    };
  }
}
