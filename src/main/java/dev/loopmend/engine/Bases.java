package dev.loopmend.engine;

import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Kind;
import dev.loopmend.semantic.Outline.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which files may replace methods of classes in classes that derive from those, by names: found in
/// the headers of classes, without parsing anything.
final class Bases {
  private final Collection<Look> looks;

  /// By class, those that name it in their headers, and its other names.
  private final Map<Integer, List<Further>> further = new HashMap<>();

  /// By class, the methods of which it is asked who replaces them.
  private final Map<Integer, Set<Integer>> methods = new HashMap<>();

  private final Deque<Asked> fresh = new ArrayDeque<>();
  private boolean isRead;

  /// A class, or another name of one, that a file has.
  private record Further(int name, Look look, boolean isClass) {}

  private record Asked(int name, Set<Integer> methods) {}

  Bases(Collection<Look> looks) {
    this.looks = looks;
  }

  /// Asks who replaces the coroutine functions of the classes of a file.
  void ask(Outline outline) {
    Map<String, Set<Integer>> found = new HashMap<>();
    for (Unit unit : outline.units()) {
      if (unit.kind() == Kind.COROUTINE_FUNCTION
          && outline.units().get(unit.parent()).kind() == Kind.CLASS) {
        found
            .computeIfAbsent(outline.units().get(unit.parent()).name(), _ -> new HashSet<>())
            .add(WordSet.hash(unit.name()));
      }
    }
    found.forEach((type, names) -> fresh.add(new Asked(WordSet.hash(type), names)));
  }

  /// Whether something was asked of a class by its name.
  boolean isAsked(String type) {
    return methods.containsKey(WordSet.hash(type));
  }

  /// The files that answer what was asked since the last time.
  Set<String> answers() {
    Set<String> files = new TreeSet<>();
    if (!fresh.isEmpty() && !isRead) {
      isRead = true;
      looks.forEach(this::read);
    }
    while (!fresh.isEmpty()) {
      Asked asked = fresh.remove();
      Set<Integer> known = methods.computeIfAbsent(asked.name(), _ -> new HashSet<>());
      Set<Integer> unknown = new HashSet<>(asked.methods());
      unknown.removeAll(known);
      known.addAll(unknown);
      List<Further> next = unknown.isEmpty() ? List.of() : furtherOf(asked.name());
      for (Further one : next) {
        if (one.isClass() && unknown.stream().anyMatch(one.look().words()::isWritten)) {
          files.add(one.look().path());
        }
        fresh.add(new Asked(one.name(), unknown));
      }
    }
    if (!methods.isEmpty()) {
      looks.stream().filter(it -> it.headers().isOpen()).forEach(it -> files.add(it.path()));
    }
    return files;
  }

  private List<Further> furtherOf(int name) {
    return further.getOrDefault(name, List.of());
  }

  private void read(Look look) {
    look.headers().derived((type, base) -> add(base, new Further(type, look, true)));
    look.headers().renamed((other, name) -> add(name, new Further(other, look, false)));
  }

  private void add(int name, Further one) {
    if (name != one.name()) {
      further.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
    }
  }
}
