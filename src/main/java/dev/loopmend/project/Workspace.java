package dev.loopmend.project;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The Python files of a run with their projects. `files` are those that were asked for, `others`
/// those that belong to the same projects and are only linked, both absolute by the path that is
/// shown, in its order; no fix may change a `frozen` one of the others. `base` is the folder that
/// holds all of their projects. `roots` are the PATHs that exist and `missing` those that do not;
/// `unreadable` names what could not be entered or opened, and `empty` PATHs without a Python file.
public record Workspace(
    Path cwd,
    Path base,
    List<Path> roots,
    SortedMap<String, Path> files,
    SortedMap<String, Path> others,
    Set<String> frozen,
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
    Repositories repositories = new Repositories();
    Projects projects = new Projects(request.cwd(), repositories);
    FileWalk walk = new FileWalk(request, projects, repositories);
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
        int unreadable = walk.unreadable().size();
        int found = walk.add(path.get());
        if (found == 0 && walk.unreadable().size() == unreadable) {
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
    walk.addRestOfProjects();
    Map<String, Project> projects = new TreeMap<>();
    SortedMap<String, Path> files = shown(cwd, walk.found(), walk, projects);
    SortedMap<String, Path> others = shown(cwd, walk.others(), walk, projects);
    return new Workspace(
        cwd,
        base(cwd, projects.values()),
        List.copyOf(roots),
        files,
        others,
        walk.frozen().stream()
            .map(file -> Shown.path(cwd, file))
            .collect(Collectors.toUnmodifiableSet()),
        projects,
        List.copyOf(missing),
        walk.unreadable(),
        List.copyOf(empty));
  }

  /// The deepest folder that holds all projects, and the top of the package that it lies in.
  private static Path base(Path cwd, Collection<Project> projects) {
    Optional<Path> base = Optional.empty();
    for (Project project : projects) {
      Path folder = project.top();
      base = Optional.of(base.map(one -> common(one, folder)).orElse(folder));
    }
    Path top = base.orElse(cwd);
    while (Files.exists(top.resolve("__init__.py"))) {
      Path above = top.getParent();
      if (above == null) {
        return top;
      }
      top = above;
    }
    return top;
  }

  private static Path common(Path one, Path other) {
    Path at = one;
    while (!other.startsWith(at)) {
      Path above = at.getParent();
      if (above == null) {
        return at;
      }
      at = above;
    }
    return at;
  }

  private static SortedMap<String, Path> shown(
      Path cwd, SortedMap<Path, Project> found, FileWalk walk, Map<String, Project> projects) {
    SortedMap<String, Path> files = new TreeMap<>();
    found.forEach(
        (file, project) -> {
          if (!isLinkToFoundFile(file, walk)) {
            String shown = Shown.path(cwd, file);
            files.put(shown, file);
            projects.put(shown, project);
          }
        });
    return files;
  }

  /// A link beside its target would give every finding and every edit twice.
  private static boolean isLinkToFoundFile(Path file, FileWalk walk) {
    try {
      if (!Files.isSymbolicLink(file)) {
        return false;
      }
      Path target = file.toRealPath();
      return walk.found().containsKey(target) || walk.others().containsKey(target);
    } catch (IOException e) {
      return false;
    }
  }

  /// The projects of the files, each once, in the order of the files.
  public List<Project> distinctProjects() {
    return projects.values().stream().distinct().toList();
  }

  /// The configurations of the projects, each once.
  public List<Configuration> configurations() {
    return distinctProjects().stream().map(Project::configuration).distinct().toList();
  }

  /// A file as a diff names it: relative to the top of the repository that the current directory
  /// lies in, as git does. `git apply` reads `diff --git` lines so in each of its folders, and
  /// skips in silence what it does not find.
  public String inDiff(String path) {
    Path file = placeOf(path);
    return new Repositories()
        .above(cwd)
        .filter(file::startsWith)
        .map(top -> Shown.path(top, file))
        .orElse(path);
  }

  /// A file as reports for programs name it: relative to the current directory below it, else
  /// absolute.
  public String forPrograms(String path) {
    return path.startsWith("../") ? "/" + Shown.path(cwd.resolve("/"), placeOf(path)) : path;
  }

  /// The absolute path of a file, asked for or only linked, by the path that is shown.
  public Optional<Path> file(String path) {
    return Optional.ofNullable(files.get(path)).or(() -> Optional.ofNullable(others.get(path)));
  }

  /// The absolute path of a file, there or not, by the path that is shown, or would be.
  public Path placeOf(String path) {
    return file(path).orElseGet(() -> cwd.resolve(path).normalize());
  }

  /// What stands in the way of a new file, as a clause: what Python would import in its place.
  public Optional<String> occupied(String path) {
    Path file = placeOf(path);
    String name = String.valueOf(file.getFileName());
    String module = name.substring(0, name.lastIndexOf('.'));
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Optional.ofNullable(file.getParent()).orElse(cwd))) {
      for (Path entry : entries) {
        String other = String.valueOf(entry.getFileName());
        // Ex) `tasks.py` that is excluded, the package `tasks`, `tasks.cpython-311.so`
        boolean isPackage = other.equals(module) && Files.exists(entry.resolve("__init__.py"));
        if (isPackage || other.startsWith(module + ".")) {
          return Optional.of(Shown.path(cwd, entry) + " is there, and no file of this run");
        }
      }
      return Optional.empty();
    } catch (IOException | DirectoryIteratorException e) {
      return Optional.of("its folder cannot be read");
    }
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
