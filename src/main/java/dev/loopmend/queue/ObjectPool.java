package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A queue of resources: filled once by a counted loop, and all that is put back was taken out of
/// it before, so it is bounded by construction.
public final class ObjectPool {
  private static final Set<String> INSERTIONS = Set.of("put", "put_nowait");
  private static final Set<String> REMOVALS = Set.of("get", "get_nowait");

  private final Codebase codebase;
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Held held;

  private ObjectPool(Codebase codebase, SemanticModel model, Held held) {
    this.codebase = codebase;
    this.model = model;
    this.tree = model.tree();
    this.held = held;
  }

  /// Whether a value is one.
  public static Answer at(Codebase codebase, SemanticModel model, Node value) {
    Optional<Held> held = Held.of(model, value);
    if (held.isEmpty()) {
      return new Answer.No("it is bound to no name of its own");
    }
    // Ex) self.free, which other files see
    if (held.get().isAttribute() && !held.get().name().startsWith("_")) {
      return new Answer.No("others may put something into it");
    }
    return new ObjectPool(codebase, model, held.get()).asked();
  }

  private Answer asked() {
    boolean filled = false;
    boolean returned = false;
    for (Node read : held.reads()) {
      Optional<Expr.Call> call = tree.methodCallOn(read);
      if (call.isEmpty()) {
        return new Answer.No("it is passed on");
      }
      String method = ((Expr.Attribute) call.get().callee()).name();
      if (INSERTIONS.contains(method)) {
        if (isInCountedLoop(tree, call.get()) || isFilledFrom(call.get())) {
          filled = true;
        } else if (givesBack(call.get())) {
          returned = true;
        } else {
          return new Answer.No("something new is put into it");
        }
      }
    }
    return filled && returned ? new Answer.Yes("") : new Answer.No("nothing is put back into it");
  }

  /// Whether what is put is a parameter of a function that its file only calls in counted loops,
  /// and others there or one time each; what tests put does not count. Ex) def add(self, item):
  /// self._free.put_nowait(item)
  private boolean isFilledFrom(Expr.Call call) {
    boolean isParameter =
        call.arguments().size() == 1
            && model
                .bindingOf(call.arguments().getFirst().value())
                .filter(it -> it.stores().stream().allMatch(Node.Parameter.class::isInstance))
                .isPresent();
    Optional<Stmt.FunctionDef> def = model.nearestDef(call);
    if (!isParameter || def.isEmpty()) {
      return false;
    }
    List<Expr> here = model.callsOf(def.get());
    boolean elsewhere =
        model.workspace().usesOf(model.refOf(def.get())).stream()
            .filter(it -> !it.path().equals(model.path()) || it.kind() != FunctionUse.Kind.CALL)
            // Ex) seen.add(item), where it cannot be told what `seen` is
            .filter(it -> it.kind() != FunctionUse.Kind.POSSIBLE_CALL)
            .allMatch(
                it ->
                    codebase.model(it.path()).stream()
                        .anyMatch(other -> other.isTestModule() || isCounted(other, it)));
    return elsewhere && !here.isEmpty() && here.stream().allMatch(it -> isInCountedLoop(tree, it));
  }

  /// Whether a function puts something in once for each time that it is called, or in a counted
  /// loop. Ex) await pool.add(await connect())
  private static boolean isCounted(SemanticModel model, FunctionUse use) {
    Optional<Expr.Call> call = model.tree().callAt(use.at());
    if (use.kind() != FunctionUse.Kind.CALL || call.isEmpty()) {
      return false;
    }
    Node at = model.tree().parent(call.get());
    while (at instanceof Expr.Await || at instanceof Stmt.ExprStmt || at instanceof Stmt.With) {
      at = model.tree().parent(at);
    }
    return at instanceof Stmt.FunctionDef || isInCountedLoop(model.tree(), call.get());
  }

  /// Ex) `for i in range(n): queue.put_nowait(i)`
  private static boolean isInCountedLoop(SyntaxTree tree, Expr call) {
    Node at = tree.parent(call);
    while (at instanceof Stmt.ExprStmt || at instanceof Expr.Await) {
      at = tree.parent(at);
    }
    return at instanceof Stmt.For loop && !loop.isAsync();
  }

  /// Ex) `slot = await queue.get()` before, and `queue.put_nowait(slot)` here
  private boolean givesBack(Expr.Call call) {
    return call.arguments().size() == 1
        && call.arguments().getFirst().value() instanceof Expr.Name name
        && model.bindingOf(name).flatMap(model::singleAssignment).filter(this::isTaken).isPresent();
  }

  private boolean isTaken(Expr value) {
    Expr taken = value instanceof Expr.Await(_, Expr awaited) ? awaited : value;
    return taken instanceof Expr.Call(_, Expr.Attribute(_, Expr owner, String method), _)
        && REMOVALS.contains(method)
        && held.isAt(owner);
  }
}
