package dev.loopmend.metamorphic;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes `import module` in another way, and what is read of the module with it.
final class ImportRestyling implements Transformation {
  private static final String SUFFIX = "_it";

  private final Style style;

  ImportRestyling(Style style) {
    this.style = style;
  }

  /// How a module is imported.
  enum Style {
    /// `import asyncio as asyncio_it`
    UNDER_ANOTHER_NAME,
    /// `from asyncio import run as asyncio_run_it`
    NAME_BY_NAME
  }

  @Override
  public List<Variant> of(LinkedProgram program) {
    return Variant.edited(program, this::edits);
  }

  private List<TextEdit> edits(SemanticModel model) {
    List<TextEdit> edits = new ArrayList<>();
    for (Node node : model.tree().nodes()) {
      if (node instanceof Stmt.Import statement && statement.names().size() == 1) {
        Node.Alias alias = statement.names().getFirst();
        Optional<Binding> binding = model.bindingOf(alias);
        if (binding.isPresent() && mayChange(alias, binding.get(), model.tree())) {
          edits.addAll(
              switch (style) {
                case UNDER_ANOTHER_NAME -> renamed(statement, alias, binding.get(), model.tree());
                case NAME_BY_NAME -> namedOneByOne(statement, alias, binding.get(), model.tree());
              });
        }
      }
    }
    return edits;
  }

  private static boolean mayChange(Node.Alias alias, Binding binding, SyntaxTree tree) {
    return alias.asName().isEmpty()
        && !alias.name().contains(".")
        && binding.stores().size() == 1
        && binding.deletes().isEmpty()
        && !binding.declaredElsewhere()
        && !NamesInTexts.of(tree).contains(alias.name());
  }

  private static List<TextEdit> renamed(
      Stmt.Import statement, Node.Alias alias, Binding binding, SyntaxTree tree) {
    String other = alias.name() + SUFFIX;
    List<TextEdit> edits = new ArrayList<>();
    edits.add(TextEdit.insert(tree.span(statement).end(), " as " + other));
    binding.reads().forEach(read -> edits.add(new TextEdit(tree.span(read), other)));
    return edits;
  }

  private static List<TextEdit> namedOneByOne(
      Stmt.Import statement, Node.Alias alias, Binding binding, SyntaxTree tree) {
    TreeSet<String> names = new TreeSet<>();
    Map<Integer, TextEdit> edits = new TreeMap<>();
    for (Node read : binding.reads()) {
      // Ex) asyncio handed on as a value, asyncio.run = run
      if (!(tree.parent(read) instanceof Expr.Attribute attribute)
          || tree.parentheses(read) != 0
          || isTarget(attribute, tree)) {
        return List.of();
      }
      names.add(attribute.name());
      edits.put(read.id(), new TextEdit(tree.span(attribute), fresh(alias, attribute.name())));
    }
    if (names.isEmpty()) {
      return List.of();
    }
    List<String> imported = names.stream().map(name -> name + " as " + fresh(alias, name)).toList();
    String text = "from " + alias.name() + " import " + String.join(", ", imported);
    List<TextEdit> all = new ArrayList<>(edits.values());
    all.add(new TextEdit(tree.span(statement), text));
    return all;
  }

  private static String fresh(Node.Alias module, String name) {
    return module.name() + "_" + name + SUFFIX;
  }

  private static boolean isTarget(Expr.Attribute attribute, SyntaxTree tree) {
    return switch (tree.parent(attribute)) {
      case Stmt.Assign assign -> assign.value().id() != attribute.id();
      case Stmt.AugAssign _, Stmt.AnnAssign _, Stmt.Delete _ -> true;
      case Node _ -> false;
    };
  }
}
