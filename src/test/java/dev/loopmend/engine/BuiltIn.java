package dev.loopmend.engine;

import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.semantic.Knowledge;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What comes with Loopmend, read once for all tests.
public final class BuiltIn {
  public static final Knowledge KNOWLEDGE =
      switch (Recipes.knowledge(List.of())) {
        case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
        case KnowledgeReader.Loading.Broken(var problems) -> throw new AssertionError(problems);
      };

  public static final List<Recipe> RECIPES = read();

  /// All recipes without options, for the oldest Python.
  public static final FileSettings SETTINGS =
      new FileSettings(
          PythonVersion.OLDEST,
          RECIPES.stream().map(Recipe::id).collect(Collectors.toUnmodifiableSet()),
          Map.of());

  private BuiltIn() {}

  private static List<Recipe> read() {
    return switch (Recipes.builtIn(Operations.vocabulary(KNOWLEDGE))) {
      case RecipeBook.Loading.Loaded(List<Recipe> recipes) -> recipes;
      case RecipeBook.Loading.Broken(var problems) -> throw new AssertionError(problems);
    };
  }

  /// One of the recipes. Mutation testing changes what conditions and operations are made of, and
  /// has to read it anew each time.
  public static Recipe recipe(String id) {
    List<Recipe> recipes = Boolean.getBoolean("recipes.anew") ? read() : RECIPES;
    return recipes.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }
}
