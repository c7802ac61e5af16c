package dev.loopmend.behaviour;

import dev.loopmend.recipe.PythonVersion;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One folder below `fixtures/behaviour/<recipe>`, or a golden project that has a driver.
public record BehaviourCase(Path folder) {
  private static final String SUBJECT = "subject.py";
  private static final List<String> PROJECT_SUBJECTS =
      List.of("subject.ipynb", "src/subject.py", SUBJECT);
  static final Path ROOT = Path.of("fixtures", "behaviour");
  private static final Path GOLDEN = Path.of("fixtures", "golden");

  /// What the recipe is to make of `before.py`.
  enum Outcome {
    /// another text, whose facts are in a file of their own
    MENDED,
    /// the same text, and a finding
    REPORTED,
    /// the same text, and no finding
    UNCHANGED
  }

  /// All cases in the order of their paths.
  static List<BehaviourCase> all() {
    return Stream.of(ROOT, GOLDEN).flatMap(root -> below(root).stream()).toList();
  }

  private static List<BehaviourCase> below(Path root) {
    try (Stream<Path> files = Files.find(root, 3, (path, _) -> path.endsWith("drive.py"))) {
      return files.map(Path::getParent).sorted().map(BehaviourCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return recipe() + "/" + folder.getFileName();
  }

  String recipe() {
    return folder.getName(ROOT.getNameCount()).toString();
  }

  Outcome outcome() {
    if (Files.exists(folder.resolve("facts-after.txt"))) {
      return Outcome.MENDED;
    }
    return Files.exists(folder.resolve("facts-reported.txt"))
        ? Outcome.REPORTED
        : Outcome.UNCHANGED;
  }

  /// Whether the fix is one that has to be asked for.
  public boolean unsafe() {
    return Files.exists(folder.resolve("unsafe"));
  }

  /// The options that are set for the case, by `recipe.option`.
  public Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    text("options")
        .ifPresent(
            lines ->
                lines
                    .lines()
                    .map(line -> line.split("\\s*=\\s*", 2))
                    .forEach(pair -> options.put(pair[0], pair[1])));
    return options;
  }

  /// The oldest Python that the code of the case runs on.
  public Optional<PythonVersion> oldestPython() {
    return text("min-python").flatMap(PythonVersion::parse);
  }

  /// The modules that an interpreter must have, one a line.
  List<String> modules() {
    return text("modules").stream().flatMap(String::lines).toList();
  }

  /// The module that is driven: `before.py`, or the subject of the folder `before`.
  public Path before() {
    return isProject() ? folder.resolve("before").resolve(subject()) : folder.resolve("before.py");
  }

  /// The file that is driven: a module, or a notebook.
  String subject() {
    Path project = folder.resolve("before");
    return PROJECT_SUBJECTS.stream()
        .filter(name -> Files.exists(project.resolve(name)))
        .findFirst()
        .orElse(SUBJECT);
  }

  /// Whether the case has several files.
  public boolean isProject() {
    return Files.isDirectory(folder.resolve("before"));
  }

  /// The bytes of all files by their paths, that of the driven module being its subject.
  SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Path root = folder.resolve("before");
    try {
      if (!isProject()) {
        files.put(SUBJECT, Files.readAllBytes(before()));
        return files;
      }
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path : paths.filter(BehaviourCase::isPython).toList()) {
          String name = root.relativize(path).toString().replace(File.separatorChar, '/');
          files.put(name, Files.readAllBytes(path));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPython(Path path) {
    return path.toString().endsWith(".py") || path.toString().endsWith(".ipynb");
  }

  Path driver() {
    return folder.resolve("drive.py");
  }

  Path factsBefore() {
    return folder.resolve(
        switch (outcome()) {
          case MENDED -> "facts-before.txt";
          case REPORTED -> "facts-reported.txt";
          case UNCHANGED -> "facts-unchanged.txt";
        });
  }

  Path factsAfter() {
    return folder.resolve("facts-after.txt");
  }

  private Optional<String> text(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
