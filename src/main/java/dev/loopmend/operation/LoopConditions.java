package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.LoopObjects;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.Map;
import java.util.Optional;

/// Conditions about the event loop that an object belongs to.
final class LoopConditions {
  private LoopConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // The match is made while the module is imported, the default of a parameter included.
    words.put("made-on-import", none(LoopConditions::madeOnImport));
    // One function starts two loops after each other, or one in each turn of a loop, for
    // coroutines that use such an object.
    words.put("used-by-two-runs", none(LoopConditions::usedByTwoRuns));
    // `asyncio.run` is seen to run a coroutine that uses the object which is bound where the match
    // is made.
    words.put("used-by-run", none(site -> LoopObjects.of(site.model()).isUsedByRun(site.root())));
    // `$LOOP of-other-function`: that was bound in another function than the match.
    words.put("of-other-function", subject(LoopConditions::ofOtherFunction));
    // `$X makes-coroutine`: that calls a coroutine function.
    words.put("makes-coroutine", subject(LoopConditions::makesCoroutine));
    // The match is a statement by itself.
    words.put("statement-alone", none(LoopConditions::statementAlone));
  }

  /// Ex) at module level, in the body of a class, as the default of a parameter
  private static Answer madeOnImport(Site site) {
    return answer(
        site.model().functionOf(site.root()).isEmpty(), "", "it is made when a function runs");
  }

  private static Answer usedByTwoRuns(Site site) {
    return LoopObjects.of(site.model()).isUsedByTwoRuns(site.root());
  }

  private static Answer ofOtherFunction(Site site, String variable) {
    Optional<Expr> object = site.expression(variable);
    return object.isPresent()
        ? LoopObjects.of(site.model()).isOfOtherFunction(object.get())
        : new Answer.No("$" + variable + " is no expression");
  }

  /// Ex) `load(1)` where `load` is an `async def`
  private static Answer makesCoroutine(Site site, String variable) {
    boolean makes =
        site.expression(variable)
            .filter(
                it ->
                    it instanceof Expr.Call(_, Expr callee, _)
                        && site.model().isCoroutineFunction(callee).isYes())
            .isPresent();
    return answer(makes, "", "$" + variable + " may be something else");
  }

  /// Ex) `loop.create_task(work())` whose value nobody takes
  private static Answer statementAlone(Site site) {
    return answer(
        site.model().tree().parent(site.root()) instanceof Stmt.ExprStmt, "", "its value is used");
  }
}
