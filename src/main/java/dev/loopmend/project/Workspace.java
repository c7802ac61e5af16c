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
/// in its order; `roots` are the PATHs that exist and `missing` those that do not; `unreadable`
/// names what could not be entered or opened, and `empty` PATHs without a Python file.
public record Workspace(
    Path cwd,
    List<Path> roots,
    SortedMap<String, Path> files,
    Map<String, Project> projects,
    List<Problem> missing,
    List<Problem> unreadable,
    List<String> empty) {

  /// What looking for files gave.
  public sealed interface Discovery {
    record Found(Workspace workspace) implements Discovery {}

    /// No PATH exists, or a configuration is wrong: nothing can be done.
    record Refused(List<Problem> problems) implements Discovery {}
  }

  /// Looks for the Python files below the paths of a request.
  public static Discovery discover(Request request) {
    return discover(request, false);
  }

  /// The same for a file whose text comes from elsewhere, so that it need not exist.
  public static Discovery named(Request request) {
    return discover(request, true);
  }

  private static Discovery discover(Request request, boolean absentToo) {
    Projects projects = new Projects(request.cwd());
    FileWalk walk = new FileWalk(request, projects);
    List<Problem> missing = new ArrayList<>();
    List<Path> roots = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (String given : request.paths()) {
      Optional<Path> path = resolve(request.cwd(), given);
      if (path.isEmpty() || !(absentToo || Files.exists(path.get()))) {
        boolean link = path.filter(Files::isSymbolicLink).isPresent();
        missing.add(
            new Problem(
                given.isEmpty() ? "\"\"" : given,
                0,
                link
                    ? "it is a link to a file that does not exist"
                    : "there is no such file or directory"));
      } else {
        roots.add(path.get());
        int found = walk.add(path.get());
        if (found == 0) {
          empty.add(given);
        }
      }
    }
    List<Problem> wrong = new ArrayList<>(roots.isEmpty() ? missing : List.of());
    wrong.addAll(projects.problems());
    return wrong.isEmpty()
        ? new Discovery.Found(workspace(request.cwd(), roots, missing, walk, empty))
        : new Discovery.Refused(List.copyOf(wrong));
  }

  private static Optional<Path> resolve(Path cwd, String given) {
    try {
      return given.isEmpty() ? Optional.empty() : Optional.of(cwd.resolve(given).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Workspace workspace(
      Path cwd, List<Path> roots, List<Problem> missing, FileWalk walk, List<String> empty) {
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
        cwd,
        List.copyOf(roots),
        files,
        projects,
        List.copyOf(missing),
        walk.unreadable(),
        List.copyOf(empty));
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

  /// A file as a diff names it: relative to the top of the repository that the current directory
  /// lies in, as git does. `git apply` reads `diff --git` lines so in each of its folders, and
  /// skips in silence what it does not find.
  public String inDiff(String path) {
    Path file = Optional.ofNullable(files.get(path)).orElseThrow();
    for (Path at = cwd; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return file.startsWith(at) ? Shown.path(at, file) : path;
      }
    }
    return path;
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
