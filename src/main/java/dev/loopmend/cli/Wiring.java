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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// What the commands use of the engine, as functions, so that a command can be tried without it.
/// `prepare` begins to read the recipes, while the command line is read and files are looked for.
record Wiring(
    Runnable prepare,
    Function<List<NamedText>, RecipeBook.Loading> recipes,
    Function<List<NamedText>, RecipeBook.Loading> recipesToRun,
    Run check,
    Run mend,
    Function<Recipe, List<ExampleFailure>> examples) {

  /// A run of recipes over a source tree.
  interface Run {
    ChangeSet over(SourceTree sources, List<Recipe> recipes, Engine.Limits limits);
  }

  /// The engine itself. The facts about libraries are read when something first needs them, and
  /// then serve the recipes and every run; so are the built-in recipes.
  static Wiring real() {
    FutureTask<RecipeBook.Loading> builtIn = new FutureTask<>(() -> toRun(List.of()));
    return new Wiring(
        () -> Thread.ofPlatform().daemon().name("recipes").start(builtIn),
        own -> Recipes.with(Operations.vocabulary(BuiltIn.KNOWLEDGE), own),
        own -> own.isEmpty() ? result(builtIn) : toRun(own),
        (sources, recipes, limits) -> new Engine(recipes, BuiltIn.KNOWLEDGE).check(sources, limits),
        (sources, recipes, limits) -> new Engine(recipes, BuiltIn.KNOWLEDGE).mend(sources, limits),
        recipe -> ExampleCheck.check(recipe, BuiltIn.KNOWLEDGE));
  }

  private static RecipeBook.Loading toRun(List<NamedText> own) {
    return Recipes.forRun(Operations.vocabulary(BuiltIn.KNOWLEDGE), own);
  }

  /// What a task gives, which is done here unless a thread has begun it.
  private static <T> T result(FutureTask<T> task) {
    task.run();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// The built-in facts about libraries; a test keeps them in order.
  private static final class BuiltIn {
    static final Knowledge KNOWLEDGE =
        switch (Recipes.knowledge()) {
          case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
          case KnowledgeReader.Loading.Broken(var problems) ->
              throw new IllegalStateException(problems.toString());
        };
  }
}
