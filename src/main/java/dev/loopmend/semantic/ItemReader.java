package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the variables of loops are items of, by the way the loop is written.
final class ItemReader {
  /// Builtins that give what the container they are given holds (Library reference, 2).
  private static final Set<String> SAME_ITEMS =
      Set.of("list", "tuple", "set", "frozenset", "sorted", "reversed", "iter");

  /// An item of a container: what a loop over it gives, or what lies under a key of it.
  record Item(Expr container, boolean keyed) {}

  private final SyntaxTree tree;
  private final Scopes scopes;

  ItemReader(SyntaxTree tree, Scopes scopes) {
    this.tree = tree;
    this.scopes = scopes;
  }

  /// What a `for` of a statement or a comprehension gives to a name.
  Optional<Item> givenTo(Expr.Name name) {
    Node parent = tree.parent(name);
    // Ex) for name, client in self.clients.items(): ...
    if (parent instanceof Expr.TupleExpr pair
        && pair.elements().size() == 2
        && iterable(tree.parent(pair), pair).orElse(null) instanceof Expr.Call call) {
      return ofPair(call, pair.elements().getLast().id() == name.id());
    }
    return iterable(parent, name).map(this::each);
  }

  private static Optional<Expr> iterable(Node loop, Expr target) {
    return switch (loop) {
      case Stmt.For it when !it.isAsync() && it.target().id() == target.id() ->
          Optional.of(it.iterable());
      case Node.Comprehension it when !it.isAsync() && it.target().id() == target.id() ->
          Optional.of(it.iterable());
      case Node _ -> Optional.empty();
    };
  }

  private Optional<Item> ofPair(Expr.Call call, boolean isSecond) {
    return switch (call) {
      case Expr.Call(_, Expr.Attribute(_, Expr container, String method), var none)
          when method.equals("items") && none.isEmpty() ->
          Optional.of(new Item(container, isSecond));
      // Ex) for name, client in sorted(self.clients.items()): ...
      case Expr.Call(_, Expr.Name name, var given)
          when isSame(name)
              && !given.isEmpty()
              && given.getFirst().value() instanceof Expr.Call of ->
          ofPair(of, isSecond);
      // Ex) for number, client in enumerate(self.clients): ...
      case Expr.Call(_, Expr.Name name, var given)
          when isSecond && isBuiltin(name, "enumerate") && !given.isEmpty() ->
          Optional.of(each(given.getFirst().value()));
      case Expr.Call _ -> Optional.empty();
    };
  }

  private Item each(Expr iterable) {
    return switch (iterable) {
      // Ex) for client in list(self.clients): ...
      case Expr.Call(_, Expr.Name name, List<Node.Argument> given)
          when isSame(name)
              && !given.isEmpty()
              && given.getFirst().kind() == Node.ArgumentKind.POSITIONAL ->
          each(given.getFirst().value());
      case Expr.Call(_, Expr.Attribute(_, Expr container, String method), var none)
          when none.isEmpty() ->
          switch (method) {
            case "values" -> new Item(container, true);
            case "keys", "copy" -> new Item(container, false);
            default -> new Item(iterable, false);
          };
      case Expr _ -> new Item(iterable, false);
    };
  }

  private boolean isSame(Expr.Name name) {
    return SAME_ITEMS.contains(name.text()) && isBuiltin(name, name.text());
  }

  private boolean isBuiltin(Expr.Name name, String text) {
    return name.text().equals(text) && scopes.numberOf(name) < 0;
  }
}
