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
    ItemConditions.addTo(conditions);
    SharingConditions.addTo(conditions, knowledge);
    CoroutineConditions.addTo(conditions);
    CalleeConditions.addTo(conditions);
    LibraryKinds.addConditionsTo(conditions, knowledge);
    VariableKinds.addConditionsTo(conditions, knowledge);
    Map<String, Condition.Factory> kinds = new TreeMap<>();
    VariableKinds.addTo(kinds, knowledge);
    LibraryKinds.addTo(kinds, knowledge);
    CoroutineConditions.addKindsTo(kinds, knowledge);
    Map<String, Operation.Factory> operations = new TreeMap<>();
    operations.put("at-shutdown", settings -> AtShutdown.of(settings, knowledge));
    operations.put("async-statement", AsyncStatement::of);
    operations.put("bind", BindCode::of);
    operations.put("dissolve-owner", DissolveOwner::of);
    operations.put("helper", InsertDefinitions::of);
    operations.put("hoist-scope", settings -> HoistScope.of(settings, knowledge));
    operations.put("inject-argument", settings -> InjectArgument.of(settings, knowledge));
    operations.put("inline-wrapper", InlineWrapper::of);
    operations.put("make-async", MakeAsync::of);
    operations.put("merge-neighbours", MergeNeighbours::of);
    operations.put("set-argument", SetArgument::of);
    operations.put("module-code", settings -> BindModuleCode.of(settings, knowledge));
    operations.put("remove-statement", RemoveStatement::of);
    operations.put("take-from", TakeFrom::of);
    operations.put("wrap-in-finally", WrapInFinally::of);
    return new Vocabulary(
        Collections.unmodifiableMap(conditions),
        Collections.unmodifiableMap(operations),
        Collections.unmodifiableMap(kinds));
  }
}
