package dev.loopmend.queue;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/// Questions about a variable that say whether its value can be changed behind its back.
final class NameUsage {
  private static final Set<String> FIXED =
      Set.of("builtins.int", "builtins.str", "builtins.float", "builtins.bool", "builtins.bytes");
  private static final Set<String> CLIENTS = Set.of("aiohttp.ClientSession", "httpx.AsyncClient");
  private static final Set<String> TAKING_VALUES =
      Set.of("builtins.range", "builtins.len", "builtins.print", "builtins.str", "builtins.repr");
  private static final Set<String> MAKING =
      Set.of(
          "asyncio.create_task",
          "asyncio.ensure_future",
          "builtins.list",
          "builtins.dict",
          "builtins.set",
          "collections.defaultdict");
  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "error", "exception", "critical", "log");

  private NameUsage() {}

  /// Whether a read of a name takes a value that does not change: a number or a text of a name that
  /// is bound once; or is for a log. Ex) `range(count)`, `log.info("…")`
  static boolean isByValue(SemanticModel model, Expr.Name name) {
    SyntaxTree tree = model.tree();
    Optional<Binding> binding = model.bindingOf(name);
    Node parent = tree.parent(name);
    boolean logged =
        parent instanceof Expr.Attribute(_, _, String method) && LOGGING.contains(method);
    boolean once = binding.filter(it -> it.stores().size() == 1).isPresent();
    boolean taken =
        parent instanceof Node.Argument
            && tree.parent(parent) instanceof Expr.Call call
            && model.qualifiedName(call.callee()).filter("builtins.range"::equals).isPresent();
    return logged || (once && (taken || isFixed(model, name)));
  }

  /// Whether the value of a name never changes itself, or is a client of what runs elsewhere.
  static boolean isFixed(SemanticModel model, Expr.Name name) {
    boolean counted =
        model
            .bindingOf(name)
            .filter(it -> it.stores().size() == 1)
            .map(it -> model.tree().parent(it.stores().getFirst()))
            .filter(it -> it instanceof Stmt.For loop && isRange(model, loop.iterable()))
            .isPresent();
    return counted
        || model.typeOf(name).filter(it -> FIXED.contains(it) || CLIENTS.contains(it)).isPresent();
  }

  private static boolean isRange(SemanticModel model, Expr iterable) {
    return iterable instanceof Expr.Call call
        && model.qualifiedName(call.callee()).equals(Optional.of("builtins.range"));
  }

  /// Whether a read of a name only looks at it: `if item is None`, `len(items)`, `log.debug(item)`.
  static boolean isLookedAt(SemanticModel model, Node read) {
    SyntaxTree tree = model.tree();
    Node parent = tree.parent(read);
    return parent instanceof Expr.Compare
        || (parent instanceof Node.Argument
            && tree.parent(parent) instanceof Expr.Call call
            && (model.qualifiedName(call.callee()).filter(TAKING_VALUES::contains).isPresent()
                || (call.callee() instanceof Expr.Attribute method
                    && LOGGING.contains(method.name()))));
  }

  /// Whether a variable is bound once, to something that is made there, and is never given another
  /// name. Ex) `found = []`
  static boolean isFresh(SemanticModel model, Binding binding) {
    SyntaxTree tree = model.tree();
    boolean made =
        binding.stores().size() == 1
            && model.singleAssignment(binding).filter(it -> isMade(model, it)).isPresent();
    return made
        && binding.reads().stream()
            .map(tree::parent)
            .noneMatch(
                it ->
                    it instanceof Stmt.Assign
                        || it instanceof Stmt.AnnAssign
                        || it instanceof Expr.NamedExpr
                        || it instanceof Expr.TupleExpr
                        || it instanceof Expr.ListExpr
                        || it instanceof Expr.Dict);
  }

  private static boolean isMade(SemanticModel model, Expr value) {
    return switch (value) {
      case Expr.ListExpr _, Expr.Dict _, Expr.SetExpr _, Expr.Constant _ -> true;
      case Expr.ListComp _, Expr.DictComp _, Expr.SetComp _ -> true;
      case Expr.Call call ->
          model.constructs(call.callee())
              || model.qualifiedName(call.callee()).filter(MAKING::contains).isPresent();
      case Expr _ -> false;
    };
  }
}
