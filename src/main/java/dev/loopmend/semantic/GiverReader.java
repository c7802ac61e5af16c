package dev.loopmend.semantic;

import dev.loopmend.semantic.Outline.Giver;
import dev.loopmend.semantic.Outline.Kind;
import dev.loopmend.semantic.Outline.Unit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Collects what may be called from other files and give its callers what other calls gave, by
/// names: see `HandedOut`, which finds none but these.
final class GiverReader {
  private final SyntaxTree tree;
  private final Map<Integer, List<Expr>> returned = new HashMap<>();

  /// By unit and name, the calls whose value a name is given.
  private final Map<Integer, Map<String, List<Expr.Call>>> assigned = new HashMap<>();

  private final List<Giver> global = new ArrayList<>();

  GiverReader(SyntaxTree tree) {
    this.tree = tree;
  }

  /// Notes what a node of a unit says.
  void visit(int unit, Node node) {
    switch (node) {
      case Stmt.Return(_, Optional<Expr> value) when value.isPresent() ->
          returned.computeIfAbsent(unit, _ -> new ArrayList<>()).add(value.get());
      case Stmt.Assign(_, List<Expr> targets, Expr value) ->
          targets.forEach(target -> assign(unit, target, value));
      case Stmt.AnnAssign(_, Expr target, _, Optional<Expr> value) ->
          value.ifPresent(it -> assign(unit, target, it));
      case Node _ -> {}
    }
  }

  private void assign(int unit, Expr target, Expr value) {
    if (!(target instanceof Expr.Name name)) {
      return;
    }
    if (value instanceof Expr.Call call) {
      assigned
          .computeIfAbsent(unit, _ -> new HashMap<>())
          .computeIfAbsent(name.text(), _ -> new ArrayList<>())
          .add(call);
    }
    if (unit == 0) {
      switch (value) {
        // Ex) spawn = lambda work: asyncio.create_task(work)
        case Expr.Lambda(_, _, Expr body) ->
            results(unit, List.of(body)).ifPresent(it -> addGlobal(name, it));
        // Ex) spawn_first = functools.partial(spawn, first)
        case Expr.Call call when !call.arguments().isEmpty() ->
            addGlobal(name, List.of(names(call.arguments().getFirst().value())));
        // Ex) spawn = tracker.spawn
        case Expr.Name _, Expr.Attribute _ -> addGlobal(name, List.of(names(value)));
        case Expr _ -> {}
      }
    }
  }

  private void addGlobal(Expr.Name name, List<Set<String>> results) {
    global.add(new Giver(name.text(), false, results));
  }

  /// All that may give something, once all nodes of the file were visited.
  List<Giver> read(List<Unit> units) {
    List<Giver> found = new ArrayList<>(global);
    for (int number = 1; number < units.size(); number++) {
      Unit unit = units.get(number);
      Kind outer = units.get(unit.parent()).kind();
      boolean isSeen = outer == Kind.MODULE || outer == Kind.CLASS;
      if (unit.kind() == Kind.PLAIN_FUNCTION && isSeen) {
        results(number, returned.getOrDefault(number, List.of()))
            .ifPresent(it -> found.add(new Giver(unit.name(), outer == Kind.CLASS, it)));
      }
    }
    return found;
  }

  /// For each of some values that a unit returns the names in what it calls; nothing if one of them
  /// is no call, or no name for what a call gave.
  private Optional<List<Set<String>>> results(int unit, List<Expr> values) {
    List<Set<String>> found = new ArrayList<>();
    for (Expr value : values) {
      List<Expr.Call> calls =
          switch (value) {
            case Expr.Call call -> List.of(call);
            case Expr.Name(_, String name) ->
                assigned.getOrDefault(unit, Map.of()).getOrDefault(name, List.of());
            case Expr _ -> List.of();
          };
      Set<String> names = new LinkedHashSet<>();
      calls.forEach(call -> names.addAll(names(call.callee())));
      if (names.isEmpty()) {
        return Optional.empty();
      }
      found.add(names);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /// Ex) `spawn` of `self.jobs.spawn`; all names of anything but a name or an attribute
  private Set<String> names(Expr callee) {
    String last = Dotted.lastPart(callee);
    if (!last.isEmpty()) {
      return Set.of(last);
    }
    Set<String> names = new TreeSet<>();
    for (int id = callee.id(); id <= tree.lastDescendant(callee); id++) {
      if (tree.node(id) instanceof Expr inner) {
        names.add(Dotted.lastPart(inner));
      }
    }
    names.remove("");
    return names;
  }
}
