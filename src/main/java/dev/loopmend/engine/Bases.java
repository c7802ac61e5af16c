package dev.loopmend.engine;

import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Kind;
import dev.loopmend.semantic.Outline.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Classes with coroutine functions, and what may derive from them, by name: a method of theirs may
/// mean another one in a file that mentions them.
final class Bases {
  private final Set<String> names = new HashSet<>();
  private final Set<String> fresh = new HashSet<>();
  private final Map<String, Set<String>> derived = new HashMap<>();

  /// Notes the classes of a file.
  void note(Outline outline) {
    for (Unit unit : outline.units()) {
      if (unit.kind() == Kind.CLASS) {
        for (String base : unit.mentions()) {
          derived.computeIfAbsent(base, _ -> new HashSet<>()).add(unit.name());
          if (names.contains(base)) {
            add(unit.name());
          }
        }
      } else if (unit.kind() == Kind.COROUTINE_FUNCTION
          && outline.units().get(unit.parent()).kind() == Kind.CLASS) {
        add(outline.units().get(unit.parent()).name());
      }
    }
  }

  /// The names that came since they were last asked for.
  Set<String> takeNew() {
    Set<String> taken = Set.copyOf(fresh);
    fresh.clear();
    return taken;
  }

  private void add(String name) {
    if (names.add(name)) {
      fresh.add(name);
      Set.copyOf(derived.getOrDefault(name, Set.of())).forEach(this::add);
    }
  }
}
