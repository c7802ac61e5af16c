package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The blocks round a place in its own function: who handles its exceptions, and which context
/// managers are open there.
final class Surroundings {
  private static final Set<String> CANCELLATIONS =
      Set.of(
          "asyncio.CancelledError",
          "builtins.BaseException",
          "builtins.GeneratorExit",
          Handling.UNKNOWN);

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Resolver resolver;

  Surroundings(SyntaxTree tree, Scopes scopes, Resolver resolver) {
    this.tree = tree;
    this.scopes = scopes;
    this.resolver = resolver;
  }

  /// The parents of a node up to the function, lambda or module that it runs in, nearest first.
  List<Node> around(Node node) {
    List<Node> around = new ArrayList<>();
    int function = scopes.functionOf(node);
    for (Node at = tree.parent(node); at.id() != 0 && at.id() != function; at = tree.parent(at)) {
      around.add(at);
    }
    return around;
  }

  /// The outermost loop round a statement.
  Optional<Stmt> outermostLoop(Stmt statement) {
    return around(statement).reversed().stream()
        .filter(it -> it instanceof Stmt.For || it instanceof Stmt.While)
        .map(Stmt.class::cast)
        .findFirst();
  }

  /// The handlers of each `try` whose body, and no other part, holds the node; nearest first.
  List<Handling> handlers(Node node) {
    List<Handling> found = new ArrayList<>();
    for (Node at : around(node)) {
      if (at instanceof Stmt.Try attempt && holds(attempt.body(), node)) {
        for (Node.ExceptHandler handler : attempt.handlers()) {
          found.add(new Handling(attempt, handler, types(handler)));
        }
      }
    }
    return List.copyOf(found);
  }

  /// Whether a node stands where a cancelled or closed coroutine cleans up: in `finally`, or in a
  /// handler that takes the cancellation. What it does there runs while it is on its way out.
  Answer cleansUp(Node node) {
    for (Node at : around(node)) {
      if (at instanceof Stmt.Try attempt && holds(attempt.finalBody(), node)) {
        return new Answer.Yes("it is in a finally block");
      }
      if (at instanceof Node.ExceptHandler handler
          && types(handler).stream().anyMatch(CANCELLATIONS::contains)) {
        return new Answer.Yes("it is in a handler that takes the cancellation");
      }
    }
    return new Answer.No("it is in no clean-up");
  }

  boolean holds(List<Stmt> block, Node node) {
    return block.stream().anyMatch(it -> tree.contains(it, node));
  }

  /// The canonical names of the exceptions that a handler takes.
  List<String> types(Node.ExceptHandler handler) {
    // Ex) except:
    if (handler.type().isEmpty()) {
      return List.of("builtins.BaseException");
    }
    List<String> names = new ArrayList<>();
    addTypes(handler.type().get(), names, 0);
    return List.copyOf(names);
  }

  private void addTypes(Expr type, List<String> names, int depth) {
    // Ex) except (KeyError, OSError):
    if (type instanceof Expr.TupleExpr tuple) {
      tuple.elements().forEach(it -> addTypes(it, names, depth));
      return;
    }
    // Ex) except (*LOST, KeyError):
    if (type instanceof Expr.Starred starred) {
      addTypes(starred.value(), names, depth);
      return;
    }
    Optional<String> name = resolver.nameOf(type);
    Optional<Expr> constant = scopes.bindingOf(type).flatMap(resolver::singleAssignment);
    // Ex) except ERRORS: with ERRORS = (KeyError, OSError)
    if (name.isEmpty() && constant.isPresent() && depth < 4) {
      addTypes(constant.get(), names, depth + 1);
    } else {
      names.add(name.orElse(Handling.UNKNOWN));
    }
  }

  /// The `with` statements round a node, items that are entered before it, nearest first.
  List<Node.WithItem> withItems(Node node) {
    List<Node.WithItem> found = new ArrayList<>();
    for (Node at : around(node)) {
      if (at instanceof Stmt.With with) {
        boolean inBody = holds(with.body(), node);
        for (Node.WithItem item : with.items().reversed()) {
          // Ex) with lock, open(asyncio.run(name())) as file:
          boolean before = tree.lastDescendant(item) < node.id();
          if (inBody || before) {
            found.add(item);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /// Whether a handler, or a `with` that suppresses, round a node takes one of some exceptions, by
  /// their canonical names as `types` has them.
  boolean takes(Node node, Set<String> exceptions) {
    return handlers(node).stream()
            .anyMatch(it -> it.types().stream().anyMatch(exceptions::contains))
        || suppresses(node, exceptions);
  }

  /// Whether one of some exceptions that is raised at a node ends round it, for sure.
  boolean end(Node node, Set<String> exceptions) {
    int last = -1;
    for (Handling handling : handlers(node)) {
      boolean first = handling.statement().id() != last;
      if (first && handling.types().stream().anyMatch(exceptions::contains)) {
        last = handling.statement().id();
        // Ex) except asyncio.CancelledError: log.info("stopped"); raise
        if (tree.within(handling.handler()).stream().noneMatch(Stmt.Raise.class::isInstance)) {
          return true;
        }
      }
    }
    return suppresses(node, exceptions);
  }

  private boolean suppresses(Node node, Set<String> exceptions) {
    return withItems(node).stream()
        .flatMap(it -> suppressedBy(it.context()).stream())
        .anyMatch(it -> it.stream().anyMatch(exceptions::contains));
  }

  /// What a context manager suppresses; nothing if it is not `contextlib.suppress(…)`.
  Optional<List<String>> suppressedBy(Expr context) {
    if (!(context instanceof Expr.Call(_, Expr callee, var arguments))
        || !resolver.nameOf(callee).equals(Optional.of("contextlib.suppress"))) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    arguments.forEach(it -> addTypes(it.value(), names, 0));
    return Optional.of(List.copyOf(names));
  }

  /// The innermost statement that holds a node.
  Stmt statementOf(Node node) {
    return (Stmt) tree.statementOf(node);
  }

  /// The list of statements that a statement stands in.
  List<Stmt> blockOf(Stmt statement) {
    return switch (tree.parent(statement)) {
      case dev.loopmend.syntax.Module module -> module.body();
      case Stmt.FunctionDef def -> def.body();
      case Stmt.ClassDef type -> type.body();
      case Stmt.With with -> with.body();
      case Node.ExceptHandler handler -> handler.body();
      case Node.MatchCase branch -> branch.body();
      case Stmt.If branch -> either(statement, List.of(branch.body(), branch.orElse()));
      case Stmt.For loop -> either(statement, List.of(loop.body(), loop.orElse()));
      case Stmt.While loop -> either(statement, List.of(loop.body(), loop.orElse()));
      case Stmt.Try attempt ->
          either(statement, List.of(attempt.body(), attempt.orElse(), attempt.finalBody()));
      default -> List.of();
    };
  }

  private static List<Stmt> either(Stmt statement, List<List<Stmt>> blocks) {
    return blocks.stream()
        .filter(block -> block.stream().anyMatch(it -> it.id() == statement.id()))
        .findFirst()
        .orElse(List.of());
  }

  /// The calls of a kind in the run of neighbouring simple statements that one of them stands in,
  /// in the order of the text: statements of the same block, each of which holds such a call.
  List<Expr.Call> neighbours(Expr.Call call, Predicate<Expr.Call> isKind) {
    Stmt statement = statementOf(call);
    List<Stmt> block = blockOf(statement);
    int at = 0;
    while (at < block.size() && block.get(at).id() != statement.id()) {
      at++;
    }
    List<Expr.Call> own = callsIn(statement, call, isKind);
    if (!isSimple(statement) || at == block.size()) {
      return own;
    }
    List<Expr.Call> found = new ArrayList<>(own);
    for (int before = at - 1; before >= 0 && isSimple(block.get(before)); before--) {
      List<Expr.Call> calls = callsIn(block.get(before), call, isKind);
      if (calls.isEmpty()) {
        break;
      }
      found.addAll(0, calls);
    }
    for (int after = at + 1; after < block.size() && isSimple(block.get(after)); after++) {
      List<Expr.Call> calls = callsIn(block.get(after), call, isKind);
      if (calls.isEmpty()) {
        break;
      }
      found.addAll(calls);
    }
    return List.copyOf(found);
  }

  private static boolean isSimple(Stmt statement) {
    return switch (statement) {
      case Stmt.ExprStmt _, Stmt.Assign _, Stmt.AnnAssign _, Stmt.AugAssign _, Stmt.Return _ ->
          true;
      case Stmt _ -> false;
    };
  }

  /// The calls of a kind that a statement itself makes in the function of another node.
  private List<Expr.Call> callsIn(Stmt statement, Node like, Predicate<Expr.Call> isKind) {
    return tree.within(statement).stream()
        .filter(Expr.Call.class::isInstance)
        .map(Expr.Call.class::cast)
        .filter(it -> scopes.functionOf(it) == scopes.functionOf(like))
        .filter(it -> statementOf(it).id() == statement.id())
        .filter(isKind)
        .toList();
  }
}
