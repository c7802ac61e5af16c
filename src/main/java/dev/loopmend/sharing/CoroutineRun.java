package dev.loopmend.sharing;

import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When the coroutine that a call makes has run to its end.
enum CoroutineRun {
  /// when the statement round it has ended, in whatever way
  HERE,
  /// when the statement has ended, but not if another coroutine of the same `gather` failed
  GATHERED,
  /// at some time
  LATER;

  private static final int DEPTH = 8;
  private static final Set<String> TASKS = Set.of("asyncio.create_task", "asyncio.ensure_future");

  /// The answer for the value of an expression, which is a coroutine, a task, or a list of them.
  static CoroutineRun of(SemanticModel model, Expr value) {
    return of(model, value, 0);
  }

  private static CoroutineRun of(SemanticModel model, Expr value, int depth) {
    SyntaxTree tree = model.tree();
    if (depth > DEPTH) {
      return LATER;
    }
    return switch (tree.parent(value)) {
      case Expr.Await _ -> HERE;
      case Node.Argument argument when tree.parent(argument) instanceof Expr.Call call ->
          passed(model, call, argument, depth);
      // Ex) gather(*[load(n) for n in names])
      case Expr.ListComp list when list.element().id() == value.id() -> of(model, list, depth + 1);
      case Expr.GeneratorExp lazy
          when lazy.element().id() == value.id() && tree.parent(lazy) instanceof Node.Argument ->
          of(model, lazy, depth + 1);
      case Expr.ListExpr list -> of(model, list, depth + 1);
      // Ex) tasks = [load(n) for n in names]
      case Stmt.Assign(_, List<Expr> targets, Expr _) when targets.size() == 1 ->
          kept(model, targets.getFirst(), depth);
      case Node _ -> LATER;
    };
  }

  private static CoroutineRun passed(
      SemanticModel model, Expr.Call call, Node.Argument argument, int depth) {
    String callee = model.qualifiedName(call.callee()).orElse("");
    if (callee.equals("asyncio.gather") && model.tree().parent(call) instanceof Expr.Await) {
      return waitsForAll(call) ? HERE : GATHERED;
    }
    boolean first = call.arguments().getFirst().id() == argument.id();
    boolean waits = callee.equals("asyncio.wait_for") && first;
    // Ex) await create_task(load()), but not task = create_task(load()), which runs from there on
    boolean task =
        TASKS.contains(callee) && !(model.tree().statementOf(call) instanceof Stmt.Assign);
    return waits || task ? of(model, call, depth + 1) : LATER;
  }

  private static boolean waitsForAll(Expr.Call gather) {
    return gather.arguments().stream()
        .anyMatch(
            it ->
                it.name().equals("return_exceptions")
                    && it.value() instanceof Expr.Constant constant
                    && constant.kind() == Expr.ConstantKind.TRUE);
  }

  /// What becomes of a value by the only name that it gets.
  private static CoroutineRun kept(SemanticModel model, Expr target, int depth) {
    Optional<Binding> name =
        target instanceof Expr.Name ? model.bindingOf(target) : Optional.empty();
    if (name.isEmpty() || name.get().stores().size() != 1 || name.get().reads().size() != 1) {
      return LATER;
    }
    Node read = name.get().reads().getFirst();
    boolean sameFunction = model.functionOf(read).equals(model.functionOf(target));
    return sameFunction && read instanceof Expr expr ? of(model, expr, depth + 1) : LATER;
  }
}
