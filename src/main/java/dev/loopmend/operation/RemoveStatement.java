package dev.loopmend.operation;

import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.Removal;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `remove-statement: {with-import: MODULE}`: takes out the statement that the match is, and the
/// import of what it calls if nothing else uses it; a `try` round them that only looks whether the
/// module is there goes as well.
final class RemoveStatement implements Operation {
  private final String module;

  private RemoveStatement(String module) {
    this.module = module;
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("with-import");
    return names.size() == 1
        ? new Made.Done<>(new RemoveStatement(names.getFirst()))
        : new Made.Refused<>("'with-import' must name one module");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SyntaxTree tree = site.model().tree();
    if (!(tree.parent(site.root()) instanceof Stmt.ExprStmt statement)) {
      return new Outcome.Declined("its value is used");
    }
    Set<Integer> removed = new LinkedHashSet<>(Set.of(statement.id()));
    importOf(site).ifPresent(it -> addImport(site.model(), it, removed));
    dissolveTries(tree, removed);
    return Removal.of(tree, removed, Set.of(), List.of())
        .<Outcome>map(edits -> new Outcome.Done(draft.with(site.path(), edits, List.of())))
        .orElseGet(() -> new Outcome.Declined("a comment stands inside of it"));
  }

  /// What binds the name by which the match calls the module.
  private static Optional<Binding> importOf(Site site) {
    if (!(site.root() instanceof Expr.Call(_, Expr callee, _))) {
      return Optional.empty();
    }
    Expr root = callee;
    while (root instanceof Expr.Attribute attribute) {
      root = attribute.value();
    }
    return site.model().bindingOf(root);
  }

  private void addImport(SemanticModel model, Binding binding, Set<Integer> removed) {
    SyntaxTree tree = model.tree();
    Set<Integer> calls = new LinkedHashSet<>();
    for (Node read : binding.reads()) {
      Optional<Integer> call = callStatement(model, read);
      if (call.isEmpty()) {
        return;
      }
      calls.add(call.get());
    }
    for (Node store : binding.stores()) {
      boolean alone =
          store instanceof Node.Alias
              && switch (tree.parent(store)) {
                case Stmt.Import one -> one.names().size() == 1;
                case Stmt.ImportFrom one -> one.names().size() == 1;
                case Node _ -> false;
              };
      if (!alone || !binding.deletes().isEmpty()) {
        return;
      }
    }
    removed.addAll(calls);
    binding.stores().forEach(store -> removed.add(tree.parent(store).id()));
  }

  /// Ex) the statement `nest_asyncio.apply()` of the read `nest_asyncio`
  private Optional<Integer> callStatement(SemanticModel model, Node read) {
    SyntaxTree tree = model.tree();
    Node at = tree.parent(read) instanceof Expr.Attribute attribute ? attribute : read;
    boolean called =
        tree.parent(at) instanceof Expr.Call call
            && call.callee().id() == at.id()
            && tree.parent(call) instanceof Stmt.ExprStmt
            && model.qualifiedName(call.callee()).filter(this::isOfModule).isPresent();
    return called ? Optional.of(tree.parent(tree.parent(at)).id()) : Optional.empty();
  }

  private boolean isOfModule(String name) {
    return name.startsWith(module + ".");
  }

  /// Ex) try: import nest_asyncio / except ImportError: pass
  private static void dissolveTries(SyntaxTree tree, Set<Integer> removed) {
    for (int id = tree.nodeCount() - 1; id >= 0; id--) {
      if (tree.node(id) instanceof Stmt.Try attempt
          && attempt.finalBody().isEmpty()
          && areIn(attempt.body(), removed)
          && areIn(attempt.orElse(), removed)
          && attempt.handlers().stream().allMatch(it -> isEmpty(it.body()))) {
        attempt.body().forEach(it -> removed.remove(it.id()));
        attempt.orElse().forEach(it -> removed.remove(it.id()));
        removed.add(attempt.id());
      }
    }
  }

  private static boolean areIn(List<Stmt> block, Set<Integer> removed) {
    return block.stream().allMatch(it -> removed.contains(it.id()));
  }

  private static boolean isEmpty(List<Stmt> block) {
    return block.stream().allMatch(it -> it instanceof Stmt.Pass);
  }
}
