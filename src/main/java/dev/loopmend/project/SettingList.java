package dev.loopmend.project;

import dev.loopmend.engine.FileSettings;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The settings that hold for a file or a folder, each with the place that it comes from.
public final class SettingList {
  private static final String DEFAULT = "default";

  private final List<Recipe> recipes;
  private final Choice choice;
  private final Project project;
  private final Configuration configuration;
  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  /// A setting, its value as a word, and where it comes from: `default`, a file with the line of
  /// the key, or an option of the command line.
  public record Entry(String key, String value, String from) {}

  /// A project, or what is wrong with its configuration.
  public sealed interface Lookup {
    record Found(Project project) implements Lookup {}

    record Wrong(List<Problem> problems) implements Lookup {}
  }

  private SettingList(List<Recipe> recipes, Choice choice, Project project, Path file) {
    this.recipes = recipes;
    this.choice = choice;
    this.project = project;
    this.configuration = project.configuration();
    this.file = file;
  }

  /// The project of an absolute file or folder.
  public static Lookup project(Path cwd, Path at) {
    Projects projects = new Projects(cwd, new Repositories());
    Path folder = Files.isDirectory(at) ? at : Optional.ofNullable(at.getParent()).orElse(at);
    Project project = projects.of(folder, folder);
    return projects.problems().isEmpty()
        ? new Lookup.Found(project)
        : new Lookup.Wrong(projects.problems());
  }

  /// The settings of an absolute file or folder of a project: the keys of a configuration, then the
  /// recipes with their options. `exclude` and `unsafe` are what the command line says.
  public static List<Entry> of(
      List<Recipe> recipes,
      Choice choice,
      List<String> exclude,
      boolean unsafe,
      Project project,
      Path file) {
    SettingList list = new SettingList(recipes, choice, project, file);
    list.addKeys(exclude, unsafe);
    recipes.forEach(list::addRecipe);
    return List.copyOf(list.entries);
  }

  private void addKeys(List<String> exclude, boolean unsafe) {
    boolean chosen = !choice.select().isEmpty();
    add("select", chosen ? choice.select() : configuration.select(), chosen ? "--select" : "");
    add("ignore", configuration.ignore(), "");
    if (!choice.ignore().isEmpty()) {
      add("ignore", choice.ignore(), "--ignore");
    }
    String level = String.valueOf(unsafe || configuration.unsafe());
    entries.add(new Entry("unsafe", level, unsafe ? "--unsafe" : place("unsafe")));
    add("exclude", configuration.exclude(), "");
    if (!exclude.isEmpty()) {
      add("exclude", exclude, "--exclude");
    }
    Optional<PythonVersion> asked = choice.target();
    String source = project.targetSource().isEmpty() ? DEFAULT : project.targetSource();
    entries.add(
        new Entry(
            "target-python",
            asked.orElse(project.target()).toString(),
            asked.isPresent() ? "--target-python" : source));
    configuration
        .perFileIgnores()
        .forEach(
            (pattern, words) ->
                entries.add(
                    new Entry(
                        "per-file-ignores",
                        pattern + ": " + String.join(", ", words),
                        place("per-file-ignores." + pattern))));
    add("recipes", configuration.recipes(), "");
    add("knowledge", configuration.knowledge(), "");
  }

  private void add(String key, List<String> words, String option) {
    entries.add(new Entry(key, String.join(", ", words), option.isEmpty() ? place(key) : option));
  }

  private String place(String key) {
    String place = configuration.place(key);
    return place.isEmpty() ? DEFAULT : place;
  }

  private void addRecipe(Recipe recipe) {
    Settings settings = new Settings(recipes, choice);
    FileSettings here = settings.of(file, project);
    boolean on = here.recipes().contains(recipe.id());
    entries.add(new Entry(recipe.id(), on ? "on" : "off", switchedBy(recipe, on)));
    recipe
        .options()
        .forEach(
            (name, spec) -> {
              String key = recipe.id() + "." + name;
              String value = here.options().getOrDefault(key, spec.defaultValue().orElse(""));
              entries.add(new Entry(key, value, optionPlace(key)));
            });
  }

  private String optionPlace(String key) {
    return choice.options().containsKey(key) ? "--set" : place("options." + key);
  }

  /// What turns a recipe on or off: that without which it would be the other way round.
  private String switchedBy(Recipe recipe, boolean on) {
    Selection selection = new Selection(recipes);
    Map<String, String> options = new HashMap<>(configuration.options());
    options.putAll(choice.options());
    Set<String> enabled = Options.enabled(recipes, options);
    boolean chosen = !choice.select().isEmpty();
    List<String> select = chosen ? choice.select() : configuration.select();
    List<String> left = new ArrayList<>(configuration.ignore());
    left.removeAll(choice.select());
    List<String> ignore = new ArrayList<>(left);
    ignore.addAll(choice.ignore());
    String id = recipe.id();
    if (on || !selection.on(select, List.of(), enabled).contains(id)) {
      return select.isEmpty()
          ? optionPlace(id + "." + Options.ENABLED)
          : chosen ? "--select" : place("select");
    }
    if (selection.on(select, ignore, enabled).contains(id)) {
      return place("per-file-ignores");
    }
    return selection.on(select, left, enabled).contains(id) ? "--ignore" : place("ignore");
  }
}
