package dev.loopmend.cli;

import dev.loopmend.project.Problem;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.report.RecipeTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend recipes`: the list.
final class RecipesCommand implements Callable<Integer> {
  private final Session session;

  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  RecipesCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this, "recipes", "List the recipes: id, severity, safety, on or off, title.", arguments);
  }

  @Override
  public Integer call() {
    return switch (RecipeLoad.here(session, recipes)) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded(List<Recipe> loaded, _, _) -> list(loaded);
    };
  }

  private int list(List<Recipe> loaded) {
    String table =
        RecipeTable.of(
            loaded,
            loaded.stream()
                .filter(Recipe::enabled)
                .map(Recipe::id)
                .collect(Collectors.toUnmodifiableSet()));
    session.console().data(table.getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }
}
