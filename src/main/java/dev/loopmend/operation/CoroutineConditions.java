package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.none;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.WordCondition;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.CoroutineUse;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.syntax.Expr;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Kinds of variables, and conditions, about coroutines and what becomes of them.
final class CoroutineConditions {
  private CoroutineConditions() {}

  static void addKindsTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // a coroutine function, whatever decorates it.
    words.put("coroutine function", kind(CoroutineConditions::isCoroutineFunction));
    // what `async for` takes and `for` does not.
    words.put("asynchronous iterable", kind((site, expr) -> site.model().isAsyncIterable(expr)));
    Set<String> managers = knowledge.sets().getOrDefault("asynchronous-managers", Set.of());
    // what `async with` takes and `with` does not.
    words.put("asynchronous manager", kind((site, expr) -> isManager(site, expr, managers)));
  }

  static void addTo(Map<String, Condition.Factory> words) {
    // Nobody awaits the coroutine of the match: it is a statement by itself, or bound to a name
    // that is never read.
    words.put("coroutine-dropped", none(CoroutineConditions::dropped));
    // The coroutine is bound to a name that is never read.
    words.put("coroutine-bound", none(CoroutineConditions::bound));
    // The coroutine is taken for what it would give, as in `if is_ready():`.
    words.put("coroutine-misused", none(CoroutineConditions::misused));
    // The same below an `await` that comes too late, as in `await load()["name"]`.
    words.put("misused-under-await", none(CoroutineConditions::misusedUnderAwait));
  }

  @FunctionalInterface
  private interface Question {
    Answer ask(Site site, Expr expr);
  }

  private static Condition.Factory kind(Question question) {
    return (variable, argument) ->
        argument.isEmpty()
            ? new Made.Done<>(
                new WordCondition(
                    FarCondition.subclasses(site -> ask(site, variable, question)), "async"))
            : new Made.Refused<>("takes no argument, but got '" + argument + "'");
  }

  private static Answer ask(Site site, String variable, Question question) {
    return site.expression(variable)
        .map(expr -> question.ask(site, expr))
        .orElseGet(() -> new Answer.No("$" + variable + " is no expression"));
  }

  /// Ex) an `asyncio.Lock`, or an instance of a class of the project with `__aenter__` alone
  private static Answer isManager(Site site, Expr expr, Set<String> known) {
    return known.stream()
        .map(type -> site.model().isInstance(expr, type))
        .filter(Answer::isYes)
        .findFirst()
        .orElseGet(() -> site.model().isAsyncManager(expr));
  }

  /// A decorator of which nothing is known does not count here: see `decorated-otherwise`.
  private static Answer isCoroutineFunction(Site site, Expr expr) {
    return switch (site.model().isCoroutineFunction(expr)) {
      case Answer.Yes yes -> yes;
      case Answer.No no -> no;
      case Answer.Unknown _ -> new Answer.Yes("");
    };
  }

  private static Optional<CoroutineUse> use(Site site) {
    return site.root() instanceof Expr expr
        ? Optional.of(site.model().coroutineUse(expr))
        : Optional.empty();
  }

  /// Ex) `save()` on its own, `task = save()` where nobody reads `task`
  private static Answer dropped(Site site) {
    return use(site).orElseGet(CoroutineUse.Kept::new) instanceof CoroutineUse.Dropped(String how)
        ? new Answer.Yes(how)
        : new Answer.No("somebody takes it");
  }

  /// Ex) `task = save()`: a name holds it
  private static Answer bound(Site site) {
    return use(site).orElseGet(CoroutineUse.Kept::new) instanceof CoroutineUse.Dropped(String how)
            && !how.isEmpty()
        ? new Answer.Yes(how)
        : new Answer.No("no name holds it");
  }

  /// Ex) `if is_ready():`, `load()["name"]`
  private static Answer misused(Site site) {
    return switch (use(site).orElseGet(CoroutineUse.Kept::new)) {
      case CoroutineUse.Misused(String how) -> new Answer.Yes(how);
      case CoroutineUse.MisusedUnderAwait(String how) -> new Answer.Yes(how);
      case CoroutineUse.Dropped _, CoroutineUse.Kept _ ->
          new Answer.No("nothing takes it for what it would give");
    };
  }

  private static Answer misusedUnderAwait(Site site) {
    return use(site).orElseGet(CoroutineUse.Kept::new) instanceof CoroutineUse.MisusedUnderAwait
        ? new Answer.Yes("")
        : new Answer.No("no await is round it");
  }
}
