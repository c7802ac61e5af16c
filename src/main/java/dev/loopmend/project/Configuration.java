package dev.loopmend.project;

import dev.loopmend.recipe.PythonVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `[tool.loopmend]` of a `pyproject.toml`, or a `loopmend.toml`, says. Words are as written:
/// whether recipes and options exist is judged when the recipes are known. `source` is the file as
/// it is shown, `lines` the line (from 1) of each key.
public record Configuration(
    Path folder,
    String source,
    List<String> select,
    List<String> ignore,
    boolean unsafe,
    List<String> exclude,
    Optional<PythonVersion> target,
    Map<String, List<String>> perFileIgnores,
    List<String> recipes,
    List<String> knowledge,
    Map<String, String> options,
    Map<String, Integer> lines) {
  public Configuration {
    select = List.copyOf(select);
    ignore = List.copyOf(ignore);
    exclude = List.copyOf(exclude);
    recipes = List.copyOf(recipes);
    knowledge = List.copyOf(knowledge);
  }

  /// What holds where nothing is configured.
  static Configuration none(Path folder) {
    return new Configuration(
        folder,
        "",
        List.of(),
        List.of(),
        false,
        List.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of());
  }

  /// The file and line of a key, as they are shown; empty if it is not set.
  String place(String key) {
    int line = lines.getOrDefault(key, 0);
    return line == 0 ? "" : source + ":" + line;
  }

  /// A fault of a key's value.
  Problem problem(String key, String message) {
    return new Problem(source, lines.getOrDefault(key, 0), message);
  }
}
