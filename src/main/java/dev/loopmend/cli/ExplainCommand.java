package dev.loopmend.cli;

import dev.loopmend.project.Problem;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Suggestion;
import dev.loopmend.report.RecipePage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend explain RECIPE`: the recipe as a page.
final class ExplainCommand implements Callable<Integer> {
  private final Session session;

  private final Argument<String> id = Argument.parameter("RECIPE", "the id of a recipe");

  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  ExplainCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.add(id);
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this,
        "explain",
        "Explain a recipe: what, why, before and after, safety, options.",
        arguments);
  }

  @Override
  public Integer call() {
    return switch (RecipeLoad.here(session, recipes)) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded(List<Recipe> loaded, _, _) -> explain(loaded);
    };
  }

  private int explain(List<Recipe> loaded) {
    Optional<Recipe> recipe =
        loaded.stream().filter(known -> known.id().equals(id.value())).findFirst();
    if (recipe.isEmpty()) {
      return session.wrong(unknown(id.value(), loaded));
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
