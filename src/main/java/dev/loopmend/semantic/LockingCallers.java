package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether a lock is held where a node stands although its own function does not take it: all who
/// call that function hold one, or a context manager of the project that is entered does.
public final class LockingCallers {
  private static final int DEPTH = 6;
  private static final String MANAGER = "contextlib.asynccontextmanager";

  private final Function<String, Optional<SemanticModel>> files;
  private final List<String> types;
  private final Set<FunctionRef> asking = new HashSet<>();

  private LockingCallers(Function<String, Optional<SemanticModel>> files, List<String> types) {
    this.files = files;
    this.types = types;
  }

  /// Whether an instance of one of some classes is held so, and in whatever way round some other
  /// nodes of the file too; `files` are those of the workspace.
  public static Answer hold(
      SemanticModel model,
      Node at,
      List<Node> others,
      List<String> types,
      Function<String, Optional<SemanticModel>> files) {
    LockingCallers callers = new LockingCallers(files, types);
    boolean managed = callers.isHeldByManager(model, at, 0);
    if (!managed && !callers.isHeldByCallers(model, at, 0)) {
      return new Answer.No("nobody is seen to hold a lock for it");
    }
    if (!others.stream().allMatch(it -> callers.isHeld(model, it, 0))) {
      return new Answer.No("others do without the lock");
    }
    return managed
        ? new Answer.Yes("a context manager round it holds a lock")
        : new Answer.Yes("all who call its function hold a lock");
  }

  /// Whether an instance of exactly this class is held at a node, and lets in no second task.
  public static Answer excludes(SemanticModel model, Node at, String type) {
    return model.heldLocks.excludes(at, type);
  }

  private boolean isHeld(SemanticModel model, Node at, int depth) {
    return depth < DEPTH
        && (types.stream().anyMatch(it -> excludes(model, at, it).isYes())
            || isHeldByManager(model, at, depth)
            || isHeldByCallers(model, at, depth));
  }

  /// Ex) `async with self.writer():` of `async def writer(self): async with self.lock: yield`
  private boolean isHeldByManager(SemanticModel model, Node at, int depth) {
    return model.withContextsAround(at).stream()
        .anyMatch(it -> it instanceof Expr.Call call && isLocking(model, call, depth));
  }

  private boolean isLocking(SemanticModel model, Expr.Call call, int depth) {
    Optional<FunctionRef> target = model.targetOf(call.callee());
    Optional<SemanticModel> home = target.flatMap(it -> files.apply(it.path()));
    return home.isPresent()
        && home.get().nodeOf(target.orElseThrow()).orElse(call) instanceof Stmt.FunctionDef def
        && def.decorators().stream()
            .anyMatch(
                it -> home.get().qualifiedName(it.expression()).filter(MANAGER::equals).isPresent())
        && yieldsUnderLock(home.get(), def, depth + 1);
  }

  private boolean yieldsUnderLock(SemanticModel model, Stmt.FunctionDef def, int depth) {
    List<Node> yields = Yields.of(model, def);
    return !yields.isEmpty() && yields.stream().allMatch(it -> isHeld(model, it, depth));
  }

  /// Ex) `_prune`, of which all calls are `async with self._lock: await self._prune()`. Files that
  /// were not read may call what is not private.
  private boolean isHeldByCallers(SemanticModel model, Node at, int depth) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(at);
    if (def.isEmpty() || !isPrivate(model, def.get())) {
      return false;
    }
    FunctionRef function = model.refOf(def.get());
    // Ex) `_walk` that calls itself: those who call it from outside decide
    if (!asking.add(function)) {
      return true;
    }
    List<FunctionUse> uses =
        model.workspace().usesOf(function).stream()
            .filter(it -> it.path().equals(model.path()) || !TestModules.isTest(it.path()))
            .toList();
    boolean held =
        !uses.isEmpty() && uses.stream().allMatch(it -> isLockedCall(model, it, def.get(), depth));
    asking.remove(function);
    return held;
  }

  private static boolean isPrivate(SemanticModel model, Stmt.FunctionDef def) {
    boolean special = def.name().startsWith("__") && def.name().endsWith("__");
    return (def.name().startsWith("_") && !special)
        || model.scopeOf(def).kind() == Scope.Kind.FUNCTION;
  }

  private boolean isLockedCall(
      SemanticModel model, FunctionUse use, Stmt.FunctionDef function, int depth) {
    Optional<Expr.Call> call = model.tree().callAt(use.at());
    return use.kind() == FunctionUse.Kind.CALL
        && use.path().equals(model.path())
        && call.isPresent()
        && runsThere(model, call.get(), function)
        && isHeld(model, call.get(), depth + 1);
  }

  /// Whether a function runs in the place that calls it. No task may take a coroutine, generator or
  /// context manager along.
  private static boolean runsThere(SemanticModel model, Expr.Call call, Stmt.FunctionDef function) {
    SyntaxTree tree = model.tree();
    if (!function.isAsync() && !Yields.isGenerator(model, function)) {
      return true;
    }
    return switch (tree.parent(call)) {
      case Expr.Await _, Node.WithItem _ -> true;
      case Stmt.For loop -> loop.iterable().id() == call.id();
      // Ex) await asyncio.wait_for(self._prune(), 5)
      case Node.Argument argument ->
          tree.parent(argument) instanceof Expr.Call limit
              && tree.parent(limit) instanceof Expr.Await
              && model.qualifiedName(limit.callee()).filter("asyncio.wait_for"::equals).isPresent();
      case Node _ -> false;
    };
  }
}
