package dev.loopmend.semantic;

import dev.loopmend.syntax.Expr;
import java.util.Optional;

/// The canonical dotted names of the objects that expressions of a tree refer to (recipes' section
/// 0.2).
final class Resolver {
  private final FileRefs file;
  private final Imports imports;

  Resolver(FileRefs file, Modules modules) {
    this.file = file;
    this.imports = new Imports(file.tree(), modules, file.path());
  }

  Imports imports() {
    return imports;
  }

  Optional<String> nameOf(Expr expr) {
    return file.name(file.ref(expr));
  }

  /// What a name would refer to if it were written in a scope.
  Optional<String> nameIn(Scope scope, String text) {
    return file.name(file.refs().nameIn(scope, text));
  }

  /// What all stores of a binding make of it, if they agree.
  Optional<String> nameOfBinding(int number) {
    return file.name(file.refs().number(new Ref.Bound(number)));
  }

  /// The only value that is ever given to a binding, by an assignment or a walrus.
  Optional<Expr> singleAssignment(Binding binding) {
    boolean once = binding.stores().size() == 1 && binding.deletes().isEmpty();
    return once && binding.stores().getFirst() instanceof Expr.Name name
        ? file.refs().assignedValue(name)
        : Optional.empty();
  }
}
