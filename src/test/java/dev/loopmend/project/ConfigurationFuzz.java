package dev.loopmend.project;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlTable;

/// The target that Jazzer calls (`mvn test -Pfuzz`): any text gives settings, or its faults are
/// named; what is read from it without a TOML parser is what the parser reads.
public final class ConfigurationFuzz {
  private ConfigurationFuzz() {}

  /// Throws if a reader does, or both readers differ.
  public static void fuzzerTestOneInput(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    var toml = ConfigurationFile.parse(text);
    List<Problem> problems = new ArrayList<>();
    ConfigurationFile.configuration(Path.of("."), "loopmend.toml", toml, problems);
    for (Problem problem : problems) {
      if (problem.line() < 0 || problem.text().isBlank()) {
        throw new IllegalStateException(problem.toString());
      }
    }
    if (PyprojectText.look(text) instanceof PyprojectText.Look.Plain(var said)
        && said.isPresent()
        && !toml.hasErrors()
        && toml.get(List.of("project")) instanceof TomlTable project
        && !said.get().specifier().equals(project.get(List.of("requires-python")))) {
      throw new IllegalStateException(said + " is not what the file says");
    }
  }
}
