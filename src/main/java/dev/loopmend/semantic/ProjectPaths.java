package dev.loopmend.semantic;

import java.util.Collection;
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
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> modules;

  ProjectPaths(Collection<String> paths) {
    this.files = new HashSet<>();
    for (String path : paths) {
      files.add("/" + clean(path));
    }
    for (String file : files) {
      for (String at = folderOf(file); folders.add(at) && !at.isEmpty(); at = folderOf(at)) {}
    }
    files.forEach(file -> names.put(file, nameOf(file)));
    this.modules = Set.copyOf(names.values());
  }

  /// Whether a dotted name is that of a file of the workspace.
  boolean isModule(String dotted) {
    return modules.contains(dotted);
  }

  private static String clean(String path) {
    String slashes = path.replace('\\', '/');
    String bare = slashes.startsWith("./") ? slashes.substring(2) : slashes;
    return bare.startsWith("/") ? bare.substring(1) : bare;
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /// The dotted name of a file's module.
  String moduleName(String path) {
    String file = "/" + clean(path);
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
    String bare = dot > file.lastIndexOf('/') ? file.substring(0, dot) : file;
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
  /// nothing.
  Optional<String> find(String importer, String dotted, boolean standard) {
    String inside = "/" + dotted.replace('.', '/');
    String folder = folderOf("/" + clean(importer));
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

  /// Whether a folder is the standard library itself.
  private boolean isLibrary(String folder) {
    return LANDMARKS.stream().allMatch(it -> files.contains(folder + "/" + it));
  }

  /// Whether a file belongs to a copy of the standard library.
  boolean isLibraryFile(String path) {
    return isLibrary(outermost(folderOf("/" + clean(path))));
  }

  /// The dotted name of what `from` + dots + module means in a file; nothing above the top.
  Optional<String> relative(String importer, int level, String module) {
    String folder = folderOf("/" + clean(importer));
    for (int up = 1; up < level; up++) {
      if (folder.isEmpty()) {
        return Optional.empty();
      }
      folder = folderOf(folder);
    }
    String bare = module.isEmpty() ? folder : folder + "/" + module.replace('.', '/');
    if (bare.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(at(bare, false).map(this::nameAt).orElse(nameOf(bare + ".py")));
  }

  /// The dotted name of a file or a namespace package.
  String nameAt(String found) {
    return files.contains(found) ? names.getOrDefault(found, "") : nameOf(found + INIT);
  }
}
