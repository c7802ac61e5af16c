package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Patch;
import dev.loopmend.semantic.Summary.Source;
import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what a file replaces by `unittest.mock`, `pytest-mock` or `monkeypatch`, by the shape of
/// the calls: fixtures come in as parameters and cannot be resolved.
final class PatchFinder {
  private static final Source NOWHERE = new Source(0, "");

  /// The last names of what replaces things by name.
  private static final Set<String> PATCHING = Set.of("patch", "object", "multiple", "setattr");

  /// The parameters of `patch.multiple`: all other keywords are names that it replaces.
  private static final Set<String> OF_MULTIPLE =
      Set.of("target", "spec", "create", "spec_set", "autospec", "new_callable");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final List<Patch> found = new ArrayList<>();

  /// Whether a bare mock takes the place of what is being added.
  private boolean isMock;

  PatchFinder(SyntaxTree tree, Scopes scopes) {
    this.tree = tree;
    this.scopes = scopes;
  }

  /// What was found in the nodes that were visited.
  List<Patch> found() {
    return List.copyOf(found);
  }

  /// Ex) time.sleep = fake
  void visit(Expr.Attribute target) {
    if (scopes.usage(target) != Usage.LOAD) {
      isMock = false;
      object(target.value(), target.name());
    }
  }

  /// Ex) sys.modules["time"] = fake
  void visit(Expr.Subscript target) {
    modules(ReplacedModules.by(target, scopes.usage(target)));
  }

  private void modules(List<Expr> names) {
    isMock = false;
    names.forEach(it -> text(it, ""));
  }

  /// Ex) mock.patch("time.sleep")
  void visit(Expr.Call call) {
    modules(ReplacedModules.by(call));
    if (!PATCHING.contains(Dotted.lastPart(call.callee()))) {
      return;
    }
    Optional<Expr> target = argument(call, 0, "target");
    if (target.isEmpty()) {
      return;
    }
    String callee = Dotted.of(call.callee());
    String last = Dotted.last(callee);
    boolean onPatch = Dotted.last(Dotted.qualifier(callee)).equals("patch");
    isMock = isMock(call, last, onPatch);
    // Ex) mock.patch("time.sleep"), mocker.patch(target="time.sleep")
    if (last.equals("patch")) {
      text(target.get(), "");
      // Ex) patch.object(time, "sleep")
    } else if (last.equals("object") && onPatch) {
      argument(call, 1, "attribute").ifPresent(it -> objectNamed(target.get(), it));
      // Ex) patch.multiple("time", sleep=fake)
    } else if (last.equals("multiple") && onPatch) {
      call.arguments().stream()
          .filter(it -> isByName(it) && !OF_MULTIPLE.contains(it.name()))
          .forEach(it -> either(target.get(), it.name()));
    } else if (last.equals("setattr")) {
      setattr(call, target.get());
    }
  }

  private boolean isMock(Expr.Call call, String function, boolean onPatch) {
    boolean makes = function.equals("patch") || (function.equals("object") && onPatch);
    return makes && new BareMocks(tree, scopes).isMadeBy(call, function.equals("patch") ? 1 : 2);
  }

  /// Ex) `sleep=fake`; `**fakes` may replace anything
  private static boolean isByName(Node.Argument argument) {
    return argument.kind() == Node.ArgumentKind.KEYWORD
        || argument.kind() == Node.ArgumentKind.DOUBLE_STAR;
  }

  private void setattr(Expr.Call call, Expr target) {
    boolean gives = argument(call, 2, "value").isPresent();
    Optional<Expr> second = argument(call, 1, "name");
    // Ex) monkeypatch.setattr(time, "sleep", fake)
    if (gives && second.isPresent()) {
      objectNamed(target, second.get());
      // Ex) monkeypatch.setattr("time.sleep", fake)
    } else if (second.isPresent()) {
      text(target, "");
    }
  }

  /// What a call gives a parameter, by its place or its name.
  private static Optional<Expr> argument(Expr.Call call, int place, String name) {
    Optional<Expr> named =
        call.arguments().stream()
            .filter(it -> it.kind() == Node.ArgumentKind.KEYWORD && it.name().equals(name))
            .map(Node.Argument::value)
            .findFirst();
    return named.or(
        () ->
            call.arguments().stream()
                .filter(it -> it.kind() == Node.ArgumentKind.POSITIONAL)
                .skip(place)
                .map(Node.Argument::value)
                .findFirst());
  }

  /// A name of a module, or "" for the whole of it.
  private void either(Expr module, String name) {
    if (module instanceof Expr.Constant) {
      text(module, name.isEmpty() ? "" : "." + name);
    } else {
      object(module, name);
    }
  }

  private void text(Expr target, String suffix) {
    switch (target) {
      case Expr.Constant constant ->
          Literals.string(constant).ifPresent(it -> add(NOWHERE, it + suffix, false));
      // Ex) patch(f"{MODULE}.time.sleep")
      case Expr.JoinedStr joined -> tail(Literals.tail(tree.textOf(joined)) + suffix);
      // Ex) patch(MODULE + ".sleep")
      case Expr.BinOp(_, _, BinaryOperator operator, Expr.Constant right)
          when operator == BinaryOperator.ADD ->
          Literals.string(right).ifPresent(it -> tail(it + suffix));
      case Expr.Name name -> constantsOf(name).forEach(it -> text(it, suffix));
      case Expr _ -> {}
    }
  }

  private void tail(String text) {
    String end = text.startsWith(".") ? text.substring(1) : text;
    add(NOWHERE, end, true);
  }

  private List<Expr.Constant> constantsOf(Expr.Name name) {
    return scopes.bindingOf(name).stream()
        .flatMap(it -> it.stores().stream())
        .map(tree::parent)
        .filter(Stmt.Assign.class::isInstance)
        .map(it -> ((Stmt.Assign) it).value())
        .filter(Expr.Constant.class::isInstance)
        .map(Expr.Constant.class::cast)
        .toList();
  }

  private void objectNamed(Expr object, Expr name) {
    if (name instanceof Expr.Constant constant) {
      Literals.string(constant).ifPresent(it -> object(object, it));
    }
  }

  /// An object that starts at an imported name.
  private void object(Expr object, String name) {
    String chain = Dotted.of(object);
    String root = Dotted.root(chain);
    String rest = chain.substring(Math.min(chain.length(), root.length() + 1));
    String behind = Dotted.join(rest, name);
    rootOf(object).flatMap(scopes::bindingOf).stream()
        .flatMap(it -> it.stores().stream())
        .filter(Node.Alias.class::isInstance)
        .forEach(it -> imported((Node.Alias) it, root, behind));
  }

  private void imported(Node.Alias alias, String root, String behind) {
    switch (tree.parent(alias)) {
      case Stmt.ImportFrom from ->
          add(Imports.source(from), Dotted.join(alias.name(), behind), false);
      default -> {
        String module = alias.asName().isPresent() ? alias.name() : root;
        add(new Source(0, module), behind, false);
      }
    }
  }

  private static Optional<Expr.Name> rootOf(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> Optional.of(name);
      case Expr.Attribute attribute -> rootOf(attribute.value());
      case Expr _ -> Optional.empty();
    };
  }

  private void add(Source from, String target, boolean isTail) {
    found.add(new Patch(from, target, isTail, isMock));
  }
}
