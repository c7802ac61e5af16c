package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.semantic.FileFacts.Unit;
import java.util.Optional;
import java.util.Set;

/// Functions of the project that give what calls of a library made, each time a new one that they
/// keep nowhere themselves: directly, or through other such functions.
final class HandedOut {
  /// How many functions and names are followed from one to the next.
  private static final int MOST_STEPS = 16;

  /// Decorators behind which each call runs the function and gives what it returns. `lru_cache` and
  /// its like are not among them: they keep it.
  private static final Set<String> TRANSPARENT =
      Set.of(
          "builtins.staticmethod",
          "builtins.classmethod",
          "typing.override",
          "typing_extensions.override");

  private final LinkedNames names;
  private final LinkedTargets targets;
  private final Knowledge knowledge;

  HandedOut(LinkedNames names, LinkedTargets targets) {
    this.names = names;
    this.targets = targets;
    this.knowledge = names.knowledge();
  }

  /// Whether a function gives new instances of a class.
  boolean gives(int unit, String type) {
    return gives(unit, type, 0);
  }

  private boolean gives(int unit, String type, int depth) {
    FileView file = targets.fileOf(unit);
    Unit facts = file.facts().units().get(unit - file.firstUnit());
    return depth < MOST_STEPS
        && facts.handsOut()
        && !facts.isAsync()
        && !facts.isGenerator()
        && !facts.results().isEmpty()
        && facts.decorators().stream()
            .allMatch(it -> TRANSPARENT.contains(names.of(file, it.callee())))
        && facts.results().stream().allMatch(it -> isNew(file, it, type, depth));
  }

  private boolean isNew(FileView file, int ref, String type, int depth) {
    return switch (file.ref(ref)) {
      case Ref.Called(int callee) -> {
        Optional<Integer> own = targets.of(file, callee).only();
        yield own.isPresent()
            ? gives(own.get(), type, depth + 1)
            : knowledge.isA(targets.typeOf(file, ref), type);
      }
      case Ref.Bound(int binding)
          when file.bound(binding).isOnce()
              && file.bound(binding).stores().getFirst() instanceof Store.Value(int value)
              && depth < MOST_STEPS ->
          isNew(file, value, type, depth + 1);
      case Ref _ -> false;
    };
  }
}
