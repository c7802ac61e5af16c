package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/// Iterators that something has advanced before a loop does (recipes' section 17): whether a use of
/// one, or of what it was made of, lies between the assignment that makes it and the loop.
public final class AdvancedIterators {
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Stmt.While loop;
  private final Binding iterator;
  private final Stmt.FunctionDef def;

  private AdvancedIterators(
      SemanticModel model, Stmt.While loop, Binding iterator, Stmt.FunctionDef def) {
    this.model = model;
    this.tree = model.tree();
    this.loop = loop;
    this.iterator = iterator;
    this.def = def;
  }

  /// Whether an iterator, a local of the function round a loop, may have been advanced before that.
  public static boolean mayBeAdvanced(SemanticModel model, Stmt.While loop, Binding iterator) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(loop);
    return def.isEmpty() || new AdvancedIterators(model, loop, iterator, def.get()).isAdvanced();
  }

  private boolean isAdvanced() {
    return uses().anyMatch(this::mayRunBefore) || isReachedFromUse(model.flows.of(def));
  }

  /// The uses of the iterator, and of names that it is made of. Ex) header = await
  /// source.__anext__(), where source may be its own iterator
  private Stream<Node> uses() {
    Stream<Node> sources =
        iterator.stores().stream()
            .map(tree::parent)
            .flatMap(store -> tree.within(store).stream())
            .filter(it -> it instanceof Expr.Name name && isSource(name))
            .flatMap(it -> model.bindingOf(it).stream())
            .distinct()
            .flatMap(this::readsOf);
    return Stream.concat(iterator.reads().stream(), sources);
  }

  /// What other functions do with a variable of the module says nothing of its iterators.
  private Stream<Node> readsOf(Binding source) {
    boolean local = source.scope().kind() == Scope.Kind.FUNCTION;
    return source.reads().stream().filter(it -> local || model.scopes.functionOf(it) == def.id());
  }

  /// Ex) `source.__aiter__()`, `aiter(source)`
  private boolean isSource(Expr.Name name) {
    return switch (tree.parent(name)) {
      case Node.Argument _ -> true;
      case Expr.Attribute(_, _, String method) -> method.equals("__aiter__");
      case Node _ -> false;
    };
  }

  /// A function inside may be called wherever it is known. Ex) def skip(): return anext(it)
  private boolean mayRunBefore(Node use) {
    return model.scopes.functionOf(use) != def.id()
        && (use.id() < loop.id() || model.outermostLoop(loop).isPresent());
  }

  /// Walks back from where control enters the loop, up to the assignments.
  private boolean isReachedFromUse(FlowGraph flow) {
    BitSet uses = steps(flow, uses());
    BitSet stores = steps(flow, iterator.stores().stream());
    BitSet seen = new BitSet();
    BitSet entered = new BitSet();
    Deque<Integer> ways = new ArrayDeque<>();
    flow.stepOf(loop.test()).ifPresent(ways::push);
    while (!ways.isEmpty()) {
      int step = ways.pop();
      for (int before : flow.before(step)) {
        Optional<Node> node = flow.node(before);
        boolean isInside = node.filter(it -> tree.contains(loop, it)).isPresent();
        // Ex) another turn of a loop round this one
        if (entered.get(step) && isInside) {
          return true;
        }
        if (isInside || seen.get(before) || stores.get(before)) {
          continue;
        }
        if (uses.get(before)) {
          return true;
        }
        seen.set(before);
        entered.set(before, entered.get(step) || node.isPresent());
        ways.push(before);
      }
    }
    return false;
  }

  private static BitSet steps(FlowGraph flow, Stream<Node> nodes) {
    BitSet steps = new BitSet();
    nodes.forEach(it -> flow.stepOf(it).ifPresent(steps::set));
    return steps;
  }
}
