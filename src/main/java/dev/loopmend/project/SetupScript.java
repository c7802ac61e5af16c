package dev.loopmend.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The `setup.py` that a project is built by. Applications have modules of that name as well, deep
/// in their packages: a project of its own there would know nothing of the rest.
final class SetupScript {
  private static final List<String> BUILDERS =
      List.of("setuptools", "distutils", "skbuild", "cx_Freeze", "py2exe", "python_requires");

  private SetupScript() {}

  /// Whether a `setup.py` stands in a folder and names anything that builds projects. One that
  /// cannot be read is taken for the script.
  static boolean stands(Path folder) {
    Path script = folder.resolve("setup.py");
    return Files.isRegularFile(script) && namesBuilder(script);
  }

  private static boolean namesBuilder(Path script) {
    try {
      // Every byte is a character: the names are ASCII, and old files are in any encoding.
      String text = Files.readString(script, StandardCharsets.ISO_8859_1);
      return BUILDERS.stream().anyMatch(text::contains);
    } catch (IOException e) {
      return true;
    }
  }
}
