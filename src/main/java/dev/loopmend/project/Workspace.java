package dev.loopmend.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Python files of a run with their projects. `files` are absolute by the path that is shown,
/// in its order; `roots` are the PATHs; `unreadable` names folders that could not be entered, and
/// `empty` PATHs without a Python file.
public record Workspace(
    Path cwd,
    List<Path> roots,
    SortedMap<String, Path> files,
    Map<String, Project> projects,
    List<Problem> unreadable,
    List<String> empty) {

  /// What looking for files gave.
  public sealed interface Discovery {
    record Found(Workspace workspace) implements Discovery {}

    /// A PATH or a configuration is wrong: nothing can be done.
    record Refused(List<Problem> problems) implements Discovery {}
  }

  /// Looks for the Python files below the paths of a request.
  public static Discovery discover(Request request) {
    Projects projects = new Projects(request.cwd());
    FileWalk walk = new FileWalk(request, projects);
    List<Problem> wrong = new ArrayList<>();
    List<Path> roots = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (String given : request.paths()) {
      Optional<Path> path = resolve(request.cwd(), given);
      if (path.isEmpty() || !Files.exists(path.get())) {
        wrong.add(new Problem(given, 0, "there is no such file or directory"));
      } else {
        roots.add(path.get());
        int found = walk.add(path.get());
        if (found == 0) {
          empty.add(given);
        }
      }
    }
    wrong.addAll(projects.problems());
    return wrong.isEmpty()
        ? new Discovery.Found(workspace(request.cwd(), roots, walk, empty))
        : new Discovery.Refused(List.copyOf(wrong));
  }

  private static Optional<Path> resolve(Path cwd, String given) {
    try {
      return Optional.of(cwd.resolve(given).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Workspace workspace(
      Path cwd, List<Path> roots, FileWalk walk, List<String> empty) {
    SortedMap<String, Path> files = new TreeMap<>();
    Map<String, Project> projects = new TreeMap<>();
    walk.found()
        .forEach(
            (file, project) -> {
              if (!isLinkToFoundFile(file, walk)) {
                String shown = Shown.path(cwd, file);
                files.put(shown, file);
                projects.put(shown, project);
              }
            });
    return new Workspace(
        cwd, List.copyOf(roots), files, projects, walk.unreadable(), List.copyOf(empty));
  }

  /// A link beside its target would give every finding and every edit twice.
  private static boolean isLinkToFoundFile(Path file, FileWalk walk) {
    try {
      return Files.isSymbolicLink(file) && walk.found().containsKey(file.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /// The projects of the files, each once, in the order of the files.
  public List<Project> distinctProjects() {
    return projects.values().stream().distinct().toList();
  }

  /// The settings of each project in words, for those who want to see more.
  public List<String> described() {
    return distinctProjects().stream().map(this::described).toList();
  }

  private String described(Project project) {
    String source = project.configuration().source();
    return "project %s: Python %s or newer, %s"
        .formatted(
            Shown.path(cwd, project.folder()),
            project.target(),
            source.isEmpty() ? "nothing configured" : "configured in " + source);
  }
}
