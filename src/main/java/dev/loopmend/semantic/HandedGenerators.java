package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;

/// The generator expressions of a tree that another thread evaluates.
final class HandedGenerators {
  private final FileRefs file;
  private final SyntaxTree tree;
  private final Takers takers;

  HandedGenerators(FileRefs file, Takers takers) {
    this.file = file;
    this.tree = file.tree();
    this.takers = takers;
  }

  /// Whether a node stands in one. Ex) asyncio.to_thread(list, (probe(x) for x in xs))
  boolean holds(Node at) {
    Node node = at;
    while (tree.parent(node).id() != node.id() && !(node instanceof Stmt)) {
      if (node instanceof Expr.GeneratorExp && isHanded(tree.parent(node))) {
        return true;
      }
      node = tree.parent(node);
    }
    return false;
  }

  private boolean isHanded(Node parent) {
    return parent instanceof Node.Argument
        && tree.parent(parent) instanceof Expr.Call call
        && takers
            .of(file.targets(), file.view(), file.ref(call.callee()))
            .filter(it -> it.place() == Takers.Place.THREAD)
            .isPresent();
  }
}
