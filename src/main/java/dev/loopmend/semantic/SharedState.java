package dev.loopmend.semantic;

import dev.loopmend.semantic.SharedNames.Touch;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether a missing await is what keeps coroutines apart at a call: shared state touched on both
/// sides of it without another suspension between (recipes' section 6).
final class SharedState {
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Flows flows;
  private final SharedNames names;
  private final SharedContainers containers;

  SharedState(SyntaxTree tree, Scopes scopes, Flows flows, Resolver resolver, Types types) {
    this.tree = tree;
    this.scopes = scopes;
    this.flows = flows;
    this.names = new SharedNames(tree, scopes, resolver, types);
    this.containers = new SharedContainers(tree, scopes, resolver, names);
  }

  Answer around(Expr call) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(call);
    if (def.isEmpty()) {
      return new Answer.No("it is in no function");
    }
    Optional<String> container = loopedContainer(call, def.get());
    if (container.isPresent()) {
      return new Answer.Yes("the loop goes over " + container.get() + ", which others may change");
    }
    FlowGraph flow = flows.of(def.get());
    OptionalInt start = flow.stepOf(call);
    if (start.isEmpty()) {
      return new Answer.Unknown("the call is not part of the function's flow");
    }
    List<List<Touch>> byStep = new ArrayList<>(Collections.nCopies(flow.count(), List.of()));
    List<Touch> touches = names.touches(def.get());
    for (Touch touch : touches) {
      flow.stepOf(touch.at()).ifPresent(step -> add(byStep, step, touch));
    }
    List<Touch> before = new ArrayList<>();
    List<Touch> after = new ArrayList<>(atExits(call, def.get(), touches, flow));
    for (Touch touch : byStep.get(start.getAsInt())) {
      // Ex) `store` of `store.save()`: what the call itself is made on is no use before it
      if (call instanceof Expr.Call(_, Expr callee, _) && tree.contains(callee, touch.at())) {
        continue;
      }
      boolean earlier = touch.at().id() <= tree.lastDescendant(call);
      if (earlier || touch.writes()) {
        before.add(touch);
      }
      if (!earlier || touch.writes()) {
        after.add(touch);
      }
    }
    collect(flow, start.getAsInt(), byStep, before, false);
    collect(flow, start.getAsInt(), byStep, after, true);
    return compare(before, after);
  }

  /// What the exits of the blocks round the call do to what their heads have entered. Ex) `with
  /// self.display.paused():`
  private List<Touch> atExits(
      Expr call, Stmt.FunctionDef def, List<Touch> touches, FlowGraph flow) {
    List<Touch> found = new ArrayList<>();
    for (Node at = tree.parent(call); at.id() != def.id() && at.id() != 0; at = tree.parent(at)) {
      if (at instanceof Stmt.With with && !with.isAsync() && isLeft(with, call, flow)) {
        touches.stream()
            .filter(it -> it.writes() && isInHead(with, it.at()))
            .forEach(it -> found.add(new Touch(it.key(), true, with)));
      }
    }
    return found;
  }

  private boolean isInHead(Stmt.With with, Node node) {
    return with.items().stream().anyMatch(it -> tree.contains(it.context(), node));
  }

  /// Whether the block may be left behind the call without another suspension.
  private boolean isLeft(Stmt.With with, Expr call, FlowGraph flow) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    flow.stepOf(call).ifPresent(open::add);
    while (!open.isEmpty()) {
      int[] next = flow.afterSuccess(open.remove());
      if (next.length == 0) {
        return true;
      }
      for (int step : next) {
        if (flow.node(step).filter(it -> !tree.contains(with, it)).isPresent()) {
          return true;
        }
        if (!seen.get(step) && !flow.suspends(step)) {
          seen.set(step);
          open.add(step);
        }
      }
    }
    return false;
  }

  private static void add(List<List<Touch>> byStep, int step, Touch touch) {
    List<Touch> known = new ArrayList<>(byStep.get(step));
    known.add(touch);
    byStep.set(step, known);
  }

  /// The touches of all steps that can be reached without a suspension, in one direction.
  private static void collect(
      FlowGraph flow, int start, List<List<Touch>> byStep, List<Touch> into, boolean forward) {
    BitSet seen = new BitSet();
    List<Integer> stack = new ArrayList<>(List.of(start));
    while (!stack.isEmpty()) {
      int step = stack.removeLast();
      for (int next : forward ? flow.after(step) : flow.before(step)) {
        if (!seen.get(next) && next != start) {
          seen.set(next);
          into.addAll(byStep.get(next));
          if (!flow.suspends(next)) {
            stack.add(next);
          }
        }
      }
    }
  }

  private static Answer compare(List<Touch> before, List<Touch> after) {
    for (Touch early : before) {
      for (Touch late : after) {
        // One statement that runs again on the next turn of a loop carries nothing over.
        boolean pair = early.at().id() != late.at().id() && early.key().equals(late.key());
        if (pair && (early.writes() || late.writes())) {
          return new Answer.Yes(
              early.key() + " is touched before and after it, and nothing else is awaited");
        }
      }
    }
    return new Answer.No("no shared state is touched before and after it");
  }

  /// The shared container of a loop whose body holds the call.
  private Optional<String> loopedContainer(Expr call, Stmt.FunctionDef def) {
    for (Node at = tree.parent(call); at.id() != def.id() && at.id() != 0; at = tree.parent(at)) {
      Optional<Expr> iterable =
          switch (at) {
            case Stmt.For loop when !tree.contains(loop.iterable(), call) ->
                Optional.of(loop.iterable());
            default -> Comprehensions.firstIterable(at).filter(it -> !tree.contains(it, call));
          };
      Optional<String> container = iterable.flatMap(it -> containers.of(it, def));
      if (container.isPresent()) {
        return container;
      }
    }
    return Optional.empty();
  }
}
