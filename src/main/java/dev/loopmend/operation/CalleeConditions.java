package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.EndlessCode;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Conditions about the functions of the project that a call runs: a variable is their callee.
final class CalleeConditions {
  private static final int MOST_FUNCTIONS = 200;
  private static final List<String> LOCKS =
      List.of("asyncio.Lock", "asyncio.Condition", "asyncio.Semaphore", "asyncio.BoundedSemaphore");

  private CalleeConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // `$F decorated-otherwise`: a decorator of which nothing is known may make something else of
    // that coroutine function.
    words.put("decorated-otherwise", subject(CalleeConditions::decoratedOtherwise));
    // `$F generator-function`: that function of the project holds a `yield`.
    words.put(
        "generator-function",
        subject(
            (site, variable) ->
                answer(
                    site.expression(variable).filter(site.model()::isGeneratorFunction).isPresent(),
                    "",
                    "it is no generator function")));
    // `$F class`: what is called is a class of the project, whose constructor then runs.
    words.put("class", subject(CalleeConditions::constructs));
    // `$F may-never-return`: that function, or the one that is called, may go on for ever.
    words.put("may-never-return", subject(CalleeConditions::mayNeverReturn));
    // `$F may-go-on-until-told`: the same, or until others end it: by a flag, or by a stream that
    // has no more.
    words.put("may-go-on-until-told", subject(CalleeConditions::mayGoOnUntilTold));
    // `$CALL may-wait-for-held-lock`: a lock of asyncio may be held round the match, and what the
    // call runs waits for one.
    words.put("may-wait-for-held-lock", subject(CalleeConditions::mayWaitForHeldLock));
  }

  /// Whether a decorator that nothing is known of may make something else of a coroutine function.
  private static Answer decoratedOtherwise(Site site, String variable) {
    return site.expression(variable)
        .map(it -> site.model().isCoroutineFunction(it))
        .filter(it -> !it.isYes())
        .<Answer>map(it -> new Answer.Yes(it.why()))
        .orElseGet(() -> new Answer.No("no decorator is in the way"));
  }

  /// Whether what is called is a class of the project, whose constructor then runs.
  private static Answer constructs(Site site, String variable) {
    boolean constructs = site.expression(variable).filter(site.model()::constructs).isPresent();
    return answer(constructs, "", "it is no class of the project");
  }

  /// Whether a function, or the one that is called, may go on for ever.
  private static Answer mayNeverReturn(Site site, String variable) {
    return goesOn(site, variable, EndlessCode.in(site.codebase()::model));
  }

  private static Answer mayGoOnUntilTold(Site site, String variable) {
    return goesOn(site, variable, EndlessCode.orUntilTold(site.codebase()::model));
  }

  private static Answer goesOn(Site site, String variable, EndlessCode endless) {
    boolean never =
        site.expression(variable)
            .flatMap(it -> site.model().targetOf(it instanceof Expr.Call call ? call.callee() : it))
            .filter(endless::mayNeverReturn)
            .isPresent();
    return answer(never, "", "it may return");
  }

  private static Optional<Stmt.FunctionDef> definition(SemanticModel model, FunctionRef function) {
    return model
        .nodeOf(function)
        .filter(Stmt.FunctionDef.class::isInstance)
        .map(Stmt.FunctionDef.class::cast);
  }

  /// Whether a lock of asyncio may be held round the match, and a function that the call runs, or
  /// one that this calls, waits for one.
  private static Answer mayWaitForHeldLock(Site site, String variable) {
    boolean held = LOCKS.stream().anyMatch(it -> !site.model().holds(site.root(), it).isNo());
    Optional<FunctionRef> target =
        site.expression(variable).flatMap(it -> site.model().targetOf(it));
    if (!held || target.isEmpty()) {
      return new Answer.No(held ? "it is no function of the project" : "no lock is held");
    }
    return answer(waits(site.codebase(), target.get()), "", "it waits for no lock");
  }

  private static boolean waits(Codebase codebase, FunctionRef function) {
    Set<FunctionRef> seen = new LinkedHashSet<>(Set.of(function));
    Deque<FunctionRef> open = new ArrayDeque<>(seen);
    while (!open.isEmpty() && seen.size() < MOST_FUNCTIONS) {
      FunctionRef at = open.remove();
      Optional<SemanticModel> model = codebase.model(at.path());
      Optional<Stmt.FunctionDef> def = model.flatMap(it -> definition(it, at));
      if (def.isEmpty()) {
        continue;
      }
      List<Node> inside = model.get().tree().within(def.get());
      for (Node node : inside) {
        if (isAcquisition(model.get(), node)) {
          return true;
        }
        if (node instanceof Expr.Call(_, Expr callee, _)) {
          model.get().targetOf(callee).filter(seen::add).ifPresent(open::add);
        }
      }
    }
    return !open.isEmpty();
  }

  /// Ex) `async with self._lock:`, `await lock.acquire()`; what is entered may be a lock
  private static boolean isAcquisition(SemanticModel model, Node node) {
    return switch (node) {
      case Stmt.With with when with.isAsync() ->
          with.items().stream()
              .anyMatch(it -> LOCKS.stream().anyMatch(lock -> mayBe(model, it.context(), lock)));
      case Expr.Await(_, Expr.Call(_, Expr.Attribute(_, Expr lock, String name), _)) ->
          name.equals("acquire") && LOCKS.stream().anyMatch(it -> mayBe(model, lock, it));
      case Node _ -> false;
    };
  }

  private static boolean mayBe(SemanticModel model, Expr expr, String type) {
    return !(expr instanceof Expr.Call) && !model.isInstance(expr, type).isNo();
  }
}
