package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Whether code finds out first whether a loop is running (recipes' section 1.4), and so works with
/// and without one.
final class DualMode {
  private static final String RUNNING_LOOP = "asyncio.get_running_loop";

  /// Calls that answer without raising: to make one is to ask.
  private static final Set<String> QUESTIONS =
      Set.of("asyncio._get_running_loop", "sniffio.current_async_library");

  private static final Set<String> CAUGHT =
      Set.of("builtins.RuntimeError", "builtins.Exception", "builtins.BaseException");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;
  private final Types types;
  private final Surroundings surroundings;

  DualMode(
      SyntaxTree tree, Scopes scopes, Resolver resolver, Types types, Surroundings surroundings) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
    this.types = types;
    this.surroundings = surroundings;
  }

  /// Whether a call of a function of the project asks the callable.
  ///
  /// Ex) `if is_in_loop():`, which is `try: asyncio.get_running_loop() …`
  static boolean asks(
      SemanticModel model,
      Expr.Call call,
      String qualifiedName,
      Function<String, Optional<SemanticModel>> files) {
    Optional<FunctionRef> target = model.targetOf(call.callee());
    return target
        .flatMap(it -> files.apply(it.path()))
        .flatMap(
            home ->
                home.nodeOf(target.get()).filter(it -> home.dualMode.asksWithin(it, qualifiedName)))
        .isPresent();
  }

  private boolean asksWithin(Node function, String qualifiedName) {
    return tree.within(function).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Call call
                    && scopes.functionOf(call) == function.id()
                    && tests(call, qualifiedName));
  }

  /// Whether a test of the callable stands before the node in the same function; `asks` tells of
  /// other calls that they do that test.
  Answer guardedBy(Node node, String qualifiedName, Predicate<Expr.Call> asks) {
    int function = scopes.functionOf(node);
    for (int id = Math.max(0, function); id < node.id(); id++) {
      if (tree.node(id) instanceof Expr.Call call
          && scopes.functionOf(call) == function
          && !tree.contains(call, node)
          && (tests(call, qualifiedName) || (isTested(call) && asks.test(call)))) {
        return new Answer.Yes(tree.textOf(call) + " is asked first");
      }
    }
    return new Answer.No("nothing asks " + qualifiedName + " before");
  }

  private boolean tests(Expr.Call call, String wanted) {
    Optional<String> name = resolver.nameOf(call.callee());
    boolean aboutLoops = wanted.equals(RUNNING_LOOP);
    // Ex) if asyncio._get_running_loop() is not None:
    if (aboutLoops && name.map(QUESTIONS::contains).orElse(false)) {
      return true;
    }
    // Ex) if loop.is_running():
    if (aboutLoops
        && call.callee() instanceof Expr.Attribute(_, Expr receiver, String method)
        && method.equals("is_running")) {
      String type = types.typeOf(receiver).orElse("asyncio.AbstractEventLoop");
      return type.startsWith("asyncio.") || type.startsWith("uvloop.");
    }
    // Ex) try: asyncio.get_running_loop() / except RuntimeError: return asyncio.run(work()), with
    // contextlib.suppress(RuntimeError): loop = asyncio.get_running_loop()
    return name.equals(Optional.of(wanted)) && (surroundings.takes(call, CAUGHT) || isTested(call));
  }

  /// Ex) if in_loop(): the answer itself is tested
  private boolean isTested(Expr.Call call) {
    Node at = call;
    while (tree.parent(at) instanceof Expr outer) {
      at = outer;
    }
    List<Integer> tests =
        switch (tree.parent(at)) {
          case Stmt.If branch -> List.of(branch.test().id());
          case Stmt.While loop -> List.of(loop.test().id());
          case Stmt.Assert check -> List.of(check.test().id());
          default -> List.of();
        };
    return tests.contains(at.id());
  }
}
