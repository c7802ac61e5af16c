package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.ExampleCheck;
import dev.loopmend.engine.ExampleFailure;
import dev.loopmend.engine.Recipes;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
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

  /// The engine itself. The facts about libraries are read when something first needs them, and
  /// then serve the recipes and every run.
  static Wiring real() {
    return new Wiring(
        own -> Recipes.with(Operations.vocabulary(BuiltIn.KNOWLEDGE), own),
        (sources, recipes, limits) -> new Engine(recipes, BuiltIn.KNOWLEDGE).check(sources, limits),
        (sources, recipes, limits) -> new Engine(recipes, BuiltIn.KNOWLEDGE).mend(sources, limits),
        recipe -> ExampleCheck.check(recipe, BuiltIn.KNOWLEDGE));
  }

  /// The built-in facts about libraries; a test keeps them in order.
  private static final class BuiltIn {
    static final Knowledge KNOWLEDGE =
        switch (Recipes.knowledge(List.of())) {
          case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
          case KnowledgeReader.Loading.Broken(var problems) ->
              throw new IllegalStateException(problems.toString());
        };
  }
}
