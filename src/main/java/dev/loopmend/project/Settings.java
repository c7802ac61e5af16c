package dev.loopmend.project;

import dev.loopmend.engine.FileSettings;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The settings of each file, from the command line and the configuration of its project.
public final class Settings {
  private final List<Recipe> recipes;
  private final Selection selection;
  private final Options options;
  private final Choice choice;

  /// By the folder of the project, each of which has its own: a project is asked for each file, and
  /// has much to compare.
  private final Map<Path, FileSettings> known = new ConcurrentHashMap<>();

  public Settings(List<Recipe> recipes, Choice choice) {
    this.recipes = List.copyOf(recipes);
    this.selection = new Selection(recipes);
    this.options = new Options(recipes);
    this.choice = choice;
  }

  /// What is wrong with the command line and the configurations, now that the recipes are known.
  public List<Problem> problems(List<Project> projects) {
    List<Problem> problems = new ArrayList<>();
    choice.select().forEach(word -> add(problems, "--select", selection.fault(word)));
    choice.ignore().forEach(word -> add(problems, "--ignore", selection.fault(word)));
    choice.options().forEach((key, value) -> add(problems, "--set", options.fault(key, value)));
    projects.stream()
        .map(Project::configuration)
        .distinct()
        .forEach(configuration -> add(problems, configuration));
    return List.copyOf(problems);
  }

  private void add(List<Problem> problems, Configuration configuration) {
    for (String word : configuration.select()) {
      add(problems, configuration, "select", selection.fault(word));
    }
    for (String word : configuration.ignore()) {
      add(problems, configuration, "ignore", selection.fault(word));
    }
    configuration
        .perFileIgnores()
        .forEach(
            (pattern, words) ->
                words.stream()
                    .flatMap(word -> selection.fault(word).stream())
                    .map(
                        why ->
                            configuration.problem(
                                "per-file-ignores." + pattern, "per-file-ignores: " + why))
                    .forEach(problems::add));
    configuration
        .options()
        .forEach(
            (key, value) ->
                options
                    .fault(key, value)
                    .map(why -> configuration.problem("options." + key, "options: " + why))
                    .ifPresent(problems::add));
  }

  private static void add(
      List<Problem> problems, Configuration configuration, String key, Optional<String> fault) {
    fault.ifPresent(message -> problems.add(configuration.problem(key, key + ": " + message)));
  }

  private static void add(List<Problem> problems, String option, Optional<String> fault) {
    fault.ifPresent(message -> problems.add(new Problem(option, 0, message)));
  }

  /// The settings of a file of a project.
  FileSettings of(Path file, Project project) {
    FileSettings settings = known.computeIfAbsent(project.folder(), _ -> of(project));
    Set<String> ignored = ignoredIn(file, project.configuration());
    if (ignored.isEmpty()) {
      return settings;
    }
    List<String> left = settings.recipes().stream().filter(id -> !ignored.contains(id)).toList();
    return new FileSettings(settings.target(), Set.copyOf(left), settings.options());
  }

  private FileSettings of(Project project) {
    Configuration configuration = project.configuration();
    Map<String, String> values = new HashMap<>(configuration.options());
    values.putAll(choice.options());
    boolean chosen = !choice.select().isEmpty();
    List<String> select = chosen ? choice.select() : configuration.select();
    List<String> ignore = new ArrayList<>(configuration.ignore());
    ignore.removeAll(choice.select());
    ignore.addAll(choice.ignore());
    Set<String> on = selection.on(select, ignore, Options.enabled(recipes, values));
    PythonVersion target = choice.target().orElse(project.target());
    return new FileSettings(target, on, values);
  }

  private Set<String> ignoredIn(Path file, Configuration configuration) {
    List<String> words = new ArrayList<>();
    configuration
        .perFileIgnores()
        .forEach(
            (pattern, ignored) -> {
              IgnoreRules rules = IgnoreRules.of(configuration.folder(), List.of(pattern));
              if (rules.covers(file)) {
                words.addAll(ignored);
              }
            });
    if (words.isEmpty()) {
      return Set.of();
    }
    Set<String> all = recipes.stream().map(Recipe::id).collect(Collectors.toUnmodifiableSet());
    return selection.on(words, List.of(), all);
  }
}
