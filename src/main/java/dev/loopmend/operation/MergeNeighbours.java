package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Occurrence;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Search;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.FreeName;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.rewrite.StatementRun;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `merge-neighbours: {each: $CORO, await: asyncio.gather}` or `{each: $CORO, within:
/// asyncio.TaskGroup, as: tg}`: matches that are statements which follow each other become one.
/// With `await`, all that the variable stands for is awaited in one call, a single one by itself,
/// and what a loop makes behind the loop; with `within`, they go into `async with`, and the group's
/// `create_task` starts them.
final class MergeNeighbours implements Operation {
  private static final String LIST = "tasks";

  /// What the `create_task` of a task group takes beside the coroutine
  /// (https://docs.python.org/3/library/asyncio-task.html#asyncio.TaskGroup.create_task).
  private static final Set<String> TAKEN = Set.of("name", "context");

  private final String variable;
  private final Way way;

  /// How neighbours become one.
  private sealed interface Way {
    /// The qualified name that is written.
    String name();

    record Await(String name) implements Way {}

    record Within(String name, String as) implements Way {}
  }

  private MergeNeighbours(String variable, Way way) {
    this.variable = variable;
    this.way = way;
  }

  static Made<Operation> of(Settings settings) {
    List<String> each = settings.words("each");
    List<String> await = settings.words("await");
    List<String> within = settings.words("within");
    List<String> as = settings.words("as");
    if (each.size() != 1 || !Variable.isVariable(each.getFirst())) {
      return new Made.Refused<>("'each' must name one variable");
    }
    String variable = Variable.nameOf(each.getFirst());
    if (await.size() == 1 && within.isEmpty() && as.isEmpty()) {
      return new Made.Done<>(new MergeNeighbours(variable, new Way.Await(await.getFirst())));
    }
    return await.isEmpty() && within.size() == 1 && as.size() == 1
        ? new Made.Done<>(
            new MergeNeighbours(variable, new Way.Within(within.getFirst(), as.getFirst())))
        : new Made.Refused<>("needs 'await', a function, or 'within', a class, with 'as', a name");
  }

  /// A place where neighbours are merged, and what has to be written there.
  private record Place(Site site, Stmt statement, Search search, String spelled) {
    SyntaxTree tree() {
      return site.model().tree();
    }
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SemanticModel model = site.model();
    if (!(site.root() instanceof Expr.Call call)
        || !(model.tree().parent(call) instanceof Stmt.ExprStmt statement)) {
      return new Outcome.Declined("its value is used, so it cannot be merged with others");
    }
    if (!model.mayAwait(call, site.target().minor()).isYes()) {
      return new Outcome.Declined("Python allows no await at this place");
    }
    Search search = Search.like(site, model);
    return switch (SpelledName.of(model, way.name(), call)) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          apply(new Place(site, statement, search, text), draft, imports);
      case Made.Refused(String why) -> new Outcome.Declined(why);
    };
  }

  private Outcome apply(Place place, Draft draft, List<Request> imports) {
    Optional<Stmt> loop = place.site().model().outermostLoop(place.statement());
    StatementRun run = run(place, loop.orElse(place.statement()));
    StatementRun starts = loop.isPresent() ? run(place, place.statement()) : run;
    if (run.statements().isEmpty() || starts.statements().isEmpty()) {
      return new Outcome.Declined("it shares its line with other statements");
    }
    if (starts.statements().stream().anyMatch(it -> startedBy(place, it).isEmpty())) {
      return new Outcome.Declined("more is started here than one coroutine");
    }
    return switch (way) {
      case Way.Await _ ->
          loop.isPresent()
              ? awaitBehind(place, draft, loop.get(), starts, imports)
              : awaitAll(place, draft, run, imports);
      case Way.Within(String _, String as) -> within(place, draft, run, starts, as, imports);
    };
  }

  private StatementRun run(Place place, Stmt statement) {
    return StatementRun.round(
        place.tree(),
        statement,
        it -> it.id() == statement.id() || startedBy(place, it).isPresent());
  }

  private static Optional<Expr.Call> callOf(Stmt statement) {
    return statement instanceof Stmt.ExprStmt(_, Expr.Call call)
        ? Optional.of(call)
        : Optional.empty();
  }

  /// What the recipe finds to be started by a statement.
  private Optional<Expr> startedBy(Place place, Stmt statement) {
    return callOf(statement)
        .flatMap(place.search()::at)
        .map(Occurrence::site)
        .flatMap(it -> it.expression(variable));
  }

  private Outcome awaitAll(Place place, Draft draft, StatementRun run, List<Request> imports) {
    boolean alone = run.statements().size() == 1;
    Optional<List<TextEdit>> edits =
        coroutines(place, run, alone ? "await " : "", alone ? "" : ",");
    if (edits.isEmpty()) {
      return new Outcome.Declined("the task is given more than its coroutine");
    }
    return alone
        ? new Outcome.Done(draft.with(place.site().path(), edits.get(), List.of()))
        : new Outcome.Done(
            draft.with(
                place.site().path(),
                List.of(run.wrapped(edits.get(), "await " + place.spelled() + "(", ")")),
                imports));
  }

  /// The edits that leave nothing of the calls but the coroutines, with text round them, and the
  /// parentheses where comments stand in them; nothing if a call has more arguments.
  private Optional<List<TextEdit>> coroutines(
      Place place, StatementRun run, String before, String after) {
    Layout layout = new Layout(place.tree());
    List<TextEdit> edits = new ArrayList<>();
    for (Stmt one : run.statements()) {
      Optional<Expr.Call> call = callOf(one).filter(it -> it.arguments().size() == 1);
      Optional<Expr> coroutine = startedBy(place, one);
      if (call.isEmpty() || coroutine.isEmpty()) {
        return Optional.empty();
      }
      Span whole = place.tree().outerSpan(call.get());
      Span kept = place.tree().outerSpan(coroutine.get());
      Span head = new Span(whole.start(), kept.start());
      Span tail = new Span(kept.end(), whole.end());
      if (layout.commentsIn(head).isEmpty() && layout.commentsIn(tail).isEmpty()) {
        edits.add(new TextEdit(head, before));
        edits.add(new TextEdit(tail, after));
      } else {
        edits.add(new TextEdit(place.tree().outerSpan(call.get().callee()), before));
        comma(place, coroutine.get()).ifPresent(comma -> edits.add(new TextEdit(comma, "")));
        edits.add(TextEdit.insert(whole.end(), after));
      }
    }
    return Optional.of(edits);
  }

  /// The comma behind a last argument, which would make a tuple of it in parentheses.
  private static Optional<Span> comma(Place place, Expr argument) {
    TokenTable tokens = place.tree().tokens();
    int end = place.tree().outerSpan(argument).end();
    int next = tokens.nextSignificant(place.tree().lastToken(argument));
    while (tokens.start(next) < end) {
      next = tokens.nextSignificant(next);
    }
    return tokens.text(next).equals(",") ? Optional.of(tokens.span(next)) : Optional.empty();
  }

  /// Ex) for item in items: asyncio.create_task(reserve(item))
  private Outcome awaitBehind(
      Place place, Draft draft, Stmt loop, StatementRun starts, List<Request> imports) {
    SyntaxTree tree = place.tree();
    Layout layout = new Layout(tree);
    boolean mayLeave =
        loop instanceof Stmt.While
            || tree.within(loop).stream()
                .anyMatch(it -> it instanceof Stmt.Return || it instanceof Stmt.Try);
    if (mayLeave) {
      return new Outcome.Declined("the loop may be left before what it started is awaited");
    }
    String name = freeName(place, LIST);
    Optional<List<TextEdit>> each = coroutines(place, starts, name + ".append(", ")");
    if (each.isEmpty() || !layout.startsLine(loop)) {
      return new Outcome.Declined("the task is given more than its coroutine");
    }
    String text = tree.text();
    String lineEnd = SourceText.lineEndOf(text);
    String indent = layout.indentOf(tree.span(loop).start());
    int end = layout.endOfLines(loop);
    boolean open = !text.startsWith("\n", end - 1) && !text.startsWith("\r", end - 1);
    String wait = indent + "await " + place.spelled() + "(*" + name + ")";
    List<TextEdit> edits = new ArrayList<>(each.get());
    edits.add(
        TextEdit.insert(
            tree.lines().start(layout.lineOf(loop)), indent + name + " = []" + lineEnd));
    edits.add(TextEdit.insert(end, open ? lineEnd + wait : wait + lineEnd));
    return new Outcome.Done(draft.with(place.site().path(), edits, imports));
  }

  private Outcome within(
      Place place,
      Draft draft,
      StatementRun run,
      StatementRun starts,
      String as,
      List<Request> imports) {
    String name = freeName(place, as);
    List<TextEdit> edits = new ArrayList<>();
    if (!starts.statements().stream().allMatch(it -> isTaken(place, it))) {
      return new Outcome.Declined("create_task of a group takes a coroutine, name and context");
    }
    for (Stmt one : starts.statements()) {
      callOf(one)
          .map(call -> place.tree().span(call.callee()))
          .ifPresent(callee -> edits.add(new TextEdit(callee, name + ".create_task")));
    }
    String header = "async with " + place.spelled() + "() as " + name + ":";
    return new Outcome.Done(
        draft.with(place.site().path(), List.of(run.wrapped(edits, header, "")), imports));
  }

  /// Whether the `create_task` of a group takes what a statement passes on. Ex) no `loop=loop`
  private boolean isTaken(Place place, Stmt statement) {
    SemanticModel model = place.site().model();
    boolean coroutine =
        startedBy(place, statement)
            .filter(
                it ->
                    it instanceof Expr.Call call
                        && model.isCoroutineFunction(call.callee()).isYes())
            .isPresent();
    return callOf(statement)
        .filter(call -> coroutine || endsWith(call.callee(), "create_task"))
        .filter(call -> call.arguments().stream().skip(1).allMatch(it -> TAKEN.contains(it.name())))
        .isPresent();
  }

  /// Whether what is called has a last name that only takes coroutines.
  private static boolean endsWith(Expr callee, String name) {
    return switch (callee) {
      case Expr.Attribute attribute -> attribute.name().equals(name);
      case Expr.Name plain -> plain.text().equals(name);
      case Expr _ -> false;
    };
  }

  private static String freeName(Place place, String base) {
    SemanticModel model = place.site().model();
    return FreeName.like(base, it -> model.isFreeAround(it, place.statement()));
  }
}
