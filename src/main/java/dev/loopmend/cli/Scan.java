package dev.loopmend.cli;

import dev.loopmend.engine.Engine;
import dev.loopmend.project.Choice;
import dev.loopmend.project.Configuration;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Project;
import dev.loopmend.project.Request;
import dev.loopmend.project.Settings;
import dev.loopmend.project.WorkTree;
import dev.loopmend.project.Workspace;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Gets everything ready that a run over files needs, or says what is wrong.
sealed interface Scan {
  /// The files, the recipes and the limits of a run.
  record Ready(WorkTree tree, List<Recipe> recipes, Engine.Limits limits) implements Scan {}

  record Wrong(List<Problem> problems) implements Scan {}

  static Scan prepare(Session session, ScanOptions options, RecipeOptions own) {
    List<Problem> problems = new ArrayList<>();
    OptionalInt size = FileSize.parse(options.maxFileSize());
    if (size.isEmpty()) {
      String message = "a size such as 500K or 4M, not \"" + options.maxFileSize() + "\"";
      problems.add(new Problem("--max-file-size", 0, message));
    }
    Optional<PythonVersion> target = options.targetPython().flatMap(PythonVersion::parse);
    if (options.targetPython().isPresent() && target.isEmpty()) {
      String message = "a version such as 3.11, not \"" + options.targetPython().get() + "\"";
      problems.add(new Problem("--target-python", 0, message));
    }
    if (options.jobs() < 1) {
      problems.add(new Problem("--jobs", 0, "at least 1, not " + options.jobs()));
    }
    if (!problems.isEmpty()) {
      return new Wrong(List.copyOf(problems));
    }
    session.wiring().prepare().run();
    Choice choice = new Choice(options.select(), options.ignore(), options.set(), target);
    Request request =
        new Request(
            session.surroundings().cwd(),
            options.paths(),
            options.exclude(),
            options.forceExclude(),
            !options.noIgnore());
    return switch (Workspace.discover(request)) {
      case Workspace.Discovery.Refused(List<Problem> wrong) -> new Wrong(wrong);
      case Workspace.Discovery.Found(Workspace workspace) ->
          ready(session, options, own, workspace, choice, size.getAsInt());
    };
  }

  private static Scan ready(
      Session session,
      ScanOptions options,
      RecipeOptions own,
      Workspace workspace,
      Choice choice,
      int maxFileSize) {
    List<Project> projects = workspace.distinctProjects();
    List<Path> folders = new ArrayList<>(session.resolve(own.folders()));
    for (Project project : projects) {
      Configuration configuration = project.configuration();
      configuration
          .recipes()
          .forEach(folder -> folders.add(configuration.folder().resolve(folder).normalize()));
    }
    return switch (RecipeLoad.from(session, folders)) {
      case RecipeLoad.Wrong(List<Problem> problems) -> new Wrong(problems);
      case RecipeLoad.Loaded(List<Recipe> recipes) -> {
        Settings settings = new Settings(recipes, choice);
        List<Problem> problems = settings.problems(projects);
        boolean unsafe = options.unsafe() || isUnsafe(projects);
        yield problems.isEmpty()
            ? new Ready(
                new WorkTree(workspace, settings, maxFileSize),
                recipes,
                new Engine.Limits(unsafe, options.jobs(), maxFileSize))
            : new Wrong(problems);
      }
    };
  }

  /// The level holds for a whole run: all projects have to agree to unsafe fixes.
  private static boolean isUnsafe(List<Project> projects) {
    return !projects.isEmpty()
        && projects.stream().allMatch(project -> project.configuration().unsafe());
  }
}
