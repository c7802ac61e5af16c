package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.WordCondition;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.NestedLocks;
import dev.loopmend.semantic.StateRaces;
import dev.loopmend.semantic.ThreadLocals;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kinds of variables, and conditions, about state that several tasks can reach.
final class RaceConditions {
  private RaceConditions() {}

  static void addKindsTo(Map<String, Condition.Factory> words) {
    // an attribute, a global or an item of one that other tasks may reach, in a file with an
    // `await`.
    words.put(
        "shared state",
        (variable, argument) ->
            argument.isEmpty()
                ? new Made.Done<>(new WordCondition(site -> shared(site, variable), "await"))
                : new Made.Refused<>("takes no argument, but got '" + argument + "'"));
    // a `threading.local()`, in a file that names `threading`.
    words.put(
        "thread's local",
        (variable, argument) ->
            argument.isEmpty()
                ? new Made.Done<>(
                    new WordCondition(site -> threadLocal(site, variable), "threading"))
                : new Made.Refused<>("takes no argument, but got '" + argument + "'"));
  }

  /// Ex) `threading.local()` in a file that names the module
  private static Answer threadLocal(Site site, String variable) {
    return site.expression(variable)
        .map(it -> site.model().isInstance(it, "threading.local"))
        .orElseGet(() -> new Answer.No("$" + variable + " is no expression"));
  }

  static void addTo(Map<String, Condition.Factory> words) {
    // `$X suspends`: that may give the loop to other tasks.
    words.put("suspends", subject(RaceConditions::suspends));
    // The function reads its own locals by `locals()`, `eval` and the like.
    words.put("looks-at-locals", none(site -> races(site).looksAtLocals(site.root())));
    // `$X global`: that is a name of the module or an attribute of one.
    words.put("global", subject(RaceConditions::global));
    // `$X has-container`: that is more than a name or an attribute of one, such as an item or an
    // attribute of an attribute.
    words.put("has-container", subject(RaceConditions::hasContainer));
    // `$X computed`: reading that attribute may run a method, such as a property: one of its class,
    // of a base or of a class that derives from it, or a decorated one of the file.
    words.put("computed", subject(RaceConditions::computed));
    // `$X set-by-handler`: a handler round the match sets that.
    words.put("set-by-handler", subject(RaceConditions::setByHandler));
    // `$VALUE sets $TARGET`: a function that the value calls sets it.
    words.put("sets", RaceConditions::sets);
    // Other tasks may change what the matched loop goes over while it waits.
    words.put("loops-over-changing", none(RaceConditions::loopsOverChanging));
    // Over a copy the matched loop would not meet what others append to a list while it waits, or
    // the function puts another container into the place of this one behind it.
    words.put("copy-misses", none(RaceConditions::copyMisses));
    // `$X sets-after-wait`: the matched `if`, which tests that, sets it behind a wait.
    words.put("sets-after-wait", subject(RaceConditions::setsAfterWait));
    // What the match sets is read by another function behind a wait.
    words.put("outlives-wait", none(RaceConditions::outlivesWait));
    // `$LOCK held-around`: the same lock is held round the match.
    words.put("held-around", subject(RaceConditions::heldAround));
    // The call that the match awaits waits for a lock that is held round it.
    words.put("waits-for-held-lock", none(RaceConditions::waitsForHeldLock));
    // The matched assignment writes what was read before a wait.
    words.put("writes-stale", none(RaceConditions::writesStale));
  }

  /// Ex) `self.total` where `@property` stands above `def total(self):`
  private static Answer computed(Site site, String variable) {
    return site.expression(variable)
        .filter(Expr.Attribute.class::isInstance)
        .map(it -> races(site).mayBeComputed((Expr.Attribute) it))
        .orElseGet(() -> new Answer.No("$" + variable + " is no attribute"));
  }

  /// Ex) `except Exception: self.late = 0` round `self.late += await ask()`
  private static Answer setByHandler(Site site, String variable) {
    return site.expression(variable)
        .map(it -> races(site).setByHandler(it, site.root()))
        .orElseGet(() -> new Answer.No("$" + variable + " is no expression"));
  }

  /// Ex) `async with self.lock:` within another one of the same lock
  private static Answer heldAround(Site site, String variable) {
    return site.expression(variable)
        .map(it -> NestedLocks.of(site.model()).isHeld(it, site.root()))
        .orElseGet(() -> new Answer.No("$" + variable + " is no expression"));
  }

  private static Answer waitsForHeldLock(Site site) {
    return site.root() instanceof Expr.Await(_, Expr.Call call)
        ? NestedLocks.of(site.model()).waitsForHeld(call)
        : new Answer.No("it awaits no call");
  }

  /// Ex) `ctx.request = request`, which another function reads after a wait
  private static Answer outlivesWait(Site site) {
    Optional<Expr> target =
        switch (site.root()) {
          case Stmt.Assign(_, List<Expr> targets, _) -> Optional.of(targets.getFirst());
          case Stmt.AugAssign update -> Optional.of(update.target());
          case Node _ -> Optional.empty();
        };
    return target.isPresent()
            && target.get() instanceof Expr.Attribute attribute
            && site.root() instanceof Stmt store
        ? ThreadLocals.of(site.model()).outlivesWait(store, attribute)
        : new Answer.No("it sets no attribute");
  }

  private static StateRaces races(Site site) {
    return StateRaces.of(site.model());
  }

  /// Ex) `self.total`, a global
  private static Answer shared(Site site, String variable) {
    Optional<String> key = site.expression(variable).flatMap(races(site)::keyOf);
    return answer(key.isPresent(), "", "$" + variable + " is no state that tasks share");
  }

  /// Ex) `await fetch()`, `[n async for n in numbers()]`
  private static Answer suspends(Site site, String variable) {
    return answer(
        site.expression(variable).filter(races(site)::suspends).isPresent(),
        "",
        "$" + variable + " does not wait");
  }

  /// Ex) `pool` with `global pool`, `settings.pool`: not `self.pool`
  private static Answer global(Site site, String variable) {
    return answer(
        site.expression(variable).filter(races(site)::isGlobal).isPresent(),
        "",
        "$" + variable + " may be of an object of one task");
  }

  /// Ex) `self.counts[name]`, `self.stats.sent`: not `self.total`
  private static Answer hasContainer(Site site, String variable) {
    boolean plain =
        site.expression(variable)
            .filter(
                it -> it instanceof Expr.Name || it instanceof Expr.Attribute(_, Expr.Name _, _))
            .isPresent();
    return answer(!plain, "", "it is a name or an attribute");
  }

  /// Ex) `$VALUE sets $TARGET`: a function that the value calls sets it
  private static Made<Condition> sets(String subject, String argument) {
    if (subject.isEmpty() || !Variable.isVariable(argument)) {
      return new Made.Refused<>("needs a variable before it and one behind it");
    }
    return new Made.Done<>(
        site -> {
          Optional<Expr> value = site.expression(subject);
          Optional<Expr> target = site.expression(Variable.nameOf(argument));
          return value.isPresent() && target.isPresent()
              ? races(site).changes(value.get(), target.get(), site.codebase()::model)
              : new Answer.No("nothing is called");
        });
  }

  private static Answer loopsOverChanging(Site site) {
    return site.root() instanceof Stmt.For loop
        ? races(site).loopsOverChanging(loop, site.codebase()::model)
        : new Answer.No("it is no loop");
  }

  private static Answer copyMisses(Site site) {
    return site.root() instanceof Stmt.For loop
        ? races(site).copyMisses(loop)
        : new Answer.No("it is no loop");
  }

  private static Answer setsAfterWait(Site site, String variable) {
    Optional<Expr> target = site.expression(variable);
    return site.root() instanceof Stmt.If test && target.isPresent()
        ? races(site).setsAfterWait(test, target.get())
        : new Answer.No("it is no test");
  }

  private static Answer writesStale(Site site) {
    return site.root() instanceof Stmt.Assign store
        ? races(site).writesStale(store)
        : new Answer.No("it is no assignment");
  }
}
