package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Capture;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.BlockLines;
import dev.loopmend.rewrite.FreeName;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.ContainedFailures;
import dev.loopmend.semantic.Gathered;
import dev.loopmend.semantic.GatheredResults;
import dev.loopmend.semantic.GatheredResults.Target;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Conditions about an awaited `gather`, and the operation that looks at its results.
final class GatherConditions {
  private GatherConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // Nobody looks for exceptions among the results of the matched `gather`.
    words.put("results-ignored", plain(FarCondition.allCallers(GatherConditions::ignored)));
    // `$XS put-into-queues`: all of these only wait until a queue has room, so that nothing
    // fails; a queue is also what is not visible and is given one thing.
    words.put("put-into-queues", subject(GatherConditions::putIntoQueues));
    // `$XS contain-failures`: all of these call what cannot fail but by a cancellation, or
    // coroutine functions of the project that let no exception out.
    words.put("contain-failures", subject(GatherConditions::containFailures));
    // `$XS tell-failures`: the same of all of these, or a decorator of the functions logs their
    // exceptions.
    words.put("tell-failures", subject(GatherConditions::tellFailures));
    // `$XS kept-elsewhere`: all of these are tasks that objects keep, which go on without the
    // matched call, or that the function is given: it waits for them, and others have to do with
    // what becomes of them.
    words.put("kept-elsewhere", subject(GatherConditions::keptElsewhere));
    // Nobody takes the results of the matched `gather`.
    words.put("results-dropped", none(GatherConditions::dropped));
  }

  private static Answer ignored(Site site) {
    return site.root() instanceof Expr.Await await
        ? GatheredResults.ignored(site.model(), await, site.codebase()::model)
        : new Answer.No("nothing is awaited");
  }

  private static Answer putIntoQueues(Site site, String variable) {
    return areAll(site, variable, call -> putsIntoQueue(site.model(), call));
  }

  private static Answer containFailures(Site site, String variable) {
    return areAll(
        site, variable, call -> ContainedFailures.in(site.model(), call, site.codebase()::model));
  }

  private static Answer tellFailures(Site site, String variable) {
    return areAll(
        site,
        variable,
        call -> ContainedFailures.areTold(site.model(), call, site.codebase()::model));
  }

  private static Answer keptElsewhere(Site site, String variable) {
    List<Node> gathered = site.match().capture(variable).map(Capture::all).orElse(List.of());
    Gathered names = new Gathered(site.model());
    boolean kept = !gathered.isEmpty() && gathered.stream().allMatch(names::isKept);
    return answer(kept, "", "what is gathered is made for it");
  }

  private static Answer areAll(Site site, String variable, Predicate<Expr.Call> kind) {
    List<Node> gathered = site.match().capture(variable).map(Capture::all).orElse(List.of());
    Gathered names = new Gathered(site.model());
    boolean only = !gathered.isEmpty() && gathered.stream().allMatch(it -> names.isOnly(it, kind));
    return answer(only, "", "something else is gathered as well");
  }

  private static boolean putsIntoQueue(SemanticModel model, Expr.Call call) {
    return call.callee() instanceof Expr.Attribute(_, Expr queue, String method)
        && method.equals("put")
        && call.arguments().size() == 1
        && isQueue(model, queue);
  }

  /// Whether what something is put into is a queue of asyncio, or of a class that is not visible:
  /// clients of HTTP, whose `put` may fail, are given more than one thing. Ex) `for out in
  /// self.outs`
  private static boolean isQueue(SemanticModel model, Expr queue) {
    return switch (model.isInstance(queue, "asyncio.Queue")) {
      case Answer.Yes _, Answer.Unknown _ -> true;
      case Answer.No _ -> false;
    };
  }

  private static Answer dropped(Site site) {
    SyntaxTree tree = site.model().tree();
    boolean dropped =
        site.root() instanceof Expr.Await await
            && switch (GatheredResults.target(tree, await)) {
              case Target.Nothing _ -> true;
              case Target.Whole(_, var name) -> areUnread(site, List.of(name));
              case Target.Names(_, var names) -> areUnread(site, names);
              case Target.Caller _, Target.Other _ -> false;
            };
    return answer(dropped, "", "the results are used");
  }

  private static boolean areUnread(Site site, List<Expr.Name> names) {
    return names.stream()
        .flatMap(it -> site.model().bindingOf(it).stream())
        .allMatch(it -> it.reads().isEmpty());
  }

  /// What is done about an exception among the results.
  private enum Policy {
    RAISE,
    GROUP,
    LOG
  }

  /// `check-results: raise`, `check-results: raise-group` or `check-results: log`, for which $LOG
  /// is bound: statements behind the `gather` that look for exceptions among its results.
  static Made<Operation> checkResults(Operation.Settings settings) {
    return switch (settings.words("")) {
      case List<String> one when one.equals(List.of("raise")) -> made(Policy.RAISE);
      case List<String> one when one.equals(List.of("raise-group")) -> made(Policy.GROUP);
      case List<String> one when one.equals(List.of("log")) -> made(Policy.LOG);
      case List<String> _ -> new Made.Refused<>("is 'raise', 'raise-group' or 'log'");
    };
  }

  private static Made<Operation> made(Policy policy) {
    return new Made.Done<>((site, draft) -> check(site, draft, policy));
  }

  private static Operation.Outcome check(Site site, Draft draft, Policy policy) {
    SemanticModel model = site.model();
    SyntaxTree tree = model.tree();
    Optional<Stmt.FunctionDef> def = model.nearestDef(site.root());
    Draft.Bound log = draft.bound().get("LOG");
    if (!(site.root() instanceof Expr.Await await) || def.isEmpty()) {
      return new Operation.Outcome.Declined("it is in no function");
    }
    if (policy == Policy.LOG && log == null) {
      return new Operation.Outcome.Declined("there is no logger");
    }
    Check check =
        new Check(
            policy,
            freeName(model, def.get(), "result"),
            freeName(model, def.get(), "errors"),
            def.get().name(),
            log == null ? "" : log.code());
    List<TextEdit> edits = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    switch (GatheredResults.target(tree, await)) {
      case Target.Nothing(Stmt.ExprStmt statement) -> {
        String all = freeName(model, def.get(), "results");
        edits.add(TextEdit.insert(tree.span(statement).start(), all + " = "));
        lines.addAll(check.lines(all));
        edits.addAll(new BlockLines(tree).after(statement, lines));
      }
      case Target.Caller(Stmt.Return statement) -> {
        String all = freeName(model, def.get(), "results");
        Span word = tree.tokens().span(tree.firstToken(statement));
        boolean close = !Character.isWhitespace(tree.text().charAt(word.end()));
        edits.add(new TextEdit(word, all + (close ? " = " : " =")));
        lines.addAll(check.lines(all));
        lines.add("return " + all);
        edits.addAll(new BlockLines(tree).after(statement, lines));
      }
      case Target.Whole(Stmt statement, Expr.Name name) -> {
        lines.addAll(check.lines(name.text()));
        edits.addAll(new BlockLines(tree).after(statement, lines));
      }
      case Target.Names(Stmt statement, List<Expr.Name> names) -> {
        List<String> texts = names.stream().map(Expr.Name::text).toList();
        String comma = texts.size() == 1 ? "," : "";
        lines.addAll(check.lines("(" + String.join(", ", texts) + comma + ")"));
        edits.addAll(new BlockLines(tree).after(statement, lines));
      }
      case Target.Other _ -> {
        return new Operation.Outcome.Declined("it cannot be seen what becomes of the results");
      }
    }
    return new Operation.Outcome.Done(
        draft.with(site.path(), edits, log == null ? List.of() : log.requests()));
  }

  /// What is written behind a `gather`: the names that are free, the function and the logger.
  private record Check(Policy policy, String each, String errors, String function, String logger) {

    List<String> lines(String all) {
      // What was cancelled has not failed: a log of errors at each shutdown helps nobody.
      String kind = policy == Policy.LOG ? "Exception" : "BaseException";
      String test = "isinstance(" + each + ", " + kind + ")";
      return switch (policy) {
        case RAISE ->
            List.of("for " + each + " in " + all + ":", "\tif " + test + ":", "\t\traise " + each);
        case LOG ->
            List.of(
                "for " + each + " in " + all + ":",
                "\tif " + test + ":",
                "\t\t"
                    + logger
                    + ".error(\""
                    + function
                    + ": gathered call failed\", exc_info="
                    + each
                    + ")");
        case GROUP ->
            List.of(
                errors + " = [" + each + " for " + each + " in " + all + " if " + test + "]",
                "if " + errors + ":",
                "\traise BaseExceptionGroup(\"" + function + " failed\", " + errors + ")");
      };
    }
  }

  private static String freeName(SemanticModel model, Stmt.FunctionDef def, String base) {
    return FreeName.like(base, it -> model.isFreeAround(it, def.body().getFirst()));
  }
}
