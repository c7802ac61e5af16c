package dev.loopmend.cli;

import dev.loopmend.project.Problem;
import dev.loopmend.project.RecipeFolder;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import java.nio.file.Path;
import java.util.List;

/// Loads the built-in recipes and those of folders.
sealed interface RecipeLoad {
  record Loaded(List<Recipe> recipes) implements RecipeLoad {}

  record Wrong(List<Problem> problems) implements RecipeLoad {}

  /// Loads recipes; `folders` are absolute.
  static RecipeLoad from(Session session, List<Path> folders) {
    return switch (RecipeFolder.read(session.surroundings().cwd(), folders)) {
      case RecipeFolder.Reading.Wrong(List<Problem> problems) -> new Wrong(problems);
      case RecipeFolder.Reading.Read(List<NamedText> texts) ->
          switch (session.wiring().recipes().apply(texts)) {
            case RecipeBook.Loading.Loaded(List<Recipe> recipes) -> new Loaded(recipes);
            case RecipeBook.Loading.Broken(List<RecipeBook.Problem> problems) ->
                new Wrong(problems.stream().map(RecipeLoad::problem).toList());
          };
    };
  }

  private static Problem problem(RecipeBook.Problem problem) {
    return new Problem(problem.file(), problem.line(), problem.message());
  }
}
