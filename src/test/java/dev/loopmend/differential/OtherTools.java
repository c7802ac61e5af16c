package dev.loopmend.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Ruff and pyright as npm installs them; `npm` is the folder in which it did, `python` the
/// interpreter whose libraries pyright reads.
record OtherTools(Path npm, String python) {
  private static final Path SCRIPT = Path.of("fixtures", "oracle", "findings.mjs");

  /// A finding of another tool; `line` counts from 1.
  record Finding(String path, int line, String rule, String message) {
    private static Finding of(String told) {
      String[] parts = told.split("\t", 4);
      return new Finding(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
    }

    /// What stays the same when lines move.
    String what() {
      return rule + ": " + message.replaceAll("\\b[Ll]ine \\d+", "line");
    }
  }

  /// The tools of the profile `differential`.
  static OtherTools installed() {
    return new OtherTools(
        Path.of(System.getProperty("differential.npm", "target/differential/npm")),
        System.getProperty("differential.python", "python3"));
  }

  /// What they find in files below a folder, by path; `programs` names the folder of the program
  /// that each file belongs to.
  Map<String, List<Finding>> findings(Path root, Map<String, String> programs)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    programs.forEach((path, program) -> lines.add(path + "\t" + program));
    Path asked = Files.write(root.resolve("asked.txt"), lines);
    Path said = root.resolve("said.txt");
    Process process =
        new ProcessBuilder("node", SCRIPT.toString(), npm.toString(), root.toString(), python)
            .redirectInput(asked.toFile())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    Map<String, List<Finding>> found = new TreeMap<>();
    for (String line : Files.readAllLines(said)) {
      Finding finding = Finding.of(line);
      found.computeIfAbsent(finding.path(), _ -> new ArrayList<>()).add(finding);
    }
    return found;
  }
}
