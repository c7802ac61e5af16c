package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which library other than asyncio runs the coroutines of a file, by its imports (recipes' section
/// 0.3).
final class OtherRunners {
  private OtherRunners() {}

  /// `trio`, `curio` or `anyio` if the file imports it and not asyncio.
  static Optional<String> of(SyntaxTree tree, Imports imports) {
    Set<String> roots = new HashSet<>();
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (tree.node(id) instanceof Node.Alias alias) {
        roots.add(Dotted.root(imports.target(alias)));
      }
    }
    return roots.contains("asyncio")
        ? Optional.empty()
        : List.of("trio", "curio", "anyio").stream().filter(roots::contains).findFirst();
  }
}
