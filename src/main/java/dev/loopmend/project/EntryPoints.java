package dev.loopmend.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The functions that installed scripts and plugins of a project start, as `package.module:name`.
///
/// They are read as text, from whatever key or call they stand in: a name too many only means that
/// one more function keeps its way of being called.
final class EntryPoints {
  private static final List<String> FILES = List.of("pyproject.toml", "setup.cfg", "setup.py");

  // Ex) tool = "shop.cli:main", 'tool = shop.cli:main'; each word is read once, however long
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<![A-Za-z0-9_.])[0-9.]*+([A-Za-z_][A-Za-z0-9_.]*+)\\s*+:\\s*+"
              + "([A-Za-z_][A-Za-z0-9_.]*+)");

  private EntryPoints() {}

  /// The entry points that the files of a project's folder name; none if they cannot be read.
  static Set<String> of(Path folder) {
    Set<String> found = new TreeSet<>();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        Matcher matcher = REFERENCE.matcher(text(file));
        while (matcher.find()) {
          found.add(matcher.group(1) + ":" + matcher.group(2));
        }
      }
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
