package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.none;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.BlockLines;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.CancelledCallers;
import dev.loopmend.semantic.CleanUpCalls;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.SkippedWork;
import dev.loopmend.semantic.SwallowedCancellation;
import dev.loopmend.semantic.TaskEnd;
import dev.loopmend.semantic.TasksInTurn;
import dev.loopmend.semantic.UnreadAssignments;
import dev.loopmend.semantic.WorkGoesOn;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Conditions about an `except` clause or a suppressing `with` that takes the cancellation of its
/// coroutine, and the operations that let it through.
final class CancellationConditions {
  private CancellationConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // A cancellation of the coroutine gets to the matched handler, and no further.
    words.put("swallows-cancellation", asked(SwallowedCancellation::swallows));
    // What is awaited there may have been cancelled itself: a task or future that is kept
    // somewhere, also in what a function of the project waits for, what ends something, or anything
    // after a cancellation by this function.
    words.put(
        "awaits-what-is-cancelled",
        none(
            site ->
                SwallowedCancellation.at(site.model(), site.root())
                    .awaitsWhatIsCancelled(site.codebase()::model)));
    // The handler keeps the exception, returns it, or gives it to something else than a log.
    words.put("hands-exception-on", asked(SwallowedCancellation::handsExceptionOn));
    // The handler leaves the block otherwise than by its last statement.
    words.put("leaves-in-the-middle", asked(SwallowedCancellation::leavesInTheMiddle));
    // The handler asks whether what it took is a cancellation.
    words.put("tells-cancellation", asked(SwallowedCancellation::tellsCancellation));
    // The handler does more than to log, to pass or to end.
    words.put("handler-acts", asked(SwallowedCancellation::acts));
    // The last statement of the handler says how the function goes on.
    words.put("jumps", asked(SwallowedCancellation::jumps));
    // The function waits for something behind the handler that is not the next round of a loop,
    // ends something there, or asks or gives what the handler has set: it would not, if the
    // handler raised.
    words.put("skips-work", none(CancellationConditions::skipsWork));
    // The function ends when the `try` of the handler does, and nothing between sees the exception
    // on its way out.
    words.put("ends-function", asked(SwallowedCancellation::endsFunction));
    // The function waits for nothing behind the handler, is only seen to run as a task, and nobody
    // who is visible asks whether that was cancelled.
    words.put(
        "ends-own-task",
        Arguments.plain(FarCondition.allCallers(CancellationConditions::endsOwnTask)));
    // A loop visibly comes round behind the handler, who awaits the function waits for the next
    // thing, or a task of it is asked whether it was cancelled.
    words.put(
        "work-goes-on",
        Arguments.plain(FarCondition.allCallers(CancellationConditions::workGoesOn)));
    // All that calls the function, and is known, cleans up then.
    words.put(
        "called-to-clean-up",
        Arguments.plain(FarCondition.allCallers(CancellationConditions::calledToCleanUp)));
    // The function is the one that the program is started with.
    words.put(
        "starts-program",
        Arguments.plain(FarCondition.allCallers(CancellationConditions::startsProgram)));
    // The same as far as the file of the match shows.
    words.put("starts-program-here", none(CancellationConditions::startsProgramHere));
    // Nothing in the coroutine that the program is started with takes a failure of the match, so
    // that it ends the program.
    words.put(
        "failure-ends-program",
        Arguments.plain(FarCondition.allCallers(CancellationConditions::failureEndsProgram)));
    // A loop starts a task of the function, or of what it overrides, in each round, and waits for
    // it: others may cancel it and mean the round.
    words.put(
        "awaited-in-turn",
        Arguments.plain(FarCondition.allCallers(CancellationConditions::awaitedInTurn)));
    // Somebody who is visible would meet the `CancelledError`, and has more to do.
    words.put(
        "cancelled-by-others",
        Arguments.plain(
            new FarCondition(
                CancellationConditions::cancelledByOthers,
                true,
                true,
                true,
                Set.of(),
                Set.of(Set.of("await")),
                FarCondition::anywhere)));
  }

  private static Answer failureEndsProgram(Site site) {
    return site.model().handlersAround(site.root()).isEmpty()
        ? startsProgram(site)
        : new Answer.No("a handler may take the failure");
  }

  private static Answer startsProgram(Site site) {
    return startsProgram(site, site.codebase()::model);
  }

  private static Answer startsProgramHere(Site site) {
    return startsProgram(
        site, path -> Optional.of(site.model()).filter(it -> it.path().equals(path)));
  }

  private static Answer startsProgram(Site site, Function<String, Optional<SemanticModel>> files) {
    return site.model()
        .nearestDef(site.root())
        .map(def -> CancelledCallers.startsProgram(site.model(), def, files))
        .orElseGet(() -> new Answer.Unknown("it is in no function"));
  }

  private static Answer calledToCleanUp(Site site) {
    return site.model()
        .nearestDef(site.root())
        .map(def -> CleanUpCalls.only(site.model(), def, site.codebase()::model))
        .orElseGet(() -> new Answer.Unknown("it is in no function"));
  }

  private static Answer awaitedInTurn(Site site) {
    return site.model()
        .nearestDef(site.root())
        .map(def -> TasksInTurn.of(site.model(), def, site.codebase()::model))
        .orElseGet(() -> new Answer.Unknown("it is in no function"));
  }

  private static Answer skipsWork(Site site) {
    return site.root() instanceof Node.ExceptHandler handler
        ? SkippedWork.behind(site.model(), handler)
        : new Answer.No("there is no handler");
  }

  private static Answer endsOwnTask(Site site) {
    return TaskEnd.at(site.model(), site.root(), site.codebase()::model);
  }

  private static Answer workGoesOn(Site site) {
    return WorkGoesOn.behind(site.model(), site.root(), site.codebase()::model);
  }

  private static Condition.Factory asked(Function<SwallowedCancellation, Answer> question) {
    return none(site -> question.apply(SwallowedCancellation.at(site.model(), site.root())));
  }

  /// Whether somebody who is visible would meet the `CancelledError`, and has more to do.
  private static Answer cancelledByOthers(Site site) {
    Codebase codebase = site.codebase();
    return site.model()
        .nearestDef(site.root())
        .map(def -> CancelledCallers.of(site.model(), def, codebase.paths(), codebase::model))
        .orElseGet(() -> new Answer.Unknown("it is in no function"));
  }

  /// `raise-again: true`: the handler ends by raising again what it took. A last statement that
  /// says how the function goes on gives way to that, as does a body that does nothing, or only
  /// assigns what nobody reads any more.
  static Made<Operation> raiseAgain(Operation.Settings settings) {
    return new Made.Done<>(CancellationConditions::raiseAgain);
  }

  private static Operation.Outcome raiseAgain(Site site, Draft draft) {
    if (!(site.root() instanceof Node.ExceptHandler handler)) {
      return new Operation.Outcome.Declined("there is no handler that could raise again");
    }
    SyntaxTree tree = site.model().tree();
    Stmt last = handler.body().getLast();
    if (isJump(last) && tree.within(last).stream().anyMatch(it -> it instanceof Expr.Call)) {
      return new Operation.Outcome.Declined("its last statement calls something");
    }
    List<TextEdit> edits;
    Layout layout = new Layout(tree);
    Span body = new Span(tree.span(handler.body().getFirst()).start(), tree.span(last).end());
    if (isNothing(site.model(), handler) && layout.commentsIn(body).isEmpty()) {
      edits = List.of(new TextEdit(body, "raise"));
    } else if (isJump(last)) {
      if (!layout.commentsIn(tree.span(last)).isEmpty()) {
        return new Operation.Outcome.Declined("a comment stands in its last statement");
      }
      edits = List.of(new TextEdit(tree.span(last), "raise"));
    } else {
      edits = new BlockLines(tree).after(last, List.of("raise"));
    }
    return new Operation.Outcome.Done(draft.with(site.path(), edits, List.of()));
  }

  /// Whether a handler does nothing that anyone would see if it raised. Ex) `pass`, `return`,
  /// `result = None`
  private static boolean isNothing(SemanticModel model, Node.ExceptHandler handler) {
    List<Stmt> body = handler.body();
    List<Stmt> rest = isJump(body.getLast()) ? body.subList(0, body.size() - 1) : body;
    return rest.stream().allMatch(CancellationConditions::isEmpty)
        || UnreadAssignments.are(model, handler, rest);
  }

  private static boolean isEmpty(Stmt statement) {
    return switch (statement) {
      case Stmt.Pass _ -> true;
      case Stmt.ExprStmt(_, Expr.Constant constant) ->
          constant.kind() == Expr.ConstantKind.ELLIPSIS;
      case Stmt _ -> false;
    };
  }

  private static boolean isJump(Stmt statement) {
    return statement instanceof Stmt.Return
        || statement instanceof Stmt.Break
        || statement instanceof Stmt.Continue;
  }
}
