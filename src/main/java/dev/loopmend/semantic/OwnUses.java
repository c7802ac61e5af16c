package dev.loopmend.semantic;

import dev.loopmend.semantic.CallGraph.Use;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How the functions of one tree are used, with the nodes of the uses that stand in it.
final class OwnUses {
  private final FileRefs file;
  private final SyntaxTree tree;
  private final Workspace workspace;
  private final Map<Span, Expr> bySpan = new HashMap<>();

  OwnUses(FileRefs file, Workspace workspace) {
    this.file = file;
    this.tree = file.tree();
    this.workspace = workspace;
  }

  /// The number of a function of this file through all files.
  int number(Node function) {
    return file.view().firstUnit() + file.refs().units().indexOf(function.id());
  }

  /// The expressions of this file that run a function where they stand.
  List<Expr> callsOf(Node function) {
    int number = number(function);
    List<Expr> calls = new ArrayList<>();
    for (Use use : workspace.link().graph().usesOf(number)) {
      call(use, number).ifPresent(calls::add);
    }
    return calls;
  }

  private Optional<Expr> call(Use use, int number) {
    boolean here = use.file().path().equals(file.path());
    return here
            && workspace.link().graph().fate(use, number) instanceof Fate.Runs(var kind, int call)
            && kind != FunctionUse.Kind.DECORATES
        ? at(place(use, call))
        : Optional.empty();
  }

  private Span place(Use use, int call) {
    Positions positions = workspace.positions(file.path());
    return call < 0 ? positions.use(use.row()) : positions.call(call);
  }

  /// The expression of this file by which a use calls a function.
  Optional<Expr> at(Use use, int call) {
    return at(place(use, call));
  }

  private Optional<Expr> at(Span span) {
    if (bySpan.isEmpty()) {
      for (int id = tree.nodeCount() - 1; id > 0; id--) {
        if (tree.node(id) instanceof Expr expr) {
          bySpan.put(tree.span(expr), expr);
        }
      }
    }
    return Optional.ofNullable(bySpan.get(span));
  }

  /// Whether everyone who gets what a function returns drops it: the event loop does, and calls of
  /// a lambda whose value is dropped.
  boolean dropsResult(Node function, Predicate<Expr> isDropped) {
    int number = number(function);
    List<Use> uses = workspace.link().graph().usesOf(number);
    int dropping = 0;
    for (Use use : uses) {
      boolean drops =
          switch (workspace.link().graph().fate(use, number)) {
            case Fate.Handed(Takers.Taker taker, int _, String _) ->
                taker.place() == Takers.Place.LOOP || taker.place() == Takers.Place.EITHER;
            // Ex) (lambda: asyncio.create_task(work()))() on its own
            case Fate.Runs _ ->
                function instanceof Expr.Lambda && call(use, number).filter(isDropped).isPresent();
            case Fate.Nothing _ -> true;
            case Fate.Inside _, Fate.Lost _ -> false;
          };
      if (!drops) {
        return false;
      }
      dropping += workspace.link().graph().fate(use, number) instanceof Fate.Nothing ? 0 : 1;
    }
    return dropping > 0;
  }
}
