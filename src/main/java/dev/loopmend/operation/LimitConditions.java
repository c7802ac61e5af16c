package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.LimitedClients;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Conditions about how long a coroutine may wait.
final class LimitConditions {
  /// Blocks and calls that set a limit say so, those of the project and of other libraries as well.
  private static final Pattern BLOCKS =
      Pattern.compile("(?i).*(timeout|deadline|fail_after|fail_at|move_on_).*");

  private static final Pattern CALLS =
      Pattern.compile("(?i)wait|wait_for.*|.*(timeout|deadline).*");

  private LimitConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // A time limit is set round the match, or round a call that leads to its function.
    words.put("time-limited", plain(FarCondition.allCallers(LimitConditions::timeLimited)));
    // What the match takes the limit of sets one with each use, or streams.
    words.put("limited-by-uses", none(LimitConditions::limitedByUses));
    // The match stands in a loop of its function, or in the head of one.
    words.put("in-any-loop", none(LimitConditions::inAnyLoop));
    // `$X opened-here`: its function has opened that itself, as in `reader, writer = await
    // asyncio.open_connection(host, port)`.
    words.put("opened-here", subject(LimitConditions::openedHere));
  }

  /// Whether a time limit is set round the match, or round a call of its function somewhere.
  private static Answer timeLimited(Site site) {
    return isLimited(site, site.model(), site.root(), new HashSet<>())
        ? new Answer.Yes("a time limit is set round it")
        : new Answer.No("no time limit is seen");
  }

  private static boolean isLimited(Site site, SemanticModel model, Node at, Set<FunctionRef> seen) {
    if (isLimitedHere(model, at)) {
      return true;
    }
    Optional<Stmt.FunctionDef> def = model.nearestDef(at);
    if (def.isEmpty() || !seen.add(model.refOf(def.get()))) {
      return false;
    }
    for (FunctionUse use : site.codebase().workspace().usesOf(model.refOf(def.get()))) {
      Optional<SemanticModel> other = site.codebase().model(use.path());
      Optional<Expr.Call> call = other.flatMap(it -> it.tree().callAt(use.at()));
      if (call.isPresent() && isLimited(site, other.get(), call.get(), seen)) {
        return true;
      }
    }
    return false;
  }

  private static Answer limitedByUses(Site site) {
    return site.root() instanceof Expr setting
        ? LimitedClients.limitedByUses(site.model(), setting)
        : new Answer.No("it is no expression");
  }

  /// Ex) `async with asyncio.timeout(1):` round it, `asyncio.wait_for(load(), 1)`
  private static boolean isLimitedHere(SemanticModel model, Node at) {
    boolean inBlock =
        model.withContextsAround(at).stream().anyMatch(it -> isCallOf(model, it, BLOCKS));
    for (Node outer = model.tree().parent(at);
        !inBlock && !(outer instanceof Stmt) && outer.id() != 0;
        outer = model.tree().parent(outer)) {
      inBlock = outer instanceof Expr call && isCallOf(model, call, CALLS);
    }
    return inBlock;
  }

  /// Ex) `asyncio.timeout(1)` under whatever name, `net.ignore_after_timeout(1)` of nobody knows
  /// what
  private static boolean isCallOf(SemanticModel model, Expr expr, Pattern name) {
    if (!(expr instanceof Expr.Call call)) {
      return false;
    }
    String written =
        switch (call.callee()) {
          case Expr.Name(_, String last) -> last;
          case Expr.Attribute(_, _, String last) -> last;
          case Expr _ -> "";
        };
    String meant = model.qualifiedName(call.callee()).orElse(written);
    return name.matcher(written).matches() || name.matcher(Dotted.last(meant)).matches();
  }

  private static Answer inAnyLoop(Site site) {
    boolean looped =
        site.model().tree().statementOf(site.root()) instanceof Stmt statement
            && (statement instanceof Stmt.While
                || statement instanceof Stmt.For
                || site.model().outermostLoop(statement).isPresent());
    return answer(looped, "it waits again and again", "it is in no loop");
  }

  /// Ex) `reader` of `reader, writer = await asyncio.open_connection(host, port)` in the function
  private static Answer openedHere(Site site, String variable) {
    boolean opened =
        site.expression(variable).flatMap(site.model()::bindingOf).stream()
            .flatMap(it -> it.stores().stream())
            .map(it -> site.model().tree().statementOf(it))
            .anyMatch(
                it ->
                    it instanceof Stmt.Assign(_, List<Expr> _, Expr.Await(_, Expr opening))
                        && isOpening(site.model(), opening));
    return answer(opened, "", "$" + variable + " is not of a connection that is opened here");
  }

  private static boolean isOpening(SemanticModel model, Expr opening) {
    return opening instanceof Expr.Call(_, Expr callee, _)
        && model.qualifiedName(callee).filter("asyncio.open_connection"::equals).isPresent();
  }
}
