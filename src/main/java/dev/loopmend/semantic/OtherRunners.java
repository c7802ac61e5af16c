package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Imported;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which library other than asyncio runs the coroutines of a file, by its imports (recipes' section
/// 0.3).
final class OtherRunners {
  private OtherRunners() {}

  /// A library that runs coroutines; `surely` unless it may run them on asyncio's loop as well.
  record Other(String name, boolean surely) {}

  /// The same of the file of a model.
  static Optional<Other> of(SemanticModel model) {
    Workspace workspace = model.workspace();
    return of(workspace.file(model.path()), workspace.link().modules());
  }

  /// `trio`, `curio` or `anyio` if the file has coroutine functions, and imports it and not
  /// asyncio. An import of asyncio inside a function does not tell who runs the other functions.
  static Optional<Other> of(FileView file, Modules modules) {
    return file.answers().otherRunner(() -> find(file, modules));
  }

  private static Optional<Other> find(FileView file, Modules modules) {
    if (file.facts().units().stream().noneMatch(FileFacts.Unit::isAsync)) {
      return Optional.empty();
    }
    Set<String> roots = new HashSet<>();
    boolean asyncioInside = false;
    for (Imported imported : file.facts().imports()) {
      String name =
          imported.name().isEmpty()
              ? modules.module(file.path(), imported.from().module())
              : modules.member(file.path(), imported.from(), imported.name());
      String root = Dotted.root(name);
      if (!root.equals("asyncio")) {
        roots.add(root);
      } else if (imported.inFunction()) {
        asyncioInside = true;
      } else {
        return Optional.empty();
      }
    }
    boolean mixed = asyncioInside;
    return List.of("trio", "curio", "anyio").stream()
        .filter(roots::contains)
        .findFirst()
        .map(name -> new Other(name, !mixed && !name.equals("anyio")));
  }
}
