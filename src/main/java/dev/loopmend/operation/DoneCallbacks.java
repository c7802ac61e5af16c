package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.BlockLines;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.DoneCallback;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.OutcomeRead;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Conditions about a variable that stands for a done callback, and the operation that guards it.
final class DoneCallbacks {
  private static final Set<String> OUTCOMES = Set.of("result", "exception");

  private DoneCallbacks() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // `$F asks-outcome-unguarded`: the callback asks its future for result or exception without
    // having asked whether it was cancelled.
    words.put("asks-outcome-unguarded", far(DoneCallbacks::asksUnguarded));
    // `$F used-otherwise`: that function is run by anything else than futures that are done.
    words.put("used-otherwise", far(DoneCallbacks::usedOtherwise));
    // `$F takes-other-futures`: that function is registered, besides, with what may be no future of
    // asyncio.
    words.put("takes-other-futures", far(DoneCallbacks::takesOthers));
    // `$CALL acts-around-outcome`: its statement may go on without it, does something before it,
    // or stands in a `with` that would see no exception any more.
    words.put("acts-around-outcome", far(DoneCallbacks::actsAround));
  }

  static Made<Operation> guardOutcome(Operation.Settings settings) {
    return GuardOutcome.of(settings);
  }

  /// A condition about all uses of a function that is named at a match.
  private record OfUses(Condition condition) implements Condition {
    @Override
    public Answer test(Site site) {
      return condition.test(site);
    }

    @Override
    public boolean asksNamed() {
      return true;
    }

    @Override
    public boolean asksSubclasses() {
      return true;
    }
  }

  /// The callback may be used in files that only mention its name, and replaced in those that
  /// derive from its class.
  private static Condition.Factory far(BiFunction<Site, String, Answer> question) {
    return (subject, argument) ->
        switch (subject(question).make(subject, argument)) {
          case Made.Done(Condition made) -> new Made.Done<>(new OfUses(made));
          case Made.Refused<Condition> refused -> refused;
        };
  }

  private static Optional<DoneCallback> callback(Site site, String variable) {
    return site.expression(variable)
        .flatMap(it -> DoneCallback.of(site.codebase()::model, site.model(), it));
  }

  private static List<OutcomeRead> reads(Site site, String variable) {
    return callback(site, variable).map(DoneCallback::unguarded).orElse(List.of());
  }

  /// Whether a done callback asks its future for result or exception without having asked whether
  /// it was cancelled.
  private static Answer asksUnguarded(Site site, String variable) {
    Optional<DoneCallback> callback = callback(site, variable);
    if (callback.isPresent()) {
      List<OutcomeRead> reads = callback.get().unguarded();
      return reads.isEmpty()
          ? new Answer.No("it asks for no outcome, or asks for cancelled() first")
          : new Answer.Yes(evidence(site, callback.get(), reads.getFirst()));
    }
    return site.expression(variable)
        .filter(Expr.Lambda.class::isInstance)
        .map(it -> lambdaAsks(site.model(), (Expr.Lambda) it))
        .orElseGet(() -> new Answer.No("it cannot be seen which function it is"));
  }

  private static String evidence(Site site, DoneCallback callback, OutcomeRead read) {
    SemanticModel model = callback.model();
    String place =
        (model.path().equals(site.path()) ? "line " : model.path() + ":")
            + model.tree().fileLine(read.call());
    return "'"
        + model.tree().textOf(read.call())
        + "' in "
        + callback.def().name()
        + " ("
        + place
        + ") raises CancelledError for a cancelled task";
  }

  private static Answer lambdaAsks(SemanticModel model, Expr.Lambda lambda) {
    Optional<Expr.Call> read = outcomeOf(model, lambda);
    return read.<Answer>map(
            it ->
                new Answer.Yes(
                    "'" + model.tree().textOf(it) + "' raises CancelledError for a cancelled task"))
        .orElseGet(() -> new Answer.No("the lambda asks for no outcome, or for cancelled() first"));
  }

  /// The first call in a lambda that asks its only parameter for result or exception, if nothing in
  /// it asks for `cancelled`.
  private static Optional<Expr.Call> outcomeOf(SemanticModel model, Expr.Lambda lambda) {
    List<Node.Parameter> parameters = lambda.parameters().all();
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    Node.Parameter future = parameters.getFirst();
    List<Expr.Attribute> own =
        model.tree().within(lambda.body()).stream()
            .filter(Expr.Attribute.class::isInstance)
            .map(Expr.Attribute.class::cast)
            .filter(it -> it.value() instanceof Expr.Name name && means(model, name, future))
            .filter(it -> model.functionOf(it).filter(f -> f.id() == lambda.id()).isPresent())
            .toList();
    return own.stream().anyMatch(it -> it.name().equals("cancelled"))
        ? Optional.empty()
        : own.stream()
            .filter(it -> OUTCOMES.contains(it.name()))
            .filter(
                it ->
                    model.tree().parent(it) instanceof Expr.Call call
                        && call.callee().id() == it.id())
            .map(it -> (Expr.Call) model.tree().parent(it))
            .findFirst();
  }

  private static boolean means(SemanticModel model, Expr.Name name, Node.Parameter parameter) {
    return model
        .bindingOf(name)
        .filter(it -> it.stores().stream().anyMatch(store -> store.id() == parameter.id()))
        .isPresent();
  }

  /// Whether the function is run by anything else than futures that are done.
  private static Answer usedOtherwise(Site site, String variable) {
    Optional<FunctionUse> other =
        callback(site, variable).flatMap(it -> it.otherUse(site.codebase()::model));
    return other
        .<Answer>map(it -> new Answer.Yes("used in " + it.path()))
        .orElseGet(() -> new Answer.No("nothing else uses it"));
  }

  /// Whether the function is registered with what may be no future of asyncio as well.
  private static Answer takesOthers(Site site, String variable) {
    Optional<FunctionUse> other =
        callback(site, variable).flatMap(it -> it.otherFuture(site.codebase()::model));
    return other
        .<Answer>map(it -> new Answer.Yes("registered in " + it.path()))
        .orElseGet(() -> new Answer.No("it is only registered with futures of asyncio"));
  }

  /// Whether the statement with the call may go on without it, does something before it, or stands
  /// in a `with` that would see no exception any more.
  private static Answer actsAround(Site site, String variable) {
    boolean acts =
        reads(site, variable).stream()
            .anyMatch(
                it ->
                    switch (it.place()) {
                      case CONDITIONAL, LATER, MANAGED -> true;
                      case PLAIN, IN_FINALLY, NO_STATEMENT -> false;
                    });
    return answer(acts, "", "the statement begins with the call");
  }

  /// `guard-outcome: {of: $CALLBACK}`: a done callback returns for a cancelled future right before
  /// it would ask that for its result or exception.
  private record GuardOutcome(String variable) implements Operation {

    static Made<Operation> of(Settings settings) {
      List<String> of = settings.words("of");
      return of.size() == 1 && Variable.isVariable(of.getFirst())
          ? new Made.Done<>(new GuardOutcome(Variable.nameOf(of.getFirst())))
          : new Made.Refused<>("'of' must name the variable that is the callback");
    }

    @Override
    public Outcome apply(Site site, Draft draft) {
      Optional<DoneCallback> callback = callback(site, variable);
      if (callback.isPresent()) {
        return guard(site, draft, callback.get());
      }
      return site.expression(variable)
          .filter(Expr.Lambda.class::isInstance)
          .map(it -> guardLambda(site, draft, (Expr.Lambda) it))
          .orElseGet(() -> new Outcome.Declined("it cannot be seen which function it is"));
    }

    private static Outcome guard(Site site, Draft draft, DoneCallback callback) {
      Answer may = site.codebase().mayEdit(callback.model().path());
      if (!may.isYes()) {
        return new Outcome.Declined(may.why());
      }
      List<TextEdit> edits = new ArrayList<>();
      for (OutcomeRead read : callback.unguarded()) {
        switch (read.place()) {
          case IN_FINALLY -> {
            return new Outcome.Declined("a return in its finally block would hide an exception");
          }
          case NO_STATEMENT -> {
            return new Outcome.Declined("no return can be written where it asks for the outcome");
          }
          case PLAIN, CONDITIONAL, LATER, MANAGED ->
              edits.addAll(edits(callback, read.statement()));
        }
      }
      return new Outcome.Done(draft.with(callback.model().path(), edits, List.of()));
    }

    private static List<TextEdit> edits(DoneCallback callback, Stmt statement) {
      SyntaxTree tree = callback.model().tree();
      String test = callback.name() + ".cancelled():";
      boolean isElif = tree.tokens().text(tree.firstToken(statement)).equals("elif");
      return new BlockLines(tree)
          .before(statement, List.of((isElif ? "elif " : "if ") + test, "\treturn"));
    }

    /// Ex) `lambda t: log("failed") if t.exception() else None`
    private static Outcome guardLambda(Site site, Draft draft, Expr.Lambda lambda) {
      SyntaxTree tree = site.model().tree();
      Optional<Expr.Call> read = outcomeOf(site.model(), lambda);
      boolean fits =
          read.isPresent()
              && lambda.body() instanceof Expr.IfExp(_, _, Expr test, Expr otherwise)
              && isException(site.model(), lambda, test)
              && otherwise.isNone();
      if (!fits) {
        return new Outcome.Declined(
            "a lambda has no place for the question; make it a function that asks cancelled()"
                + " first");
      }
      Expr test = ((Expr.IfExp) lambda.body()).test();
      String name = lambda.parameters().all().getFirst().name();
      int start = tree.outerSpan(test).start();
      TextEdit edit = TextEdit.insert(start, "not " + name + ".cancelled() and ");
      return new Outcome.Done(draft.with(site.path(), List.of(edit), List.of()));
    }

    /// Whether the test of a conditional expression is just `t.exception()`.
    private static boolean isException(SemanticModel model, Expr.Lambda lambda, Expr test) {
      return test
              instanceof Expr.Call(_, Expr.Attribute(_, Expr.Name name, String method), var args)
          && method.equals("exception")
          && args.isEmpty()
          && means(model, name, lambda.parameters().all().getFirst());
    }
  }
}
