package dev.loopmend.semantic;

import dev.loopmend.syntax.ComparisonOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a function touches state that other coroutines can reach: attributes of `self` and `cls`,
/// attributes and items of parameters, globals, and variables of functions outside (recipes'
/// sections 6 and 11).
final class SharedNames {
  /// One touch: what is touched, as text, whether it may be written, and the node that does it.
  record Touch(String key, boolean writes, Node at) {}

  private static final Set<String> READERS =
      Set.of(
          """
          keys values items copy count index is_set empty full qsize locked done cancelled exists
          startswith endswith split strip lstrip rstrip join format lower upper title encode decode
          is_file is_dir isoformat total_seconds is_alive get_name start_as_current_span
          """
              .strip()
              .split("\\s+"));

  static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "warn", "error", "exception", "critical", "log");

  private static final Set<String> REFLECTING =
      Set.of("builtins.getattr", "builtins.hasattr", "builtins.setattr", "builtins.delattr");

  private static final Set<String> CHANGING = Set.of("builtins.setattr", "builtins.delattr");

  /// A module that its own parent imports (library documentation of `os`).
  private static final String OS_PATH = "os.path";

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final Types types;

  SharedNames(SyntaxTree tree, Scopes scopes, Resolver resolver, Types types) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    this.types = types;
  }

  /// The touches of a function's own code, in the order of the text.
  List<Touch> touches(Stmt.FunctionDef def) {
    List<Touch> touches = new ArrayList<>();
    for (Node node : tree.within(def)) {
      if (node instanceof Expr.Name name && scopes.functionOf(name) == def.id()) {
        addTouches(name, def, touches);
      }
    }
    return touches;
  }

  private void addTouches(Expr.Name name, Stmt.FunctionDef def, List<Touch> touches) {
    if (isCallee(name)) {
      addGlobals(types.definitionOf(name), name, touches);
    }
    Optional<String> key = rootKey(name, def);
    if (key.isEmpty()) {
      return;
    }
    Optional<Touch> reflected = reflected(name, key.get());
    if (reflected.isPresent()) {
      touches.add(reflected.get());
    } else if (!isObjectRoot(name, def)) {
      addTouch(name, key.get(), touches);
    } else if (tree.parent(name) instanceof Expr.Attribute attribute) {
      addMember(name, attribute, key.get(), touches);
    } else if (isLookedInto(name)
        || scopes.bindingOf(name).filter(SharedNames::isImport).isPresent()) {
      // Ex) counts[key] of a parameter; `cache` itself after `from app.state import cache`
      addTouch(name, key.get(), touches);
    }
  }

  /// Ex) `hasattr(self, "client")`, `setattr(self, "client", client)`
  private Optional<Touch> reflected(Expr.Name name, String key) {
    if (tree.parent(name) instanceof Node.Argument argument
        && tree.parent(argument) instanceof Expr.Call(var _, Expr callee, var arguments)
        && arguments.size() > 1
        && arguments.getFirst().id() == argument.id()
        && arguments.get(1).value() instanceof Expr.Constant attribute
        && resolver.nameOf(callee).filter(REFLECTING::contains).isPresent()) {
      boolean writes = resolver.nameOf(callee).filter(CHANGING::contains).isPresent();
      return Literals.string(attribute).map(it -> new Touch(key + "." + it, writes, callee));
    }
    return Optional.empty();
  }

  /// What a function of the file does to names of the module. Ex) `mark()` with `global marked`
  private void addGlobals(Optional<Stmt.FunctionDef> called, Expr callee, List<Touch> touches) {
    List<Touch> inside = new ArrayList<>();
    for (Stmt.FunctionDef def : called.stream().toList()) {
      for (Node node : tree.within(def)) {
        if (node instanceof Expr.Name name
            && scopes.functionOf(name) == def.id()
            && !isCallee(name)
            && scopes.bindingOf(name).filter(this::isVariableOfModule).isPresent()) {
          addTouches(name, def, inside);
        }
      }
    }
    inside.forEach(it -> touches.add(new Touch(it.key(), it.writes(), callee)));
  }

  private boolean isVariableOfModule(Binding binding) {
    return binding.scope().kind() == Scope.Kind.MODULE && !isDefined(binding);
  }

  private boolean isLookedInto(Expr.Name name) {
    return switch (tree.parent(name)) {
      case Expr.Subscript subscript -> subscript.value().id() == name.id();
      // Ex) key not in counts
      case Expr.Compare(_, _, var operators, var rights) ->
          rights.getLast().id() == name.id()
              && (operators.getLast() == ComparisonOperator.IN
                  || operators.getLast() == ComparisonOperator.NOT_IN);
      case Node _ -> false;
    };
  }

  private void addMember(
      Expr.Name name, Expr.Attribute attribute, String key, List<Touch> touches) {
    Expr.Attribute top = attribute;
    String touched = key + "." + attribute.name();
    // Ex) os.path.exists(path), urllib.parse.quote(text)
    while (isModule(name, top) && tree.parent(top) instanceof Expr.Attribute of) {
      if (isCallee(of)) {
        return;
      }
      top = of;
      touched = touched + "." + of.name();
    }
    if (isCallee(top)) {
      addMethodCall(name, top, touched, touches);
    } else {
      addTouch(top, touched, touches);
    }
  }

  private void addTouch(Expr expr, String touched, List<Touch> touches) {
    Expr top = expr;
    boolean writes = scopes.usage(top) != Usage.LOAD;
    while (isPartOf(tree.parent(top), top)) {
      Expr outer = (Expr) tree.parent(top);
      if (outer instanceof Expr.Attribute method && isCallee(outer)) {
        // Ex) self.log.info("saved") is nothing that others could spoil
        if (LOGGING.contains(method.name())) {
          return;
        }
        writes |= !reads(method);
      }
      writes |= scopes.usage(outer) != Usage.LOAD;
      top = outer;
    }
    touches.add(new Touch(touched, writes, top));
  }

  /// Whether an attribute is a module that the file imports by its dotted name, or that comes with
  /// another: what is called of it is a function, which touches nothing that can be seen here.
  private boolean isModule(Expr.Name root, Expr attribute) {
    Optional<String> name = resolver.nameOf(attribute).map(Dotted::spelled);
    return name.isPresent()
        && (name.get().equals(OS_PATH)
            || scopes.bindingOf(root).stream()
                .flatMap(binding -> binding.stores().stream())
                .anyMatch(it -> it instanceof Node.Alias of && isWithin(of, name.get())));
  }

  /// Ex) `xml.etree` of `import xml.etree.ElementTree`
  private boolean isWithin(Node.Alias alias, String module) {
    return tree.parent(alias) instanceof Stmt.Import
        && (alias.name() + ".").startsWith(module + ".");
  }

  private static boolean isPartOf(Node parent, Expr child) {
    return switch (parent) {
      case Expr.Attribute _ -> true;
      case Expr.Subscript subscript -> subscript.value().id() == child.id();
      default -> false;
    };
  }

  boolean isCallee(Expr expr) {
    return tree.parent(expr) instanceof Expr.Call call && call.callee().id() == expr.id();
  }

  boolean reads(Expr.Attribute method) {
    // Ex) cache.get(key); a queue's get() takes no key
    boolean lookup =
        method.name().equals("get")
            && tree.parent(method) instanceof Expr.Call call
            && !call.arguments().isEmpty();
    return lookup || READERS.contains(method.name());
  }

  /// Ex) self.connect() touches what that method touches; flag.set() touches the flag
  private void addMethodCall(
      Expr.Name receiver, Expr.Attribute method, String key, List<Touch> touches) {
    if (LOGGING.contains(method.name()) || reads(method)) {
      return;
    }
    Optional<Stmt.FunctionDef> def = types.definitionOf(method);
    if (def.isEmpty()) {
      touches.add(new Touch(Dotted.qualifier(key), true, method));
      return;
    }
    for (Node node : tree.within(def.get())) {
      if (node instanceof Expr.Attribute attribute
          && attribute.value() instanceof Expr.Name own
          && types.isSelf(own)
          && !isCallee(attribute)) {
        boolean writes = scopes.usage(attribute) != Usage.LOAD || isChanged(attribute);
        touches.add(new Touch(receiver.text() + "." + attribute.name(), writes, method));
      }
    }
  }

  private boolean isChanged(Expr.Attribute attribute) {
    return switch (tree.parent(attribute)) {
      case Expr.Subscript subscript -> scopes.usage(subscript) != Usage.LOAD;
      case Expr.Attribute outer ->
          scopes.usage(outer) != Usage.LOAD
              || (isCallee(outer) && !reads(outer) && !LOGGING.contains(outer.name()));
      default -> false;
    };
  }

  /// Whether what a name means is shared, but not the name itself, as for `self` and parameters.
  boolean isObjectRoot(Expr.Name name, Stmt.FunctionDef def) {
    return scopes
        .bindingOf(name)
        .filter(it -> isParameterOf(it, def) || isImport(it) || isDefined(it))
        .isPresent();
  }

  private static boolean isParameterOf(Binding binding, Stmt.FunctionDef def) {
    return binding.scope().node().id() == def.id()
        && binding.stores().stream().allMatch(Node.Parameter.class::isInstance)
        && !binding.stores().isEmpty();
  }

  private static boolean isImport(Binding binding) {
    return binding.stores().stream().allMatch(Node.Alias.class::isInstance);
  }

  /// The text under which what a name means is known, if it is shared.
  Optional<String> rootKey(Expr.Name name, Stmt.FunctionDef def) {
    Optional<Binding> binding = scopes.bindingOf(name);
    if (binding.isEmpty()) {
      return Optional.empty();
    }
    Scope scope = binding.get().scope();
    if (isDefined(binding.get()) && !hasAttribute(name)) {
      return Optional.empty();
    }
    return switch (scope.kind()) {
      case MODULE -> isFunctionCall(name, binding.get()) ? Optional.empty() : named(name);
      case FUNCTION -> {
        if (scope.node().id() != def.id() || isParameterOf(binding.get(), def)) {
          yield named(name);
        }
        // Ex) `peers = self.peers` reads; what it binds is nobody else's
        yield scopes.usage(name) == Usage.LOAD ? aliased(binding.get()) : Optional.empty();
      }
      case CLASS, LAMBDA, COMPREHENSION, TYPE_PARAMETERS -> Optional.empty();
    };
  }

  private static boolean isDefined(Binding binding) {
    return binding.stores().stream()
        .anyMatch(it -> it instanceof Stmt.FunctionDef || it instanceof Stmt.ClassDef);
  }

  /// Ex) `Counter.made`, which all objects of the class share; not `Counter.reset()`
  private boolean hasAttribute(Expr.Name name) {
    return tree.parent(name) instanceof Expr.Attribute attribute && !isCallee(attribute);
  }

  private static Optional<String> named(Expr.Name name) {
    return Optional.of(name.text());
  }

  /// Ex) settings.load(), sleep(1) of an imported module or function
  private boolean isFunctionCall(Expr.Name name, Binding binding) {
    return isImport(binding)
        && (isCallee(name) || (tree.parent(name) instanceof Expr.Attribute of && isCallee(of)));
  }

  /// Ex) peers = self.peers
  private Optional<String> aliased(Binding binding) {
    Optional<Expr> value = resolver.singleAssignment(binding);
    if (value.isPresent() && value.get() instanceof Expr.Attribute attribute) {
      boolean shared =
          attribute.value() instanceof Expr.Name root
              && scopes
                  .bindingOf(root)
                  .filter(it -> it.stores().stream().allMatch(Node.Parameter.class::isInstance))
                  .isPresent();
      return shared ? Optional.of(Dotted.of(attribute)) : Optional.empty();
    }
    return Optional.empty();
  }
}
