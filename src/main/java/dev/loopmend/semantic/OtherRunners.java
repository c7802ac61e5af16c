package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
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

  /// `trio`, `curio` or `anyio` if the file imports it and not asyncio. An import of asyncio inside
  /// a function does not tell who runs the other functions.
  static Optional<Other> of(SyntaxTree tree, Imports imports) {
    Set<String> roots = new HashSet<>();
    boolean asyncioInside = false;
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (tree.node(id) instanceof Node.Alias alias) {
        String root = Dotted.root(imports.target(alias));
        if (root.equals("asyncio") && isInFunction(tree, alias)) {
          asyncioInside = true;
        } else {
          roots.add(root);
        }
      }
    }
    if (roots.contains("asyncio")) {
      return Optional.empty();
    }
    boolean mixed = asyncioInside;
    return List.of("trio", "curio", "anyio").stream()
        .filter(roots::contains)
        .findFirst()
        .map(name -> new Other(name, !mixed && !name.equals("anyio")));
  }

  private static boolean isInFunction(SyntaxTree tree, Node node) {
    Node at = tree.parent(node);
    while (tree.parent(at).id() != at.id()) {
      if (at instanceof Stmt.FunctionDef) {
        return true;
      }
      at = tree.parent(at);
    }
    return false;
  }
}
