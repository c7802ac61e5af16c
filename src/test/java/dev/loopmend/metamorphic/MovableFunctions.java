package dev.loopmend.metamorphic;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Module;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Functions at the top level of a module that would mean the same in another module.
final class MovableFunctions {
  private static final Set<String> OF_THE_MODULE = Set.of("__name__", "__file__", "globals");

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Set<String> ownNames = new TreeSet<>();

  private MovableFunctions(SemanticModel model) {
    this.model = model;
    this.tree = model.tree();
    for (Binding binding : model.bindingsOf(model.scopeOf(tree.module()))) {
      if (!binding.stores().stream().allMatch(Node.Alias.class::isInstance)) {
        ownNames.add(binding.name());
      }
    }
  }

  /// Functions that can be moved together, in the order of the text.
  record Group(List<Stmt.FunctionDef> functions) {}

  /// The imports at the top level of a module.
  static List<Stmt> imports(SyntaxTree tree) {
    return tree.module().body().stream()
        .filter(it -> it instanceof Stmt.Import || it instanceof Stmt.ImportFrom)
        .toList();
  }

  /// A group for each function that can be moved, with all that it needs; equal ones once.
  static List<Group> of(SemanticModel model) {
    MovableFunctions movable = new MovableFunctions(model);
    Set<Group> groups = new LinkedHashSet<>();
    for (Stmt statement : model.tree().module().body()) {
      if (statement instanceof Stmt.FunctionDef def) {
        movable.groupOf(def).ifPresent(groups::add);
      }
    }
    return List.copyOf(groups);
  }

  private Optional<Group> groupOf(Stmt.FunctionDef first) {
    Set<Stmt.FunctionDef> functions = new LinkedHashSet<>();
    Deque<Stmt.FunctionDef> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      Stmt.FunctionDef def = open.pop();
      if (!functions.add(def)) {
        continue;
      }
      if (!isBoundOnce(def)) {
        return Optional.empty();
      }
      for (Node node : nodesOf(def)) {
        switch (need(node)) {
          case Need.Nothing _ -> {}
          case Need.Called(Stmt.FunctionDef other) -> open.push(other);
          case Need.OfTheModule _ -> {
            return Optional.empty();
          }
        }
      }
    }
    Comparator<Node> byText = Comparator.comparingInt(Node::id);
    return Optional.of(new Group(functions.stream().sorted(byText).toList()));
  }

  private boolean isBoundOnce(Stmt.FunctionDef def) {
    Optional<Binding> binding = model.bindingOf(def);
    return binding.isPresent()
        && binding.get().stores().size() == 1
        && binding.get().deletes().isEmpty()
        && tree.parent(def) instanceof Module;
  }

  private List<Node> nodesOf(Stmt.FunctionDef def) {
    List<Node> nodes = new ArrayList<>();
    for (int id = def.id() + 1; id <= tree.lastDescendant(def); id++) {
      nodes.add(tree.node(id));
    }
    return nodes;
  }

  /// What a node of a function needs of its module.
  private sealed interface Need {
    /// it would be the same elsewhere, with the same imports
    record Nothing() implements Need {}

    /// another function of the module
    record Called(Stmt.FunctionDef def) implements Need {}

    /// anything else
    record OfTheModule() implements Need {}
  }

  private Need need(Node node) {
    return switch (node) {
      case Stmt.Global _ -> new Need.OfTheModule();
      // Ex) def view(rates: "Rates"):
      case Expr.Constant constant -> {
        Set<String> words = new TreeSet<>();
        NamesInTexts.addWords(constant.text(), words);
        words.retainAll(ownNames);
        yield words.isEmpty() || constant.text().contains(" ")
            ? new Need.Nothing()
            : new Need.OfTheModule();
      }
      case Expr.Name name -> needOf(name);
      case Node _ -> new Need.Nothing();
    };
  }

  private Need needOf(Expr.Name name) {
    Optional<Binding> binding = model.bindingOf(name);
    if (binding.isEmpty()) {
      return OF_THE_MODULE.contains(name.text()) ? new Need.OfTheModule() : new Need.Nothing();
    }
    if (binding.get().scope().kind() != Scope.Kind.MODULE) {
      return new Need.Nothing();
    }
    if (binding.get().stores().size() == 1) {
      Node store = binding.get().stores().getFirst();
      if (store instanceof Stmt.FunctionDef def) {
        return new Need.Called(def);
      }
      if (store instanceof Node.Alias && tree.parent(tree.parent(store)) instanceof Module) {
        return new Need.Nothing();
      }
    }
    return new Need.OfTheModule();
  }
}
