package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which waits may let other tasks run. Python runs a coroutine that is awaited at once, and goes
/// on without the loop when nothing in it has to wait. What is not known may always give way.
final class GivingWay {
  private static final int DEPTH = 6;

  /// Ex) `await queue.put(item)`, which waits for nothing while the queue has room, and `await
  /// group.spawn(run())`
  private static final Set<String> HANDING_OVER = Set.of("put", "spawn");

  /// What a pipeline of redis sends; all else it only notes down.
  private static final Set<String> SENDING =
      Set.of("execute", "watch", "unwatch", "reset", "aclose", "immediate_execute_command");

  private final Function<String, Optional<SemanticModel>> files;
  private final Set<FunctionRef> asking = new HashSet<>();

  private GivingWay(Function<String, Optional<SemanticModel>> files) {
    this.files = files;
  }

  /// The waits of a workspace, of which `files` gives the files.
  static GivingWay in(Function<String, Optional<SemanticModel>> files) {
    return new GivingWay(files);
  }

  /// Whether something in a statement, or in the part of one that is evaluated at once, may give
  /// way.
  boolean mayGiveWay(SemanticModel model, Node step) {
    return mayGiveWay(model, step, 0);
  }

  private boolean mayGiveWay(SemanticModel model, Node step, int depth) {
    Optional<Node> function = model.functionOf(step);
    return model.tree().within(step).stream()
        .filter(FlowGraph::waits)
        .filter(it -> model.functionOf(it).equals(function))
        .anyMatch(
            it ->
                !(it instanceof Expr.Await(_, Expr.Call call))
                    || mayCallGiveWay(model, call, depth));
  }

  private boolean mayCallGiveWay(SemanticModel model, Expr.Call call, int depth) {
    if (isNotedDown(model, call)) {
      return false;
    }
    Optional<FunctionRef> target = model.targetOf(call.callee());
    if (target.isEmpty()) {
      return FunctionNames.calledName(model.scopes, call).filter(HANDING_OVER::contains).isEmpty();
    }
    // Ex) `_walk` that awaits itself: what else it waits for decides
    if (!asking.add(target.get())) {
      return false;
    }
    boolean may = depth == DEPTH || mayRunGiveWay(target.get(), depth + 1);
    asking.remove(target.get());
    return may;
  }

  private boolean mayRunGiveWay(FunctionRef function, int depth) {
    Optional<SemanticModel> home = files.apply(function.path());
    return home.isEmpty()
        || !(home.get().nodeOf(function).orElse(home.get().tree().module())
            instanceof Stmt.FunctionDef def)
        || !def.isAsync()
        || !isPlain(home.get(), def)
        || isEmpty(def.body())
        || def.body().stream().anyMatch(it -> mayGiveWay(home.get(), it, depth));
  }

  /// Whether nothing that could wait stands between a call and the code of a function.
  private static boolean isPlain(SemanticModel model, Stmt.FunctionDef def) {
    Set<String> plain = model.workspace().link().knowledge().plainDecorators();
    return def.decorators().stream()
        .allMatch(it -> model.qualifiedName(it.expression()).filter(plain::contains).isPresent());
  }

  /// Ex) `raise NotImplementedError`: somebody else will write what runs
  private static boolean isEmpty(List<? extends Node> body) {
    return body.stream()
        .allMatch(
            it ->
                it instanceof Stmt.Pass
                    || it instanceof Stmt.Raise
                    || it instanceof Stmt.ExprStmt(_, Expr.Constant _));
  }

  /// Ex) `await pipe.set(name, 1)` of `pipe = redis.pipeline()`
  private static boolean isNotedDown(SemanticModel model, Expr.Call call) {
    return call.callee() instanceof Expr.Attribute(_, Expr.Name pipe, String method)
        && !SENDING.contains(method)
        && model
            .bindingOf(pipe)
            .flatMap(model::singleAssignment)
            .filter(
                it ->
                    it instanceof Expr.Call(_, Expr.Attribute maker, _)
                        && maker.name().equals("pipeline"))
            .isPresent();
  }
}
