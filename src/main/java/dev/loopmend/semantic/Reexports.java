package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What the modules of a workspace pass on: their names for what is defined elsewhere, or has a
/// shorter public name.
final class Reexports {
  private final Modules modules;

  Reexports(Modules modules) {
    this.modules = modules;
  }

  /// Those whose meaning is wanted, by the order of the files.
  List<Reexport> of(List<FileView> files, Predicate<String> wanted) {
    List<Reexport> found = new ArrayList<>();
    for (FileView file : files) {
      Set<String> names = new TreeSet<>();
      addNames(file, names, new HashSet<>());
      for (String name : names) {
        String written = file.prefix() + "." + name;
        String meaning = Modules.visible(modules.follow(written));
        if (!meaning.isEmpty() && !meaning.equals(written) && wanted.test(meaning)) {
          found.add(new Reexport(file.path(), name, meaning));
        }
      }
    }
    return List.copyOf(found);
  }

  /// The names of a module, with those that it has from others by `from … import *`.
  private void addNames(FileView file, Set<String> names, Set<String> seen) {
    if (seen.add(file.path())) {
      names.addAll(file.facts().exports().keySet());
      for (Summary.Source star : file.facts().stars()) {
        modules
            .view(modules.from(file.path(), star))
            .ifPresent(from -> addNames(from, names, seen));
      }
    }
  }
}
