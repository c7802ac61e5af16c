package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// The containers that loops go over while other coroutines can change them (recipes' section 6).
final class SharedContainers {
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final SharedNames names;

  SharedContainers(SyntaxTree tree, Scopes scopes, Resolver resolver, SharedNames names) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    this.names = names;
  }

  /// The shared container that a loop goes over, if it does.
  Optional<String> of(Expr iterable, Stmt.FunctionDef def) {
    return sources(iterable).stream().flatMap(it -> shared(it, def).stream()).findFirst();
  }

  /// What a loop really goes over, step by step. Ex) `self.peers` of `enumerate(self.peers)`
  private List<Expr> sources(Expr iterable) {
    return switch (iterable) {
      case Expr.Call(_, Expr callee, var arguments)
          when resolver.nameOf(callee).filter(ContainerViews::isLazy).isPresent() ->
          arguments.stream().flatMap(it -> sources(it.value()).stream()).toList();
      case Expr.GeneratorExp made -> sources(made.generators().getFirst().iterable());
      case Expr _ -> List.of(iterable);
    };
  }

  private Optional<String> shared(Expr source, Stmt.FunctionDef def) {
    Expr at = ContainerViews.containerOf(source);
    Optional<Expr.Name> root = root(at);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    boolean isObject = names.isObjectRoot(root.get(), def);
    boolean plain = at.id() == root.get().id();
    Optional<Binding> binding = scopes.bindingOf(root.get());
    boolean fixed = binding.map(this::isNeverChanged).orElse(true);
    return (isObject && plain) || (!isObject && fixed)
        ? Optional.empty()
        : names.rootKey(root.get(), def);
  }

  private static Optional<Expr.Name> root(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> Optional.of(name);
      case Expr.Attribute attribute -> root(attribute.value());
      case Expr.Subscript subscript -> root(subscript.value());
      case Expr _ -> Optional.empty();
    };
  }

  /// Ex) CODES = ["a", "b"], which the file only reads
  private boolean isNeverChanged(Binding binding) {
    if (binding.stores().size() != 1 || binding.scope().kind() != Scope.Kind.MODULE) {
      return false;
    }
    return binding.reads().stream().noneMatch(this::changes);
  }

  private boolean changes(Node read) {
    return switch (tree.parent(read)) {
      case Expr.Subscript subscript -> scopes.usage(subscript) != Usage.LOAD;
      case Expr.Attribute method -> names.isCallee(method) && !names.reads(method);
      default -> false;
    };
  }
}
