package dev.loopmend.engine;

import dev.loopmend.recipe.PythonVersion;
import java.util.Map;
import java.util.Set;

/// What the project of a file says about it: the oldest Python it must run on, the ids of the
/// recipes that are on there, and the options by `recipe.option`.
public record FileSettings(PythonVersion target, Set<String> recipes, Map<String, String> options) {
  public FileSettings {
    recipes = Set.copyOf(recipes);
    options = Map.copyOf(options);
  }
}
