package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Capture;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.BlockLines;
import dev.loopmend.rewrite.FreeName;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.FutureCalls;
import dev.loopmend.semantic.GatheredResults;
import dev.loopmend.semantic.GatheredResults.Target;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `gather-to-group: {of: $AWAITABLES}`: an awaited `gather` becomes a `TaskGroup` that starts each
/// of the coroutines, and the results are taken behind it.
record GatherGroup(String variable) implements Operation {
  private static final Set<String> STEPS = Set.of("__anext__", "asend");

  private static final String GROUP = "asyncio.TaskGroup";

  static void addTo(Map<String, Condition.Factory> words) {
    // `$XS several-calls`: these are two calls or more, or unpack what makes a call for each
    // element.
    words.put("several-calls", subject(GatherGroup::severalCalls));
  }

  static Made<Operation> of(Settings settings) {
    List<String> of = settings.words("of");
    return of.size() == 1 && Variable.isVariable(of.getFirst())
        ? new Made.Done<>(new GatherGroup(Variable.nameOf(of.getFirst())))
        : new Made.Refused<>("'of' must name the variable with what is gathered");
  }

  /// Whether arguments are two calls or more, or unpack what makes a call for each element.
  private static Answer severalCalls(Site site, String variable) {
    int calls = 0;
    for (Node node : arguments(site, variable)) {
      if (!(node instanceof Node.Argument argument)) {
        return new Answer.No("an argument is something else");
      }
      boolean several =
          argument.kind() == Node.ArgumentKind.STAR && madeByCalls(argument.value()).isPresent();
      boolean one =
          argument.kind() == Node.ArgumentKind.POSITIONAL && argument.value() instanceof Expr.Call;
      if (!several && !one) {
        return new Answer.No("what is gathered is made elsewhere");
      }
      calls += several ? 2 : 1;
    }
    return calls < 2 ? new Answer.No("it is only one") : new Answer.Yes("");
  }

  private static List<Node> arguments(Site site, String variable) {
    return site.match().capture(variable).map(Capture::all).orElseGet(List::of);
  }

  /// Ex) the call `load(url)` of `[load(url) for url in urls]`
  private static Optional<Expr.Call> madeByCalls(Expr unpacked) {
    return switch (unpacked) {
      case Expr.ListComp(_, Expr.Call call, _) -> Optional.of(call);
      case Expr.GeneratorExp(_, Expr.Call call, _) -> Optional.of(call);
      case Expr _ -> Optional.empty();
    };
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SemanticModel model = site.model();
    SyntaxTree tree = model.tree();
    Layout layout = new Layout(tree);
    if (!(site.root() instanceof Expr.Await await)
        || !(tree.statementOf(await) instanceof Stmt statement)
        || !layout.startsLine(statement)
        || layout.isFollowedOnLine(statement)) {
      return new Outcome.Declined("it shares its line with other statements");
    }
    if (!layout.commentsIn(tree.span(statement)).isEmpty()) {
      return new Outcome.Declined("comments stand between what is gathered");
    }
    if (!model.handlersAround(await).isEmpty()) {
      return new Outcome.Declined("a handler round it would meet an ExceptionGroup");
    }
    boolean other =
        calls(site)
            .anyMatch(
                it ->
                    FutureCalls.givesFuture(model, it)
                        || FutureCalls.givesInstance(model, it)
                        || givesStep(model, it));
    if (other) {
      return new Outcome.Declined("a task group starts coroutines only, and one is something else");
    }
    return switch (SpelledName.of(model, GROUP, await)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(SpelledName(String group, List<Request> imports)) ->
          write(site, draft, new Place(site, await, statement, group), imports);
    };
  }

  /// Ex) `rows.__anext__()`, which may be awaited and is no coroutine
  private static boolean givesStep(SemanticModel model, Expr.Call call) {
    return (call.callee() instanceof Expr.Attribute(_, _, String name) && STEPS.contains(name))
        || model.qualifiedName(call.callee()).filter("builtins.anext"::equals).isPresent();
  }

  private Stream<Expr.Call> calls(Site site) {
    return arguments(site, variable).stream()
        .filter(Node.Argument.class::isInstance)
        .map(it -> ((Node.Argument) it).value())
        .flatMap(it -> it instanceof Expr.Call call ? Stream.of(call) : madeByCalls(it).stream());
  }

  /// Where a group is written, and its class as it is spelled there.
  private record Place(Site site, Expr.Await await, Stmt statement, String group) {
    SyntaxTree tree() {
      return site.model().tree();
    }

    String free(String base) {
      return free(base, List.of());
    }

    /// One that none of the others is, which the fix writes as well.
    String free(String base, List<String> others) {
      return FreeName.like(
          base, it -> !others.contains(it) && site.model().isFreeAround(it, statement));
    }
  }

  private Outcome write(Site site, Draft draft, Place place, List<Request> imports) {
    List<Node> arguments = arguments(site, variable);
    Target target = GatheredResults.target(place.tree(), place.await());
    boolean comprehension =
        arguments.size() == 1
            && arguments.getFirst() instanceof Node.Argument(_, var kind, _, _)
            && kind == Node.ArgumentKind.STAR;
    boolean mixed =
        !comprehension
            && arguments.stream()
                .anyMatch(it -> !(it instanceof Node.Argument(_, _, _, Expr.Call _)));
    if (mixed) {
      return new Outcome.Declined("calls and a comprehension are gathered together");
    }
    Optional<List<String>> lines =
        comprehension
            ? collected(place, target, ((Node.Argument) arguments.getFirst()).value())
            : each(place, target, arguments);
    if (lines.isEmpty()) {
      return new Outcome.Declined("it cannot be seen what becomes of the results");
    }
    BlockLines block = new BlockLines(place.tree());
    String indent = block.indentOf(place.statement());
    String lineEnd = SourceText.lineEndOf(place.tree().text());
    StringBuilder text = new StringBuilder();
    for (String line : lines.get()) {
      String step = line.startsWith("\t") ? block.stepAt(place.statement()) : "";
      text.append(text.isEmpty() ? "" : lineEnd + indent).append(step).append(line.strip());
    }
    TextEdit edit = new TextEdit(place.tree().span(place.statement()), text.toString());
    return new Outcome.Done(draft.with(site.path(), List.of(edit), imports));
  }

  /// Ex) `first, second = await asyncio.gather(load(1), load(2))`
  private static Optional<List<String>> each(Place place, Target target, List<Node> arguments) {
    String tg = place.free("tg");
    List<String> lines = new ArrayList<>();
    List<String> tasks = new ArrayList<>();
    lines.add("async with " + place.group() + "() as " + tg + ":");
    boolean unlike =
        target instanceof Target.Names(_, var names) && names.size() != arguments.size();
    if (target instanceof Target.Other || unlike) {
      return Optional.empty();
    }
    for (int at = 0; at < arguments.size(); at++) {
      Expr call = ((Node.Argument) arguments.get(at)).value();
      String start =
          tg + ".create_task(" + place.tree().outerSpan(call).of(place.tree().text()) + ")";
      if (target instanceof Target.Nothing) {
        lines.add("\t" + start);
      } else {
        String name = place.free("task_" + suffix(target, at), tasks);
        lines.add("\t" + name + " = " + start);
        tasks.add(name);
      }
    }
    if (!tasks.isEmpty()) {
      boolean unpacked = target instanceof Target.Names && tasks.size() > 1;
      String all = tasks.stream().map(it -> it + ".result()").collect(Collectors.joining(", "));
      lines.add(around(place, unpacked ? all : "[" + all + "]"));
    }
    return Optional.of(lines);
  }

  private static String suffix(Target target, int at) {
    return target instanceof Target.Names(_, var names)
        ? names.get(at).text()
        : String.valueOf(at + 1);
  }

  /// Ex) `return await asyncio.gather(*[load(url) for url in urls])`
  private static Optional<List<String>> collected(Place place, Target target, Expr made) {
    Optional<Expr.Call> call = madeByCalls(made);
    if (call.isEmpty() || target instanceof Target.Names || target instanceof Target.Other) {
      return Optional.empty();
    }
    String text = place.tree().text();
    Span element = place.tree().outerSpan(call.get());
    List<Node> parts = place.tree().within(made);
    int end =
        parts.stream()
            .filter(Node.Comprehension.class::isInstance)
            .mapToInt(it -> place.tree().span(it).end())
            .max()
            .orElse(element.end());
    String tg = place.free("tg");
    String list = place.free("tasks");
    String each = place.free("task");
    String start =
        tg + ".create_task(" + element.of(text) + ")" + text.substring(element.end(), end);
    List<String> lines = new ArrayList<>();
    lines.add("async with " + place.group() + "() as " + tg + ":");
    if (target instanceof Target.Nothing) {
      // Ex) the list is of no use: the group holds its tasks
      lines.add("\t[" + start + "]");
      return Optional.of(lines);
    }
    lines.add("\t" + list + " = [" + start + "]");
    lines.add(around(place, "[" + each + ".result() for " + each + " in " + list + "]"));
    return Optional.of(lines);
  }

  /// The statement with something else in the place of the `await`.
  private static String around(Place place, String results) {
    Span statement = place.tree().span(place.statement());
    Span await = place.tree().outerSpan(place.await());
    String text = place.tree().text();
    return text.substring(statement.start(), await.start())
        + results
        + text.substring(await.end(), statement.end());
  }
}
