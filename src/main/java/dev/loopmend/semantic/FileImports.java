package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which files of a linked workspace import which others of it.
public final class FileImports {
  private final Link link;

  FileImports(Link link) {
    this.link = link;
  }

  /// The files of the workspace that a file imports when it is loaded, itself and what those import
  /// included.
  public Set<String> importedBy(String path) {
    Set<String> seen = new LinkedHashSet<>(List.of(path));
    List<String> open = new ArrayList<>(seen);
    while (!open.isEmpty()) {
      String at = open.removeLast();
      for (String next : link.file(at).map(it -> importsOf(it, false)).orElse(Set.of())) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return Set.copyOf(seen);
  }

  /// The files that have an import of a file's module somewhere, in functions as well, by path.
  public List<String> importersOf(String path) {
    return link.files().stream()
        .filter(it -> importsOf(it, true).contains(path))
        .map(FileView::path)
        .toList();
  }

  /// The files that may run together with a file, and it: those that imports connect with it, in
  /// both directions and step by step, in the order in which they are met.
  public Set<String> connectedTo(String path) {
    Map<String, Set<String>> beside = new HashMap<>();
    for (FileView file : link.files()) {
      for (String other : importsOf(file, true)) {
        beside.computeIfAbsent(file.path(), _ -> new LinkedHashSet<>()).add(other);
        beside.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(file.path());
      }
    }
    Set<String> seen = new LinkedHashSet<>(List.of(path));
    List<String> open = new ArrayList<>(seen);
    while (!open.isEmpty()) {
      beside.getOrDefault(open.removeLast(), Set.of()).stream()
          .filter(seen::add)
          .forEach(open::add);
    }
    return Collections.unmodifiableSet(seen);
  }

  private Set<String> importsOf(FileView file, boolean inFunctions) {
    Set<String> paths = new LinkedHashSet<>();
    Modules modules = link.modules();
    for (FileFacts.Imported one : file.facts().imports()) {
      if (inFunctions || !one.inFunction()) {
        String module = modules.from(file.path(), one.from());
        modules.view(module).ifPresent(it -> paths.add(it.path()));
        // Ex) from . import views, also where the package has it from elsewhere
        if (!one.name().isEmpty()) {
          String member = modules.member(file.path(), one.from(), one.name());
          modules.view(member).ifPresent(it -> paths.add(it.path()));
        }
      }
    }
    for (Source star : file.facts().stars()) {
      modules.view(modules.from(file.path(), star)).ifPresent(it -> paths.add(it.path()));
    }
    return paths;
  }
}
