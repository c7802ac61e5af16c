package dev.loopmend.semantic;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;

/// What the names that a file imports stand for.
final class Imports {
  private final SyntaxTree tree;
  private final Modules modules;
  private final String path;

  Imports(SyntaxTree tree, Modules modules, String path) {
    this.tree = tree;
    this.modules = modules;
    this.path = path;
  }

  /// The canonical dotted name that an alias binds its name to, as imports write it, or "" if it
  /// cannot be told.
  String target(Node.Alias alias) {
    return switch (tree.parent(alias)) {
      // Ex) import asyncio as aio, import concurrent.futures (which binds `concurrent`)
      case Stmt.Import _ -> written(modules.module(path, Exports.imported(alias).module()));
      // Ex) from asyncio.runners import run
      case Stmt.ImportFrom from -> written(modules.member(path, source(from), alias.name()));
      default -> "";
    };
  }

  private static String written(String name) {
    return Dotted.spelled(Modules.visible(name));
  }

  /// The same of a whole module that `import a.b` makes reachable.
  String module(Node.Alias alias) {
    return tree.parent(alias) instanceof Stmt.Import
        ? written(modules.module(path, alias.name()))
        : "";
  }

  /// Where a name of `from … import` comes from.
  static Summary.Source source(Stmt.ImportFrom from) {
    return new Summary.Source(from.level(), from.module());
  }
}
