package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Decorator;
import dev.loopmend.semantic.FileFacts.Unit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Collects what a file says of its functions.
final class UnitReader {
  /// A function with more kinds of results than this has none that agree.
  private static final int MOST_RESULTS = 8;

  private final RefReader refs;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Units units;
  private final List<List<Integer>> results = new ArrayList<>();
  private final BitSet generators = new BitSet();

  /// The functions that may keep, or give to others, what they return.
  private final BitSet keepers = new BitSet();

  UnitReader(RefReader refs) {
    this.refs = refs;
    this.tree = refs.tree();
    this.scopes = refs.scopes();
    this.units = refs.units();
    for (int unit = 0; unit < units.count(); unit++) {
      results.add(new ArrayList<>());
    }
  }

  /// Notes what a node says of the function that it is in.
  void visit(Node node) {
    switch (node) {
      case Expr.Yield _, Expr.YieldFrom _ -> generators.set(units.unitOf(node, scopes));
      case Stmt.Return value when value.value().isPresent() ->
          result(units.unitOf(node, scopes), value.value().get());
      // Ex) `return`, which gives None
      case Stmt.Return _ -> keepers.set(units.unitOf(node, scopes));
      case Expr.Lambda lambda -> result(units.indexOf(lambda.id()), lambda.body());
      case Node _ -> {}
    }
  }

  private void result(int unit, Expr value) {
    List<Integer> known = results.get(unit);
    int ref = refs.of(value);
    if (!isHandedOut(value)) {
      keepers.set(unit);
    }
    if (!known.contains(ref) && known.size() < MOST_RESULTS) {
      known.add(known.size() == MOST_RESULTS - 1 ? Ref.UNKNOWN : ref);
    }
  }

  /// Ex) `return make()`, or a local name for what a call gave that is otherwise only asked to do
  /// something: `task = make(); task.add_done_callback(log); return task`
  private boolean isHandedOut(Expr value) {
    if (value instanceof Expr.Call) {
      return true;
    }
    int number = value instanceof Expr.Name ? scopes.numberOf(value) : -1;
    if (number < 0) {
      return false;
    }
    Binding binding = scopes.binding(number);
    return binding.scope().kind() == Scope.Kind.FUNCTION
        && binding.stores().size() == 1
        && !binding.declaredElsewhere()
        && tree.parent(binding.stores().getFirst()) instanceof Stmt.Assign assign
        && assign.targets().size() == 1
        && assign.value() instanceof Expr.Call
        && binding.reads().stream().allMatch(this::isReturnedOrAsked);
  }

  private boolean isReturnedOrAsked(Node read) {
    Node parent = tree.parent(read);
    return parent instanceof Stmt.Return
        || (parent instanceof Expr.Attribute attribute
            && tree.parent(attribute) instanceof Expr.Call call
            && call.callee().id() == attribute.id());
  }

  /// The nodes of the units, by number.
  List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    for (int unit = 0; unit < units.count(); unit++) {
      nodes.add(tree.node(units.node(unit)));
    }
    return nodes;
  }

  /// All units, by number.
  List<Unit> read() {
    List<Unit> read = new ArrayList<>();
    for (int unit = 0; unit < units.count(); unit++) {
      read.add(read(unit, tree.node(units.node(unit))));
    }
    return List.copyOf(read);
  }

  private Unit read(int unit, Node node) {
    boolean isAsync = node instanceof Stmt.FunctionDef def && def.isAsync();
    int owner =
        node instanceof Stmt.FunctionDef def
            ? refs.types().holding(scopes.scopeOf(def)).orElse(-1)
            : -1;
    int returns =
        node instanceof Stmt.FunctionDef def && def.returns().isPresent()
            ? refs.annotation(def.returns().get())
            : -1;
    return new Unit(
        units.name(unit),
        node instanceof Stmt.FunctionDef,
        isAsync,
        generators.get(unit),
        owner,
        decorators(node),
        returns,
        List.copyOf(results.get(unit)),
        !keepers.get(unit) && EndsWithValue.always(node, tree));
  }

  private List<Decorator> decorators(Node node) {
    List<Decorator> decorators = new ArrayList<>();
    if (node instanceof Stmt.FunctionDef def) {
      for (Node.Decorator decorator : def.decorators()) {
        // Ex) @app.get("/")
        Expr callee =
            decorator.expression() instanceof Expr.Call call
                ? call.callee()
                : decorator.expression();
        decorators.add(new Decorator(refs.of(callee), refs.text(Dotted.of(callee))));
      }
    }
    return List.copyOf(decorators);
  }
}
