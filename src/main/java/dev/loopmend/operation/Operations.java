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
    operations.put("at-shutdown", settings -> AtShutdown.of(settings, knowledge));
    operations.put("async-statement", AsyncStatement::of);
    operations.put("bind", BindCode::of);
    operations.put("call-later", CallLater::of);
    operations.put("check-results", GatherConditions::checkResults);
    operations.put("copy", CopyCode::of);
    operations.put("dissolve-owner", DissolveOwner::of);
    operations.put("gather-to-group", GatherGroup::of);
    operations.put("guard-outcome", DoneCallbacks::guardOutcome);
    operations.put("handler-before", CancellationConditions::handlerBefore);
    operations.put("handler-parameter", settings -> HandlerParameter.of(settings, knowledge));
    operations.put("in-application", settings -> AtShutdown.inApplication(settings, knowledge));
    operations.put("helper", InsertDefinitions::of);
    operations.put("dissolve-with", DissolveWith::of);
    operations.put("enter-with", EnterWith::of);
    operations.put("hoist", HoistValue::of);
    operations.put("hoist-scope", settings -> HoistScope.of(settings, knowledge));
    operations.put("inject-argument", settings -> InjectArgument.of(settings, knowledge));
    operations.put("inline-wrapper", InlineWrapper::of);
    operations.put("loop-head", ReplaceLoopHead::of);
    operations.put("make-async", MakeAsync::of);
    operations.put("merge-neighbours", MergeNeighbours::of);
    operations.put("set-argument", SetArgument::of);
    operations.put("module-code", settings -> BindModuleCode.of(settings, knowledge));
    operations.put("queue-to-loop", LoopQueues::toLoop);
    operations.put("owner", settings -> KeepInOwner.of(settings, knowledge));
    operations.put("raise-again", CancellationConditions::raiseAgain);
    operations.put("remove-statement", RemoveStatement::of);
    operations.put("take-from", TakeFrom::of);
    operations.put("wrap", WrapCode::of);
    operations.put("wrap-in-async-with", WrapInAsyncWith::of);
    operations.put("wrap-in-finally", WrapInFinally::of);
    return new Vocabulary(
        Collections.unmodifiableMap(conditions),
        Collections.unmodifiableMap(operations),
        Collections.unmodifiableMap(kinds));
  }
}
