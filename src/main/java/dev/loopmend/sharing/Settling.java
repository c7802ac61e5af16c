package dev.loopmend.sharing;

import dev.loopmend.recipe.Made;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which statements of a coroutine function hold calls of another one until they are done.
final class Settling {
  private static final Set<String> HOLDING =
      Set.of(
          "asyncio.gather",
          "asyncio.wait",
          "asyncio.wait_for",
          "asyncio.create_task",
          "asyncio.ensure_future",
          "asyncio.as_completed");

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Layout layout;
  private final Stmt.FunctionDef caller;

  private Settling(SemanticModel model, Stmt.FunctionDef caller) {
    this.model = model;
    this.tree = model.tree();
    this.layout = new Layout(tree);
    this.caller = caller;
  }

  /// A run of statements of one block.
  record Range(Stmt first, Stmt last) {}

  /// The statements from the first call to where the last one is awaited; refused with the
  /// obstacle.
  static Made<Range> of(SemanticModel model, Stmt.FunctionDef caller, List<Expr.Call> calls) {
    Settling settling = new Settling(model, caller);
    List<Node> ends = new ArrayList<>(calls);
    for (Expr.Call call : calls) {
      switch (settling.settled(call)) {
        case Made.Done(List<Node> more) -> ends.addAll(more);
        case Made.Refused(String why) -> {
          return new Made.Refused<>(why);
        }
      }
    }
    return settling.range(ends);
  }

  private String line(Node node) {
    return "line " + tree.fileLine(node);
  }

  /// Where a call is awaited, if that is not where it is made.
  private Made<List<Node>> settled(Expr.Call call) {
    Node at = call;
    while (!(tree.parent(at) instanceof Stmt)) {
      at = tree.parent(at);
      if (at instanceof Expr.Await) {
        return new Made.Done<>(List.of());
      }
      // Ex) tasks.append(fetch(url))
      if (at instanceof Expr.Call(_, Expr.Attribute(_, Expr.Name list, String method), _)
          && method.equals("append")
          && tree.parent(at) instanceof Stmt.ExprStmt) {
        return model
            .bindingOf(list)
            .map(this::awaited)
            .orElseGet(() -> new Made.Refused<>(line(list) + " keeps it elsewhere"));
      }
      if (!holds(at)) {
        return new Made.Refused<>(line(at) + " does not await it");
      }
    }
    // Ex) tasks = [fetch(url) for url in urls]
    return tree.parent(at) instanceof Stmt.Assign assign
            && assign.targets().size() == 1
            && assign.targets().getFirst() instanceof Expr.Name name
        ? model
            .bindingOf(name)
            .map(this::awaited)
            .orElseGet(() -> new Made.Refused<>(line(name) + " keeps it elsewhere"))
        : new Made.Refused<>(line(at) + " does not await it");
  }

  private boolean holds(Node node) {
    return switch (node) {
      case Node.Argument _, Expr.Starred _, Node.Comprehension _ -> true;
      case Expr.ListComp _, Expr.SetComp _, Expr.GeneratorExp _ -> true;
      case Expr.ListExpr _, Expr.TupleExpr _ -> true;
      case Expr.Call call ->
          model.qualifiedName(call.callee()).filter(HOLDING::contains).isPresent();
      case Node _ -> false;
    };
  }

  /// Ex) `await asyncio.gather(*tasks)`, `for task in asyncio.as_completed(tasks)`
  private Made<List<Node>> awaited(Binding tasks) {
    List<Node> ends = new ArrayList<>();
    for (Node read : tasks.reads()) {
      if (isAppended(read)) {
        continue;
      }
      Optional<Node> end = endOf(read);
      if (end.isEmpty() || model.nearestDef(read).filter(caller::equals).isEmpty()) {
        return new Made.Refused<>(line(read) + " uses " + tasks.name() + " in another way");
      }
      ends.add(end.get());
    }
    boolean local = model.nearestDef(tasks.stores().getFirst()).filter(caller::equals).isPresent();
    return ends.isEmpty() || !local || tasks.declaredElsewhere()
        ? new Made.Refused<>(tasks.name() + " is not seen to be awaited")
        : new Made.Done<>(ends);
  }

  private boolean isAppended(Node read) {
    return tree.parent(read) instanceof Expr.Attribute(_, _, String method)
        && method.equals("append");
  }

  private Optional<Node> endOf(Node read) {
    Node at = read;
    while (!(tree.parent(at) instanceof Stmt)) {
      at = tree.parent(at);
      if (at instanceof Expr.Await) {
        return Optional.of(at);
      }
      if (!holds(at)) {
        return Optional.empty();
      }
    }
    return tree.parent(at) instanceof Stmt.For loop
            && loop.iterable().id() == at.id()
            && awaitsTarget(loop)
        ? Optional.of(loop)
        : Optional.empty();
  }

  private boolean awaitsTarget(Stmt.For loop) {
    String target = tree.textOf(loop.target());
    return tree.within(loop).stream()
        .anyMatch(
            it ->
                it instanceof Expr.Await(_, Expr.Name(_, String awaited))
                    && awaited.equals(target));
  }

  /// The statements of the innermost block that holds all nodes and no loop between.
  private Made<Range> range(List<Node> nodes) {
    for (Node at = tree.parent(tree.statementOf(nodes.getFirst()));
        at.id() != tree.parent(at).id() && tree.contains(caller, at);
        at = tree.parent(at)) {
      for (List<Stmt> block : Layout.blocks(at)) {
        List<Stmt> holding =
            block.stream()
                .filter(it -> nodes.stream().anyMatch(node -> tree.contains(it, node)))
                .toList();
        boolean all =
            nodes.stream()
                .allMatch(node -> holding.stream().anyMatch(it -> tree.contains(it, node)));
        if (all && Repetition.loopRound(model, holding.getFirst()).isEmpty()) {
          return checked(holding.getFirst(), holding.getLast(), nodes);
        }
      }
    }
    return new Made.Refused<>("the calls have no block in common");
  }

  private Made<Range> checked(Stmt first, Stmt last, List<Node> nodes) {
    // Ex) each `case` calls it: a block round all of them would hold what has no need of it
    if (first.id() == last.id() && branchesOf(first, nodes) > 1) {
      return new Made.Refused<>("several branches of " + line(first) + " call it by themselves");
    }
    return !layout.startsLine(first) || layout.isFollowedOnLine(last)
        ? new Made.Refused<>(line(first) + " holds several statements")
        : new Made.Done<>(new Range(first, last));
  }

  private long branchesOf(Stmt statement, List<Node> nodes) {
    List<List<Stmt>> blocks =
        switch (statement) {
          case Stmt.If branch -> Layout.blocks(branch);
          case Stmt.Match match -> match.cases().stream().map(Node.MatchCase::body).toList();
          case Stmt _ -> List.of();
        };
    return blocks.stream()
        .filter(
            block ->
                block.stream()
                    .anyMatch(it -> nodes.stream().anyMatch(node -> tree.contains(it, node))))
        .count();
  }
}
