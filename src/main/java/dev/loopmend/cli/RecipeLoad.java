package dev.loopmend.cli;

import dev.loopmend.project.Problem;
import dev.loopmend.project.RecipeFolder;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Loads the built-in recipes and those of folders.
sealed interface RecipeLoad {
  record Loaded(List<Recipe> recipes) implements RecipeLoad {}

  record Wrong(List<Problem> problems) implements RecipeLoad {}

  /// Loads recipes; `folders` are absolute.
  static RecipeLoad from(Session session, List<Path> folders) {
    RecipeFolder.Reading others = new RecipeFolder.Reading(List.of(), List.of());
    return from(session, folders, others, session.wiring().recipes());
  }

  /// Loads what a run needs of the recipes of absolute folders, and of what was read of others.
  static RecipeLoad toRun(Session session, List<Path> folders, RecipeFolder.Reading others) {
    return from(session, folders, others, session.wiring().recipesToRun());
  }

  private static RecipeLoad from(
      Session session,
      List<Path> folders,
      RecipeFolder.Reading others,
      Function<List<NamedText>, RecipeBook.Loading> reading) {
    RecipeFolder.Reading read = RecipeFolder.read(session.surroundings().cwd(), folders);
    List<Problem> problems = new ArrayList<>(read.problems());
    problems.addAll(others.problems());
    List<NamedText> texts = new ArrayList<>(read.texts());
    texts.addAll(others.texts());
    return switch (reading.apply(texts)) {
      case RecipeBook.Loading.Loaded(List<Recipe> recipes) ->
          problems.isEmpty() ? new Loaded(recipes) : new Wrong(problems);
      case RecipeBook.Loading.Broken(List<RecipeBook.Problem> broken) -> {
        broken.forEach(fault -> problems.add(problem(fault)));
        yield new Wrong(List.copyOf(problems));
      }
    };
  }

  private static Problem problem(RecipeBook.Problem problem) {
    return new Problem(problem.file(), problem.line(), problem.message());
  }
}
