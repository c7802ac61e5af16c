package dev.loopmend.cli;

import dev.loopmend.project.Problem;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.report.RecipeTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `loopmend recipes`: the list.
@Command(
    name = "recipes",
    description = "List the recipes: id, severity, safety, on or off, title.",
    sortOptions = false)
final class RecipesCommand implements Callable<Integer> {
  private final Session session;

  @Mixin RecipeOptions recipes = new RecipeOptions();
  @Mixin GeneralOptions general = new GeneralOptions();

  RecipesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return switch (RecipeLoad.from(session, session.resolve(recipes.folders))) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded(List<Recipe> loaded) -> list(loaded);
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
