package dev.loopmend.engine;

import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Giver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which functions and classes of the parsed files may give their callers what a recipe looks for:
/// directly, or since they give what another such function gives. By names, so rather too many.
final class Givers {
  private final boolean functions;
  private final boolean classes;
  private final Map<String, List<Candidate>> byName = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Found> found = new ArrayList<>();
  private final Set<Found> told = new HashSet<>();

  /// What gives something, in a file.
  record Found(String path, Giver giver) {}

  /// The same before it is known, with the names that stand for what is called in its file.
  private record Candidate(Found giver, List<Set<String>> results) {
    boolean isKnown(Set<String> names) {
      return results.stream().allMatch(result -> result.stream().anyMatch(names::contains));
    }
  }

  /// Those of a recipe that asks for functions which give what its makers make, for classes that
  /// derive from its bases, or for both.
  Givers(Sought.Asked asked) {
    this.functions = !asked.makers().isEmpty();
    this.classes = !asked.bases().isEmpty();
    asked.makers().forEach(maker -> know(Dotted.last(maker)));
    asked.bases().forEach(base -> know(Dotted.last(base)));
  }

  /// A file was parsed.
  void add(String path, Outline outline, WrittenNames written) {
    if (functions) {
      addFunctions(path, outline, written);
    }
    if (classes) {
      addClasses(path, outline, written);
    }
  }

  private void addFunctions(String path, Outline outline, WrittenNames written) {
    for (Giver giver : outline.givers()) {
      List<Set<String>> results = giver.results().stream().map(written::lasts).toList();
      add(new Candidate(new Found(path, giver), results));
    }
  }

  /// Ex) `class Inbox(asyncio.Queue)`, a call of which gives such a queue
  private void addClasses(String path, Outline outline, WrittenNames written) {
    for (Outline.Base base : outline.bases()) {
      Giver giver = new Giver(base.type(), false, List.of(Set.of(base.base())));
      add(new Candidate(new Found(path, giver), List.of(written.lasts(Set.of(base.base())))));
    }
  }

  private void add(Candidate candidate) {
    Set<String> names = new LinkedHashSet<>();
    candidate.results().forEach(names::addAll);
    names.forEach(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(candidate));
    find(candidate);
  }

  /// By this name what the recipe looks for may be called, or what gives it.
  void know(String name) {
    if (known.add(name)) {
      open.add(name);
    }
  }

  /// What was found since the last time.
  List<Found> fresh() {
    while (!open.isEmpty()) {
      byName.getOrDefault(open.remove(), List.of()).forEach(this::find);
    }
    List<Found> all = List.copyOf(found);
    found.clear();
    return all;
  }

  private void find(Candidate candidate) {
    if (candidate.isKnown(known) && told.add(candidate.giver())) {
      found.add(candidate.giver());
    }
  }
}
