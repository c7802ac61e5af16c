package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.name;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;

import dev.loopmend.conversion.CallSites;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.FunctionNames;
import dev.loopmend.semantic.FunctionRef;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.LockingCallers;
import dev.loopmend.semantic.LoopContext;
import dev.loopmend.semantic.OtherRunners;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.StateRaces;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Conditions about where a match stands: in which function, on which thread, inside which blocks.
final class PlaceConditions {
  private static final Set<String> CLOCKS =
      Set.of(
          "time.time",
          "time.time_ns",
          "time.monotonic",
          "time.monotonic_ns",
          "time.perf_counter",
          "time.perf_counter_ns");

  private PlaceConditions() {}

  static void addTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // Holds everywhere.
    words.put("always", none(_ -> new Answer.Yes("")));
    // Python allows an `await` at the match.
    words.put("may-await-here", none(PlaceConditions::mayAwait));
    // It would if the function were a coroutine function.
    words.put("may-await-once-async", none(PlaceConditions::mayAwaitOnceAsync));
    // `reached-unguarded asyncio.get_running_loop`: coroutines reach the function of the match on a
    // way where nobody asks that callable first.
    words.put("reached-unguarded", name(ReachedUnguarded::new));
    // The match runs on the event loop; the chain of calls is the reason.
    words.put(
        "on-event-loop",
        plain(
            FarCondition.callers(
                PlaceConditions::onEventLoop, Workspace::runsOnLoop, OtherRunners.words())));
    // The function is visibly handed to another thread.
    words.put(
        "runs-in-thread",
        plain(FarCondition.callers(PlaceConditions::runsInThread, Workspace::runsInThread)));
    // It is known that no event loop runs there, whoever reaches it.
    words.put(
        "never-on-event-loop", plain(FarCondition.callers(PlaceConditions::neverOnEventLoop)));
    // The innermost function round the match is a coroutine function.
    words.put("in-coroutine-function", plain(new InCoroutineFunction()));
    // It is a plain one.
    words.put("in-plain-function", none(site -> inFunction(site, false)));
    // The loop calls a plain function, such as a callback, and gets from there to the match
    // without a coroutine function.
    words.put(
        "on-loop-through-callback",
        plain(
            FarCondition.callers(
                PlaceConditions::onLoopThroughCallback, Workspace::runsThroughCallback)));
    // The file is one of tests, by its name or what it imports.
    words.put("in-test-module", none(PlaceConditions::inTestModule));
    // `guarded-by asyncio.get_running_loop`: the same function asks that callable first, and so is
    // written for both of its answers; also by a function of the project that does.
    words.put("guarded-by", name(GuardedBy::new));
    // The match is all that the body of a `while` loop does which waits until a clock shows a
    // moment.
    words.put("spins-for-clock", none(PlaceConditions::spinsForClock));
    // The match stands in code that cleans up while a cancelled or closed coroutine is on its way
    // out: in `finally`, or in a handler that takes the cancellation.
    words.put("cleans-up", none(site -> site.model().cleansUp(site.root())));
    // The function round the match brings something to its end, as its name says.
    words.put("in-ending-function", none(PlaceConditions::inEndingFunction));
    // `holds threading.Lock, threading.RLock`: an object of one of these is held round the match.
    words.put("holds", (_, argument) -> types(argument, PlaceConditions::holdsOne));
    // `alone-under asyncio.Lock, asyncio.Semaphore`: the same, if it lets in no second task.
    words.put("alone-under", (_, argument) -> types(argument, PlaceConditions::aloneUnder));
    // `callers-hold asyncio.Lock, asyncio.Condition`: an object of one of these is held round all
    // calls of the private function of the match, or by a context manager of the project that
    // stands round the match; of a loop over what the file changes, round those changes as well.
    words.put("callers-hold", (_, argument) -> types(argument, PlaceConditions::callersHold));
    // Nothing comes behind the match in the coroutine that the program is started with.
    words.put(
        "last-act-of-entry-coroutine",
        plain(
            FarCondition.starters(
                site -> site.model().lastActOfEntryCoroutine(site.root()),
                lastWords(knowledge.loopOwners()))));
  }

  private static Set<String> lastWords(Set<String> names) {
    return names.stream().map(Dotted::last).collect(Collectors.toUnmodifiableSet());
  }

  private static Answer mayAwait(Site site) {
    return site.model().mayAwait(site.root(), site.target().minor());
  }

  private static Answer mayAwaitOnceAsync(Site site) {
    return site.root() instanceof Expr expr
        ? site.model().mayAwaitOnceAsync(expr, site.target().minor())
        : new Answer.No("only an expression can be awaited");
  }

  private static Answer onEventLoop(Site site) {
    return switch (site.model().loopContext(site.root())) {
      case LoopContext.OnLoop(var chain) -> new Answer.Yes(chainText(chain));
      case LoopContext.Both(var chain, _, _) -> new Answer.Yes(chainText(chain));
      case LoopContext.OffLoop(String why, _) -> new Answer.No(why);
      case LoopContext.Unknown unknown -> new Answer.Unknown(unknown.whole());
    };
  }

  /// Ex) `holds threading.Lock, threading.RLock`: one of them
  private static Made<Condition> types(
      String argument, BiFunction<Site, List<String>, Answer> question) {
    List<String> types = List.of(argument.split(",\\s*", -1));
    return types.stream().allMatch(it -> it.matches("[A-Za-z_][\\w.]*"))
        ? new Made.Done<>(site -> question.apply(site, types))
        : new Made.Refused<>("needs one dotted name, or several");
  }

  private static Answer aloneUnder(Site site, List<String> types) {
    return Arguments.anyOf(
        types,
        "nothing is held that keeps others out",
        type -> LockingCallers.excludes(site.model(), site.root(), type));
  }

  private static Answer holdsOne(Site site, List<String> types) {
    return Arguments.anyOf(types, "nothing is held", type -> site.model().holds(site.root(), type));
  }

  /// Ex) `async with self.lock: await self._prune()`, which has the match
  private static Answer callersHold(Site site, List<String> types) {
    List<Node> changes =
        site.root() instanceof Stmt.For loop
            ? StateRaces.of(site.model()).changesOf(loop)
            : List.of();
    return LockingCallers.hold(site.model(), site.root(), changes, types, site.codebase()::model);
  }

  private static String chainText(List<FunctionRef> chain) {
    List<String> names = chain.stream().map(FunctionRef::label).toList();
    return names.size() < 2 ? "" : "'" + String.join("' -> '", names) + "' runs on the event loop";
  }

  /// Ex) `async def shutdown(self):`
  private static Answer inEndingFunction(Site site) {
    boolean ends =
        site.model()
            .nearestDef(site.root())
            .filter(def -> FunctionNames.endsSomething(def.name()))
            .isPresent();
    return answer(ends, "its name says that it ends something", "nothing ends with it");
  }

  /// Ex) `while perf_counter() < end: time.sleep(0)`
  private static Answer spinsForClock(Site site) {
    SemanticModel model = site.model();
    Node statement = model.tree().statementOf(site.root());
    boolean spins =
        model.tree().parent(statement) instanceof Stmt.While(_, Expr test, List<Stmt> body, _)
            && body.size() == 1
            && body.getFirst().id() == statement.id()
            && model.tree().within(test).stream()
                .anyMatch(
                    it ->
                        it instanceof Expr.Call(_, Expr callee, _)
                            && model.qualifiedName(callee).filter(CLOCKS::contains).isPresent());
    return answer(spins, "", "no loop round it waits for a clock alone");
  }

  /// Only what is visibly handed to another thread counts: a plain function that nobody calls may
  /// be a callback of the loop, and what runs before the loop does runs in the loop's thread.
  private static Answer runsInThread(Site site) {
    return switch (site.model().loopContext(site.root())) {
      case LoopContext.OffLoop(String why, boolean inThread) -> answer(inThread, why, why);
      case LoopContext.Both(_, String why, boolean inThread) -> answer(inThread, why, why);
      case LoopContext.OnLoop _ -> new Answer.No("it runs on the event loop");
      case LoopContext.Unknown unknown -> new Answer.No(unknown.whole());
    };
  }

  /// Whether it is known that no event loop runs there, whoever reaches it.
  private static Answer neverOnEventLoop(Site site) {
    return switch (site.model().loopContext(site.root())) {
      case LoopContext.OffLoop(String why, _) -> new Answer.Yes(why);
      case LoopContext.Both _, LoopContext.OnLoop _ -> new Answer.No("it runs on the event loop");
      case LoopContext.Unknown unknown -> new Answer.No(unknown.whole());
    };
  }

  /// Whether the loop calls a plain function, such as a callback, and gets from there to the match
  /// without a coroutine function.
  private static Answer onLoopThroughCallback(Site site) {
    return switch (site.model().loopContext(site.root())) {
      case LoopContext.OnLoop(var chain) -> startsPlain(site, chain);
      case LoopContext.Both(var chain, _, _) -> startsPlain(site, chain);
      case LoopContext.OffLoop(String why, _) -> new Answer.No(why);
      case LoopContext.Unknown unknown -> new Answer.Unknown(unknown.whole());
    };
  }

  private static Answer startsPlain(Site site, List<FunctionRef> chain) {
    FunctionRef first = chain.getFirst();
    boolean plain =
        site.codebase()
            .model(first.path())
            .flatMap(it -> it.nodeOf(first))
            .filter(it -> it instanceof Stmt.FunctionDef def && !def.isAsync())
            .isPresent();
    return answer(plain, chainText(chain), "coroutine functions lead to it");
  }

  /// Whether the innermost function definition is an `async def`.
  private static final class InCoroutineFunction implements Condition {
    @Override
    public Answer test(Site site) {
      return inFunction(site, true);
    }

    @Override
    public Set<Set<String>> requiredNames() {
      return Set.of(Set.of("async"));
    }

    @Override
    public boolean mayHoldIn(Workspace workspace, String path) {
      return workspace.hasCoroutineFunctions(path);
    }
  }

  private record GuardedBy(String question) implements Condition {
    @Override
    public Answer test(Site site) {
      return site.model().guardedBy(site.root(), question, site.codebase()::model);
    }

    @Override
    public Set<Set<String>> wordsElsewhere() {
      return Set.of(Set.of(Dotted.last(question)));
    }
  }

  /// Ex) not the helper that is called in `except RuntimeError` behind `get_running_loop()`
  private record ReachedUnguarded(String question) implements Condition {
    @Override
    public Answer test(Site site) {
      boolean reached =
          site.model()
              .nearestDef(site.root())
              .map(site.model()::refOf)
              .filter(it -> CallSites.reachesUnguarded(site.codebase(), it, question))
              .isPresent();
      return answer(reached, "", "every way to it asks " + question + " first");
    }

    @Override
    public boolean mayHoldIn(Workspace workspace, String path) {
      return workspace.runsOnLoop(path);
    }
  }

  private static Answer inFunction(Site site, boolean coroutine) {
    Optional<Stmt.FunctionDef> def = site.model().nearestDef(site.root());
    if (def.isEmpty()) {
      return new Answer.No("it is in no function");
    }
    String what = def.get().isAsync() ? "a coroutine function" : "a plain function";
    String why = "'" + def.get().name() + "' is " + what;
    return answer(def.get().isAsync() == coroutine, "", why);
  }

  private static Answer inTestModule(Site site) {
    return answer(site.model().isTestModule(), "", "the module holds no tests");
  }
}
