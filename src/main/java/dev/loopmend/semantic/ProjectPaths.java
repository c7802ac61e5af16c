package dev.loopmend.semantic;

import dev.loopmend.text.Formats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  private final RootLabels labels;

  /// The names of several modules, and of packages that have such.
  private final Set<String> ambiguous = new HashSet<>();

  /// The files of all modules, by how imports write their names.
  private final Map<String, List<String>> modules = new HashMap<>();

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
    List<String> inOrder = files.stream().sorted(Comparator.comparing(this::run)).toList();
    Set<String> shadowed = files.stream().filter(this::isShadowed).collect(Collectors.toSet());
    this.labels = new RootLabels(inOrder, this::rootOf, this::bareName, shadowed);
    for (String file : inOrder) {
      String name = nameOf(file);
      names.put(file, name);
      if (!shadowed.contains(file)) {
        modules.computeIfAbsent(Dotted.spelled(name), _ -> new ArrayList<>(1)).add(file);
      }
    }
    modules.forEach(
        (name, all) -> {
          for (String at = all.size() > 1 ? name : ""; !at.isEmpty(); at = Dotted.qualifier(at)) {
            ambiguous.add(at);
          }
        });
  }

  /// Whether several modules have a name as imports write it, or have it before theirs: which of
  /// them is meant tells only a file below whose folders they lie.
  boolean isAmbiguous(String spelled) {
    return ambiguous.contains(spelled);
  }

  /// Whether a dotted name is that of a file of the workspace.
  boolean isModule(String dotted) {
    return alike(Dotted.spelled(dotted)).contains(dotted);
  }

  /// The names of the modules that imports write in one way, of different folders of `sys.path`.
  List<String> alike(String spelled) {
    return modules.getOrDefault(spelled, List.of()).stream().map(this::nameAt).toList();
  }

  private String run(String file) {
    return paths.getOrDefault(file, file);
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

  /// The dotted name of a file's module, which no other has.
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
    return labels.of(file, rootOf(file)) + bareName(file);
  }

  /// The dotted name of a file's module as imports write it.
  private String bareName(String file) {
    String module = moduleOf(file);
    int start = Math.min(module.length(), rootOf(file).length() + 1);
    return module.substring(start).replace('/', '.');
  }

  private static String moduleOf(String file) {
    if (file.endsWith(INIT)) {
      return folderOf(file);
    }
    int dot = file.lastIndexOf('.');
    String stem = dot > file.lastIndexOf('/') ? file.substring(0, dot) : file;
    // A notebook is no module: nobody imports it, and one of the same name may stand beside it.
    return Formats.isNotebook(file) ? stem + ":notebook" : stem;
  }

  /// The folder below which the name of a file's module starts.
  private String rootOf(String file) {
    String root = outermost(folderOf(moduleOf(file)));
    boolean regular = file.endsWith(INIT) || isPackage(folderOf(file));
    // Without `__init__.py` nothing tells where the name starts: at the top, or below `src`.
    return regular || isLibrary(root) ? root : topOf(root);
  }

  private static String topOf(String folder) {
    int source = (folder + "/").lastIndexOf("/src/");
    return source < 0 ? "" : folder.substring(0, source + 4);
  }

  /// The module that `import dotted` in a file finds in the workspace: its path from the root, or
  /// nothing. What does not lie above the file is known by its name alone, if only one has it, as a
  /// package in the `src` of another project. A folder above its own `sys.path` is no namespace
  /// package if there is such a name. Ex) `lib/shop`, the project of
  /// `lib/shop/src/shop/__init__.py`
  Optional<String> find(String importer, String dotted, boolean standard) {
    Optional<String> above = findAbove(importer, dotted, standard);
    String own = searched(folder(importer)) + "/";
    boolean certain = above.filter(it -> files.contains(it) || it.startsWith(own)).isPresent();
    if (standard || certain) {
      return above;
    }
    return isAmbiguous(dotted)
        ? Optional.empty()
        : modules.getOrDefault(dotted, List.of()).stream().findFirst().or(() -> above);
  }

  /// The folder of `sys.path` by which the files of a folder are found, as far as can be told.
  private String searched(String folder) {
    String source = topOf(folder);
    return isPackage(folder) || source.isEmpty() ? outermost(folder) : source;
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
    int start = Math.min(folder.length(), top.length() + 1);
    return labels.ofRoot(top) + folder.substring(start).replace('/', '.');
  }
}
