package dev.loopmend.project;

import dev.loopmend.recipe.PythonVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// Reads `pyproject.toml` and `loopmend.toml`.
final class ConfigurationFile {
  private static final Set<String> KEYS =
      Set.of(
          "select",
          "ignore",
          "unsafe",
          "exclude",
          "target-python",
          "per-file-ignores",
          "recipes",
          "knowledge",
          "options");

  /// More than anybody writes, and as much as a TOML parser reads in a second or two.
  static final int MAX_BYTES = 1 << 20;

  static {
    // Ex) "[t#" and a control character: an assertion of the library fails before it says where
    Optional.ofNullable(ConfigurationFile.class.getClassLoader())
        .ifPresent(loader -> loader.setPackageAssertionStatus("org.tomlj", false));
  }

  private ConfigurationFile() {}

  /// What a TOML file gave.
  sealed interface Outcome {
    record Table(TomlTable table) implements Outcome {}

    record Absent() implements Outcome {}

    record Wrong(Problem problem) implements Outcome {}
  }

  /// A TOML file; `shown` is its path as it is shown.
  static Outcome read(Path file, String shown) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        String message = "it has " + size + " bytes; settings are read up to " + MAX_BYTES;
        return new Outcome.Wrong(new Problem(shown, 0, message));
      }
      TomlParseResult result = parse(Files.readString(file, StandardCharsets.UTF_8));
      if (result.hasErrors()) {
        TomlParseError first = result.errors().getFirst();
        String message = Optional.ofNullable(first.getMessage()).orElse("it is no TOML");
        return new Outcome.Wrong(new Problem(shown, first.position().line(), message));
      }
      return new Outcome.Table(result);
    } catch (NoSuchFileException e) {
      return new Outcome.Absent();
    } catch (IOException e) {
      return new Outcome.Wrong(new Problem(shown, 0, "cannot be read: " + Failure.clause(e)));
    }
  }

  /// What a text says as TOML, and where it is none.
  static TomlParseResult parse(String text) {
    return Toml.parse(text);
  }

  /// The configuration that a table holds, and what is wrong with it.
  static Configuration configuration(
      Path folder, String shown, TomlTable table, List<Problem> problems) {
    TomlTables reader = new TomlTables(shown, table);
    reader.allowOnly(KEYS);
    Optional<String> target = reader.text("target-python");
    Optional<PythonVersion> version = target.flatMap(PythonVersion::parse);
    Configuration read =
        new Configuration(
            folder,
            shown,
            reader.texts("select"),
            reader.texts("ignore"),
            reader.flag("unsafe"),
            reader.texts("exclude"),
            version,
            reader.lists("per-file-ignores"),
            reader.texts("recipes"),
            reader.texts("knowledge"),
            reader.nested("options"),
            reader.lines());
    problems.addAll(reader.problems());
    if (target.isPresent() && version.isEmpty()) {
      String message = "target-python is a version such as \"3.11\", not \"" + target.get() + "\"";
      problems.add(read.problem("target-python", message));
    }
    return read;
  }
}
