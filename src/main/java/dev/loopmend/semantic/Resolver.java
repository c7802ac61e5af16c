package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The canonical dotted names of the objects that expressions refer to (recipes' section 0.2). Only
/// names and attributes are followed; a call or a subscript between ends the name. Inside, "" is a
/// name that cannot be told.
final class Resolver {
  /// How many aliases of aliases are followed; `a = b; b = a` must end.
  private static final int DEPTH = 16;

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Workspace workspace;
  private final Imports imports;
  private final String path;
  private final String[] names;
  private final List<String> outsideStars = new ArrayList<>();
  private final List<String> projectStars = new ArrayList<>();
  private final Set<String> replaced = new HashSet<>();

  Resolver(SyntaxTree tree, Scopes scopes, Workspace workspace, String path) {
    this.tree = tree;
    this.scopes = scopes;
    this.workspace = workspace;
    this.imports = new Imports(tree, workspace, path);
    this.path = path;
    this.names = new String[scopes.bindingCount()];
    for (int number = 0; number < names.length; number++) {
      names[number] = "";
    }
    for (int number = 0; number < names.length; number++) {
      names[number] = ofBinding(number, 0);
    }
    collect();
  }

  /// Star imports, and attributes of modules that the file itself replaces.
  private void collect() {
    for (int id = 0; id < tree.nodeCount(); id++) {
      switch (tree.node(id)) {
        case Stmt.ImportFrom from when from.names().getFirst().name().equals("*") -> {
          String module = workspace.starModule(path, Imports.source(from));
          boolean known = workspace.summaryOf(module).isPresent();
          (known ? projectStars : outsideStars).add(module);
        }
        // Ex) asyncio.run = patched_run
        case Expr.Attribute target when scopes.usage(target) != Usage.LOAD -> {
          String name = ofExpr(target, 0);
          if (!name.isEmpty()) {
            replaced.add(name);
          }
        }
        case Node _ -> {}
      }
    }
  }

  /// The name under which a dotted name is defined, or "".
  String follow(String dotted) {
    return workspace.follow(dotted);
  }

  Imports imports() {
    return imports;
  }

  Optional<String> nameOf(Expr expr) {
    String name = ofExpr(expr, 0);
    boolean gone = name.isEmpty() || (expr instanceof Expr.Attribute && replaced.contains(name));
    return gone ? Optional.empty() : Optional.of(name);
  }

  /// What a name would refer to if it were written in a scope.
  Optional<String> nameIn(Scope scope, String text) {
    OptionalInt number = scopes.lookUp(scope, text);
    String name = number.isPresent() ? names[number.getAsInt()] : unbound(text);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /// What all stores of a binding make of it, if they agree.
  Optional<String> nameOfBinding(int number) {
    return names[number].isEmpty() ? Optional.empty() : Optional.of(names[number]);
  }

  private String ofExpr(Expr expr, int depth) {
    return switch (expr) {
      case Expr.Name name -> {
        int number = scopes.numberOf(name);
        yield number >= 0 ? ofBinding(number, depth) : unbound(name.text());
      }
      case Expr.Attribute _ when Dotted.of(expr).isEmpty() -> "";
      case Expr.Attribute(_, Expr value, String attribute) -> {
        String base = ofExpr(value, depth);
        yield base.isEmpty() ? "" : workspace.follow(base + "." + attribute);
      }
      case Expr _ -> "";
    };
  }

  /// A name that the file does not bind: from a star import, else a builtin.
  private String unbound(String name) {
    for (String module : projectStars) {
      String found = workspace.follow(module + "." + name);
      boolean exported =
          workspace.summaryOf(module).map(it -> it.exports().containsKey(name)).orElse(false);
      if (exported && !name.startsWith("_")) {
        return found;
      }
    }
    return outsideStars.isEmpty() && Builtins.has(name) ? "builtins." + name : "";
  }

  private String ofBinding(int number, int depth) {
    if (depth > DEPTH || !names[number].isEmpty()) {
      return names[number];
    }
    Binding binding = scopes.binding(number);
    if (binding.stores().isEmpty() || !binding.deletes().isEmpty()) {
      return "";
    }
    String name = ofStore(binding, binding.stores().getFirst(), depth);
    for (Node store : binding.stores().subList(1, binding.stores().size())) {
      // Ex) try: import tomllib / except ImportError: import tomli as tomllib
      if (name.isEmpty() || !name.equals(ofStore(binding, store, depth))) {
        return "";
      }
    }
    return name;
  }

  private String ofStore(Binding binding, Node store, int depth) {
    return switch (store) {
      case Node.Alias alias -> imports.target(alias);
      case Stmt.FunctionDef _, Stmt.ClassDef _ -> definition(store, binding);
      case Expr.Name name when isAliasing(binding) ->
          assignedValue(name).map(it -> ofAlias(it, depth + 1)).orElse("");
      default -> "";
    };
  }

  /// Ex) run = asyncio.run, once, at module level or in a function
  private static boolean isAliasing(Binding binding) {
    return switch (binding.scope().kind()) {
      case MODULE, FUNCTION -> binding.stores().size() == 1 && !binding.declaredElsewhere();
      case CLASS, LAMBDA, COMPREHENSION, TYPE_PARAMETERS -> false;
    };
  }

  private String ofAlias(Expr value, int depth) {
    return depth > DEPTH ? "" : ofExpr(value, depth);
  }

  /// The value that a statement or a walrus gives to a name, which is its whole target.
  Optional<Expr> assignedValue(Expr.Name name) {
    return switch (tree.parent(name)) {
      case Stmt.Assign assign when assign.targets().stream().anyMatch(it -> it.id() == name.id()) ->
          Optional.of(assign.value());
      case Stmt.AnnAssign assign when assign.target().id() == name.id() -> assign.value();
      case Expr.NamedExpr walrus when walrus.target().id() == name.id() ->
          Optional.of(walrus.value());
      default -> Optional.empty();
    };
  }

  /// The only value that is ever given to a binding, by an assignment or a walrus.
  Optional<Expr> singleAssignment(Binding binding) {
    boolean once = binding.stores().size() == 1 && binding.deletes().isEmpty();
    return once && binding.stores().getFirst() instanceof Expr.Name name
        ? assignedValue(name)
        : Optional.empty();
  }

  /// Ex) `package.module.Class.method`, `package.module.f.<locals>.g`
  private String definition(Node node, Binding binding) {
    Optional<String> module = workspace.definitionsOf(path);
    return module
        .map(it -> workspace.knowledge().canonical(it + "." + inside(binding.scope(), node)))
        .orElse("");
  }

  private static String inside(Scope scope, Node node) {
    String own =
        switch (node) {
          case Stmt.FunctionDef def -> def.name();
          case Stmt.ClassDef type -> type.name();
          default -> "<lambda>";
        };
    return Dotted.join(prefix(scope), own);
  }

  /// The qualified name of what a scope belongs to, as `__qualname__` starts inside it.
  private static String prefix(Scope scope) {
    String outer = scope.parent().map(Resolver::prefix).orElse("");
    return switch (scope.kind()) {
      case MODULE, TYPE_PARAMETERS, COMPREHENSION -> outer;
      case CLASS ->
          scope.node() instanceof Stmt.ClassDef type ? Dotted.join(outer, type.name()) : outer;
      case FUNCTION ->
          scope.node() instanceof Stmt.FunctionDef def
              ? Dotted.join(outer, def.name()) + ".<locals>"
              : outer;
      case LAMBDA -> Dotted.join(outer, "<lambda>.<locals>");
    };
  }

  /// The qualified name of a function or class within its module.
  String nameInModule(Node definition) {
    return inside(scopes.scopeOf(definition), definition);
  }
}
