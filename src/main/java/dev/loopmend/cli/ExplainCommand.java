package dev.loopmend.cli;

import dev.loopmend.project.Problem;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Suggestion;
import dev.loopmend.report.RecipePage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `loopmend explain RECIPE`: the recipe as a page.
@Command(
    name = "explain",
    description = "Explain a recipe: what, why, before and after, safety, options.",
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "RECIPE", description = "the id of a recipe")
  String id = "";

  @Mixin RecipeOptions recipes = new RecipeOptions();
  @Mixin GeneralOptions general = new GeneralOptions();

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return switch (RecipeLoad.from(session, session.resolve(recipes.folders))) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded(List<Recipe> loaded) -> explain(loaded);
    };
  }

  private int explain(List<Recipe> loaded) {
    Optional<Recipe> recipe = loaded.stream().filter(known -> known.id().equals(id)).findFirst();
    if (recipe.isEmpty()) {
      return session.wrong(unknown(id, loaded));
    }
    RecipePage page = new RecipePage(general.palette(session.surroundings(), Optional.empty()));
    session.console().data(page.of(recipe.get()).getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }

  /// Says that there is no such recipe.
  static String unknown(String id, List<Recipe> loaded) {
    List<String> known = loaded.stream().map(Recipe::id).toList();
    String clause = Suggestion.clause(id, known);
    String help = clause.isEmpty() ? "; loopmend recipes lists them" : clause;
    return "there is no recipe \"" + id + "\"" + help;
  }
}
