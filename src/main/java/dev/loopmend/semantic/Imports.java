package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;

/// What the names that a file imports stand for.
final class Imports {
  private final SyntaxTree tree;
  private final Workspace workspace;
  private final String path;

  Imports(SyntaxTree tree, Workspace workspace, String path) {
    this.tree = tree;
    this.workspace = workspace;
    this.path = path;
  }

  /// The canonical dotted name that an alias binds its name to, or "" if it cannot be told.
  String target(Node.Alias alias) {
    return switch (tree.parent(alias)) {
      // Ex) import asyncio as aio
      case Stmt.Import _ when alias.asName().isPresent() -> workspace.module(path, alias.name());
      // Ex) import concurrent.futures binds `concurrent`
      case Stmt.Import _ -> workspace.module(path, Dotted.root(alias.name()));
      // Ex) from asyncio.runners import run
      case Stmt.ImportFrom from ->
          workspace.member(path, new Summary.Source(from.level(), from.module()), alias.name());
      default -> "";
    };
  }

  /// The canonical name of a whole module that `import a.b` makes reachable, or "".
  String module(Node.Alias alias) {
    return tree.parent(alias) instanceof Stmt.Import ? workspace.module(path, alias.name()) : "";
  }

  /// Where a name of `from … import` comes from.
  static Summary.Source source(Stmt.ImportFrom from) {
    return new Summary.Source(from.level(), from.module());
  }
}
