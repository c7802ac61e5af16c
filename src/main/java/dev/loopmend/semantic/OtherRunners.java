package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Imported;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which library other than asyncio runs the coroutines of a file, by its imports (recipes' section
/// 0.3).
public final class OtherRunners {
  private static final String ASYNCIO = "asyncio";

  /// The simulators of hardware run the coroutines of their test benches themselves.
  private static final List<String> LIBRARIES =
      List.of("trio", "curio", "cocotb", "amaranth", "anyio", "twisted");

  /// Those that may run on the loop of asyncio.
  private static final Set<String> MIXED = Set.of("anyio", "twisted");

  private OtherRunners() {}

  /// The words by one of which a file is known that may run the coroutines of others so.
  public static Set<Set<String>> words() {
    return LIBRARIES.stream()
        .filter(it -> !MIXED.contains(it))
        .map(Set::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A library that runs coroutines; `surely` unless it may run them on asyncio's loop as well.
  record Other(String name, boolean surely) {}

  /// The same of the file of a model.
  static Optional<Other> of(SemanticModel model) {
    Workspace workspace = model.workspace();
    return of(workspace.file(model.path()), workspace.link().modules());
  }

  /// One of the libraries if the file has coroutine functions, and imports it and not asyncio. An
  /// import of asyncio inside a function does not tell who runs the other functions.
  static Optional<Other> of(FileView file, Modules modules) {
    return file.answers().otherRunner(() -> find(file, modules));
  }

  /// The same if functions of the file are used where such a library is imported and asyncio is
  /// not, unless the file imports asyncio itself: whoever uses them may run all of it so.
  static Optional<Other> ofUsers(FileView file, CallGraph graph, Modules modules) {
    if (!hasCoroutines(file) || roots(file, modules, true).contains(ASYNCIO)) {
      return Optional.empty();
    }
    for (int unit = 1; unit < file.facts().units().size(); unit++) {
      for (CallGraph.Use use : graph.usesOf(file.firstUnit() + unit)) {
        Optional<Other> other =
            use.file() == file
                ? Optional.empty()
                : runner(use.file(), modules).filter(Other::surely);
        if (other.isPresent()) {
          return Optional.of(new Other(other.get().name(), false));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasCoroutines(FileView file) {
    return file.facts().units().stream().anyMatch(FileFacts.Unit::isAsync);
  }

  private static Optional<Other> find(FileView file, Modules modules) {
    return hasCoroutines(file) ? runner(file, modules) : Optional.empty();
  }

  private static Optional<Other> runner(FileView file, Modules modules) {
    if (roots(file, modules, false).contains(ASYNCIO)) {
      return Optional.empty();
    }
    Set<String> roots = roots(file, modules, true);
    return LIBRARIES.stream()
        .filter(roots::contains)
        .findFirst()
        .map(name -> new Other(name, !roots.contains(ASYNCIO) && !MIXED.contains(name)));
  }

  /// The packages that a file imports, also inside functions or not.
  private static Set<String> roots(FileView file, Modules modules, boolean inFunctions) {
    Set<String> roots = new HashSet<>();
    for (Imported imported : file.facts().imports()) {
      String name =
          imported.name().isEmpty()
              ? modules.module(file.path(), imported.from().module())
              : modules.member(file.path(), imported.from(), imported.name());
      if (inFunctions || !imported.inFunction()) {
        roots.add(Dotted.root(name));
      }
    }
    return roots;
  }
}
