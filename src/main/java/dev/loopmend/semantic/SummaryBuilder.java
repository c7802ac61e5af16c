package dev.loopmend.semantic;

import dev.loopmend.semantic.Summary.Definition;
import dev.loopmend.semantic.Summary.Export;
import dev.loopmend.semantic.Summary.Reference;
import dev.loopmend.semantic.Summary.Source;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects the summary of one file from its scopes alone.
final class SummaryBuilder {
  private final String path;
  private final SyntaxTree tree;
  private final Scopes scopes;
  private final List<Source> stars = new ArrayList<>();
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private boolean setsExceptionHandler;

  SummaryBuilder(String path, SyntaxTree tree, Scopes scopes) {
    this.path = path;
    this.tree = tree;
    this.scopes = scopes;
  }

  Summary build() {
    for (int id = 0; id < tree.nodeCount(); id++) {
      visit(tree.node(id));
    }
    return new Summary(
        path,
        exports(),
        stars,
        definitions,
        references,
        new PatchFinder(tree, scopes).find(),
        setsExceptionHandler);
  }

  private void visit(Node node) {
    switch (node) {
      case Stmt.ImportFrom from when from.names().getFirst().name().equals("*") ->
          stars.add(Imports.source(from));
      case Stmt.FunctionDef def ->
          definitions.add(new Definition(nameInModule(def), true, def.isAsync(), List.of()));
      case Stmt.ClassDef type -> definitions.add(definition(type));
      case Expr.Name name when scopes.usage(name) == Usage.LOAD -> refer(name);
      // Ex) loop.set_exception_handler(alarm)
      case Expr.Call(_, Expr.Attribute(_, _, String name), _)
          when name.equals("set_exception_handler") ->
          setsExceptionHandler = true;
      case Node _ -> {}
    }
  }

  private Definition definition(Stmt.ClassDef type) {
    List<String> bases =
        type.arguments().stream()
            .filter(it -> it.kind() == Node.ArgumentKind.POSITIONAL)
            .map(it -> Dotted.of(it.value()))
            .toList();
    return new Definition(nameInModule(type), false, false, bases);
  }

  private String nameInModule(Node definition) {
    String own =
        switch (definition) {
          case Stmt.FunctionDef def -> def.name();
          case Stmt.ClassDef type -> type.name();
          default -> "";
        };
    Scope scope = scopes.scopeOf(definition);
    return Dotted.join(owner(scope), own);
  }

  /// The name of the definition that a scope belongs to, "" for the module.
  private static String owner(Scope scope) {
    String outer = scope.parent().map(SummaryBuilder::owner).orElse("");
    return switch (scope.node()) {
      case Stmt.FunctionDef def when scope.kind() == Scope.Kind.FUNCTION ->
          Dotted.join(outer, def.name());
      case Stmt.ClassDef type when scope.kind() == Scope.Kind.CLASS ->
          Dotted.join(outer, type.name());
      default -> outer;
    };
  }

  /// The longest attribute chain that starts at a name which an import binds.
  private void refer(Expr.Name name) {
    Optional<Node.Alias> alias =
        scopes
            .bindingOf(name)
            .filter(it -> it.stores().size() == 1)
            .map(it -> it.stores().getFirst())
            .filter(Node.Alias.class::isInstance)
            .map(Node.Alias.class::cast);
    if (alias.isEmpty()) {
      return;
    }
    Expr top = name;
    StringBuilder chain = new StringBuilder();
    while (tree.parent(top) instanceof Expr.Attribute attribute) {
      chain.append('.').append(attribute.name());
      top = attribute;
    }
    boolean isCall = tree.parent(top) instanceof Expr.Call call && call.callee().id() == top.id();
    String rest = chain.isEmpty() ? "" : chain.substring(1);
    references.add(
        switch (tree.parent(alias.get())) {
          case Stmt.ImportFrom from ->
              new Reference(
                  Imports.source(from),
                  Dotted.join(alias.get().name(), rest),
                  owner(scopes.scopeOf(name)),
                  isCall);
          default ->
              new Reference(imported(alias.get()), rest, owner(scopes.scopeOf(name)), isCall);
        });
  }

  private static Source imported(Node.Alias alias) {
    return new Source(0, alias.asName().isPresent() ? alias.name() : Dotted.root(alias.name()));
  }

  private Map<String, Export> exports() {
    Map<String, Export> exports = new LinkedHashMap<>();
    for (Binding binding : scopes.bindingsOf(scopes.all().getFirst())) {
      exports.put(binding.name(), export(binding));
    }
    return exports;
  }

  private Export export(Binding binding) {
    if (binding.stores().isEmpty() || !binding.deletes().isEmpty()) {
      return new Export.Opaque();
    }
    boolean once = binding.stores().size() == 1;
    List<Export> kinds = binding.stores().stream().map(it -> export(it, once)).distinct().toList();
    // Ex) import os / import os.path, @overload
    boolean agree = kinds.size() == 1 && !binding.declaredElsewhere();
    return agree || once ? kinds.getFirst() : new Export.Opaque();
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
}
