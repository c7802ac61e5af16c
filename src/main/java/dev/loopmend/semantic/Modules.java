package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Exported;
import dev.loopmend.semantic.Summary.Export;
import dev.loopmend.semantic.Summary.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The modules of a workspace by name, and what their names lead to: imports, re-exports, stars.
/// Inside, a module that shadows one of the standard library is named in angle brackets, so that it
/// is not taken for that; `visible` hides such names. "" is a name that cannot be told.
final class Modules {
  private static final int STEPS = 16;

  private final ProjectPaths paths;
  private final Knowledge knowledge;
  private final Map<String, FileView> byName = new HashMap<>();

  /// What imports read, by the folder that they stand in: asked of each of them many times.
  private final Map<String, Map<Source, String>> read;

  Modules(ProjectPaths paths, Knowledge knowledge) {
    this.paths = paths;
    this.knowledge = knowledge;
    this.read = new ConcurrentHashMap<>();
  }

  /// The modules of the same files, none of which is added yet: what imports read is known.
  Modules(Modules before) {
    this.paths = before.paths;
    this.knowledge = before.knowledge;
    this.read = before.read;
  }

  void add(FileView view) {
    byName.put(view.prefix(), view);
  }

  /// The top-level packages from outside that a file imports, itself or through files of the
  /// project.
  Set<String> packagesOutside(String path) {
    Set<String> outside = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(nameOf(path)));
    while (!open.isEmpty()) {
      String name = open.remove();
      Optional<FileView> view = seen.add(name) ? view(name) : Optional.empty();
      if (view.isEmpty()) {
        continue;
      }
      for (FileFacts.Imported one : view.get().facts().imports()) {
        String module = from(view.get().path(), one.from());
        if (isOfProject(module)) {
          open.add(module);
          open.add(module + "." + one.name());
        } else if (!module.isEmpty() && !isStandard(module)) {
          outside.add(Dotted.root(module));
        }
      }
    }
    return outside;
  }

  /// The public spelling of a dotted name.
  String canonical(String name) {
    return knowledge.canonical(name);
  }

  /// The name for a file's module, which no other has.
  String nameOf(String path) {
    String module = paths.moduleName(path);
    return isStandard(module) && !paths.isLibraryFile(path) ? hidden(module) : module;
  }

  /// Whether the folder of `sys.path` by which a file is found leads to a module of another, too.
  boolean isBeside(String path, String module, String other) {
    return paths.isBeside(path, module, other);
  }

  private static String hidden(String module) {
    return "<" + module + ">";
  }

  /// A name as others may see it.
  static String visible(String name) {
    return name.startsWith("<") ? "" : name;
  }

  private boolean isStandard(String dotted) {
    return knowledge.standardModules().contains(Dotted.root(Dotted.spelled(dotted)));
  }

  Optional<FileView> view(String module) {
    return Optional.ofNullable(byName.get(module));
  }

  boolean isModule(String dotted) {
    return byName.containsKey(dotted) || paths.isModule(dotted);
  }

  /// What a dotted name in a string may mean: where several modules have the name, each of them.
  List<String> meant(String dotted) {
    for (int end = dotted.length(); end > 0; end = dotted.lastIndexOf('.', end - 1)) {
      List<String> modules = paths.alike(dotted.substring(0, end));
      if (!modules.isEmpty()) {
        String rest = dotted.substring(end);
        return modules.stream().map(it -> it + rest).toList();
      }
    }
    return List.of(dotted);
  }

  /// Whether an import may find any of several modules.
  boolean isUntold(String importer, Source source) {
    return source.level() == 0
        && paths.isAmbiguous(source.module())
        && from(importer, source).isEmpty();
  }

  /// Whether a name lies in the project, summarized or not.
  boolean isOfProject(String name) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      if (isModule(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /// The name of the module that `import dotted` finds in a file.
  String module(String importer, String dotted) {
    return from(importer, new Source(0, dotted));
  }

  /// The module that an import or a star import reads, or "".
  String from(String importer, Source source) {
    return read.computeIfAbsent(paths.folder(importer), _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(source, it -> find(importer, it));
  }

  private String find(String importer, Source source) {
    return source.level() == 0
        ? absolute(importer, source.module())
        : paths.relative(importer, source.level(), source.module()).orElse("");
  }

  private String absolute(String importer, String dotted) {
    boolean standard = isStandard(dotted);
    Optional<String> found = paths.find(importer, dotted, standard);
    if (found.isPresent()) {
      return standard ? hidden(paths.nameAt(found.get())) : paths.nameAt(found.get());
    }
    if (!standard && paths.isAmbiguous(dotted)) {
      return "";
    }
    return standard && paths.find(importer, Dotted.root(dotted), true).isPresent()
        ? ""
        : knowledge.canonical(dotted);
  }

  /// The name of what `from source import name` binds in a file, or "".
  String member(String importer, Source source, String name) {
    String module = from(importer, source);
    return module.isEmpty() ? "" : follow(module + "." + name);
  }

  /// The name under which the thing is defined that a dotted name reaches through re-exports and
  /// aliases of the project's modules; "" if a module binds it in a way that cannot be told.
  String follow(String dotted) {
    String name = knowledge.canonical(dotted);
    for (int steps = 0; steps < STEPS; steps++) {
      Optional<String> next = step(name);
      String reached = next.map(knowledge::canonical).orElse(name);
      // Ex) asyncio.run is asyncio.runners.run, whose public name is asyncio.run
      if (reached.equals(name)) {
        return name;
      }
      name = reached;
    }
    return "";
  }

  /// One step from a name to what its module binds it to; nothing if it is already there.
  private Optional<String> step(String name) {
    if (isModule(name)) {
      return Optional.empty();
    }
    for (int end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
      Optional<FileView> module = view(name.substring(0, end));
      if (module.isPresent()) {
        String rest = name.substring(end + 1);
        String first = Dotted.root(rest);
        String behind = rest.substring(first.length());
        return export(module.get(), first).map(it -> it.isEmpty() ? "" : it + behind);
      }
    }
    return Optional.empty();
  }

  /// What a module binds a name to: "" if it cannot be told, nothing if it is defined there.
  private Optional<String> export(FileView module, String name) {
    Exported known = module.facts().exports().get(name);
    if (known == null) {
      return star(module, name).map(it -> it.isEmpty() ? "" : it + "." + name);
    }
    return switch (known.export()) {
      case Export.Imported(Source from, String imported) -> {
        String source = from(module.path(), from);
        yield Optional.of(
            imported.isEmpty() || source.isEmpty() ? source : source + "." + imported);
      }
      case Export.Defined _ -> Optional.empty();
      case Export.Alias(String target) -> Optional.of(Dotted.join(module.prefix(), target));
      case Export.Opaque _ -> Optional.of("");
    };
  }

  /// The module that gives a name to another by `from … import *`, through whichever others; "" if
  /// several give it that do not mean the same, or if a star that cannot be seen may give it;
  /// nothing if none does.
  Optional<String> star(FileView module, String name) {
    return star(module, name, new HashSet<>(Set.of(module.path())));
  }

  private Optional<String> star(FileView module, String name, Set<String> seen) {
    boolean closed = true;
    String found = "";
    for (Source source : module.facts().stars()) {
      String from = from(module.path(), source);
      Optional<FileView> view = view(from);
      Optional<String> given =
          view.isEmpty() ? Optional.of("") : given(view.get(), from, name, seen);
      if (given.isPresent()) {
        boolean again = !found.isEmpty() && !given.get().isEmpty();
        if (again && !meanTheSame(found, given.get(), name)) {
          return Optional.of("");
        }
        // What cannot be seen replaces what stands above it.
        found = given.get();
        closed &= !found.isEmpty();
      }
    }
    return found.isEmpty() && closed ? Optional.empty() : Optional.of(found);
  }

  private Optional<String> given(FileView view, String from, String name, Set<String> seen) {
    if (!isListed(view, name) || !seen.add(view.path())) {
      return Optional.empty();
    }
    // Ex) `from .inner import *` in a package whose names are imported by a star
    return view.facts().exports().containsKey(name) ? Optional.of(from) : star(view, name, seen);
  }

  /// Whether two modules have a name from the same place.
  private boolean meanTheSame(String one, String other, String name) {
    Optional<String> first = view(one).flatMap(it -> export(it, name));
    return one.equals(other)
        || (first.filter(it -> !it.isEmpty()).isPresent()
            && first.equals(view(other).flatMap(it -> export(it, name))));
  }

  private static boolean isListed(FileView module, String name) {
    List<String> all = module.facts().all();
    return all.isEmpty() ? !name.startsWith("_") : all.contains(name);
  }

  /// A name of a module and the file that binds it there.
  record Found(FileView module, int binding) {}

  /// What binds a name of a module, through its stars.
  Optional<Found> find(String module, String name) {
    Optional<FileView> at = view(module);
    for (int steps = 0; steps < STEPS && at.isPresent(); steps++) {
      Exported known = at.get().facts().exports().get(name);
      if (known != null) {
        return Optional.of(new Found(at.get(), known.binding()));
      }
      at = star(at.get(), name).flatMap(this::view);
    }
    return Optional.empty();
  }
}
