package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Bound;
import dev.loopmend.semantic.FileFacts.Exported;
import dev.loopmend.semantic.FileFacts.Imported;
import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.semantic.Summary.Source;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects the summary of one file.
final class SummaryBuilder {
  private final String path;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final RefReader refs;
  private final BindingReader bindings;
  private final TypeReader types;
  private final UnitReader units;
  private final QuotedNames strings;
  private final Roles roles;
  private final ParameterReader parameters;
  private final List<Stmt.FunctionDef> functions = new ArrayList<>();
  private final List<Node> calls = new ArrayList<>();
  private final List<Node> usePlaces = new ArrayList<>();
  private final RowTable.Builder callRows = new RowTable.Builder();
  private final RowTable.Builder useRows = new RowTable.Builder();
  private final Map<Integer, Bound> bound = new HashMap<>();
  private final Map<Integer, Boolean> functionLike = new HashMap<>();
  private final Set<Imported> imports = new LinkedHashSet<>();
  private final List<Source> stars = new ArrayList<>();
  private final Set<Integer> replaced = new LinkedHashSet<>();
  private final PatchFinder patches;
  private final Set<Integer> handedGenerators = new HashSet<>();
  private boolean setsExceptionHandler;

  SummaryBuilder(String path, SyntaxTree tree, Scopes scopes) {
    this.path = path;
    this.tree = tree;
    this.scopes = scopes;
    scopes.starImports().forEach(it -> stars.add(Imports.source(it)));
    this.refs = new RefReader(tree, scopes, Units.of(scopes), TypeNumbers.of(scopes));
    this.bindings = new BindingReader(refs);
    this.types = new TypeReader(refs, bindings);
    this.roles = new Roles(refs);
    this.parameters = new ParameterReader(refs, roles);
    this.patches = new PatchFinder(tree, scopes);
    this.units = new UnitReader(refs);
    this.strings = new QuotedNames(refs);
  }

  Summary build() {
    for (int id = 0; id < tree.nodeCount(); id++) {
      visit(tree.node(id));
    }
    functions.forEach(parameters::visit);
    Map<String, Exported> exports = Exports.of(tree, scopes);
    exports.values().forEach(it -> bound.computeIfAbsent(it.binding(), bindings::read));
    List<FileFacts.Type> classes = types.read();
    List<FileFacts.Unit> read = units.read();
    readBindings();
    FileFacts facts =
        new FileFacts(
            List.copyOf(refs.table()),
            BoundNames.of(bound),
            new LinkedHashMap<>(exports),
            List.copyOf(stars),
            strings.exported(),
            read,
            classes,
            callRows.build(),
            useRows.build(),
            parameters.found(),
            parameters.rows(),
            strings.found(),
            List.copyOf(replaced),
            List.copyOf(imports),
            patches.found(),
            setsExceptionHandler);
    Positions positions = Positions.of(tree, units.nodes(), calls, usePlaces, strings.places());
    return new Summary(path, facts, positions);
  }

  /// Reads the bindings that refs speak of; each may bring new refs.
  private void readBindings() {
    for (int at = 0; at < refs.table().size(); at++) {
      if (refs.table().get(at) instanceof Ref.Bound(int number) && !bound.containsKey(number)) {
        bound.put(number, bindings.read(number));
      }
    }
  }

  /// The kinds of which there are most come first: they are told apart quickly.
  private void visit(Node node) {
    switch (node) {
      case Expr.Name name -> {
        types.visit(name);
        if (scopes.usage(name) == Usage.LOAD && (mayBeFunction(name) || isCalled(name))) {
          use(name);
        }
      }
      case Expr.Attribute attribute -> {
        types.visit(attribute);
        patches.visit(attribute);
        attribute(attribute);
      }
      case Expr.Constant constant -> strings.visit(constant);
      case Expr.Subscript subscript -> patches.visit(subscript);
      case Node.Argument _ -> {}
      case Expr.Call call -> {
        patches.visit(call);
        call(call);
      }
      case Expr.Lambda lambda -> {
        units.visit(lambda);
        use(lambda);
      }
      case Expr.Yield _, Expr.YieldFrom _ -> units.visit(node);
      case Expr.GeneratorExp generator -> {
        // Ex) asyncio.to_thread(list, (probe(x) for x in xs))
        if (tree.parent(generator) instanceof Node.Argument argument
            && tree.parent(argument) instanceof Expr.Call) {
          handedGenerators.add(generator.id());
        }
      }
      case Node.Alias alias -> imported(alias);
      case Stmt statement -> {
        types.visit(statement);
        units.visit(statement);
        strings.visit(statement);
        switch (statement) {
          case Stmt.FunctionDef def -> functions.add(def);
          case Stmt.With with -> entered(with);
          case Stmt _ -> {}
        }
      }
      case Node _ -> {}
    }
  }

  /// An attribute may be a property, which runs code when it is read, set or deleted.
  private void attribute(Expr.Attribute attribute) {
    switch (scopes.usage(attribute)) {
      case LOAD -> use(attribute);
      case STORE -> use(attribute, set(attribute));
      case UPDATE -> {
        use(attribute, Roles.Placed.of(Role.OTHER));
        use(attribute, Roles.Placed.of(Role.SET));
      }
      case DELETE -> use(attribute, Roles.Placed.of(Role.DELETED));
      case DECLARE -> {}
    }
    // Ex) asyncio.run = patched_run
    if (scopes.usage(attribute) != Usage.LOAD && isImported(attribute)) {
      replaced.add(refs.of(attribute));
    }
  }

  /// Ex) box.worker = Other()
  private Roles.Placed set(Expr.Attribute attribute) {
    int value = types.given(attribute).orElse(Roles.Placed.NOWHERE);
    return new Roles.Placed(Role.SET, value, Roles.Placed.NOWHERE);
  }

  /// Ex) async with self.lock: ...
  private void entered(Stmt.With with) {
    for (Node.WithItem item : with.items()) {
      int isAsync = with.isAsync() ? 1 : 0;
      use(item.context(), new Roles.Placed(Role.ENTERED, isAsync, Roles.Placed.NOWHERE));
    }
  }

  private void call(Expr.Call call) {
    roles.add(call);
    calls.add(call);
    Roles.Placed placed = roles.of(call);
    // Ex) with opened(path): ...
    boolean isEntered =
        tree.parent(call) instanceof Node.WithItem item && item.context().id() == call.id();
    callRows.add(
        refs.of(call.callee()),
        by(call),
        isEntered ? Roles.Placed.of(Role.ENTERED) : placed,
        lazyIn(call));
    Optional<Fetched> fetched = Fetched.of(call, tree, scopes);
    fetched.ifPresent(it -> fetched(it, placed));
    // Ex) loop.set_exception_handler(alarm)
    setsExceptionHandler |=
        call.callee() instanceof Expr.Attribute(_, _, String name)
            && name.equals("set_exception_handler");
  }

  /// Ex) getattr(self, "stop")(), getattr(self, "on_" + event)()
  private void fetched(Fetched fetched, Roles.Placed placed) {
    if (fetched.isComputed()) {
      if (placed.role() == Role.CALLEE || placed.role() == Role.ALIAS) {
        int start = refs.number(new Ref.Free(refs.text(fetched.name())));
        use(fetched.of(), new Roles.Placed(Role.COMPUTED, start, Roles.Placed.NOWHERE));
      }
    } else {
      use(fetched.call(), placed);
    }
  }

  /// Ex) `handler()` after `handler = Handler()`: an instance may be called as well
  private boolean isCalled(Expr.Name name) {
    return tree.parent(name) instanceof Expr.Call call && call.callee().id() == name.id();
  }

  /// Whether an attribute is one of something that the file imports or defines.
  private boolean isImported(Expr.Attribute attribute) {
    return attribute.value() instanceof Expr.Name name
        ? scopes
            .bindingOf(name)
            .filter(it -> it.stores().stream().noneMatch(Node.Parameter.class::isInstance))
            .isPresent()
        : !Dotted.of(attribute.value()).isEmpty();
  }

  private int by(Node node) {
    return refs.units().unitOf(node, scopes);
  }

  private void use(Expr expr) {
    use(expr, roles.of(expr));
  }

  private void use(Expr expr, Roles.Placed placed) {
    useRows.add(refs.of(expr), by(expr), placed, -1);
    usePlaces.add(expr);
  }

  /// Whether a name may stand for a function or class: a parameter or the result of a call is none
  /// that could be followed.
  private boolean mayBeFunction(Expr.Name name) {
    int number = scopes.numberOf(name);
    if (number < 0) {
      return !stars.isEmpty();
    }
    return functionLike.computeIfAbsent(number, this::bindsFunction);
  }

  private boolean bindsFunction(int number) {
    for (Store store : bound.computeIfAbsent(number, bindings::read).stores()) {
      boolean binds =
          switch (store) {
            case Store.Import _, Store.Function _, Store.Type _ -> true;
            case Store.Value(int ref) -> mayBeFunction(ref);
            // Ex) cls()
            case Store.Self(int _, boolean isClass) -> isClass;
            case Store.Opaque _ -> false;
          };
      if (binds) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeFunction(int ref) {
    return switch (refs.table().get(ref)) {
      case Ref.Bound _, Ref.Free _, Ref.Member _, Ref.Function _, Ref.Applied _, Ref.OneOf _ ->
          true;
      case Ref.Unknown _,
          Ref.Nothing _,
          Ref.Called _,
          Ref.Awaited _,
          Ref.Entered _,
          Ref.Super _,
          Ref.Instance _,
          Ref.Item _,
          Ref.Subscripted _,
          Ref.Union _ ->
          false;
    };
  }

  /// The call that is given the generator expression that another call is in.
  private int lazyIn(Expr.Call call) {
    if (handedGenerators.isEmpty()) {
      return -1;
    }
    Node at = call;
    while (!(at instanceof Stmt) && !handedGenerators.contains(at.id()) && at.id() != 0) {
      at = tree.parent(at);
    }
    return handedGenerators.contains(at.id()) ? roles.call(tree.parent(tree.parent(at))) : -1;
  }

  private void imported(Node.Alias alias) {
    if (alias.name().equals("*")) {
      return;
    }
    boolean inFunction = by(alias) != 0;
    imports.add(
        tree.parent(alias) instanceof Stmt.ImportFrom from
            ? new Imported(Imports.source(from), refs.text(alias.name()), inFunction)
            : new Imported(Exports.imported(alias), "", inFunction));
  }
}
