package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Decorator;
import dev.loopmend.semantic.FileFacts.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What decorators make of a coroutine function.
final class CoroutineDecorators {
  /// Decorators that give what is no coroutine function.
  private static final Set<String> TURNING =
      Set.of(
          "builtins.property",
          "functools.cached_property",
          "contextlib.asynccontextmanager",
          "contextlib.contextmanager",
          "asgiref.sync.async_to_sync",
          "textual.work");

  private final LinkedTargets targets;
  private final FrameworkRoles roles;

  CoroutineDecorators(LinkedTargets targets) {
    this.targets = targets;
    this.roles = new FrameworkRoles(targets);
  }

  /// Whether calls of a decorated coroutine function give a coroutine; unknown if that cannot be
  /// seen, no if the decorator is known, or looks, to give something else.
  Answer keepCoroutine(FileView file, Unit unit) {
    Answer answer = new Answer.Yes("");
    for (Decorator decorator : unit.decorators()) {
      Answer one = keepsCoroutine(file, unit, decorator);
      if (one.isNo()) {
        return one;
      }
      answer = one.isYes() ? answer : one;
    }
    return answer;
  }

  private Answer keepsCoroutine(FileView file, Unit unit, Decorator decorator) {
    String what = unit.ownName() + " is decorated with " + decorator.text();
    String name = targets.names().of(file, decorator.callee());
    if (TURNING.contains(name)) {
      return new Answer.No(what);
    }
    Optional<Knowledge.RunsIn> known = roles.role(file, decorator);
    if (known.isPresent()) {
      return known.get() == Knowledge.RunsIn.OUTSIDE ? new Answer.No(what) : new Answer.Yes("");
    }
    List<Integer> family = targets.family(file, decorator.callee());
    // Ex) def work(method): def decorated(...): ... return decorated
    boolean plain = !family.isEmpty() && family.stream().noneMatch(this::holdsCoroutineFunction);
    return plain ? new Answer.No(what) : new Answer.Unknown(what);
  }

  /// Whether a decorator of the project defines a coroutine function, which it may give.
  private boolean holdsCoroutineFunction(int function) {
    FileView file = targets.fileOf(function);
    List<Unit> units = file.facts().units();
    String inside = units.get(function - file.firstUnit()).name() + ".<locals>.";
    return units.stream().anyMatch(it -> it.isAsync() && it.name().startsWith(inside));
  }
}
