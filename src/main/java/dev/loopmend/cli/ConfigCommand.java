package dev.loopmend.cli;

import dev.loopmend.project.Choice;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Project;
import dev.loopmend.project.SettingList;
import dev.loopmend.project.Settings;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.report.Columns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend config [FILE]`: the settings in force there, with where each comes from.
final class ConfigCommand implements Callable<Integer> {
  private final Session session;
  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  ConfigCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.addAll(options.ofSettings());
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this, "config", "Show the settings in force for a file, and where each is set.", arguments);
  }

  @Override
  public Integer call() {
    if (options.paths().size() > 1) {
      return session.wrong("config takes one FILE or folder");
    }
    Path cwd = session.surroundings().cwd();
    String given = options.paths().isEmpty() ? "." : options.paths().getFirst();
    Path file = cwd.resolve(given).normalize();
    if (!Files.exists(file)) {
      return session.wrong(given + ": there is no such file or directory");
    }
    Optional<PythonVersion> target = options.targetPython().flatMap(PythonVersion::parse);
    if (options.targetPython().isPresent() && target.isEmpty()) {
      return session.wrong(
          "--target-python: a version such as 3.11, not \"" + options.targetPython().get() + '"');
    }
    Choice choice = new Choice(options.select(), options.ignore(), options.set(), target);
    return switch (SettingList.project(cwd, file)) {
      case SettingList.Lookup.Wrong(List<Problem> problems) -> session.wrong(problems);
      case SettingList.Lookup.Found(Project project) -> show(project, choice, file);
    };
  }

  private int show(Project project, Choice choice, Path file) {
    Path cwd = session.surroundings().cwd();
    return switch (RecipeLoad.from(session, recipes, cwd, List.of(project.configuration()))) {
      case RecipeLoad.Wrong(List<Problem> problems) -> session.wrong(problems);
      case RecipeLoad.Loaded loaded -> {
        List<Problem> problems = new Settings(loaded.recipes(), choice).problems(List.of(project));
        yield problems.isEmpty() ? show(project, choice, file, loaded) : session.wrong(problems);
      }
    };
  }

  private int show(Project project, Choice choice, Path file, RecipeLoad.Loaded loaded) {
    Columns table = new Columns();
    table.add("setting", "value", "from");
    for (SettingList.Entry entry :
        SettingList.of(
            loaded.recipes(), choice, options.exclude(), options.unsafe(), project, file)) {
      table.add(entry.key(), entry.value(), entry.from());
    }
    recipes.folders().forEach(folder -> table.add("recipes", folder, "--recipes"));
    recipes.knowledge().forEach(facts -> table.add("knowledge", facts, "--knowledge"));
    session.console().data(table.text().getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }
}
