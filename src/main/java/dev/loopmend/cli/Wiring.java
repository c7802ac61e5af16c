package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.ExampleCheck;
import dev.loopmend.engine.ExampleFailure;
import dev.loopmend.engine.ExampleUpdate;
import dev.loopmend.engine.Recipes;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What the commands use of the engine, as functions, so that a command can be tried without it.
/// `prepare` begins to read the recipes, while the command line is read and files are looked for;
/// `formats` are those of files.
record Wiring(
    Runnable prepare,
    Formats formats,
    Function<List<NamedText>, KnowledgeReader.Loading> knowledge,
    BiFunction<List<NamedText>, Knowledge, RecipeBook.Loading> recipes,
    BiFunction<List<NamedText>, Knowledge, RecipeBook.Loading> recipesToRun,
    Run check,
    Run mend,
    BiFunction<Recipe, Knowledge, List<ExampleFailure>> examples,
    Update update) {

  /// Python files and notebooks.
  private static final Formats FORMATS = new NotebookFormat();

  /// A run of recipes over a source tree.
  interface Run {
    ChangeSet over(
        SourceTree sources, List<Recipe> recipes, Knowledge knowledge, Engine.Limits limits);
  }

  /// The new text of a recipe file whose examples say what comes out.
  interface Update {
    Made<String> of(Recipe recipe, String text, Knowledge knowledge);
  }

  /// The engine itself. The facts about libraries are read when something first needs them, and
  /// then serve the recipes and every run; so are the built-in recipes.
  static Wiring real() {
    FutureTask<RecipeBook.Loading> builtIn =
        new FutureTask<>(() -> toRun(List.of(), BuiltIn.KNOWLEDGE));
    return new Wiring(
        () -> Thread.ofPlatform().daemon().name("recipes").start(builtIn),
        FORMATS,
        own ->
            own.isEmpty()
                ? new KnowledgeReader.Loading.Loaded(BuiltIn.KNOWLEDGE)
                : Recipes.knowledge(own),
        (own, knowledge) -> Recipes.with(Operations.vocabulary(knowledge), own),
        (own, knowledge) ->
            own.isEmpty() && knowledge.equals(BuiltIn.KNOWLEDGE)
                ? result(builtIn)
                : toRun(own, knowledge),
        (sources, recipes, knowledge, limits) ->
            new Engine(recipes, knowledge, FORMATS).check(sources, limits),
        (sources, recipes, knowledge, limits) ->
            new Engine(recipes, knowledge, FORMATS).mend(sources, limits),
        (recipe, knowledge) -> ExampleCheck.check(recipe, knowledge, FORMATS),
        (recipe, text, knowledge) -> ExampleUpdate.of(recipe, text, knowledge, FORMATS));
  }

  private static RecipeBook.Loading toRun(List<NamedText> own, Knowledge knowledge) {
    return Recipes.forRun(Operations.vocabulary(knowledge), own);
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
