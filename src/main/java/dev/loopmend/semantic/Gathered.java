package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// What is gathered, followed through collections and names, for one question about it.
public final class Gathered {
  private static final Set<String> COLLECTIONS =
      Set.of("builtins.list", "builtins.tuple", "builtins.set");
  private static final Set<String> STARTERS =
      Set.of("asyncio.create_task", "asyncio.ensure_future");

  private final SemanticModel model;

  /// What was found of the values of names, `false` while it is looked for.
  private final Map<Integer, Boolean> answers = new HashMap<>();

  public Gathered(SemanticModel model) {
    this.model = model;
  }

  /// Whether it is tasks that objects keep, or that the function is given.
  ///
  /// Ex) `*self._tasks`, `*pending` with `pending = tuple(self._tasks.values())`, `*[job.task for
  /// job in self._jobs]`
  public boolean isKept(Node node) {
    return switch (node) {
      case Node.Argument argument -> isKept(argument.value());
      case Expr.Starred starred -> isKept(starred.value());
      case Expr.Attribute _ -> true;
      case Expr.Name name -> isGivenTask(name) || followed(name, (_, value) -> isKept(value));
      case Expr.ListComp all -> isKeptIn(all.element(), all.generators());
      case Expr.GeneratorExp all -> isKeptIn(all.element(), all.generators());
      case Expr.Call(_, Expr.Attribute(_, Expr container, String method), var none)
          when method.equals("values") && none.isEmpty() ->
          isKept(container);
      case Expr.Call(_, Expr callee, var one)
          when one.size() == 1
              && model.qualifiedName(callee).filter(COLLECTIONS::contains).isPresent() ->
          isKept(one.getFirst());
      case Node _ -> false;
    };
  }

  /// Ex) async def behind(self, before: asyncio.Task | None): ...
  private boolean isGivenTask(Expr.Name name) {
    return model.isInstance(name, "asyncio.Future") instanceof Answer.Yes
        && model
            .bindingOf(name)
            .filter(it -> it.stores().stream().allMatch(Node.Parameter.class::isInstance))
            .isPresent();
  }

  private boolean isKeptIn(Expr element, List<Node.Comprehension> clauses) {
    return (element instanceof Expr.Name || element instanceof Expr.Attribute)
        && isKept(clauses.getFirst().iterable());
  }

  /// Whether it is nothing but calls of a kind, also as tasks, or in lists.
  ///
  /// Ex) `queue.put(1)`, `*[queue.put(1) for queue in queues]`, `*puts` with `puts =
  /// [queue.put(1)]`
  public boolean isOnly(Node node, Predicate<Expr.Call> kind) {
    return switch (node) {
      case Node.Argument argument -> isOnly(argument.value(), kind);
      case Expr.Starred starred -> isOnly(starred.value(), kind);
      case Expr.ListComp all -> isOnly(all.element(), kind);
      case Expr.GeneratorExp all -> isOnly(all.element(), kind);
      case Expr.ListExpr all -> all.elements().stream().allMatch(it -> isOnly(it, kind));
      case Expr.Name name -> followed(name, (list, value) -> areOnly(list, value, kind));
      // Ex) asyncio.create_task(queue.put(1))
      case Expr.Call(_, Expr callee, var given)
          when !given.isEmpty()
              && model.qualifiedName(callee).filter(STARTERS::contains).isPresent() ->
          isOnly(given.getFirst(), kind);
      case Expr.Call call -> kind.test(call);
      case Node _ -> false;
    };
  }

  /// Whether a list is made of such calls, or empty and given them. Ex) `tasks.append(work())`
  private boolean areOnly(Binding list, Expr first, Predicate<Expr.Call> kind) {
    List<Node> added = new ArrayList<>();
    for (Node read : list.reads()) {
      if (model.tree().parent(read) instanceof Expr.Attribute method) {
        if (!method.name().equals("append")
            || !(model.tree().parent(method) instanceof Expr.Call(_, _, var given))) {
          return false;
        }
        added.addAll(given);
      }
    }
    boolean isEmpty = first instanceof Expr.ListExpr all && all.elements().isEmpty();
    return !(first instanceof Expr.Name)
        && !(isEmpty && added.isEmpty())
        && isOnly(first, kind)
        && added.stream().allMatch(it -> isOnly(it, kind));
  }

  /// Whether something holds of the only value of a name, asked once. A name that is made of itself
  /// is nothing of the kind. Ex) `tasks = list(tasks)`
  private boolean followed(Expr.Name name, BiPredicate<Binding, Expr> question) {
    Optional<Binding> binding = model.bindingOf(name);
    Optional<Expr> value = binding.flatMap(model::singleAssignment);
    if (value.isEmpty()) {
      return false;
    }
    Boolean known = answers.putIfAbsent(value.get().id(), false);
    if (known != null) {
      return known;
    }
    boolean holds = question.test(binding.get(), value.get());
    answers.put(value.get().id(), holds);
    return holds;
  }
}
