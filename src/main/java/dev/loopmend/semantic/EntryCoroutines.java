package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether something started at a place can still run before the program ends: `asyncio.run`
/// cancels what is left when its coroutine returns (recipes' section 2.2).
final class EntryCoroutines {
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Flows flows;

  /// The text of the call that runs each entry coroutine function, by the node id of the function.
  private final Map<Integer, String> entries = new HashMap<>();

  EntryCoroutines(
      SyntaxTree tree,
      Scopes scopes,
      Resolver resolver,
      Types types,
      Flows flows,
      Knowledge knowledge) {
    this.tree = tree;
    this.scopes = scopes;
    this.flows = flows;
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (tree.node(id) instanceof Expr.Call call && !call.arguments().isEmpty()) {
        boolean owns =
            resolver.nameOf(call.callee()).map(knowledge.loopOwners()::contains).orElse(false);
        // Ex) asyncio.run(main())
        if (owns && call.arguments().getFirst().value() instanceof Expr.Call main) {
          types
              .definitionOf(main.callee())
              .ifPresent(it -> entries.put(it.id(), tree.textOf(call.callee())));
        }
      }
    }
  }

  Answer isLastAct(Node node) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(node);
    String runner = def.map(it -> entries.getOrDefault(it.id(), "")).orElse("");
    if (def.isEmpty() || runner.isEmpty()) {
      return new Answer.No("it is in no coroutine that the program is started with");
    }
    FlowGraph flow = flows.of(def.get());
    OptionalInt start = flow.stepOf(node);
    if (start.isEmpty()) {
      return new Answer.Unknown("the place is not part of the function's flow");
    }
    return awaitsAfter(flow, start.getAsInt(), node)
        ? new Answer.No(def.get().name() + " awaits something after it")
        : new Answer.Yes(
            def.get().name() + " awaits nothing after it, and " + runner + " cancels what is left");
  }

  private boolean awaitsAfter(FlowGraph flow, int start, Node node) {
    if (awaitsLaterInStep(flow, start, node)) {
      return true;
    }
    BitSet seen = new BitSet();
    int[] stack = new int[flow.count() + 1];
    int size = 0;
    stack[size++] = start;
    while (size > 0) {
      for (int next : flow.after(stack[--size])) {
        if (flow.suspends(next)) {
          return true;
        }
        if (!seen.get(next)) {
          seen.set(next);
          stack[size++] = next;
        }
      }
    }
    return false;
  }

  /// Ex) await asyncio.wait([asyncio.create_task(work())])
  private boolean awaitsLaterInStep(FlowGraph flow, int step, Node node) {
    Optional<Node> whole = flow.node(step);
    if (whole.isEmpty()) {
      return false;
    }
    for (int id = whole.get().id(); id <= tree.lastDescendant(whole.get()); id++) {
      Node each = tree.node(id);
      boolean later = each.id() > node.id() || tree.contains(each, node);
      if (later && FlowGraph.isSuspension(each)) {
        return true;
      }
    }
    return false;
  }
}
