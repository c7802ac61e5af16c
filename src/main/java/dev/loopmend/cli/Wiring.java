package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.ExampleCheck;
import dev.loopmend.engine.ExampleCheck.ExampleFailure;
import dev.loopmend.engine.Recipes;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.recipe.RecipeBook.NamedText;
import dev.loopmend.semantic.Knowledge;
import java.util.List;
import java.util.function.Function;

/// What the commands use of the engine, as functions, so that a command can be tried without it.
record Wiring(
    Function<List<NamedText>, RecipeBook.Loading> recipes,
    Run check,
    Run mend,
    Function<Recipe, List<ExampleFailure>> examples) {

  /// A run of recipes over a source tree.
  interface Run {
    ChangeSet over(SourceTree sources, List<Recipe> recipes, Engine.Limits limits);
  }

  /// The engine itself.
  static Wiring real() {
    return new Wiring(
        Recipes::with,
        (sources, recipes, limits) -> engine(recipes).check(sources, limits),
        (sources, recipes, limits) -> engine(recipes).mend(sources, limits),
        recipe -> ExampleCheck.check(recipe, knowledge()));
  }

  private static Engine engine(List<Recipe> recipes) {
    return new Engine(recipes, knowledge());
  }

  private static Knowledge knowledge() {
    return switch (Recipes.knowledge(List.of())) {
      case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
      case KnowledgeReader.Loading.Broken(List<RecipeBook.Problem> problems) ->
          throw new IllegalStateException("the built-in knowledge is broken: " + problems);
    };
  }
}
