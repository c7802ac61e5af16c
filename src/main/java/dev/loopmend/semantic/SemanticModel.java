package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/// What one file means within its workspace. Immutable; each question is answered from what was
/// computed once.
public final class SemanticModel {
  private final SyntaxTree tree;

  SemanticModel(SyntaxTree tree) {
    this.tree = tree;
  }

  public SyntaxTree tree() {
    return tree;
  }

  /// The canonical dotted name of the object that an expression refers to, such as `asyncio.run`
  /// for `aio.run`, `go`, or an alias assigned once. Builtins are `builtins.sum`; definitions of
  /// the project are `package.module.Class.method`. Empty for anything that cannot be told for
  /// sure.
  public Optional<String> qualifiedName(Expr expr) {
    return Optional.empty();
  }

  /// The class that the value of an expression is an instance of, canonical and dotted
  /// (`asyncio.AbstractEventLoop`), as far as it is visible.
  public Optional<String> typeOf(Expr expr) {
    return Optional.empty();
  }

  /// The innermost scope that the code of a node runs in: decorators, defaults, annotations and
  /// base classes belong to the scope outside, the first iterable of a comprehension as well.
  public Scope scopeOf(Node node) {
    throw new IllegalStateException();
  }

  /// The binding that a `Name` (or a storing node) refers to, if the file has one for it.
  public Optional<Binding> bindingOf(Node name) {
    return Optional.empty();
  }

  /// All bindings of a scope in the order in which the text first binds them.
  public List<Binding> bindingsOf(Scope scope) {
    return List.of();
  }
}
