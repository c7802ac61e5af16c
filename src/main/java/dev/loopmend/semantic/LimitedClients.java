package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Clients whose own time limit is taken away (recipes' section 18): whether each use sets one for
/// itself, or takes what comes for as long as it comes.
public final class LimitedClients {
  private static final Set<String> CLIENTS = Set.of("aiohttp.ClientSession", "httpx.AsyncClient");

  private static final Set<String> STREAMING = Set.of("stream", "ws_connect");

  private static final Set<String> CLOSING = Set.of("close", "aclose");

  private final SemanticModel model;
  private final SyntaxTree tree;

  private LimitedClients(SemanticModel model) {
    this.model = model;
    this.tree = model.tree();
  }

  /// Whether that holds for all that a setting without a limit, or a client made with one, is for.
  public static Answer limitedByUses(SemanticModel model, Expr setting) {
    return new LimitedClients(model).isLimited(setting)
        ? new Answer.Yes("each use has a limit of its own, or streams")
        : new Answer.No("a use of it may have no limit");
  }

  private boolean isLimited(Expr setting) {
    if (isClient(setting)) {
      return usesAreLimited((Expr.Call) setting);
    }
    // Ex) limit = aiohttp.ClientTimeout(total=None)
    List<? extends Node> given =
        tree.parent(setting) instanceof Stmt.Assign assign
            ? readsOf(assign.targets())
            : List.of(setting);
    return !given.isEmpty() && given.stream().allMatch(this::isHolderLimited);
  }

  private boolean isClient(Expr expr) {
    return expr instanceof Expr.Call(_, Expr callee, _)
        && model.qualifiedName(callee).filter(CLIENTS::contains).isPresent();
  }

  /// Ex) `aiohttp.ClientSession(timeout=limit)`, `client.get(url, timeout=limit)`
  private boolean isHolderLimited(Node limit) {
    return tree.parent(limit) instanceof Node.Argument argument
        && argument.name().equals("timeout")
        && tree.parent(argument) instanceof Expr.Call holder
        && (isClient(holder) ? usesAreLimited(holder) : isStream(holder));
  }

  private boolean usesAreLimited(Expr.Call client) {
    List<? extends Node> reads =
        switch (tree.parent(client)) {
          case Node.WithItem(_, _, Optional<Expr> target) -> readsOf(target.stream().toList());
          case Stmt.Assign assign -> readsOf(assign.targets());
          case Node _ -> List.of();
        };
    return reads.stream().anyMatch(it -> !isClosing(it))
        && reads.stream().allMatch(it -> isClosing(it) || isLimitedUse(it));
  }

  /// The reads of a local, or of an attribute of `self` in the file.
  private List<? extends Node> readsOf(List<Expr> targets) {
    if (targets.size() != 1) {
      return List.of();
    }
    return switch (targets.getFirst()) {
      case Expr.Name name ->
          model
              .bindingOf(name)
              .filter(it -> it.scope().kind() == Scope.Kind.FUNCTION && !it.declaredElsewhere())
              .map(Binding::reads)
              .orElseGet(List::of);
      case Expr.Attribute(_, Expr.Name self, String wanted) when model.types.isSelf(self) ->
          tree.nodes().stream()
              .filter(
                  it ->
                      it instanceof Expr.Attribute(_, _, String name)
                          && name.equals(wanted)
                          && model.scopes.usage(it) == Usage.LOAD)
              .toList();
      case Expr _ -> List.of();
    };
  }

  private boolean isClosing(Node read) {
    return tree.methodCallOn(read)
        .map(LimitedClients::method)
        .filter(CLOSING::contains)
        .isPresent();
  }

  private boolean isLimitedUse(Node read) {
    return tree.methodCallOn(read).filter(it -> hasLimit(it) || isStream(it)).isPresent();
  }

  private static String method(Expr.Call call) {
    return call.callee() instanceof Expr.Attribute(_, _, String name) ? name : "";
  }

  private static boolean hasLimit(Expr.Call call) {
    return call.arguments().stream()
        .anyMatch(it -> it.name().equals("timeout") && !it.value().isNone());
  }

  /// Ex) `client.stream("GET", url)`, `client.get(url) as response` over whose content a loop goes
  private boolean isStream(Expr.Call call) {
    return STREAMING.contains(method(call))
        || (tree.parent(call) instanceof Node.WithItem item
            && item.target().isPresent()
            && isGoneOver(tree.parent(item), item.target().get()));
  }

  private boolean isGoneOver(Node block, Expr response) {
    String name = tree.textOf(response);
    return tree.within(block).stream()
        .anyMatch(
            it ->
                it instanceof Stmt.For loop
                    && tree.within(loop.iterable()).stream()
                        .anyMatch(
                            read ->
                                read instanceof Expr.Name(_, String text) && text.equals(name)));
  }
}
