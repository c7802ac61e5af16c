package dev.loopmend.engine;

import dev.loopmend.semantic.ModuleFiles;
import dev.loopmend.semantic.Outline;
import dev.loopmend.semantic.Outline.Alias;
import dev.loopmend.semantic.Outline.Import;
import dev.loopmend.semantic.Summary.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The outline of a parsed file with what is asked of it again and again, found out once: which
/// units a name of the module defines, and which files of the workspace its imports read.
final class FileIndex {
  /// A name of another file.
  record Wish(String path, String name) {}

  private final String path;
  private final Outline outline;
  private final Map<String, List<Integer>> topLevel = new HashMap<>();
  private final Map<String, Set<Wish>> imported = new HashMap<>();
  private final Map<String, Set<String>> otherNames = new HashMap<>();
  private final Map<String, Set<String>> otherAttributes = new HashMap<>();
  private final Set<String> starFiles = new LinkedHashSet<>();
  private final Set<String> wholeFiles = new LinkedHashSet<>();

  FileIndex(String path, Outline outline, ModuleFiles modules) {
    this.path = path;
    this.outline = outline;
    for (int unit = 1; unit < outline.units().size(); unit++) {
      if (outline.units().get(unit).parent() == 0) {
        String name = outline.units().get(unit).name();
        topLevel.computeIfAbsent(name, _ -> new ArrayList<>()).add(unit);
      }
    }
    outline.imports().forEach(one -> index(one, modules));
    for (Alias alias : outline.aliases()) {
      String last = alias.parts().getLast();
      Map<String, Set<String>> names = alias.isAttribute() ? otherAttributes : otherNames;
      names.computeIfAbsent(last, _ -> new LinkedHashSet<>()).add(alias.name());
    }
  }

  private void index(Import one, ModuleFiles modules) {
    if (one.imported().isEmpty()) {
      // Ex) `import app.jobs` reads `app` as well
      String module = one.from().module();
      for (int end = module.indexOf('.'); end >= 0; end = module.indexOf('.', end + 1)) {
        modules.file(path, new Source(0, module.substring(0, end))).ifPresent(wholeFiles::add);
      }
      modules.file(path, one.from()).ifPresent(wholeFiles::add);
      return;
    }
    if (one.imported().equals("*")) {
      modules.file(path, one.from()).ifPresent(starFiles::add);
      return;
    }
    otherNames.computeIfAbsent(one.imported(), _ -> new LinkedHashSet<>()).add(one.bound());
    modules
        .file(path, one.from())
        .ifPresent(
            file ->
                imported
                    .computeIfAbsent(one.bound(), _ -> new LinkedHashSet<>())
                    .add(new Wish(file, one.imported())));
    // Ex) `from app import jobs` where `app/jobs.py` is a file
    String module = one.from().module();
    String inner = module.isEmpty() ? one.imported() : module + "." + one.imported();
    modules.file(path, new Source(one.from().level(), inner)).ifPresent(wholeFiles::add);
  }

  String path() {
    return path;
  }

  Outline outline() {
    return outline;
  }

  /// The numbers of the functions and classes of the module that have a name.
  List<Integer> topLevel(String name) {
    return topLevel.getOrDefault(name, List.of());
  }

  /// What an import binds a name to in other files of the workspace.
  Set<Wish> imported(String name) {
    return imported.getOrDefault(name, Set.of());
  }

  /// The names under which the module passes on something of a name.
  Set<String> otherNames(String name) {
    return otherNames.getOrDefault(name, Set.of());
  }

  /// The attributes under which the file keeps something of a name.
  Set<String> otherAttributes(String name) {
    return otherAttributes.getOrDefault(name, Set.of());
  }

  /// The files that are imported with everything in them, by `*`.
  Set<String> starFiles() {
    return starFiles;
  }

  /// The files that are imported as modules, so that attributes of them may be meant.
  Set<String> wholeFiles() {
    return wholeFiles;
  }
}
