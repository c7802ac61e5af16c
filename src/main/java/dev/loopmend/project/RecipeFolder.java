package dev.loopmend.project;

import dev.loopmend.recipe.NamedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// Reads the recipe files of folders: every `.md` but `README.md`.
public final class RecipeFolder {
  private RecipeFolder() {}

  /// What reading folders gave: recipe files, and what could not be read.
  public record Reading(List<NamedText> texts, List<Problem> problems) {
    public Reading {
      texts = List.copyOf(texts);
      problems = List.copyOf(problems);
    }
  }

  /// The recipe files of absolute folders, in the order of their paths; each is named by its path
  /// as it is shown.
  public static Reading read(Path cwd, List<Path> folders) {
    List<NamedText> texts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path folder : new TreeSet<>(folders)) {
      for (Path file : files(cwd, folder, problems)) {
        String shown = Shown.path(cwd, file);
        try {
          texts.add(new NamedText(shown, Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
          problems.add(new Problem(shown, 0, "cannot be read: " + Failure.clause(e)));
        }
      }
    }
    return new Reading(texts, problems);
  }

  private static List<Path> files(Path cwd, Path folder, List<Problem> problems) {
    List<Path> files = new ArrayList<>();
    String shown = Shown.path(cwd, folder);
    if (!Files.isDirectory(folder)) {
      problems.add(new Problem(shown, 0, "there is no such folder of recipes"));
      return files;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.md")) {
      for (Path file : stream) {
        if (!file.endsWith("README.md")) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      problems.add(new Problem(shown, 0, "cannot be read: " + Failure.clause(e)));
    }
    Collections.sort(files);
    return files;
  }
}
