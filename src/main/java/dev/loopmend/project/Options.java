package dev.loopmend.project;

import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Recipe.OptionSpec;
import dev.loopmend.recipe.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Judges `recipe.option=value`.
public final class Options {
  /// The option that every recipe has: whether it is on.
  static final String ENABLED = "enabled";

  private final Map<String, Recipe> recipes;

  public Options(List<Recipe> recipes) {
    this.recipes =
        recipes.stream()
            .collect(
                Collectors.toMap(Recipe::id, recipe -> recipe, (a, _) -> a, LinkedHashMap::new));
  }

  /// What is wrong with an option, if anything is. `key` is `recipe.option`.
  public Optional<String> fault(String key, String value) {
    int dot = key.indexOf('.');
    String id = dot < 0 ? key : key.substring(0, dot);
    String option = dot < 0 ? "" : key.substring(dot + 1);
    Optional<Recipe> recipe = Optional.ofNullable(recipes.get(id));
    if (recipe.isEmpty()) {
      String clause = Suggestion.clause(id, recipes.keySet());
      return Optional.of("there is no recipe \"" + id + "\"" + clause);
    }
    if (option.equals(ENABLED)) {
      return truth(key, value);
    }
    Map<String, OptionSpec> specs = recipe.get().options();
    Optional<OptionSpec> spec = Optional.ofNullable(specs.get(option));
    if (spec.isEmpty()) {
      Set<String> names = new TreeSet<>(specs.keySet());
      names.add(ENABLED);
      return Optional.of(
          "the recipe %s has no option \"%s\"%s; it has %s"
              .formatted(id, option, Suggestion.clause(option, names), String.join(", ", names)));
    }
    String clause = Suggestion.clause(value, spec.get().allowed());
    return spec.get().refuse(value).map(why -> key + ": " + why + clause);
  }

  private static Optional<String> truth(String key, String value) {
    return value.equals("true") || value.equals("false")
        ? Optional.empty()
        : Optional.of(key + ": '" + value + "' is not true or false");
  }

  /// The ids of the recipes that are on by default, or by their option.
  static Set<String> enabled(List<Recipe> recipes, Map<String, String> options) {
    return recipes.stream()
        .filter(
            recipe ->
                Optional.ofNullable(options.get(recipe.id() + "." + ENABLED))
                    .map(value -> value.equals("true"))
                    .orElse(recipe.enabled()))
        .map(Recipe::id)
        .collect(Collectors.toUnmodifiableSet());
  }
}
