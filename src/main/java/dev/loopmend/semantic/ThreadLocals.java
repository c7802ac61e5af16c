package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Values that a coroutine leaves in an attribute and finds changed after a wait (recipes' section
/// 16). Attributes are told by their text, within one file.
public final class ThreadLocals {
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Flows flows;
  private final Surroundings surroundings;
  private final OwnUses uses;

  private ThreadLocals(SemanticModel model) {
    this.tree = model.tree();
    this.scopes = model.scopes;
    this.flows = model.flows;
    this.surroundings = model.surroundings;
    this.uses = model.ownUses;
  }

  /// The attributes of a file.
  public static ThreadLocals of(SemanticModel model) {
    return new ThreadLocals(model);
  }

  /// Whether somebody reads an attribute, and other tasks may run between its assignment and the
  /// end of the coroutine function that makes it, or that calls the plain function which does.
  public Answer outlivesWait(Stmt store, Expr.Attribute target) {
    Optional<Stmt.FunctionDef> def = scopes.nearestDef(store);
    Optional<Node> read = read(target);
    if (def.isEmpty() || read.isEmpty()) {
      return new Answer.No("nothing in the file reads it");
    }
    if (isMadeOnce(store, target)) {
      return new Answer.No("it is made once for each thread");
    }
    // Ex) finally: local.user = None
    if (store instanceof Stmt.Assign assign && assign.value().isNone()) {
      return new Answer.No("it is taken away there");
    }
    boolean waits =
        def.get().isAsync()
            ? waitsBehind(store, def.get(), target)
            : uses.callsOf(def.get()).stream().anyMatch(it -> waitsBehindCall(it, target));
    return waits
        ? new Answer.Yes("line " + tree.fileLine(read.get()) + " reads it")
        : new Answer.No("nothing is awaited behind it");
  }

  /// A call in a lambda runs somewhere else.
  private boolean waitsBehindCall(Expr call, Expr.Attribute target) {
    return scopes
        .nearestDef(call)
        .filter(it -> it.isAsync() && scopes.functionOf(call) == it.id())
        .filter(it -> waitsBehind(call, it, target))
        .isPresent();
  }

  /// Ex) `ctx.rid`, `getattr(ctx, "rid", None)`
  private Optional<Node> read(Expr.Attribute target) {
    String owner = tree.textOf(target.value());
    for (Node node : tree.nodes()) {
      boolean reads =
          switch (node) {
            case Expr.Attribute(_, Expr value, String name) ->
                name.equals(target.name())
                    && scopes.usage(node) == Usage.LOAD
                    && tree.textOf(value).equals(owner);
            case Expr.Call(_, Expr.Name(_, String getter), List<Node.Argument> arguments) ->
                getter.equals("getattr")
                    && arguments.size() > 1
                    && tree.textOf(arguments.getFirst()).equals(owner)
                    && arguments.get(1).value() instanceof Expr.Constant(_, _, String text)
                    && text.contains(target.name());
            case Node _ -> false;
          };
      if (reads) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /// Ex) `if not hasattr(local, "connection"): local.connection = connect()`
  private boolean isMadeOnce(Stmt store, Expr.Attribute target) {
    for (Node at : surroundings.around(store)) {
      boolean tests =
          switch (at) {
            case Stmt.If test -> asksFor(test.test(), target);
            case Node.ExceptHandler handler -> takesAbsence(handler);
            case Node _ -> false;
          };
      if (tests) {
        return true;
      }
    }
    return statementsBefore(store).anyMatch(it -> returnsWhatIsThere(it, target));
  }

  private boolean takesAbsence(Node.ExceptHandler handler) {
    return surroundings.types(handler).contains("builtins.AttributeError");
  }

  private boolean mentions(Node code, Expr.Attribute target) {
    return tree.textOf(code).contains(tree.textOf(target.value()));
  }

  /// Ex) `hasattr(local, "session")`, `session is None` behind `session = getattr(local, "session",
  /// None)`
  private boolean asksFor(Expr test, Expr.Attribute target) {
    return mentions(test, target)
        || tree.within(test).stream()
            .filter(Expr.Name.class::isInstance)
            .flatMap(it -> scopes.bindingOf(it).stream())
            .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION)
            .flatMap(it -> it.stores().stream())
            .anyMatch(
                it ->
                    tree.parent(it) instanceof Stmt.Assign assign
                        && mentions(assign.value(), target));
  }

  /// Those of its function that come before it in the blocks round a statement.
  private Stream<Stmt> statementsBefore(Stmt store) {
    int function = scopes.functionOf(store);
    return tree.nodes().stream()
        .limit(store.id())
        .filter(it -> it instanceof Stmt && scopes.functionOf(it) == function)
        .map(Stmt.class::cast)
        .filter(it -> it.id() != function && tree.contains(tree.parent(it), store));
  }

  /// Ex) `if session is not None: return session`, `try: return local.session` with `except
  /// AttributeError: pass`
  private boolean returnsWhatIsThere(Stmt statement, Expr.Attribute target) {
    return switch (statement) {
      case Stmt.If test ->
          test.body().getLast() instanceof Stmt.Return && asksFor(test.test(), target);
      case Stmt.Try attempt ->
          attempt.body().getLast() instanceof Stmt.Return last
              && mentions(last, target)
              && attempt.handlers().stream().anyMatch(this::takesAbsence);
      case Stmt _ -> false;
    };
  }

  /// Whether a wait can be reached from a node before the attribute is set again.
  private boolean waitsBehind(Node from, Stmt.FunctionDef def, Expr.Attribute target) {
    FlowGraph flow = flows.of(def);
    OptionalInt start = flow.stepOf(from);
    if (start.isEmpty()) {
      return false;
    }
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(start.getAsInt()));
    while (!open.isEmpty()) {
      for (int next : flow.after(open.remove())) {
        if (seen.get(next)) {
          continue;
        }
        seen.set(next);
        if (flow.suspends(next)) {
          return true;
        }
        if (flow.node(next).filter(it -> sets(it, target)).isEmpty()) {
          open.add(next);
        }
      }
    }
    return false;
  }

  private boolean sets(Node step, Expr.Attribute target) {
    return tree.within(step).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Attribute attribute
                    && attribute.name().equals(target.name())
                    && scopes.usage(attribute) != Usage.LOAD
                    && tree.textOf(attribute.value()).equals(tree.textOf(target.value())));
  }
}
