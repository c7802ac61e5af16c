package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The variables that some code uses, in it and in the functions of the project that it mentions,
/// without those that are the functions' own.
final class TouchedData {
  private static final int DEPTH = 4;

  private final Codebase codebase;
  private final QueueUses queue;
  private final Map<Variable, String> touched = new LinkedHashMap<>();
  private final Map<Variable, String> open = new LinkedHashMap<>();
  private final Map<Variable, String> borrowed = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();

  private int first;
  private int last;

  private record Variable(String path, int scope, String name) {}

  TouchedData(Codebase codebase, QueueUses queue) {
    this.codebase = codebase;
    this.queue = queue;
  }

  /// Adds what the nodes between two numbers use.
  void code(SemanticModel model, int from, int to) {
    first = from;
    last = to;
    code(model, from, to, Optional.empty(), 0);
  }

  /// A variable that others can reach without having been given it: of a module, or an attribute of
  /// the object that a method belongs to.
  Optional<String> open() {
    return open.values().stream().findFirst();
  }

  /// Any variable that is used.
  Optional<String> any() {
    return touched.values().stream().findFirst();
  }

  /// A variable that both use.
  Optional<String> sharedWith(TouchedData other) {
    return touched.entrySet().stream()
        .filter(it -> other.touched.containsKey(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// A variable whose value others may know by another name: a parameter, or what was not made
  /// where it was assigned.
  Optional<String> borrowed() {
    return borrowed.values().stream().findFirst();
  }

  /// Whether a name is that of functions, classes or modules.
  static boolean isCode(Binding name) {
    return name.stores().stream()
        .allMatch(
            it ->
                it instanceof Stmt.FunctionDef
                    || it instanceof Stmt.ClassDef
                    || it instanceof Node.Alias);
  }

  private void code(SemanticModel model, int from, int to, Optional<Node> function, int depth) {
    SyntaxTree tree = model.tree();
    for (int id = from; id <= to; id++) {
      if (tree.node(id) instanceof Expr.Name name && !queue.isName(model, name)) {
        model.bindingOf(name).ifPresent(it -> variable(model, name, it, function, depth));
      }
    }
  }

  private void variable(
      SemanticModel model, Expr.Name name, Binding binding, Optional<Node> function, int depth) {
    if (isCode(binding)) {
      mentioned(model, name, binding, depth);
      return;
    }
    boolean own =
        function.filter(it -> model.tree().contains(it, binding.scope().node())).isPresent();
    boolean inClass = binding.scope().kind() == Scope.Kind.CLASS;
    boolean turn = binding.scope().kind() == Scope.Kind.COMPREHENSION;
    if (own || inClass || turn || isSettled(model, binding) || NameUsage.isByValue(model, name)) {
      return;
    }
    Variable variable = new Variable(model.path(), binding.scope().id(), binding.name());
    String text = "'" + name.text() + "' at " + QueueUse.placeOf(model, name);
    touched.putIfAbsent(variable, text);
    boolean everywhere = binding.scope().kind() == Scope.Kind.MODULE || isSelf(model, binding);
    if (everywhere
        || isUsedElsewhere(model, name, binding)
        || new SharedSource(codebase).holds(model, binding)) {
      open.putIfAbsent(variable, text);
    }
    boolean inside =
        function.isEmpty()
            && binding.stores().stream().allMatch(it -> first <= it.id() && it.id() <= last);
    if (!inside && !NameUsage.isFresh(model, binding)) {
      borrowed.putIfAbsent(variable, text);
    }
  }

  /// Ex) a variable that a third function inside of the same one watches
  private static boolean isUsedElsewhere(SemanticModel model, Expr.Name name, Binding binding) {
    int owner = binding.scope().node().id();
    Optional<Stmt.FunctionDef> here = model.nearestDef(name);
    return Stream.concat(binding.reads().stream(), binding.stores().stream())
        .filter(it -> it instanceof Expr.Name)
        .map(model::nearestDef)
        .anyMatch(it -> it.filter(def -> def.id() != owner).isPresent() && !it.equals(here));
  }

  private void mentioned(SemanticModel model, Expr.Name name, Binding binding, int depth) {
    Expr callee = name;
    // Ex) helpers.load(item)
    if (model.tree().parent(name) instanceof Expr.Attribute method) {
      callee = method;
      attribute(model, name, method, binding);
    }
    Optional<FunctionRef> target = model.targetOf(callee);
    Optional<SemanticModel> home = target.flatMap(it -> codebase.model(it.path()));
    Optional<Node> code = home.flatMap(it -> it.nodeOf(target.orElseThrow()));
    if (code.isPresent()) {
      inside(home.orElseThrow(), code.get(), depth);
      return;
    }
    for (Node store : binding.stores()) {
      if (!(store instanceof Node.Alias)) {
        inside(model, store, depth);
      }
    }
  }

  /// Ex) `Settings.limit`, `settings.limit` of a module of the project
  private void attribute(
      SemanticModel model, Expr.Name owner, Expr.Attribute attribute, Binding binding) {
    boolean called =
        model.tree().parent(attribute) instanceof Expr.Call call
            && call.callee().id() == attribute.id();
    boolean ours =
        binding.stores().getFirst() instanceof Stmt.ClassDef
            || model
                .qualifiedName(owner)
                .filter(it -> model.workspace().fileOf(it).isPresent())
                .isPresent();
    if (ours && !called) {
      Variable variable =
          new Variable(model.path(), binding.scope().id(), model.tree().textOf(attribute));
      String text = "'" + variable.name() + "' at " + QueueUse.placeOf(model, attribute);
      touched.putIfAbsent(variable, text);
      open.putIfAbsent(variable, text);
    }
  }

  private void inside(SemanticModel model, Node code, int depth) {
    if (depth < DEPTH && seen.add(model.path() + ":" + code.id())) {
      code(model, code.id(), model.tree().lastDescendant(code), Optional.of(code), depth + 1);
    }
  }

  /// Ex) `LIMIT = 10`
  private static boolean isSettled(SemanticModel model, Binding binding) {
    return binding.stores().size() == 1
        && !binding.declaredElsewhere()
        && model
            .singleAssignment(binding)
            .filter(it -> it instanceof Expr.Constant || isLogger(model, it))
            .isPresent();
  }

  private static boolean isLogger(SemanticModel model, Expr value) {
    return value instanceof Expr.Call call
        && model.qualifiedName(call.callee()).equals(Optional.of("logging.getLogger"));
  }

  /// Ex) the `self` of a method
  static boolean isSelf(SemanticModel model, Binding binding) {
    return binding.scope().node() instanceof Stmt.FunctionDef def
        && model.tree().parent(def) instanceof Stmt.ClassDef
        && !def.parameters().all().isEmpty()
        && def.parameters().all().getFirst().name().equals(binding.name());
  }
}
