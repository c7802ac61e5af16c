package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Decorator;
import dev.loopmend.semantic.FileFacts.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decorators of the project in whose body something is handed to another thread: they may run
/// there what they decorate, a coroutine in a loop of its own. Ex) @concurrent
final class ThreadingDecorators {
  private final LinkedTargets targets;
  private final CallGraph graph;
  private final Map<Integer, Boolean> known = new HashMap<>();

  ThreadingDecorators(LinkedTargets targets, CallGraph graph) {
    this.targets = targets;
    this.graph = graph;
  }

  /// The first of them on a function, as it is written.
  Optional<String> of(FileView file, Unit unit) {
    return unit.decorators().stream()
        .filter(it -> isOne(file, it))
        .map(Decorator::text)
        .findFirst();
  }

  private boolean isOne(FileView file, Decorator decorator) {
    return targets.of(file, decorator.callee())
            instanceof Target.Functions(List<Integer> units, _, _)
        && units.stream().anyMatch(it -> known.computeIfAbsent(it, this::handsOn));
  }

  private boolean handsOn(int function) {
    FileView file = targets.fileOf(function);
    List<Unit> units = file.facts().units();
    int own = function - file.firstUnit();
    String inside = units.get(own).name() + ".<locals>.";
    RowTable calls = file.facts().calls();
    for (int row = 0; row < calls.count(); row++) {
      int by = calls.by(row);
      if ((by == own || units.get(by).name().startsWith(inside))
          && graph.takes(file, row).filter(it -> it.place() == Takers.Place.THREAD).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
