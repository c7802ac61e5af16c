package dev.loopmend.cli;

import dev.loopmend.project.Configuration;
import dev.loopmend.project.Problem;
import dev.loopmend.project.RecipeFolder;
import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.semantic.Knowledge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/// Loads the built-in recipes and those of folders, with the facts about libraries that they use.
sealed interface RecipeLoad {
  record Loaded(List<Recipe> recipes, Knowledge knowledge) implements RecipeLoad {}

  record Wrong(List<Problem> problems) implements RecipeLoad {}

  /// Loads what the command line names beside the built-in recipes.
  static RecipeLoad from(Session session, RecipeOptions own) {
    return from(session, own, session.surroundings().cwd(), List.of());
  }

  /// What a run over files needs of them: built-in recipes may lack their examples.
  static RecipeLoad toRun(
      Session session, RecipeOptions own, Path cwd, List<Configuration> configurations) {
    return from(session, own, cwd, configurations, session.wiring().recipesToRun());
  }

  /// The same with what configurations name, whose paths are shown as seen from `cwd`. Folders of
  /// recipes that the command line names are those of the current directory.
  static RecipeLoad from(
      Session session, RecipeOptions own, Path cwd, List<Configuration> configurations) {
    return from(session, own, cwd, configurations, session.wiring().recipes());
  }

  private static RecipeLoad from(
      Session session,
      RecipeOptions own,
      Path cwd,
      List<Configuration> configurations,
      BiFunction<List<NamedText>, Knowledge, RecipeBook.Loading> reading) {
    List<Path> named = session.resolve(own.folders());
    Set<Path> configured = new LinkedHashSet<>();
    for (Configuration one : configurations) {
      one.recipes().forEach(folder -> configured.add(one.folder().resolve(folder).normalize()));
    }
    named.forEach(configured::remove);
    RecipeFolder.Reading read = RecipeFolder.read(session.surroundings().cwd(), named);
    RecipeFolder.Reading others = RecipeFolder.read(cwd, List.copyOf(configured));
    List<Problem> problems = new ArrayList<>(read.problems());
    problems.addAll(others.problems());
    List<NamedText> texts = new ArrayList<>(read.texts());
    texts.addAll(others.texts());
    return switch (KnowledgeLoad.from(session, own, cwd, configurations)) {
      case KnowledgeLoad.Wrong(List<Problem> wrong) -> {
        problems.addAll(wrong);
        yield new Wrong(List.copyOf(problems));
      }
      case KnowledgeLoad.Loaded(Knowledge knowledge) ->
          loaded(reading.apply(texts, knowledge), knowledge, problems);
    };
  }

  private static RecipeLoad loaded(
      RecipeBook.Loading loading, Knowledge knowledge, List<Problem> problems) {
    return switch (loading) {
      case RecipeBook.Loading.Loaded(List<Recipe> recipes) ->
          problems.isEmpty() ? new Loaded(recipes, knowledge) : new Wrong(problems);
      case RecipeBook.Loading.Broken(List<RecipeBook.Problem> broken) -> {
        broken.forEach(fault -> problems.add(problem(fault)));
        yield new Wrong(List.copyOf(problems));
      }
    };
  }

  /// A fault of a recipe or knowledge file.
  static Problem problem(RecipeBook.Problem problem) {
    return new Problem(problem.file(), problem.line(), problem.message());
  }
}
