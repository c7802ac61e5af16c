package dev.loopmend.semantic;

import dev.loopmend.text.Formats;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The modules of a workspace by path. A folder with `__init__.py` is a package; the folder above
/// the outermost package is what has to be on `sys.path`. Folders without one are namespace
/// packages (PEP 420), and they never win over the standard library.
final class ProjectPaths {
  private static final String INIT = "/__init__.py";

  /// CPython finds its own library by these files (Modules/getpath.py).
  private static final List<String> LANDMARKS = List.of("os.py", "site.py");

  private final Set<String> files;
  private final Set<String> folders = new HashSet<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, String> foldersOf = new HashMap<>();
  private final Map<String, String> paths = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  /// The first file of each dotted name, by the paths of the run.
  private final Map<String, String> modules = new HashMap<>();

  /// Paths as the run names them, each with where it lies in the workspace.
  ProjectPaths(Map<String, String> locations) {
    this.files = new HashSet<>();
    locations.forEach(
        (path, location) -> {
          String file = "/" + clean(location);
          files.add(file);
          keys.put(path, file);
          paths.put(file, path);
          foldersOf.put(path, folderOf(file));
        });
    for (String file : files) {
      for (String at = folderOf(file); folders.add(at) && !at.isEmpty(); at = folderOf(at)) {}
    }
    files.forEach(file -> names.put(file, nameOf(file)));
    names.forEach(
        (file, name) -> {
          if (!isShadowed(file)) {
            modules.merge(name, file, this::first);
          }
        });
  }

  /// Whether a dotted name is that of a file of the workspace.
  boolean isModule(String dotted) {
    return modules.containsKey(dotted);
  }

  private String first(String file, String other) {
    String path = paths.getOrDefault(file, file);
    return path.compareTo(paths.getOrDefault(other, other)) <= 0 ? file : other;
  }

  private static String clean(String path) {
    String slashes = path.replace('\\', '/');
    String bare = slashes.startsWith("./") ? slashes.substring(2) : slashes;
    return bare.startsWith("/") ? bare.substring(1) : bare;
  }

  /// Where a file lies, from the root of the workspace.
  private String key(String path) {
    String known = keys.get(path);
    return known == null ? "/" + clean(path) : known;
  }

  /// The path by which the run names a file that was found.
  Optional<String> pathOf(String found) {
    return Optional.ofNullable(paths.get(found));
  }

  /// The folder of a file, from the root of the workspace: what its imports find depends on nothing
  /// else of it.
  String folder(String path) {
    String known = foldersOf.get(path);
    return known == null ? folderOf(key(path)) : known;
  }

  /// Whether the folder above the outermost package of a file leads to a module of another, too.
  boolean isBeside(String path, String module, String other) {
    String bare = outermost(folder(path)) + "/" + module.replace('.', '/');
    String file = key(other);
    return file.equals(bare + ".py") || file.equals(bare + INIT);
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /// The dotted name of a file's module.
  String moduleName(String path) {
    String file = key(path);
    return names.getOrDefault(file, nameOf(file));
  }

  private boolean isPackage(String folder) {
    return files.contains(folder + INIT);
  }

  /// The folder above the outermost package that a folder belongs to. A run that starts inside of a
  /// package sees no further up than its own top.
  private String outermost(String folder) {
    String root = folder;
    while (!root.isEmpty() && isPackage(root)) {
      root = folderOf(root);
    }
    return root;
  }

  private String nameOf(String file) {
    int dot = file.lastIndexOf('.');
    String stem = dot > file.lastIndexOf('/') ? file.substring(0, dot) : file;
    // A notebook is no module: nobody imports it, and one of the same name may stand beside it.
    String bare = Formats.isNotebook(file) ? stem + ":notebook" : stem;
    boolean init = file.endsWith(INIT);
    String module = init ? folderOf(file) : bare;
    String root = outermost(folderOf(module));
    boolean regular = init || isPackage(folderOf(file));
    // Without `__init__.py` nothing tells where the name starts: at the top, or below `src`.
    String from = regular || isLibrary(root) ? root : topOf(root);
    return module.substring(Math.min(module.length(), from.length() + 1)).replace('/', '.');
  }

  private static String topOf(String folder) {
    int source = (folder + "/").lastIndexOf("/src/");
    return source < 0 ? "" : folder.substring(0, source + 4);
  }

  /// The module that `import dotted` in a file finds in the workspace: its path from the root, or
  /// nothing. What does not lie above the file is known by its name alone, as a package in the
  /// `src` of another project. A folder above its own `sys.path` is no namespace package if there
  /// is such a name. Ex) `lib/shop`, the project of `lib/shop/src/shop/__init__.py`
  Optional<String> find(String importer, String dotted, boolean standard) {
    Optional<String> above = findAbove(importer, dotted, standard);
    String own = outermost(folder(importer)) + "/";
    boolean certain = above.filter(it -> files.contains(it) || it.startsWith(own)).isPresent();
    return standard || certain ? above : Optional.ofNullable(modules.get(dotted)).or(() -> above);
  }

  /// The module that `import dotted` finds in the folders above a file.
  Optional<String> findAbove(String importer, String dotted, boolean standard) {
    String inside = "/" + dotted.replace('.', '/');
    String folder = folder(importer);
    while (true) {
      for (String root : isPackage(folder) ? List.<String>of() : List.of(folder, folder + "/src")) {
        Optional<String> found = at(root + inside, standard);
        if (found.isPresent()) {
          return isLibrary(root) ? Optional.empty() : found;
        }
      }
      if (folder.isEmpty()) {
        return Optional.empty();
      }
      folder = folderOf(folder);
    }
  }

  /// The module or package at a path without its suffix; `regular` leaves out namespace packages.
  private Optional<String> at(String bare, boolean regular) {
    for (String file : List.of(bare + INIT, bare + ".py", bare + ".pyi")) {
      if (files.contains(file)) {
        return Optional.of(file);
      }
    }
    return !regular && folders.contains(bare) ? Optional.of(bare) : Optional.empty();
  }

  /// Whether imports find another file beside it under its name. Ex) `acme.py` beside
  /// `acme/__init__.py`
  boolean isShadowed(String path) {
    String file = key(path);
    String bare = file.substring(0, Math.max(file.lastIndexOf('.'), file.lastIndexOf('/')));
    return at(bare, true).filter(it -> !it.equals(file)).isPresent();
  }

  /// Whether a folder is the standard library itself.
  private boolean isLibrary(String folder) {
    return LANDMARKS.stream().allMatch(it -> files.contains(folder + "/" + it));
  }

  /// Whether a file belongs to a copy of the standard library.
  boolean isLibraryFile(String path) {
    return isLibrary(outermost(folderOf(key(path))));
  }

  /// The dotted name of what `from` + dots + module means in a file; nothing above the top.
  Optional<String> relative(String importer, int level, String module) {
    return bare(importer, level, module)
        .map(it -> at(it, false).map(this::nameAt).orElse(nameOf(it + ".py")));
  }

  /// The file or namespace package that `from` + dots + module means in a file.
  Optional<String> findRelative(String importer, int level, String module) {
    return bare(importer, level, module).flatMap(it -> at(it, false));
  }

  private Optional<String> bare(String importer, int level, String module) {
    String folder = folder(importer);
    for (int up = 1; up < level; up++) {
      if (folder.isEmpty()) {
        return Optional.empty();
      }
      folder = folderOf(folder);
    }
    String bare = module.isEmpty() ? folder : folder + "/" + module.replace('.', '/');
    return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
  }

  /// The dotted name of a file or a namespace package.
  String nameAt(String found) {
    return files.contains(found) ? names.getOrDefault(found, "") : namespaceAt(found);
  }

  /// The dotted name of a folder as its files have it in theirs: `acme.billing` for
  /// `/acme/billing`.
  private String namespaceAt(String folder) {
    String top = isLibrary(folder) ? folder : topOf(folder);
    return folder.substring(Math.min(folder.length(), top.length() + 1)).replace('/', '.');
  }
}
