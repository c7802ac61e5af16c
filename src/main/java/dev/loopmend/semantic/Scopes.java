package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The scopes of a file, what is bound in them, and what each name refers to. A pure function of
/// one file; bindings are numbered from 0.
final class Scopes {
  private final ScopeLayout layout;
  private final Usage[] usages;
  private final int[] bindingOf;
  private final List<Binding> bindings;
  private final List<Optional<Expr>> annotations;
  private final List<List<Binding>> byScope;
  private final NameLookup lookup;
  private final Set<String> mentioned;
  private final List<Stmt.ImportFrom> starImports;

  Scopes(
      ScopeLayout layout,
      Usage[] usages,
      int[] bindingOf,
      List<Binding> bindings,
      List<Optional<Expr>> annotations,
      List<List<Binding>> byScope,
      NameLookup lookup,
      Set<String> mentioned,
      List<Stmt.ImportFrom> starImports) {
    this.layout = layout;
    this.usages = usages;
    this.bindingOf = bindingOf;
    this.bindings = bindings;
    this.annotations = annotations;
    this.byScope = byScope;
    this.lookup = lookup;
    this.mentioned = mentioned;
    this.starImports = starImports;
  }

  static Scopes of(SyntaxTree tree) {
    return BindingCollector.collect(tree);
  }

  List<Scope> all() {
    return layout.scopes();
  }

  Scope scopeOf(Node node) {
    return layout.scopes().get(layout.scopeOf(node));
  }

  /// The scope that a module, class, function, lambda or comprehension opens for its body.
  Optional<Scope> innerScope(Node owner) {
    int inner = layout.innerScope(owner);
    return inner < 0 ? Optional.empty() : Optional.of(layout.scopes().get(inner));
  }

  /// The id of the innermost function or lambda whose body holds a node, or -1.
  int functionOf(Node node) {
    return layout.functionOf(node);
  }

  Usage usage(Node node) {
    return usages[node.id()];
  }

  int bindingCount() {
    return bindings.size();
  }

  Binding binding(int number) {
    return bindings.get(number);
  }

  /// The number of the binding that a name or a binding node is of, or -1.
  int numberOf(Node node) {
    return bindingOf[node.id()];
  }

  Optional<Binding> bindingOf(Node node) {
    int number = bindingOf[node.id()];
    return number < 0 ? Optional.empty() : Optional.of(bindings.get(number));
  }

  /// The number of the binding that a name would refer to in a scope, if the file binds it.
  OptionalInt lookUp(Scope scope, String name) {
    return lookup.find(scope, name);
  }

  /// The imports of everything that a module has, in the order of the text.
  List<Stmt.ImportFrom> starImports() {
    return starImports;
  }

  /// The annotation of a binding, that of a parameter included.
  Optional<Expr> annotationOf(int binding) {
    return annotations.get(binding);
  }

  List<Binding> bindingsOf(Scope scope) {
    return byScope.get(scope.id());
  }

  /// Whether any scope binds the name, or any place mentions it as a global.
  boolean isMentioned(String name) {
    return mentioned.contains(name)
        || lookup.tables().stream().anyMatch(table -> table.containsKey(name));
  }

  /// The function definition whose code a node is directly in; lambdas, comprehensions and class
  /// bodies between do not count.
  Optional<Stmt.FunctionDef> nearestDef(Node node) {
    Optional<Scope> scope = Optional.of(scopeOf(node));
    while (scope.isPresent()) {
      switch (scope.get().kind()) {
        case FUNCTION -> {
          return scope.get().node() instanceof Stmt.FunctionDef def
              ? Optional.of(def)
              : Optional.empty();
        }
        case MODULE -> {
          return Optional.empty();
        }
        case LAMBDA, COMPREHENSION, TYPE_PARAMETERS, CLASS -> scope = scope.get().parent();
      }
    }
    return Optional.empty();
  }
}
