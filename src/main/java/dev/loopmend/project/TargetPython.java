package dev.loopmend.project;

import dev.loopmend.recipe.PythonVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlTable;

/// The oldest Python that a project says it runs on.
final class TargetPython {
  /// Ex) `>=3.9`, `~=3.9.1`, `^3.8`, `==3.11.*`, `>3.7`, `3.12`
  private static final Pattern CLAUSE =
      Pattern.compile("\\s*(>=|~=|\\^|~|===?|>|<=|<|!=)?\\s*v?(\\d+)(?:\\.(\\d+))?[\\w.*]*\\s*");

  /// Ex) `python_requires = >=3.8` below `[options]`
  private static final Pattern SETUP_CFG =
      Pattern.compile("(?m)^[ \\t]*python[-_]requires[ \\t]*=[ \\t]*(\\S[^\\r\\n]*)");

  /// Ex) `python_requires=">=3.8",`
  private static final Pattern SETUP_PY =
      Pattern.compile("\\bpython_requires\\s*=\\s*[\"']([^\"'\\r\\n]+)[\"']");

  private TargetPython() {}

  /// A version, with the file and line that say it.
  record Stated(PythonVersion version, String place) {}

  /// What `pyproject.toml` says: `requires-python`, else Poetry's `python`. `shown` is the file's
  /// path as it is shown.
  static Optional<Stated> ofPyproject(TomlTable table, String shown) {
    return stated(table, shown, List.of("project", "requires-python"))
        .or(() -> stated(table, shown, List.of("tool", "poetry", "dependencies", "python")))
        .or(
            () ->
                stated(
                    table, shown, List.of("tool", "poetry", "dependencies", "python", "version")));
  }

  /// What a specifier in a line (from 1) of a file says; nothing if it sets no lower bound.
  static Optional<Stated> stated(String specifier, String shown, int line) {
    return lowest(specifier).map(version -> new Stated(version, shown + ":" + line));
  }

  private static Optional<Stated> stated(TomlTable table, String shown, List<String> path) {
    return string(table, path)
        .flatMap(TargetPython::lowest)
        .map(version -> new Stated(version, shown + line(table, path)));
  }

  private static String line(TomlTable table, List<String> path) {
    return Optional.ofNullable(table.inputPositionOf(path))
        .map(position -> ":" + position.line())
        .orElse("");
  }

  /// What `setup.cfg`, else a literal in `setup.py` says.
  static Optional<Stated> ofSetup(Path cwd, Path folder) {
    return find(cwd, folder.resolve("setup.cfg"), SETUP_CFG)
        .or(() -> find(cwd, folder.resolve("setup.py"), SETUP_PY));
  }

  /// The lowest version that a specifier allows, such as 3.9 of `>=3.9,<4`; nothing if it sets no
  /// lower bound. Alternatives (`||`) give the lowest of theirs.
  static Optional<PythonVersion> lowest(String specifier) {
    Optional<PythonVersion> lowest = Optional.empty();
    for (String alternative : specifier.split("\\|\\|?", -1)) {
      Optional<PythonVersion> bound = bound(alternative);
      if (bound.isEmpty()) {
        return Optional.empty();
      }
      boolean lower = lowest.isEmpty() || lowest.get().isAtLeast(bound.get());
      lowest = lower ? bound : lowest;
    }
    return lowest;
  }

  private static Optional<PythonVersion> bound(String conjunction) {
    Optional<PythonVersion> highest = Optional.empty();
    Matcher clause = CLAUSE.matcher("");
    for (String part : conjunction.strip().split("\\s*,\\s*|\\s+(?=[<>=!~^])", -1)) {
      if (clause.reset(part).matches() && !List.of("<", "<=", "!=").contains(operator(clause))) {
        int major = Integer.parseInt(clause.group(2));
        int minor = Optional.ofNullable(clause.group(3)).map(Integer::parseInt).orElse(0);
        PythonVersion version = new PythonVersion(major, minor);
        highest = highest.filter(high -> high.isAtLeast(version)).or(() -> Optional.of(version));
      }
    }
    return highest.map(
        version -> version.isAtLeast(PythonVersion.OLDEST) ? version : PythonVersion.OLDEST);
  }

  private static String operator(Matcher clause) {
    return Optional.ofNullable(clause.group(1)).orElse("");
  }

  private static Optional<String> string(TomlTable table, List<String> path) {
    TomlTable at = table;
    for (String key : path.subList(0, path.size() - 1)) {
      if (!(at.get(List.of(key)) instanceof TomlTable inner)) {
        return Optional.empty();
      }
      at = inner;
    }
    return at.get(List.of(path.getLast())) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<Stated> find(Path cwd, Path file, Pattern pattern) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      // Every byte is a character: the pattern is ASCII, and old files are in any encoding.
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      Matcher found = pattern.matcher(text);
      if (!found.find()) {
        return Optional.empty();
      }
      long line = text.substring(0, found.start(1)).lines().count();
      String place = Shown.path(cwd, file) + ":" + line;
      return Optional.ofNullable(found.group(1))
          .flatMap(TargetPython::lowest)
          .map(version -> new Stated(version, place));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
