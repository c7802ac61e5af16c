package dev.loopmend.project;

import dev.loopmend.recipe.NamedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the knowledge files that the command line and configurations name. What they say of
/// libraries holds for a whole run, since its projects are linked with each other.
public final class KnowledgeFiles {
  private final Path cwd;
  private final Map<Path, NamedText> texts = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private KnowledgeFiles(Path cwd) {
    this.cwd = cwd;
  }

  /// What reading files gave: each once, in the order of their paths, and what could not be read.
  public record Reading(List<NamedText> texts, List<Problem> problems) {}

  /// The files that configurations name, and `named` absolute ones of the command line.
  public static Reading read(Path cwd, List<Path> named, List<Configuration> configurations) {
    KnowledgeFiles files = new KnowledgeFiles(cwd);
    for (Path file : named) {
      files.add(file, new Problem("--knowledge", 0, ""));
    }
    for (Configuration configuration : configurations) {
      for (String file : configuration.knowledge()) {
        files.add(
            configuration.folder().resolve(file).normalize(),
            configuration.problem("knowledge", "knowledge: "));
      }
    }
    return new Reading(List.copyOf(files.texts.values()), List.copyOf(files.problems));
  }

  /// Reads a file; `fault` is where it is named, with how a message about that begins.
  private void add(Path file, Problem fault) {
    if (texts.containsKey(file)) {
      return;
    }
    String shown = Shown.path(cwd, file);
    try {
      texts.put(file, new NamedText(shown, Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException
              ? "there is no file " + shown
              : shown + " cannot be read: " + Failure.clause(e);
      problems.add(new Problem(fault.where(), fault.line(), fault.message() + why));
    }
  }
}
