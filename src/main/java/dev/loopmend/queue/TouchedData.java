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

/// The variables that some code uses, in it and in the functions of the project that it mentions,
/// without those that are the functions' own.
final class TouchedData {
  private static final int DEPTH = 4;
  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "error", "exception", "critical", "log");

  private final Codebase codebase;
  private final QueueUses queue;
  private final Map<Variable, String> touched = new LinkedHashMap<>();
  private final Map<Variable, String> open = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();

  private record Variable(String path, int scope, String name) {}

  TouchedData(Codebase codebase, QueueUses queue) {
    this.codebase = codebase;
    this.queue = queue;
  }

  /// Adds what the nodes between two numbers use.
  void code(SemanticModel model, int from, int to) {
    code(model, from, to, Optional.empty(), 0);
  }

  /// A variable that others can reach without having been given it: of a module, or an attribute of
  /// the object that a method belongs to.
  Optional<String> open() {
    return open.values().stream().findFirst();
  }

  /// A variable that both use.
  Optional<String> sharedWith(TouchedData other) {
    return touched.entrySet().stream()
        .filter(it -> other.touched.containsKey(it.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
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
    if (own || inClass || isSettled(model, binding) || isShown(model, name)) {
      return;
    }
    Variable variable = new Variable(model.path(), binding.scope().id(), binding.name());
    String text = "'" + name.text() + "' at " + QueueUse.placeOf(model, name);
    touched.putIfAbsent(variable, text);
    if (binding.scope().kind() == Scope.Kind.MODULE || isSelf(model, binding)) {
      open.putIfAbsent(variable, text);
    }
  }

  private void mentioned(SemanticModel model, Expr.Name name, Binding binding, int depth) {
    Expr callee = name;
    // Ex) helpers.load(item)
    if (model.tree().parent(name) instanceof Expr.Attribute method) {
      callee = method;
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

  /// Ex) `log.info("…")`
  private static boolean isShown(SemanticModel model, Expr.Name name) {
    return model.tree().parent(name) instanceof Expr.Attribute(_, _, String method)
        && LOGGING.contains(method);
  }

  /// Ex) the `self` of a method
  private static boolean isSelf(SemanticModel model, Binding binding) {
    return binding.scope().node() instanceof Stmt.FunctionDef def
        && model.tree().parent(def) instanceof Stmt.ClassDef
        && !def.parameters().all().isEmpty()
        && def.parameters().all().getFirst().name().equals(binding.name());
  }
}
