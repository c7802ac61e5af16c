package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.CommentText;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.FutureCalls;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Conditions about the statement that a match is the value of, and kinds of what is awaited there.
final class StatementConditions {
  private StatementConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // The match is the value of its statement: of an expression alone, a `return` or an assignment
    // to names, as in `x = await f()`.
    words.put("value-of-statement", none(StatementConditions::valueOfStatement));
    // `comment-says ignore`: a comment above the statement of the match, or in it, has a word that
    // begins so.
    words.put("comment-says", StatementConditions::commentSays);
  }

  static void addKindsTo(Map<String, Condition.Factory> words) {
    // a call that gives no future or task as far as can be seen.
    words.put(
        "call that makes no future",
        (variable, argument) ->
            argument.isEmpty()
                ? new Made.Done<>(site -> makesNoFuture(site, variable))
                : new Made.Refused<>("takes no argument, but got '" + argument + "'"));
  }

  /// Ex) `await f()`, `x = await f()`, `return await f()`
  private static Answer valueOfStatement(Site site) {
    boolean whole =
        switch (site.model().tree().parent(site.root())) {
          case Stmt.ExprStmt _, Stmt.Return _ -> true;
          case Stmt.Assign(_, List<Expr> targets, _) ->
              targets.stream().allMatch(it -> it instanceof Expr.Name);
          case Stmt.AnnAssign(_, Expr target, _, _) -> target instanceof Expr.Name;
          case Node _ -> false;
        };
    return answer(whole, "", "it is a part of something larger");
  }

  private static Made<Condition> commentSays(String subject, String word) {
    if (!subject.isEmpty() || !word.matches("[a-z]+")) {
      return new Made.Refused<>("needs one word in small letters, and nothing before it");
    }
    Pattern said = Pattern.compile("\\b" + word, Pattern.CASE_INSENSITIVE);
    return new Made.Done<>(
        site ->
            CommentText.of(site.model().tree(), site.root()).stream()
                .filter(comment -> said.matcher(comment).find())
                .findFirst()
                .<Answer>map(comment -> new Answer.Yes("a comment says '" + comment + "'"))
                .orElseGet(() -> new Answer.No("no comment there says " + word)));
  }

  private static Answer makesNoFuture(Site site, String variable) {
    SemanticModel model = site.model();
    boolean plain =
        site.expression(variable)
            .filter(Expr.Call.class::isInstance)
            .map(Expr.Call.class::cast)
            .filter(it -> !FutureCalls.givesFuture(model, it))
            .isPresent();
    return answer(plain, "", "$" + variable + " is no call, or makes a future");
  }
}
