package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a task waits for a lock of asyncio that it holds itself, for ever, since none of them can
/// be entered twice (recipes' section 12).
public final class NestedLocks {
  private static final Set<String> LOCKS = Set.of("asyncio.Lock", "asyncio.Condition");
  private static final Set<String> METHODS =
      Set.of("builtins.classmethod", "builtins.staticmethod");

  private final SyntaxTree tree;
  private final Scopes scopes;
  private final Types types;
  private final Surroundings surroundings;
  private final Resolver resolver;
  private final ClassAttributes attributes;
  private final SameObjects same;
  private final SemaphoreCounts counts;

  private NestedLocks(SemanticModel model) {
    this.tree = model.tree();
    this.scopes = model.scopes;
    this.types = model.types;
    this.surroundings = model.surroundings;
    this.resolver = model.resolver;
    this.attributes = new ClassAttributes(tree, scopes, types);
    this.same = new SameObjects(tree, scopes, types);
    this.counts = new SemaphoreCounts(tree, types, same);
  }

  /// The locks of a file.
  public static NestedLocks of(SemanticModel model) {
    return new NestedLocks(model);
  }

  /// Whether an `async with` round a node, in the same function, has entered the same lock and
  /// nothing in its body gives that back or puts another into its place.
  public Answer isHeld(Expr lock, Node at) {
    for (Node.WithItem item : surroundings.withItems(at)) {
      if (same.isSame(item.context(), lock) && isEntered(item)) {
        return isLock(lock) && isKept(item, lock, at)
            ? new Answer.Yes("line " + tree.fileLine(item) + " holds " + tree.textOf(lock))
            : new Answer.No("it may be another lock, or free again");
      }
    }
    return new Answer.No("it is not held here");
  }

  /// Whether the coroutine function that an expression calls waits, in whatever way it runs, for a
  /// lock that an `async with` round the call holds.
  public Answer waitsForHeld(Expr.Call call) {
    for (Node.WithItem item : surroundings.withItems(call)) {
      Expr lock = item.context();
      if (isEntered(item) && isLock(lock) && isKept(item, lock, call)) {
        Optional<Node> inner = acquiredBy(call, lock, new HashSet<>());
        if (inner.isPresent()) {
          return new Answer.Yes(
              "line "
                  + tree.fileLine(item)
                  + " holds "
                  + tree.textOf(lock)
                  + ", line "
                  + tree.fileLine(inner.get())
                  + " waits for it");
        }
      }
    }
    return new Answer.No("it waits for no lock that is held here");
  }

  private boolean isEntered(Node.WithItem item) {
    return tree.parent(item) instanceof Stmt.With with && with.isAsync();
  }

  /// Whether it is a lock that one task at a time holds.
  private boolean isLock(Expr lock) {
    String type = types.typeOf(lock).orElse("");
    return LOCKS.contains(type) || (SemaphoreCounts.isSemaphore(type) && counts.isForOne(lock));
  }

  /// Whether nothing in the block gives the lock back, or puts another into its place, and nothing
  /// that is called in front of a place there does.
  private boolean isKept(Node.WithItem item, Expr lock, Node at) {
    Node block = tree.parent(item);
    return tree.within(block).stream()
        .noneMatch(
            it ->
                isLost(it, lock)
                    || (comesBefore(it, at, block) && isLostBy(it, lock, new HashSet<>())));
  }

  /// Also by another turn of a loop round both.
  private boolean comesBefore(Node node, Node at, Node block) {
    return node.id() < at.id()
        || surroundings.around(at).stream()
            .filter(it -> it.id() > block.id())
            .anyMatch(
                it ->
                    (it instanceof Stmt.For || it instanceof Stmt.While)
                        && tree.contains(it, node));
  }

  /// Ex) `self.lock.release()`, `self.lock = other`
  private boolean isLost(Node node, Expr lock) {
    return node instanceof Expr expr
        && (same.isSame(expr, lock) || isOwnerSet(expr, lock))
        && (scopes.usage(expr) != Usage.LOAD
            || (tree.parent(expr) instanceof Expr.Attribute method
                && method.name().equals("release")));
  }

  /// Ex) `self.unlock()` with `self.lock.release()` in it
  private boolean isLostBy(Node node, Expr lock, Set<Integer> seen) {
    return node instanceof Expr.Call(_, Expr callee, _)
        && types
            .definitionOf(callee)
            .filter(it -> reachesSame(callee, lock) && seen.add(it.id()))
            .filter(
                def ->
                    tree.within(def).stream()
                        .anyMatch(it -> isLost(it, lock) || isLostBy(it, lock, seen)))
            .isPresent();
  }

  /// Ex) `store = other` where `store.lock` is held
  private boolean isOwnerSet(Expr expr, Expr lock) {
    return lock instanceof Expr.Attribute(_, Expr owner, _)
        && same.isOneBinding(expr, owner)
        && scopes.usage(expr) != Usage.LOAD;
  }

  /// Where a call waits for a lock before anything can make it end otherwise.
  private Optional<Node> acquiredBy(Expr.Call call, Expr lock, Set<Integer> seen) {
    Optional<Stmt.FunctionDef> def =
        types
            .definitionOf(call.callee())
            .filter(Stmt.FunctionDef::isAsync)
            .filter(it -> isPlain(it) && reachesSame(call.callee(), lock))
            .filter(it -> seen.add(it.id()) && tree.within(it).stream().noneMatch(this::yields));
    return def.flatMap(it -> acquiredIn(it.body(), lock, seen));
  }

  /// Ex) `@classmethod async def make(cls):`
  private boolean isPlain(Stmt.FunctionDef def) {
    return def.decorators().stream()
        .allMatch(it -> resolver.nameOf(it.expression()).filter(METHODS::contains).isPresent());
  }

  private boolean yields(Node node) {
    return node instanceof Expr.Yield;
  }

  /// Whether `self` of the callee is the object whose lock it is: `self.load()`, or all objects
  /// have one lock.
  private boolean reachesSame(Expr callee, Expr lock) {
    return lock instanceof Expr.Name
        || attributes.of(lock).isPresent()
        || (lock instanceof Expr.Attribute(_, Expr.Name owner, _)
            && callee instanceof Expr.Attribute(_, Expr.Name root, _)
            && same.isOneObject(owner, root));
  }

  private Optional<Node> acquiredIn(List<Stmt> body, Expr lock, Set<Integer> seen) {
    for (Stmt statement : body) {
      Optional<Node> found =
          switch (statement) {
            case Stmt.With with -> acquiredIn(with, lock, seen);
            case Stmt.Try attempt -> acquiredIn(attempt.body(), lock, seen);
            case Stmt.ExprStmt(_, Expr value) -> acquiredAt(value, lock, seen);
            case Stmt.Assign(_, _, Expr value) -> acquiredAt(value, lock, seen);
            case Stmt.Return(_, Optional<Expr> value) ->
                value.flatMap(it -> acquiredAt(it, lock, seen));
            case Stmt _ -> Optional.empty();
          };
      if (found.isPresent() || mayEnd(statement)) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Node> acquiredIn(Stmt.With with, Expr lock, Set<Integer> seen) {
    Optional<Node> entered =
        with.items().stream()
            .filter(it -> with.isAsync() && same.isSame(it.context(), lock))
            .<Node>map(it -> it)
            .findFirst();
    return entered.or(() -> acquiredIn(with.body(), lock, seen));
  }

  /// Ex) `await self.lock.acquire()`, `await self.load()`
  private Optional<Node> acquiredAt(Expr value, Expr lock, Set<Integer> seen) {
    if (!(value instanceof Expr.Await(_, Expr.Call call))) {
      return Optional.empty();
    }
    boolean acquires =
        call.callee() instanceof Expr.Attribute(_, Expr owner, String method)
            && method.equals("acquire")
            && same.isSame(owner, lock);
    return acquires ? Optional.of(call) : acquiredBy(call, lock, seen);
  }

  /// Whether a statement may leave the function, or free the lock.
  private boolean mayEnd(Stmt statement) {
    return tree.within(statement).stream()
        .anyMatch(
            it ->
                it instanceof Stmt.Return
                    || it instanceof Stmt.Raise
                    || it instanceof Stmt.Break
                    || it instanceof Stmt.Continue
                    || (it instanceof Expr.Attribute method && method.name().equals("release")));
  }
}
