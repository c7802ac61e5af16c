package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What an `await` waits for: futures that are kept somewhere, or the end of something; also
/// through what waits for futures that it is given.
final class AwaitedFutures {
  /// What waits for futures that it is given, and raises what they raise.
  private static final Set<String> WAITERS =
      Set.of("asyncio.gather", "asyncio.shield", "asyncio.wait_for", "asyncio.wrap_future");

  private static final Set<String> OPTIONS = Set.of("timeout", "return_exceptions", "loop");

  private AwaitedFutures() {}

  /// The futures that an operand of `await` stands for, but for those that are made just there.
  static List<Expr> kept(SemanticModel model, Expr operand) {
    if (!(operand instanceof Expr.Call call) || isHandedOut(model, call)) {
      return List.of(operand);
    }
    return given(model, call).flatMap(it -> keptArgument(model, it)).toList();
  }

  /// Ex) `self._answer_to(request)`, a plain method that gives a future and keeps it for others
  private static boolean isHandedOut(SemanticModel model, Expr.Call call) {
    return model.targetOf(call.callee()).isPresent()
        && model.isInstance(call, "asyncio.Future").isYes();
  }

  /// Ex) `self.task`, `*tasks`, `asyncio.shield(self.task)`
  private static Stream<Expr> keptArgument(SemanticModel model, Expr value) {
    return switch (value) {
      case Expr.Name _, Expr.Attribute _, Expr.Subscript _ -> Stream.of(value);
      // Ex) `[job for job in self.jobs]`, but not `[fetch(url) for url in urls]`
      case Expr.ListComp list -> keptArgument(model, list.element()).map(_ -> list);
      case Expr.GeneratorExp list -> keptArgument(model, list.element()).map(_ -> list);
      case Expr.ListExpr list -> list.elements().stream().flatMap(it -> keptArgument(model, it));
      case Expr.Call call -> kept(model, call).stream();
      case Expr _ -> Stream.of();
    };
  }

  /// The functions of the project that surely run when an expression is waited for. Ex) `fetch` of
  /// `asyncio.wait_for(fetch(), 1)`
  static Stream<FunctionRef> called(SemanticModel model, Expr operand) {
    return switch (operand) {
      case Expr.Call call ->
          Stream.concat(
              model.targetOf(call.callee()).stream(),
              Stream.concat(given(model, call), started(model, call))
                  .flatMap(it -> called(model, it)));
      case Expr.ListComp list -> called(model, list.element());
      case Expr.GeneratorExp list -> called(model, list.element());
      case Expr.ListExpr list -> list.elements().stream().flatMap(it -> called(model, it));
      case Expr _ -> Stream.of();
    };
  }

  /// Ex) `fetch()` of `asyncio.create_task(fetch())`
  private static Stream<Expr> started(SemanticModel model, Expr.Call call) {
    return call.arguments().stream()
        .filter(it -> KeptTasks.isStart(model, call, it))
        .map(Node.Argument::value);
  }

  /// Whether an operand of `await` ends something. Ex) `stream.aclose()`,
  /// `asyncio.shield(agent.stop())`, `asyncio.gather(*[a.stop() for a in agents])`
  static boolean isEnd(SemanticModel model, Expr operand) {
    return switch (operand) {
      case Expr.Call call -> {
        List<Expr> given = given(model, call).toList();
        yield FunctionNames.isEndingCall(model.scopes, call)
            || (!given.isEmpty() && given.stream().allMatch(it -> isEnd(model, it)));
      }
      case Expr.ListComp list -> isEnd(model, list.element());
      case Expr.GeneratorExp generator -> isEnd(model, generator.element());
      case Expr _ -> false;
    };
  }

  /// What a call waits for that it is given: not the time limit of `wait_for`.
  private static Stream<Expr> given(SemanticModel model, Expr.Call call) {
    Optional<String> name = model.qualifiedName(call.callee());
    boolean limits = name.filter(it -> Dotted.last(it).startsWith("wait_for")).isPresent();
    boolean waits = limits || name.filter(WAITERS::contains).isPresent();
    return waits
        ? call.arguments().stream()
            .filter(it -> !OPTIONS.contains(it.name()))
            .limit(limits ? 1 : Long.MAX_VALUE)
            .map(Node.Argument::value)
        : Stream.of();
  }

  /// Whether somebody else gets what a name stands for where that is read, by a call of anything
  /// but what some packages have, or by what keeps it. Ex) `token.link_future(task)`,
  /// `queue.put((data, task))`, `self.tasks[key] = task`
  static boolean isGiven(SemanticModel model, Node read, Set<String> packages) {
    Node value = read;
    while (KeptTasks.isDisplay(model.tree().parent(value))) {
      value = model.tree().parent(value);
    }
    return switch (model.tree().parent(value)) {
      case Node.Argument argument ->
          model.tree().parent(argument) instanceof Expr.Call(_, Expr callee, _)
              && model.qualifiedName(callee).map(Dotted::root).filter(packages::contains).isEmpty();
      case Stmt.Assign(_, List<Expr> targets, _) ->
          targets.stream().anyMatch(AwaitedFutures::isPart);
      case Stmt.AnnAssign(_, Expr target, _, _) -> isPart(target);
      case Node _ -> false;
    };
  }

  /// Ex) `self.task`, `tasks[key]`
  static boolean isPart(Expr target) {
    return target instanceof Expr.Attribute || target instanceof Expr.Subscript;
  }

  /// Whether a file cancels something by one of the names that stand in some expressions.
  static boolean areCancelled(SemanticModel model, List<Expr> futures) {
    Set<String> names = new HashSet<>();
    futures.stream()
        .flatMap(it -> model.tree().within(it).stream())
        .forEach(it -> addName(model, it, names));
    return !names.isEmpty()
        && model.tree().nodes().stream()
            .anyMatch(
                it ->
                    it instanceof Expr.Attribute(_, Expr receiver, String method)
                        && method.equals("cancel")
                        && lastName(receiver).filter(names::contains).isPresent());
  }

  private static void addName(SemanticModel model, Node node, Set<String> names) {
    switch (node) {
      case Expr.Name name when !model.types.isSelf(name) -> names.add(name.text());
      case Expr.Attribute attribute -> names.add(attribute.name());
      case Node _ -> {}
    }
  }

  /// The last part of a name: `task` of `self.task`, `self.tasks[key]` has `tasks`.
  static Optional<String> lastName(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> Optional.of(name.text());
      case Expr.Attribute attribute -> Optional.of(attribute.name());
      case Expr.Subscript subscript -> lastName(subscript.value());
      case Expr _ -> Optional.empty();
    };
  }
}
