package dev.loopmend.cli;

import dev.loopmend.project.Configuration;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Project;
import dev.loopmend.project.RecipeFolder;
import dev.loopmend.project.SettingList;
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
  /// The recipes in the order in which they run; `own` are the files of those that do not come with
  /// Loopmend, as they are shown.
  record Loaded(List<Recipe> recipes, Knowledge knowledge, Set<String> own) implements RecipeLoad {
    public Loaded {
      recipes = List.copyOf(recipes);
      own = Set.copyOf(own);
    }

    /// The recipes that do not come with Loopmend.
    List<Recipe> ownRecipes() {
      return recipes.stream().filter(recipe -> own.contains(recipe.source())).toList();
    }
  }

  record Wrong(List<Problem> problems) implements RecipeLoad {}

  /// Loads what the command line and the settings of the current directory name beside the built-in
  /// recipes.
  static RecipeLoad here(Session session, RecipeOptions own) {
    Path cwd = session.surroundings().cwd();
    return switch (SettingList.project(cwd, cwd)) {
      case SettingList.Lookup.Wrong(List<Problem> problems) -> new Wrong(problems);
      case SettingList.Lookup.Found(Project project) ->
          from(session, own, cwd, List.of(project.configuration()));
    };
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
          loaded(reading.apply(texts, knowledge), knowledge, texts, problems);
    };
  }

  private static RecipeLoad loaded(
      RecipeBook.Loading loading,
      Knowledge knowledge,
      List<NamedText> texts,
      List<Problem> problems) {
    return switch (loading) {
      case RecipeBook.Loading.Loaded(List<Recipe> recipes) -> {
        Set<String> own = new LinkedHashSet<>();
        texts.forEach(text -> own.add(text.name()));
        yield problems.isEmpty() ? new Loaded(recipes, knowledge, own) : new Wrong(problems);
      }
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
