package dev.loopmend.project;

import dev.loopmend.recipe.PythonVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlTable;

/// Finds the project of a folder; each folder is looked at once.
///
/// A project is the nearest folder above with one of the files that make one, else the work tree of
/// git that the folder lies in, so that callers are seen whatever PATH is asked for; a home folder
/// that is kept in git is none. The members of a workspace belong together. Configuration comes
/// from the nearest folder above that has any; the target Python from the nearest one with a
/// `pyproject.toml`, `setup.cfg` or `setup.py`.
final class Projects {
  private static final Path HOME = Path.of(System.getProperty("user.home", "/"));

  private final Path cwd;
  private final Repositories repositories;
  private final Map<Path, Project> known = new HashMap<>();
  private final Map<Path, Found> found = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Projects(Path cwd, Repositories repositories) {
    this.cwd = cwd;
    this.repositories = repositories;
  }

  /// What a single folder says.
  private record Found(
      boolean marker,
      boolean packaged,
      Optional<Configuration> configuration,
      Optional<TargetPython.Stated> target,
      Optional<Members> members) {}

  /// The project of a folder; without one anywhere above, the PATH that led there.
  Project of(Path folder, Path root) {
    Project earlier = known.get(folder);
    if (earlier == null) {
      earlier = find(folder, root);
      known.put(folder, earlier);
    }
    return earlier;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private Project find(Path folder, Path root) {
    Optional<Path> marker = Optional.empty();
    Optional<Configuration> configuration = Optional.empty();
    Optional<Found> packaged = Optional.empty();
    for (Path at = folder; at != null; at = at.getParent()) {
      Found here = look(at);
      if (marker.isEmpty() && here.marker) {
        marker = Optional.of(at);
      }
      if (configuration.isEmpty()) {
        configuration = here.configuration;
      }
      if (packaged.isEmpty() && here.packaged) {
        packaged = Optional.of(here);
      }
    }
    Configuration settings = configuration.orElse(Configuration.none(root));
    Optional<TargetPython.Stated> stated = packaged.flatMap(Found::target);
    PythonVersion target =
        settings
            .target()
            .or(() -> stated.map(TargetPython.Stated::version))
            .orElse(PythonVersion.OLDEST);
    String source =
        settings.target().isPresent()
            ? settings.place("target-python")
            : stated.map(TargetPython.Stated::place).orElse("");
    Optional<Path> own = marker.or(() -> repository(folder));
    Path top = marker.flatMap(this::workspace).or(() -> own).orElse(root);
    return new Project(own.orElse(root), top, own.isPresent(), settings, target, source);
  }

  /// The root of the workspace that names a folder as a member. The nearest root above decides,
  /// which may be the folder itself.
  private Optional<Path> workspace(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Optional<Members> members = look(at).members;
      if (members.isPresent()) {
        boolean named = !at.equals(folder) && members.get().name(folder);
        return named ? Optional.of(at) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The work tree of git that a folder lies in, unless the home folder lies in it as well.
  private Optional<Path> repository(Path folder) {
    return repositories
        .above(folder)
        .filter(top -> !(folder.startsWith(HOME) && HOME.startsWith(top)));
  }

  private Found look(Path folder) {
    Found earlier = found.get(folder);
    if (earlier == null) {
      earlier = read(folder);
      found.put(folder, earlier);
    }
    return earlier;
  }

  private Found read(Path folder) {
    Optional<TomlTable> own = table(folder.resolve("loopmend.toml"));
    Pyproject pyproject = pyproject(folder);
    boolean setup = Files.isRegularFile(folder.resolve("setup.cfg")) || SetupScript.stands(folder);
    Optional<Configuration> configuration =
        own.map(table -> configuration(folder, "loopmend.toml", table))
            .or(
                () ->
                    pyproject.section.map(table -> configuration(folder, "pyproject.toml", table)));
    Optional<TargetPython.Stated> target =
        pyproject.target.or(() -> TargetPython.ofSetup(cwd, folder));
    boolean packaged = pyproject.there || setup;
    return new Found(
        packaged || own.isPresent(), packaged, configuration, target, pyproject.members);
  }

  /// What the `pyproject.toml` of a folder says, and whether there is one that can be read.
  private record Pyproject(
      boolean there,
      Optional<TomlTable> section,
      Optional<TargetPython.Stated> target,
      Optional<Members> members) {}

  private Pyproject pyproject(Path folder) {
    Path file = folder.resolve("pyproject.toml");
    String shown = Shown.path(cwd, file);
    return switch (PyprojectText.look(file)) {
      case PyprojectText.Look.Plain(Optional<PyprojectText.Requirement> requirement) ->
          new Pyproject(
              true,
              Optional.empty(),
              requirement.flatMap(one -> TargetPython.stated(one.specifier(), shown, one.line())),
              Optional.empty());
      case PyprojectText.Look.Unclear() -> {
        Optional<TomlTable> table = table(file);
        yield new Pyproject(
            table.isPresent(),
            table.flatMap(whole -> section(folder, whole)),
            table.flatMap(whole -> TargetPython.ofPyproject(whole, shown)),
            table.flatMap(whole -> Members.of(folder, whole)));
      }
    };
  }

  private Optional<TomlTable> section(Path folder, TomlTable table) {
    Optional<Object> section =
        Optional.ofNullable(table.get(List.of("tool")))
            .filter(TomlTable.class::isInstance)
            .map(tool -> ((TomlTable) tool).get(List.of("loopmend")));
    if (section.isPresent() && !(section.get() instanceof TomlTable)) {
      String shown = Shown.path(cwd, folder.resolve("pyproject.toml"));
      problems.add(new Problem(shown, 0, "tool.loopmend must be a table"));
    }
    return section.filter(TomlTable.class::isInstance).map(TomlTable.class::cast);
  }

  private Configuration configuration(Path folder, String name, TomlTable table) {
    String shown = Shown.path(cwd, folder.resolve(name));
    return ConfigurationFile.configuration(folder, shown, table, problems);
  }

  private Optional<TomlTable> table(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return switch (ConfigurationFile.read(file, Shown.path(cwd, file))) {
      case ConfigurationFile.Outcome.Table(TomlTable table) -> Optional.of(table);
      case ConfigurationFile.Outcome.Absent() -> Optional.empty();
      case ConfigurationFile.Outcome.Wrong(Problem problem) -> {
        problems.add(problem);
        yield Optional.empty();
      }
    };
  }

  /// The ignore rules of the configuration that holds in a folder, in the order of its patterns.
  Optional<IgnoreRules> excludes(Path folder, Path root) {
    Configuration configuration = of(folder, root).configuration();
    return configuration.exclude().isEmpty()
        ? Optional.empty()
        : Optional.of(IgnoreRules.of(configuration.folder(), configuration.exclude()));
  }
}
