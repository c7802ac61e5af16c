package dev.loopmend.operation;

import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Vocabulary;
import dev.loopmend.semantic.Knowledge;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// All words that recipe files may use.
public final class Operations {
  private Operations() {}

  /// The vocabulary of Loopmend over the facts about libraries.
  public static Vocabulary vocabulary(Knowledge knowledge) {
    Map<String, Condition.Factory> conditions = new TreeMap<>();
    PlaceConditions.addTo(conditions, knowledge);
    HandlerConditions.addTo(conditions);
    CodeConditions.addTo(conditions);
    ValueConditions.addTo(conditions);
    ProjectConditions.addTo(conditions);
    NotebookConditions.addTo(conditions);
    QueueConditions.addTo(conditions);
    LoopQueues.addTo(conditions);
    ItemConditions.addTo(conditions);
    SharingConditions.addTo(conditions, knowledge);
    ResourceConditions.addTo(conditions, knowledge);
    CoroutineConditions.addTo(conditions);
    CalleeConditions.addTo(conditions);
    DoneCallbacks.addTo(conditions);
    CancellationConditions.addTo(conditions);
    GatherConditions.addTo(conditions);
    GatherGroup.addTo(conditions);
    ImportConditions.addTo(conditions);
    LibraryKinds.addConditionsTo(conditions, knowledge);
    VariableKinds.addConditionsTo(conditions, knowledge);
    RaceConditions.addTo(conditions);
    StatementConditions.addTo(conditions);
    IterationConditions.addTo(conditions);
    LoopConditions.addTo(conditions);
    LimitConditions.addTo(conditions);
    Map<String, Condition.Factory> kinds = new TreeMap<>();
    VariableKinds.addTo(kinds, knowledge);
    LibraryKinds.addTo(kinds, knowledge);
    CoroutineConditions.addKindsTo(kinds, knowledge);
    RaceConditions.addKindsTo(kinds);
    StatementConditions.addKindsTo(kinds);
    IterationConditions.addKindsTo(kinds);
    Map<String, Operation.Factory> operations = new TreeMap<>();
    // `at-shutdown: {await: NAME, wrapper: NAME}`: the application awaits a coroutine function of
    // the helper when it ends: by a hook that the knowledge files tell of, behind the `yield` of
    // its lifespan, or by a wrapper round that.
    operations.put("at-shutdown", settings -> AtShutdown.of(settings, knowledge));
    // `async-statement: true`: the matched `with` or `for` becomes `async with` or `async for`.
    operations.put("async-statement", AsyncStatement::of);
    // `bind: {$LOG: module-logger}`: gives a variable code that later steps write.
    operations.put("bind", BindCode::of);
    // `call-later: {of: $CORO, by: "$BG.add_task"}`: the matched statement, which does no more than
    // have a call made, hands its function and arguments to something that makes the call.
    operations.put("call-later", CallLater::of);
    // `check-results: raise`, `raise-group` or `log` (for which `$LOG` is bound): statements
    // behind the `gather` that look for exceptions among its results.
    operations.put("check-results", GatherConditions::checkResults);
    // `copy: {$TO: $FROM}`: binds a variable to the text of another, which must be a name or an
    // attribute, so that it may be written in another place; `{$TO: captured-loop}` to the local
    // outside that holds the running loop.
    operations.put("copy", CopyCode::of);
    // `dissolve-owner: {otherwise-bind: asyncio.get_running_loop}`: takes away what makes, sets
    // and closes the loop or runner of the matched call. A variable with other uses is bound to
    // what `otherwise-bind` names, which is unsafe.
    operations.put("dissolve-owner", DissolveOwner::of);
    // `gather-to-group: {of: $AWAITABLES}`: an awaited `gather` becomes a `TaskGroup` that starts
    // each of the coroutines; the results are taken behind it.
    operations.put("gather-to-group", GatherGroup::of);
    // `guard-outcome: {of: $CALLBACK}`: the callback returns for a cancelled future right before
    // it asks for the outcome.
    operations.put("guard-outcome", DoneCallbacks::guardOutcome);
    // `handler-before: {type: asyncio.CancelledError, body: raise}`: one more `except` clause
    // before the one that matched. A tuple there that names the type as well does without it.
    operations.put("handler-before", HandlerBefore::of);
    // `handler-parameter: {$REQUEST: request, handlers: SET, of: [TYPE, ...], add: TYPE}`: binds a
    // variable to the parameter of one of some types of the function round the match, which must be
    // run by something of the set. A function without one gets it in front of the others, if `add`
    // names its type; else its first parameter is the one, or `self.NAME` where it has none.
    operations.put("handler-parameter", settings -> HandlerParameter.of(settings, knowledge));
    // `helper: {names: [...]}` and its fences: definitions that the rewrite calls, once in a
    // module. Those of the same shape that are there are used; where a name is taken, all get the
    // same number. With `module: OPTION` and `used: [...]` they stand in the module that the option
    // names, if it is set: it is made where it is not there, and files import what they use.
    // `$LOG: module-logger` binds a variable to the logger of the module that holds them.
    operations.put("helper", InsertDefinitions::of);
    // `in-application: {function: NAME, hooks: {CLASS: METHOD}}`: that method of the application
    // takes a function of the helper; `lifespan-wrapper` for a function that wraps its lifespan.
    operations.put("in-application", settings -> AtShutdown.inApplication(settings, knowledge));
    // `dissolve-with: true`: the body of the matched `with` takes its place; comments stay.
    operations.put("dissolve-with", DissolveWith::of);
    // `leave-out: true`: the `with` statement that enters what the match makes, under no name, does
    // without it.
    operations.put("leave-out", LeaveOut::of);
    // `enter-with: {manager: asyncio.timeout, argument: $LIMIT, around: await $CALL}`: the
    // statement whose value the match is goes into an `async with` of the manager.
    operations.put("enter-with", EnterWith::of);
    // `hoist: {$VALUE: value}`: what a variable stands for, with which the matched statement ends,
    // is bound to a fresh local of that name first.
    operations.put("hoist", HoistValue::of);
    // `hoist-scope: {pure: SET, with: [...], without: OPTION = VALUE}`: the object that the
    // matched call makes in every turn of a loop is made once, in an `async with` round the
    // outermost loop; with further keyword arguments unless the option has that value.
    operations.put("hoist-scope", settings -> HoistScope.of(settings, knowledge));
    // `inject-argument: {pure: SET, with: [...], without: OPTION = VALUE}`: the object that the
    // matched call makes becomes a parameter of its function; its callers, also of other files,
    // make one round all their calls.
    operations.put("inject-argument", settings -> InjectArgument.of(settings, knowledge));
    // `inline-wrapper: {of: $MAIN}`: an inner coroutine function that only awaits something, and
    // that nobody else uses, goes; the variable stands for what it awaits.
    operations.put("inline-wrapper", InlineWrapper::of);
    // `loop-head: "async for $TARGET in $IT:"`: the head of the matched `while` and the first
    // statement of its body become this head.
    operations.put("loop-head", ReplaceLoopHead::of);
    // `make-async: {each: FORM, public-api: OPTION}`: the function round the match becomes a
    // coroutine function with all plain functions through which coroutines reach it, and their
    // calls are awaited. Where plain code calls one too, a plain function stays beside it.
    operations.put("make-async", MakeAsync::of);
    // `merge-neighbours: {each: $CORO, await: asyncio.gather}` or `{each: $CORO, within:
    // asyncio.TaskGroup, as: tg}`: matches that are statements one after the other become one.
    operations.put("merge-neighbours", MergeNeighbours::of);
    // `set-argument: {name: maxsize, option: maxsize, written: $SIZE}`: the matched call gets an
    // argument with the value of an option, in the place of `written` or by keyword.
    operations.put("set-argument", SetArgument::of);
    // `module-code: {$NEW: $MATCH, pure: SET, with: [...], without: OPTION = VALUE}`: binds a
    // variable to the matched call as a definition of the module can hold it. Arguments may only
    // use what the module knows and call what a set of the knowledge files names; otherwise there
    // is no fix.
    operations.put("module-code", settings -> BindModuleCode.of(settings, knowledge));
    // `queue-to-loop: {}`: the matched `queue.Queue` becomes an `asyncio.Queue`, with all its
    // uses.
    operations.put("queue-to-loop", LoopQueues::toLoop);
    // `owner: {names: [...], get: NAME, close: NAME}` and its fence: attributes and methods for the
    // class whose method makes the object; the class awaits one of them where it closes what it
    // holds. Those of the same shape that are there are used; where a name is taken, all get the
    // same number.
    operations.put("owner", settings -> KeepInOwner.of(settings, knowledge));
    // `raise-again: true`: the handler ends by raising again what it took. A last statement that
    // says how the function goes on gives way to that, as does a body that does nothing.
    operations.put("raise-again", CancellationConditions::raiseAgain);
    // `remove-statement: {with-import: MODULE}`: takes out the statement that the match is, and
    // the import if nothing else uses it; a `try` round them that only looks whether the module is
    // there goes as well.
    operations.put("remove-statement", RemoveStatement::of);
    // `take-from: {function: NAME}`: the object that the matched call makes, and that is closed in
    // the same place, comes from a function of the helper instead and is not closed any more.
    operations.put("take-from", TakeFrom::of);
    // `wrap: {$X: builtins.list}`: what a variable stands for becomes the only argument of a call
    // of that function.
    operations.put("wrap", WrapCode::of);
    // `wrap-in-async-with: {instead-of: await $CLIENT.close()}`: the matched assignment becomes
    // the header of an `async with`, and the statements behind it go into that, up to that code,
    // which goes.
    operations.put("wrap-in-async-with", WrapInAsyncWith::of);
    // `wrap-in-finally: "$QUEUE.task_done()"`: the statements of its block behind the matched one
    // go into `try`, and that code into `finally`.
    operations.put("wrap-in-finally", WrapInFinally::of);
    return new Vocabulary(
        Collections.unmodifiableMap(conditions),
        Collections.unmodifiableMap(operations),
        Collections.unmodifiableMap(kinds));
  }
}
