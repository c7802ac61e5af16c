package dev.loopmend.sharing;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How long an object lives that a call makes, by the place of the call.
public sealed interface Lifetime {
  /// Methods that end an object.
  Set<String> ENDS = Set.of("close", "aclose");

  /// `async with MAKE() as name:`; without a name the block cannot use it.
  record Entered(Stmt.With with, Node.WithItem item, Optional<Binding> name) implements Lifetime {}

  /// `name = MAKE()`, a local variable that nothing else is assigned to.
  record Assigned(Stmt statement, Binding name) implements Lifetime {}

  /// `await MAKE().get(url)`: used where it is made, and closed by nobody.
  record Chained(Expr.Attribute use) implements Lifetime {}

  /// It outlives the place, or that cannot be told; `why` is a clause.
  record Kept(String why) implements Lifetime {}

  /// The lifetime of what a call makes.
  static Lifetime of(SemanticModel model, Expr call) {
    SyntaxTree tree = model.tree();
    // Ex) connection = await connect()
    Expr made = tree.parent(call) instanceof Expr.Await wait ? wait : call;
    Node parent = tree.parent(made);
    return switch (parent) {
      case Node.WithItem item
          when tree.parent(item) instanceof Stmt.With with && item.context().id() == made.id() ->
          entered(model, with, item);
      case Stmt.Assign(_, List<Expr> targets, Expr value)
          when targets.size() == 1 && value.id() == made.id() ->
          assigned(model, (Stmt) parent, targets.getFirst());
      case Stmt.AnnAssign(_, Expr target, _, Optional<Expr> value)
          when value.map(it -> it.id() == made.id()).orElse(false) ->
          assigned(model, (Stmt) parent, target);
      // Ex) aiohttp.ClientSession().get(url)
      case Expr.Attribute attribute -> new Chained(attribute);
      case Node _ -> new Kept("it is handed on where it is made");
    };
  }

  private static Lifetime entered(SemanticModel model, Stmt.With with, Node.WithItem item) {
    if (item.target().isEmpty()) {
      return new Entered(with, item, Optional.empty());
    }
    Optional<Binding> binding = model.bindingOf(item.target().get());
    return binding.filter(it -> isLocal(it)).isPresent()
        ? new Entered(with, item, binding)
        : new Kept("it is stored where others reach it");
  }

  private static Lifetime assigned(SemanticModel model, Stmt statement, Expr target) {
    Optional<Binding> binding = model.bindingOf(target);
    if (!(target instanceof Expr.Name) || binding.filter(it -> isLocal(it)).isEmpty()) {
      return new Kept("it is stored where others reach it");
    }
    boolean single = binding.get().stores().size() == 1 && binding.get().deletes().isEmpty();
    return single
        ? new Assigned(statement, binding.get())
        : new Kept("its variable is assigned more than once");
  }

  private static boolean isLocal(Binding binding) {
    return binding.scope().kind() == Scope.Kind.FUNCTION && !binding.declaredElsewhere();
  }

  /// The name that the object has while it lives here.
  default Optional<Binding> binding() {
    return switch (this) {
      case Entered(_, _, Optional<Binding> name) -> name;
      case Assigned(_, Binding name) -> Optional.of(name);
      case Chained _, Kept _ -> Optional.empty();
    };
  }
}
