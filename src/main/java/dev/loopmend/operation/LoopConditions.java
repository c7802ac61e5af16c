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
    words.put("made-on-import", none(LoopConditions::madeOnImport));
    words.put("used-by-two-runs", none(LoopConditions::usedByTwoRuns));
    words.put("used-by-run", none(site -> LoopObjects.of(site.model()).isUsedByRun(site.root())));
    words.put("of-other-function", subject(LoopConditions::ofOtherFunction));
    words.put("makes-coroutine", subject(LoopConditions::makesCoroutine));
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
