package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Export;
import dev.loopmend.semantic.Summary.Source;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the names of a module's scope are to other files.
final class Exports {
  private final SyntaxTree tree;
  private final Scopes scopes;

  private Exports(SyntaxTree tree, Scopes scopes) {
    this.tree = tree;
    this.scopes = scopes;
  }

  /// The names of the module's scope in the order of the text.
  static Map<String, FileFacts.Exported> of(SyntaxTree tree, Scopes scopes) {
    Exports exports = new Exports(tree, scopes);
    Map<String, FileFacts.Exported> found = new LinkedHashMap<>();
    Scope module = scopes.all().getFirst();
    for (Binding binding : scopes.bindingsOf(module)) {
      int number = scopes.lookUp(module, binding.name()).orElse(-1);
      found.put(binding.name(), new FileFacts.Exported(exports.export(binding), number));
    }
    return found;
  }

  private Export export(Binding binding) {
    if (binding.stores().isEmpty() || !binding.deletes().isEmpty()) {
      return new Export.Opaque();
    }
    boolean once = binding.stores().size() == 1;
    List<Export> kinds = binding.stores().stream().map(it -> export(it, once)).distinct().toList();
    // Ex) import os / import os.path, @overload
    return kinds.size() == 1 ? kinds.getFirst() : new Export.Opaque();
  }

  /// What one store makes of a name; an assignment says something only if it is the only store.
  private Export export(Node store, boolean once) {
    return switch (store) {
      case Stmt.FunctionDef _, Stmt.ClassDef _ -> new Export.Defined();
      case Node.Alias alias when tree.parent(alias) instanceof Stmt.ImportFrom from ->
          new Export.Imported(Imports.source(from), alias.name());
      case Node.Alias alias -> new Export.Imported(imported(alias), "");
      case Expr.Name name
          when once
              && scopes.scopeOf(name).kind() == Scope.Kind.MODULE
              && tree.parent(name) instanceof Stmt.Assign assign
              && !Dotted.of(assign.value()).isEmpty() ->
          new Export.Alias(Dotted.of(assign.value()));
      default -> new Export.Opaque();
    };
  }

  /// The module that `import a.b` or `import a.b as c` binds.
  static Source imported(Node.Alias alias) {
    return new Source(0, alias.asName().isPresent() ? alias.name() : Dotted.root(alias.name()));
  }
}
