package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which functions are run by what takes them, such as a web framework, and what they reach by
/// direct calls. Takers are named as in the knowledge: decorators, registrations, and methods of
/// classes that a project's class overrides.
final class HandlerChains {
  private final CallGraph graph;
  private final LinkedTargets targets;
  private final FrameworkRoles roles;
  private final Set<String> takers;

  HandlerChains(CallGraph graph, LinkedTargets targets, Set<String> takers) {
    this.graph = graph;
    this.targets = targets;
    this.roles = new FrameworkRoles(targets);
    this.takers = takers;
  }

  /// The functions from one that is taken to a function, by calls outside of tests; nothing if
  /// there is no such way.
  Optional<List<Integer>> chainTo(int function) {
    Map<Integer, Integer> callees = new HashMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(function));
    callees.put(function, function);
    while (!queue.isEmpty()) {
      int at = queue.remove();
      FileView file = targets.fileOf(at);
      if (at == file.firstUnit() || TestModules.isTest(file.path())) {
        continue;
      }
      if (isDecorated(file, at) || isMethod(file, at)) {
        return Optional.of(chain(at, callees));
      }
      for (CallGraph.Use use : graph.usesOf(at)) {
        if (!use.sure() || TestModules.isTest(use.file().path())) {
          continue;
        }
        switch (graph.fate(use, at)) {
          case Fate.Handed(Takers.Taker taker, int _, String _) -> {
            if (takers.contains(taker.name())) {
              return Optional.of(chain(at, callees));
            }
            if (taker.place() == Takers.Place.SPOT) {
              add(use, at, callees, queue);
            }
          }
          case Fate.Runs _ -> add(use, at, callees, queue);
          // What a function calls for one it is given it need not call for another.
          case Fate.Inside _, Fate.Nothing _, Fate.Lost _ -> {}
        }
      }
    }
    return Optional.empty();
  }

  private static void add(
      CallGraph.Use use, int callee, Map<Integer, Integer> callees, Deque<Integer> queue) {
    int by = use.file().firstUnit() + use.file().facts().uses().by(use.row());
    if (callees.putIfAbsent(by, callee) == null) {
      queue.add(by);
    }
  }

  private static List<Integer> chain(int from, Map<Integer, Integer> callees) {
    List<Integer> chain = new ArrayList<>(List.of(from));
    int at = from;
    for (int next = callees.getOrDefault(at, at); next != at; ) {
      chain.add(next);
      at = next;
      next = callees.getOrDefault(at, at);
    }
    return List.copyOf(chain);
  }

  private static Unit unit(FileView file, int function) {
    return file.facts().units().get(function - file.firstUnit());
  }

  /// Ex) @routes.get("/user")
  private boolean isDecorated(FileView file, int function) {
    return unit(file, function).decorators().stream()
        .anyMatch(it -> roles.meaning(file, it, takers).isPresent());
  }

  /// Ex) class Users(web.View): async def get(self): ...
  boolean isMethod(FileView file, int function) {
    Unit unit = unit(file, function);
    if (unit.owner() < 0) {
      return false;
    }
    String suffix = "." + unit.ownName();
    return takers.stream()
        .filter(it -> it.endsWith(suffix))
        .map(Dotted::qualifier)
        .filter(Dotted::looksLikeClass)
        .anyMatch(it -> targets.classes().derives(file.firstType() + unit.owner(), it).isYes());
  }
}
