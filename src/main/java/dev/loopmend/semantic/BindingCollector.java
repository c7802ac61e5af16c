package dev.loopmend.semantic;

import dev.loopmend.syntax.CasePattern;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Finds what binds each name, then what each name refers to (Language Reference, 4.2.1, 4.2.2).
final class BindingCollector {
  private final SyntaxTree tree;
  private final ScopeLayout layout;
  private final Usage[] usages;
  private final int[] symbolOf;
  private final List<Symbol> symbols = new ArrayList<>();
  private final List<Map<String, Integer>> tables = new ArrayList<>();
  private final List<Set<String>> globals = new ArrayList<>();
  private final List<Set<String>> nonlocals = new ArrayList<>();
  private final List<Node> outerStores = new ArrayList<>();
  private final Set<String> unbound = new HashSet<>();
  private final List<Expr.Name> names = new ArrayList<>();
  private final List<Stmt.ImportFrom> starImports = new ArrayList<>();

  /// A name in a scope while it is being collected.
  private static final class Symbol {
    final String name;
    final int scope;
    final int first;
    final List<Node> stores = new ArrayList<>();
    final List<Node> reads = new ArrayList<>();
    final List<Node> deletes = new ArrayList<>();
    Optional<Expr> annotation = Optional.empty();
    boolean declaredElsewhere;

    Symbol(String name, int scope, int first) {
      this.name = name;
      this.scope = scope;
      this.first = first;
    }
  }

  private BindingCollector(SyntaxTree tree, ScopeLayout layout) {
    this.tree = tree;
    this.layout = layout;
    this.usages = new Usage[tree.nodeCount()];
    this.symbolOf = new int[tree.nodeCount()];
    Arrays.fill(usages, Usage.LOAD);
    Arrays.fill(symbolOf, -1);
    for (int scope = 0; scope < layout.scopes().size(); scope++) {
      tables.add(new HashMap<>());
      globals.add(new HashSet<>());
      nonlocals.add(new HashSet<>());
    }
  }

  static Scopes collect(SyntaxTree tree) {
    BindingCollector collector = new BindingCollector(tree, ScopeLayout.of(tree));
    for (int id = 0; id < tree.nodeCount(); id++) {
      collector.bind(tree.node(id));
    }
    collector.outerStores.forEach(collector::bindOuter);
    collector.names.forEach(collector::read);
    return collector.freeze();
  }

  /// Notes what a node binds. Parents come before children, so a name knows its usage when it is
  /// met. The kinds of which there are most come first: they are told apart quickly.
  private void bind(Node node) {
    switch (node) {
      case Expr.Name name -> {
        names.add(name);
        bindName(name);
      }
      case Expr.Attribute _, Expr.Constant _, Expr.Call _, Node.Argument _ -> {}
      case Stmt statement -> bindStatement(statement);
      case Expr.NamedExpr walrus -> mark(walrus.target(), Usage.STORE);
      case Node.Comprehension clause -> mark(clause.target(), Usage.STORE);
      case Node.WithItem item -> item.target().ifPresent(it -> mark(it, Usage.STORE));
      case Node.ExceptHandler handler -> handler.name().ifPresent(it -> store(it, handler));
      case Node.Parameter parameter -> store(parameter.name(), parameter);
      case Node.TypeParameter parameter -> store(parameter.name(), parameter);
      case Node.Alias alias -> bindAlias(alias);
      case CasePattern.AsPattern pattern -> pattern.name().ifPresent(it -> store(it, pattern));
      case CasePattern.StarPattern pattern -> pattern.name().ifPresent(it -> store(it, pattern));
      case CasePattern.MappingPattern pattern -> pattern.rest().ifPresent(it -> store(it, pattern));
      case Expr _, CasePattern _ -> {}
      case dev.loopmend.syntax.Module _, Node.Parameters _, Node.MatchCase _, Node.Decorator _ -> {}
    }
  }

  private void bindStatement(Stmt statement) {
    switch (statement) {
      case Stmt.FunctionDef def -> store(def.name(), def);
      case Stmt.ClassDef type -> store(type.name(), type);
      case Stmt.Assign assign -> assign.targets().forEach(it -> mark(it, Usage.STORE));
      case Stmt.AugAssign update -> mark(update.target(), Usage.UPDATE);
      case Stmt.AnnAssign assign ->
          mark(assign.target(), assign.value().isPresent() ? Usage.STORE : Usage.DECLARE);
      case Stmt.TypeAlias alias -> mark(alias.name(), Usage.STORE);
      case Stmt.For loop -> mark(loop.target(), Usage.STORE);
      case Stmt.Delete delete -> delete.targets().forEach(it -> mark(it, Usage.DELETE));
      case Stmt.Global names -> globals.get(layout.scopeOf(names)).addAll(names.names());
      case Stmt.Nonlocal names -> nonlocals.get(layout.scopeOf(names)).addAll(names.names());
      case Stmt.Return _,
          Stmt.While _,
          Stmt.If _,
          Stmt.With _,
          Stmt.Match _,
          Stmt.Raise _,
          Stmt.Try _,
          Stmt.Assert _,
          Stmt.Import _,
          Stmt.ImportFrom _,
          Stmt.ExprStmt _,
          Stmt.Pass _,
          Stmt.Break _,
          Stmt.Continue _ -> {}
    }
  }

  private void mark(Expr target, Usage usage) {
    usages[target.id()] = usage;
    switch (target) {
      case Expr.TupleExpr tuple -> tuple.elements().forEach(it -> mark(it, usage));
      case Expr.ListExpr list -> list.elements().forEach(it -> mark(it, usage));
      case Expr.Starred starred -> mark(starred.value(), usage);
      case Expr _ -> {}
    }
  }

  private void bindAlias(Node.Alias alias) {
    if (alias.name().equals("*")) {
      if (tree.parent(alias) instanceof Stmt.ImportFrom from) {
        starImports.add(from);
      }
      return;
    }
    store(boundBy(alias), alias);
  }

  private static String boundBy(Node.Alias alias) {
    // Ex) import os.path binds `os`
    return alias.asName().orElse(Dotted.root(alias.name()));
  }

  private void bindName(Expr.Name name) {
    switch (usages[name.id()]) {
      case LOAD -> {}
      case STORE, UPDATE, DELETE, DECLARE -> store(name.text(), name);
    }
  }

  private void store(String name, Node node) {
    int scope = storingScope(node);
    if (globals.get(scope).contains(name)) {
      Symbol symbol = symbol(name, 0, node);
      symbol.declaredElsewhere |= scope != 0;
      add(symbol, node);
    } else if (nonlocals.get(scope).contains(name)) {
      outerStores.add(node);
    } else {
      add(symbol(name, scope, node), node);
    }
  }

  /// The scope whose name a node binds: a function's parameters are its own, a walrus binds outside
  /// of comprehensions.
  private int storingScope(Node node) {
    Scope scope = layout.scopes().get(layout.scopeOf(node));
    boolean walrus = tree.parent(node) instanceof Expr.NamedExpr;
    while (walrus && scope.kind() == Scope.Kind.COMPREHENSION && scope.parent().isPresent()) {
      scope = scope.parent().get();
    }
    return scope.id();
  }

  private void bindOuter(Node node) {
    String name = nameOf(node);
    OptionalInt found = lookUpOutside(layout.scopes().get(storingScope(node)), name);
    if (found.isPresent()) {
      Symbol symbol = symbols.get(found.getAsInt());
      symbol.declaredElsewhere = true;
      add(symbol, node);
    }
  }

  private static String nameOf(Node node) {
    return switch (node) {
      case Expr.Name name -> name.text();
      case Stmt.FunctionDef def -> def.name();
      case Stmt.ClassDef type -> type.name();
      case Node.ExceptHandler handler -> handler.name().orElse("");
      case Node.Alias alias -> boundBy(alias);
      case CasePattern.AsPattern pattern -> pattern.name().orElse("");
      case CasePattern.StarPattern pattern -> pattern.name().orElse("");
      case CasePattern.MappingPattern pattern -> pattern.rest().orElse("");
      default -> "";
    };
  }

  private Symbol symbol(String name, int scope, Node first) {
    Map<String, Integer> table = tables.get(scope);
    int known = table.getOrDefault(name, -1);
    if (known >= 0) {
      return symbols.get(known);
    }
    Symbol symbol = new Symbol(name, scope, first.id());
    table.put(name, symbols.size());
    symbols.add(symbol);
    return symbol;
  }

  private void add(Symbol symbol, Node node) {
    symbolOf[node.id()] = tables.get(symbol.scope).getOrDefault(symbol.name, -1);
    switch (usages[node.id()]) {
      case DELETE -> symbol.deletes.add(node);
      case DECLARE -> {}
      case LOAD, STORE, UPDATE -> symbol.stores.add(node);
    }
    if (symbol.annotation.isEmpty()) {
      symbol.annotation = annotationOf(node);
    }
  }

  private Optional<Expr> annotationOf(Node node) {
    // Ex) def f(loop: AbstractEventLoop)
    if (node instanceof Node.Parameter parameter) {
      return parameter.annotation();
    }
    // Ex) queue: asyncio.Queue = make()
    return tree.parent(node) instanceof Stmt.AnnAssign assign
        ? Optional.of(assign.annotation())
        : Optional.empty();
  }

  private void read(Expr.Name name) {
    Usage usage = usages[name.id()];
    if (usage != Usage.LOAD && usage != Usage.UPDATE) {
      return;
    }
    OptionalInt found = lookUp(layout.scopes().get(layout.scopeOf(name)), name.text());
    if (found.isPresent()) {
      symbols.get(found.getAsInt()).reads.add(name);
      symbolOf[name.id()] = found.getAsInt();
    } else {
      unbound.add(name.text());
    }
  }

  private OptionalInt lookUp(Scope scope, String name) {
    return NameLookup.from(scope, name, tables, globals, nonlocals);
  }

  private OptionalInt lookUpOutside(Scope scope, String name) {
    Optional<Scope> outer = scope.parent();
    while (outer.isPresent()) {
      Scope at = outer.get();
      boolean holds = at.kind() != Scope.Kind.CLASS && at.kind() != Scope.Kind.MODULE;
      int known = holds ? tables.get(at.id()).getOrDefault(name, -1) : -1;
      if (known >= 0) {
        return OptionalInt.of(known);
      }
      outer = at.parent();
    }
    return OptionalInt.empty();
  }

  private Scopes freeze() {
    Comparator<Node> byText = (a, b) -> Integer.compare(a.id(), b.id());
    List<Binding> bindings = new ArrayList<>();
    List<Optional<Expr>> annotations = new ArrayList<>();
    for (Symbol symbol : symbols) {
      symbol.stores.sort(byText);
      bindings.add(
          new Binding(
              symbol.name,
              layout.scopes().get(symbol.scope),
              List.copyOf(symbol.stores),
              List.copyOf(symbol.reads),
              List.copyOf(symbol.deletes),
              symbol.declaredElsewhere));
      annotations.add(symbol.annotation);
    }
    List<List<Binding>> byScope = new ArrayList<>();
    for (Map<String, Integer> table : tables) {
      byScope.add(
          table.values().stream()
              .sorted((a, b) -> Integer.compare(symbols.get(a).first, symbols.get(b).first))
              .map(bindings::get)
              .toList());
    }
    Set<String> mentioned = new HashSet<>(unbound);
    globals.forEach(mentioned::addAll);
    return new Scopes(
        layout,
        usages,
        symbolOf,
        List.copyOf(bindings),
        List.copyOf(annotations),
        List.copyOf(byScope),
        new NameLookup(tables, globals, nonlocals),
        Set.copyOf(mentioned),
        List.copyOf(starImports));
  }
}
