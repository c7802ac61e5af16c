package dev.loopmend.conversion;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the loop comes from that a call such as `asyncio.run(main())` or
/// `loop.run_until_complete(main())` runs.
public sealed interface LoopOwner {
  Set<String> MAKERS =
      Set.of(
          "asyncio.get_event_loop",
          "asyncio.get_running_loop",
          "asyncio.new_event_loop",
          "uvloop.new_event_loop",
          "asyncio.Runner");

  /// The call makes or finds it itself: `maker` is the canonical name of what does, such as
  /// `asyncio.run` or `asyncio.new_event_loop`.
  record Inline(String maker) implements LoopOwner {}

  /// A local variable that one statement of the same function binds to what `maker` gives.
  record Variable(Binding binding, Stmt creation, String maker) implements LoopOwner {}

  /// Somebody else's: a parameter, an attribute, a global, a variable with several values.
  record Elsewhere(Expr receiver) implements LoopOwner {}

  /// The owner of the loop that a call runs.
  static LoopOwner of(SemanticModel model, Expr.Call call) {
    if (!(call.callee() instanceof Expr.Attribute(_, Expr receiver, _))
        || model.qualifiedName(call.callee()).isPresent()) {
      return new Inline(model.qualifiedName(call.callee()).orElse(""));
    }
    Optional<String> maker = makerOf(model, receiver);
    if (maker.isPresent()) {
      return new Inline(maker.get());
    }
    Optional<Binding> binding = model.bindingOf(receiver).filter(it -> isLocal(model, it, call));
    if (binding.isEmpty() || !(receiver instanceof Expr.Name)) {
      return new Elsewhere(receiver);
    }
    return variable(model, binding.get()).orElseGet(() -> new Elsewhere(receiver));
  }

  private static Optional<String> makerOf(SemanticModel model, Expr expr) {
    return expr instanceof Expr.Call made && made.arguments().isEmpty()
        ? model.qualifiedName(made.callee()).filter(MAKERS::contains)
        : Optional.empty();
  }

  private static boolean isLocal(SemanticModel model, Binding binding, Expr.Call call) {
    return binding.scope().kind() == Scope.Kind.FUNCTION
        && model.functionOf(call).map(it -> it.id() == binding.scope().node().id()).orElse(false);
  }

  private static Optional<LoopOwner> variable(SemanticModel model, Binding binding) {
    if (binding.stores().size() != 1
        || !binding.deletes().isEmpty()
        || !(binding.stores().getFirst() instanceof Expr.Name store)) {
      return Optional.empty();
    }
    Node parent = model.tree().parent(store);
    return switch (parent) {
      case Stmt.Assign(_, List<Expr> targets, Expr value) when targets.size() == 1 ->
          makerOf(model, value).map(it -> new Variable(binding, (Stmt) parent, it));
      case Stmt.AnnAssign(_, _, _, Optional<Expr> value) when value.isPresent() ->
          makerOf(model, value.get()).map(it -> new Variable(binding, (Stmt) parent, it));
      // Ex) with asyncio.Runner() as runner:
      case Node.WithItem item
          when model.tree().parent(item) instanceof Stmt.With with && with.items().size() == 1 ->
          makerOf(model, item.context()).map(it -> new Variable(binding, with, it));
      case Node _ -> Optional.empty();
    };
  }
}
