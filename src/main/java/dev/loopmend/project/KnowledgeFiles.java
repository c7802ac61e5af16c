package dev.loopmend.project;

import dev.loopmend.recipe.NamedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the knowledge files that the command line and configurations name, and those in the folder
/// `knowledge` of a folder of recipes. What they say of libraries holds for a whole run, since its
/// projects are linked with each other.
public final class KnowledgeFiles {
  private final Path cwd;
  private final Map<Path, NamedText> texts = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private KnowledgeFiles(Path cwd) {
    this.cwd = cwd;
  }

  /// What reading files gave: each once, in the order of their paths, and what could not be read.
  public record Reading(List<NamedText> texts, List<Problem> problems) {}

  /// The files that configurations name, and what the command line names: absolute files, and
  /// folders of recipes.
  public static Reading read(
      Path cwd, List<Path> named, List<Path> recipes, List<Configuration> configurations) {
    KnowledgeFiles files = new KnowledgeFiles(cwd);
    for (Path file : named) {
      files.add(file, new Problem("--knowledge", 0, ""));
    }
    recipes.forEach(files::addBeside);
    for (Configuration configuration : configurations) {
      for (String folder : configuration.recipes()) {
        files.addBeside(configuration.folder().resolve(folder).normalize());
      }
      for (String file : configuration.knowledge()) {
        files.add(
            configuration.folder().resolve(file).normalize(),
            configuration.problem("knowledge", "knowledge: "));
      }
    }
    return new Reading(List.copyOf(files.texts.values()), List.copyOf(files.problems));
  }

  /// Reads what a folder of recipes brings along, if anything.
  private void addBeside(Path recipes) {
    Path folder = recipes.resolve("knowledge");
    if (!Files.isDirectory(folder)) {
      return;
    }
    String shown = Shown.path(cwd, folder);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.yaml")) {
      stream.forEach(file -> add(file, new Problem(shown, 0, "")));
    } catch (IOException e) {
      problems.add(new Problem(shown, 0, "cannot be read: " + Failure.clause(e)));
    }
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
