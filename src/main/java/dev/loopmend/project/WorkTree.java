package dev.loopmend.project;

import dev.loopmend.engine.FileSettings;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.text.Formats;
import dev.loopmend.text.LineRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The files of a workspace as they stand on disk or in a commit. Larger ones than `maxFileSize`
/// bytes are not read; notebooks may be 16 times as large.
public record WorkTree(Workspace workspace, Settings settings, long maxFileSize, View view)
    implements SourceTree {
  /// How much larger a notebook may be, most of which is output.
  private static final int NOTEBOOK_FACTOR = 16;

  @Override
  public List<String> paths() {
    List<String> all = new ArrayList<>(workspace.files().keySet());
    all.addAll(workspace.others().keySet());
    Collections.sort(all);
    return List.copyOf(all);
  }

  @Override
  public String location(String path) {
    return Shown.path(workspace.base(), workspace.file(path).orElseThrow());
  }

  @Override
  public Set<String> entryPoints() {
    Set<String> found = new TreeSet<>();
    for (Project project : workspace.distinctProjects()) {
      if (project.marked()) {
        found.addAll(EntryPoints.of(project.folder()));
      }
    }
    return found;
  }

  @Override
  public Standing standing(String path) {
    if (workspace.files().containsKey(path)) {
      return Standing.CHOSEN;
    }
    return workspace.frozen().contains(path) ? Standing.FROZEN : Standing.LINKED;
  }

  @Override
  public Reading read(String path) {
    byte[] given = view.texts().get(path);
    if (given != null) {
      return new Reading.Bytes(given);
    }
    return file(path).map(this::read).orElse(new Reading.Unreadable("it is no file of this run"));
  }

  private Reading read(Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // Ex) a pipe, whose reader would wait for ever
        return new Reading.Unreadable("it is no regular file");
      }
      long size = Files.size(file);
      boolean notebook = Formats.isNotebook(file.toString());
      long limit = notebook ? NOTEBOOK_FACTOR * maxFileSize : maxFileSize;
      if (size > limit) {
        String times = notebook ? NOTEBOOK_FACTOR + " times " : "";
        return new Reading.Unreadable(
            "it is larger than " + times + "--max-file-size (" + mib(limit) + ")");
      }
      return new Reading.Bytes(Files.readAllBytes(file));
    } catch (IOException e) {
      return new Reading.Unreadable(Failure.clause(e));
    }
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }

  @Override
  public FileSettings settings(String path) {
    Path file = workspace.file(path).orElseThrow();
    Project project = Optional.ofNullable(workspace.projects().get(path)).orElseThrow();
    return settings.of(file, project);
  }

  @Override
  public Optional<List<LineRange>> chosenLines(String path) {
    return view.lines()
        .map(all -> file(path).map(file -> all.getOrDefault(real(file), List.of())).orElseThrow());
  }

  @Override
  public Optional<String> closed(String path) {
    return Optional.ofNullable(view.closed().get(path));
  }

  @Override
  public Optional<String> occupied(String path) {
    // Ex) standard input, the buffers of an editor: their reader takes only texts of known files
    boolean elsewhere = !view.texts().isEmpty() && !view.texts().containsKey(path);
    return elsewhere
        ? Optional.of("only a run over files on the disk makes new ones (loopmend apply)")
        : workspace.occupied(path);
  }

  /// The same files in another view.
  public WorkTree in(View other) {
    return new WorkTree(workspace, settings, maxFileSize, other);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }

  @Override
  public boolean isNamed(String path) {
    return file(path).map(workspace.roots()::contains).orElse(false);
  }

  /// The absolute path by which a file is to be made, by the path that would be shown.
  public Path placeOf(String path) {
    return workspace.placeOf(path);
  }

  /// The absolute path of a file by the path that is shown.
  public Optional<Path> file(String path) {
    return workspace.file(path);
  }
}
