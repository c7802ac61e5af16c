package dev.loopmend.engine;

import static java.util.stream.Collectors.toSet;

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
/// the headers of classes, without parsing anything. A class replaces them by its own, or by those
/// of another base. Ex) `class Sub(Mixin, Base)`
final class Bases {
  private final Collection<Look> looks;

  /// By class, those that name it in their headers, and its other names.
  private final Map<Integer, List<Further>> further = new HashMap<>();

  /// By class, the files that define one of that name.
  private final Map<Integer, List<Look>> defining = new HashMap<>();

  /// By class, what its headers name, and what it is another name of.
  private final Map<Integer, Set<Integer>> above = new HashMap<>();

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
    for (int unit = 1; unit < outline.units().size(); unit++) {
      Unit one = outline.units().get(unit);
      if (one.kind() == Kind.COROUTINE_FUNCTION
          && outline.units().get(one.parent()).kind() == Kind.CLASS) {
        ask(outline, unit, Set.of(one.name()));
      }
    }
  }

  /// Asks who replaces methods of the class round a unit, if it has some of these names.
  void ask(Outline outline, int unit, Set<String> names) {
    for (int at = unit; at > 0 && !names.isEmpty(); at = outline.units().get(at).parent()) {
      Unit one = outline.units().get(at);
      if (one.kind() == Kind.CLASS) {
        fresh.add(
            new Asked(
                WordSet.hash(one.name()), names.stream().map(WordSet::hash).collect(toSet())));
        return;
      }
    }
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
        if (one.isClass()
            && (one.look().words().isAnyWritten(unknown)
                || isReplacedBeside(one.name(), asked.name(), unknown))) {
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

  /// Whether a class that derives from a base has another base that may have one of some methods.
  private boolean isReplacedBeside(int type, int base, Set<Integer> methods) {
    Set<Integer> beside = new HashSet<>(above.getOrDefault(type, Set.of()));
    beside.remove(base);
    Deque<Integer> open = new ArrayDeque<>(beside);
    while (!open.isEmpty()) {
      above.getOrDefault(open.remove(), Set.of()).stream().filter(beside::add).forEach(open::add);
    }
    return beside.stream()
        .flatMap(it -> defining.getOrDefault(it, List.of()).stream())
        .anyMatch(it -> it.words().isAnyWritten(methods));
  }

  private List<Further> furtherOf(int name) {
    return further.getOrDefault(name, List.of());
  }

  private void read(Look look) {
    look.headers()
        .defined(type -> defining.computeIfAbsent(type, _ -> new ArrayList<>()).add(look));
    look.headers().derived((type, base) -> add(base, new Further(type, look, true)));
    look.headers().renamed((other, name) -> add(name, new Further(other, look, false)));
  }

  private void add(int name, Further one) {
    if (name != one.name()) {
      further.computeIfAbsent(name, _ -> new ArrayList<>()).add(one);
      above.computeIfAbsent(one.name(), _ -> new HashSet<>()).add(name);
    }
  }
}
