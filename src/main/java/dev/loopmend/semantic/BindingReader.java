package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Bound;
import dev.loopmend.semantic.FileFacts.Store;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns the bindings of a file into facts.
final class BindingReader {
  /// Methods whose first parameter is the class, without a decorator (Data model, 3.3.1, 3.3.3).
  private static final Set<String> OF_CLASS =
      Set.of("__new__", "__init_subclass__", "__class_getitem__");

  private final RefReader refs;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final ItemReader items;

  BindingReader(RefReader refs) {
    this.refs = refs;
    this.tree = refs.tree();
    this.scopes = refs.scopes();
    this.items = new ItemReader(tree, scopes);
  }

  /// The facts about a binding.
  Bound read(int number) {
    Binding binding = scopes.binding(number);
    List<Store> stores = new ArrayList<>();
    for (Node store : binding.stores()) {
      stores.add(store(store, number));
    }
    Optional<Expr> annotation = scopes.annotationOf(number);
    return new Bound(
        refs.text(binding.name()),
        binding.scope().kind(),
        List.copyOf(stores),
        !binding.deletes().isEmpty(),
        binding.declaredElsewhere(),
        annotation.isPresent() ? refs.annotation(annotation.get()) : -1);
  }

  private Store store(Node store, int number) {
    return switch (store) {
      case Node.Alias alias when tree.parent(alias) instanceof Stmt.ImportFrom from ->
          new Store.Import(Imports.source(from), refs.text(alias.name()));
      case Node.Alias alias -> new Store.Import(Exports.imported(alias), "");
      case Stmt.FunctionDef def -> new Store.Function(refs.units().indexOf(def.id()));
      case Stmt.ClassDef type -> new Store.Type(refs.types().of(type).orElse(0));
      case Node.Parameter parameter -> self(parameter).orElseGet(Store.Opaque::new);
      case Expr.Name name -> assigned(name, number);
      default -> new Store.Opaque();
    };
  }

  private Store assigned(Expr.Name name, int number) {
    if (tree.parent(name) instanceof Node.WithItem item) {
      return new Store.Value(refs.entered(item));
    }
    Optional<Expr> value = refs.assignedValue(name);
    Optional<ItemReader.Item> item = items.givenTo(name);
    if (item.isPresent()) {
      int container = refs.of(item.get().container());
      return new Store.Value(refs.number(RefReader.item(container, item.get().keyed())));
    }
    // Ex) loop = loop or asyncio.new_event_loop()
    int own = refs.number(new Ref.Bound(number));
    return value.isPresent()
        ? new Store.Value(without(refs.of(value.get()), own))
        : new Store.Opaque();
  }

  /// A ref without one of its alternatives.
  int without(int ref, int own) {
    return refs.table().get(ref) instanceof Ref.OneOf(List<Integer> options, boolean strict)
            && options.contains(own)
        ? refs.number(new Ref.OneOf(options.stream().filter(it -> it != own).toList(), strict))
        : ref;
  }

  /// Ex) `self`, `cls`
  private Optional<Store> self(Node.Parameter parameter) {
    boolean first =
        tree.parent(parameter) instanceof Node.Parameters all
            && all.all().getFirst().id() == parameter.id()
            && (parameter.kind() == Node.ParameterKind.POSITIONAL
                || parameter.kind() == Node.ParameterKind.POSITIONAL_ONLY);
    if (!first
        || !(tree.parent(tree.parent(parameter)) instanceof Stmt.FunctionDef def)
        || isDecorated(def, "staticmethod")) {
      return Optional.empty();
    }
    boolean ofClass = OF_CLASS.contains(def.name()) || isDecorated(def, "classmethod");
    return refs.types().holding(scopes.scopeOf(def)).map(it -> new Store.Self(it, ofClass));
  }

  private boolean isDecorated(Stmt.FunctionDef def, String builtin) {
    return def.decorators().stream()
        .anyMatch(
            it ->
                it.expression() instanceof Expr.Name name
                    && name.text().equals(builtin)
                    && scopes.numberOf(name) < 0);
  }
}
