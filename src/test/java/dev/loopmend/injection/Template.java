package dev.loopmend.injection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A small piece of work, once right and once with a bug: a file `RECIPE.WHAT.txt` below
/// `fixtures/injection`. Its sections begin with `--- NAME`.
record Template(String recipe, String name, Map<String, String> sections) {
  private static final Path ROOT = Path.of("fixtures", "injection");

  /// All templates in the order of their names.
  static List<Template> all() {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(Template::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Template read(Path file) {
    String name = file.getFileName().toString();
    Map<String, String> sections = new LinkedHashMap<>();
    String section = "";
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("--- ")) {
          section = line.substring(4);
          sections.put(section, "");
        } else {
          sections.merge(section, line + "\n", String::concat);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Template(name.substring(0, name.indexOf('.')), name, sections);
  }

  /// Whether the bug is only reported, never mended.
  boolean isReported() {
    return sections.containsKey("reported");
  }

  /// Whether the work can be done by an interpreter without libraries and without a network.
  boolean isRun() {
    return !sections.containsKey("not run");
  }

  /// What stands in the module before the work.
  String helpers(boolean bug) {
    return section("helpers") + section(bug ? "bug helpers" : "correct helpers");
  }

  /// The statements of the work.
  String body(boolean bug) {
    return section(bug ? "bug" : "correct");
  }

  private String section(String name) {
    return sections.getOrDefault(name, "");
  }
}
