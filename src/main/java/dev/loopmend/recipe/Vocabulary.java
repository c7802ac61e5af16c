package dev.loopmend.recipe;

import java.util.Map;

/// The words that recipe files may use: conditions, operations and kinds of variables, by name.
public record Vocabulary(
    Map<String, Condition.Factory> conditions,
    Map<String, Operation.Factory> operations,
    Map<String, Condition.Factory> variableKinds) {}
