package dev.loopmend.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `pyproject.toml` looked through as text. Most say nothing of Loopmend and name Python in one
/// plain line, and a TOML parser would take a fourth of a run over one file to read them. Whether
/// the rest of such a file is TOML is for others to say.
final class PyprojectText {
  private static final String KEY = "requires-python";

  // Ex) [project]
  private static final Pattern TABLE = Pattern.compile("(?md)^[ \\t]*+\\[([^\\]\\r\\n]*+)\\]");

  // Ex) requires-python = ">=3.9"  # as the servers
  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "(?md)^[ \\t]*"
              + KEY
              + "[ \\t]*=[ \\t]*(?:\"([^\"\\\\\\r\\n]*)\"|'([^'\\r\\n]*)')[ \\t]*(?:#.*)?\r?$");

  private PyprojectText() {}

  /// What `requires-python` says, and in which line (from 1).
  record Requirement(String specifier, int line) {}

  /// What looking through the text gave.
  sealed interface Look {
    /// It holds no settings of Loopmend and no workspace; what it says in `requires-python`, if it
    /// does.
    record Plain(Optional<Requirement> requiresPython) implements Look {}

    /// Only a TOML parser can tell.
    record Unclear() implements Look {}
  }

  /// Looks through a file; one that is not there or cannot be read is unclear.
  static Look look(Path file) {
    try {
      // Every byte is a character: what is looked for is ASCII.
      return look(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new Look.Unclear();
    }
  }

  static Look look(String text) {
    // An escape in a quoted name could spell anything.
    if (text.contains("loopmend") || text.contains("\\u")) {
      return new Look.Unclear();
    }
    // Ex) members = ["lib/*"] below [tool.uv.workspace]
    if (text.contains("workspace") && text.contains("members")) {
      return new Look.Unclear();
    }
    // Ex) an archive by the name of a configuration: what it says of Python is not looked for
    if (text.length() > ConfigurationFile.MAX_BYTES) {
      return new Look.Plain(Optional.empty());
    }
    Matcher requirement = REQUIREMENT.matcher(text);
    if (requirement.find() && isOfProject(text.substring(0, requirement.start()))) {
      String specifier =
          Optional.ofNullable(requirement.group(1)).orElseGet(() -> requirement.group(2));
      int line =
          1 + (int) text.substring(0, requirement.start()).chars().filter(c -> c == '\n').count();
      return new Look.Plain(Optional.of(new Requirement(specifier, line)));
    }
    // Ex) python = "^3.9" below [tool.poetry.dependencies]
    return text.contains(KEY) || text.contains("poetry")
        ? new Look.Unclear()
        : new Look.Plain(Optional.empty());
  }

  /// Whether the line behind a text belongs to `[project]`. In a string of several lines nothing is
  /// what it looks like; in a list a name in brackets is no TOML.
  private static boolean isOfProject(String before) {
    if (before.contains("\"\"\"") || before.contains("'''")) {
      return false;
    }
    String table = "";
    Matcher header = TABLE.matcher(before);
    while (header.find()) {
      table = header.group(1).strip();
    }
    return table.equals("project");
  }
}
