package dev.loopmend.project;

import dev.loopmend.engine.SourceTree.Standing;
import dev.loopmend.text.Formats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Walks folders and collects Python files: those that were asked for, and the others of the same
/// projects, which are read to know who calls whom. Links to folders are not followed, so it ends.
final class FileWalk {
  /// Folders that hold no sources of a project.
  private static final Set<String> NEVER =
      Set.of(".git", ".tox", ".nox", "node_modules", "__pycache__", ".ipynb_checkpoints");

  /// Folders that build tools fill, unless they are packages.
  private static final Set<String> BUILT = Set.of("build", "dist", ".eggs");

  /// Paths with fewer characters are always short enough.
  private static final int LONG_PATH = 900;

  private final Request request;
  private final Projects projects;
  private final Repositories repositories;
  private final IgnoreRules excludes;
  private final SortedMap<Path, Project> found = new TreeMap<>();
  private final SortedMap<Path, Project> others = new TreeMap<>();
  private final Set<Path> frozen = new HashSet<>();
  private final Set<Path> visited = new HashSet<>();
  private final Map<Path, List<IgnoreRules>> ofRepositories = new HashMap<>();
  private final List<Problem> unreadable = new ArrayList<>();

  FileWalk(Request request, Projects projects, Repositories repositories) {
    this.request = request;
    this.projects = projects;
    this.repositories = repositories;
    this.excludes = IgnoreRules.of(request.cwd(), request.exclude());
  }

  /// The absolute files that were found, with their projects.
  SortedMap<Path, Project> found() {
    return Collections.unmodifiableSortedMap(found);
  }

  List<Problem> unreadable() {
    return List.copyOf(unreadable);
  }

  /// Adds what a PATH stands for and says how many files that are. What is named is taken even if
  /// it is excluded, unless the request says otherwise.
  int add(Path path) {
    boolean folder = Files.isDirectory(path);
    Path start = folder ? path : parent(path);
    List<IgnoreRules> rules = request.ignoreFiles().isPresent() ? inherited(start) : List.of();
    if (request.forceExclude() && isExcluded(path, folder, start)) {
      return 0;
    }
    return folder ? visit(path, rules, path, Standing.CHOSEN) : take(path, start, Standing.CHOSEN);
  }

  /// Adds what else belongs to the projects of the files that were found, and to the workspaces of
  /// those: all that is not ignored by git. What is excluded is frozen. A folder within with a
  /// project of its own is not entered.
  void addRestOfProjects() {
    Set<Path> touched = new LinkedHashSet<>();
    for (Project project : new LinkedHashSet<>(found.values())) {
      if (project.marked() && Files.isDirectory(project.top())) {
        touched.add(project.top());
      }
    }
    for (Path top : touched) {
      List<IgnoreRules> rules = request.ignoreFiles().isPresent() ? inherited(top) : List.of();
      boolean excluded = isExcluded(top, true, top);
      visit(top, rules, top, excluded ? Standing.FROZEN : Standing.LINKED);
    }
    others.keySet().removeAll(found.keySet());
    frozen.retainAll(others.keySet());
    if (!others.isEmpty()) {
      List.copyOf(found.keySet()).forEach(this::takeTarget);
    }
  }

  /// Ex) `here/link.py`, asked for by its folder, to `lib/run.py` in the same project: findings are
  /// wanted there
  private void takeTarget(Path file) {
    try {
      Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
      if (!frozen.contains(target)) {
        Optional.ofNullable(others.remove(target)).ifPresent(it -> found.put(target, it));
      }
    } catch (IOException e) {
      fail(file, e);
    }
  }

  /// The absolute files that were not asked for but belong to the same projects.
  SortedMap<Path, Project> others() {
    return Collections.unmodifiableSortedMap(others);
  }

  /// Those of the others that no fix may change.
  Set<Path> frozen() {
    return Collections.unmodifiableSet(frozen);
  }

  private int visit(Path folder, List<IgnoreRules> inherited, Path root, Standing standing) {
    // Ex) the folder of a PATH, met again on the way through the whole project
    if (standing != Standing.CHOSEN && visited.contains(folder)) {
      return 0;
    }
    visited.add(folder);
    List<IgnoreRules> rules = within(folder, inherited);
    Optional<IgnoreRules> configured = projects.excludes(folder, root);
    int count = 0;
    for (Path entry : entries(folder)) {
      boolean directory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
      if (!directory) {
        nameIfTooDeep(entry);
      }
      boolean wanted = directory ? !isNeverEntered(entry) : isPython(entry);
      if (!wanted || isIgnored(entry, directory, rules)) {
        continue;
      }
      Standing here = isExcluded(entry, directory, configured) ? Standing.FROZEN : standing;
      if (!directory) {
        count += takeIfFile(entry, root, here);
      } else if (here == Standing.CHOSEN || !isProjectOfItsOwn(entry, folder, root)) {
        count += visit(entry, rules, root, here);
      }
    }
    return count;
  }

  /// Whether a folder has a project that is not linked with that of the folder round it.
  private boolean isProjectOfItsOwn(Path folder, Path outer, Path root) {
    Project inner = projects.of(folder, root);
    return inner.marked()
        && inner.folder().equals(folder)
        && !inner.top().equals(projects.of(outer, root).top());
  }

  /// Takes a file; a link to a folder is passed over, and what cannot be read is named.
  private int takeIfFile(Path entry, Path root, Standing standing) {
    if (Files.isRegularFile(entry)) {
      return take(entry, root, standing);
    }
    if (standing == Standing.CHOSEN && !Files.isDirectory(entry)) {
      boolean dangling = !Files.exists(entry);
      String why =
          dangling ? "it is a link to a file that does not exist" : "it is no regular file";
      unreadable.add(new Problem(Shown.path(request.cwd(), entry), 0, "skipped: " + why));
    }
    return 0;
  }

  private int take(Path file, Path root, Standing standing) {
    Project project = projects.of(parent(file), root);
    return switch (standing) {
      case CHOSEN -> {
        found.putIfAbsent(file, project);
        yield 1;
      }
      case LINKED -> {
        others.putIfAbsent(file, project);
        yield 0;
      }
      case FROZEN -> {
        others.putIfAbsent(file, project);
        frozen.add(file);
        yield 0;
      }
    };
  }

  private static Path parent(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  private List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException e) {
      fail(folder, e);
    } catch (DirectoryIteratorException e) {
      fail(folder, new IOException(e.getMessage(), e));
    } catch (UncheckedIOException e) {
      fail(folder, new IOException(e.getMessage(), e));
    }
    Collections.sort(entries);
    return entries;
  }

  /// A path may be longer than the file system takes one: then nothing is known about what it
  /// names, not even that it is a folder.
  private void nameIfTooDeep(Path entry) {
    if (entry.toString().length() < LONG_PATH) {
      return;
    }
    try {
      Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      fail(entry, e);
    }
  }

  private void fail(Path folder, IOException failure) {
    String shown = Shown.path(request.cwd(), folder);
    unreadable.add(new Problem(shown, 0, "cannot be read: " + Failure.clause(failure)));
  }

  private static boolean isPython(Path file) {
    String name = String.valueOf(file.getFileName());
    // Ex) `.#app.py`: a lock that Emacs keeps as a link to nothing
    return (name.endsWith(".py") || name.endsWith(".pyw") || Formats.isNotebook(name))
        && !name.startsWith(".#");
  }

  private static boolean isNeverEntered(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return NEVER.contains(name)
        || Files.exists(folder.resolve("pyvenv.cfg"))
        || (BUILT.contains(name) && !Files.exists(folder.resolve("__init__.py")));
  }

  /// Whether the command line or the configuration leaves an entry out.
  private boolean isExcluded(Path entry, boolean directory, Optional<IgnoreRules> configured) {
    return excludes.judge(entry, directory) == IgnoreRules.Verdict.IGNORED
        || (configured.isPresent()
            && configured.get().judge(entry, directory) == IgnoreRules.Verdict.IGNORED);
  }

  private static boolean isIgnored(Path entry, boolean directory, List<IgnoreRules> rules) {
    // The rules of the innermost folder speak last, hence first here.
    for (IgnoreRules rule : rules.reversed()) {
      switch (rule.judge(entry, directory)) {
        case IGNORED -> {
          return true;
        }
        case KEPT -> {
          return false;
        }
        case SILENT -> {}
      }
    }
    return false;
  }

  /// Whether a path or a folder above it is excluded, up to the current directory, or up to the
  /// repository or the file system's root for what lies outside.
  private boolean isExcluded(Path path, boolean folder, Path root) {
    Path at = path;
    boolean directory = folder;
    while (at.getNameCount() > 0 && !at.equals(request.cwd())) {
      Path above = parent(at);
      List<IgnoreRules> rules =
          request.ignoreFiles().isPresent() ? within(above, inherited(above)) : List.of();
      boolean never = directory && isNeverEntered(at);
      if (never
          || isExcluded(at, directory, projects.excludes(above, root))
          || isIgnored(at, directory, rules)) {
        return true;
      }
      at = above;
      directory = true;
    }
    return false;
  }

  /// The rules of a folder after those of the folders above. A repository inside another one knows
  /// nothing of the outer one's rules.
  private List<IgnoreRules> within(Path folder, List<IgnoreRules> inherited) {
    if (request.ignoreFiles().isEmpty()) {
      return List.of();
    }
    boolean repository = repositories.above(folder).equals(Optional.of(folder));
    List<IgnoreRules> rules = new ArrayList<>(repository ? List.of() : inherited);
    if (repository) {
      rules.addAll(ofRepositories.computeIfAbsent(folder, this::ofRepository));
    }
    IgnoreRules.read(folder, folder.resolve(".gitignore")).ifPresent(rules::add);
    return rules;
  }

  private List<IgnoreRules> ofRepository(Path top) {
    return request.ignoreFiles().stream()
        .flatMap(files -> files.of(top).stream())
        .flatMap(file -> IgnoreRules.read(top, file).stream())
        .toList();
  }

  /// The rules of the folders above a folder, from its repository's root on; outside of a
  /// repository none.
  private List<IgnoreRules> inherited(Path folder) {
    Optional<Path> top = repositories.above(folder);
    List<Path> above = new ArrayList<>();
    for (Path at = folder; top.isPresent() && !at.equals(top.get()); ) {
      at = parent(at);
      above.add(at);
    }
    List<IgnoreRules> rules = List.of();
    for (Path outer : above.reversed()) {
      rules = within(outer, rules);
    }
    return rules;
  }
}
