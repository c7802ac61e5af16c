package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.rewrite.MovedCode;
import dev.loopmend.rewrite.Removal;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `inline-wrapper: {of: $MAIN}`: where a variable stands for a call of an inner coroutine function
/// that does nothing but await something, and that nobody else uses, the function goes and the
/// variable stands for what it awaits.
final class InlineWrapper implements Operation {
  private final String variable;

  private InlineWrapper(String variable) {
    this.variable = variable;
  }

  static Made<Operation> of(Settings settings) {
    List<String> names = settings.words("of");
    return names.size() == 1 && Variable.isVariable(names.getFirst())
        ? new Made.Done<>(new InlineWrapper(Variable.nameOf(names.getFirst())))
        : new Made.Refused<>("'of' must name one variable");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    Optional<Stmt.FunctionDef> wrapper =
        site.expression(variable).flatMap(main -> wrapperOf(site.model(), main));
    Optional<Expr> awaited = wrapper.flatMap(it -> awaited(site, it));
    if (wrapper.isEmpty() || awaited.isEmpty()) {
      return new Outcome.Done(draft);
    }
    SyntaxTree tree = site.model().tree();
    Optional<List<TextEdit>> removal =
        Removal.of(tree, Set.of(wrapper.get().id()), Set.of(), List.of());
    if (removal.isEmpty()) {
      return new Outcome.Done(draft);
    }
    String code = MovedCode.of(tree, awaited.get(), tree.span(site.root()).start());
    return new Outcome.Done(
        draft
            .bind(variable, new Draft.Bound(code, List.of()))
            .with(site.path(), removal.get(), List.of()));
  }

  /// Ex) `runner` of `asyncio.run(runner())`, if this is its only use
  private static Optional<Stmt.FunctionDef> wrapperOf(SemanticModel model, Expr main) {
    if (!(main instanceof Expr.Call(_, Expr.Name callee, var arguments)) || !arguments.isEmpty()) {
      return Optional.empty();
    }
    Optional<Binding> binding = model.bindingOf(callee);
    boolean once =
        binding
            .filter(it -> it.stores().size() == 1 && it.reads().size() == 1)
            .filter(it -> it.deletes().isEmpty() && !it.declaredElsewhere())
            .filter(it -> it.scope().id() == model.scopeOf(main).id())
            .isPresent();
    boolean global = model.functionOf(main).isEmpty();
    return once && !global
        ? binding
            .map(it -> it.stores().getFirst())
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast)
            .filter(def -> isBare(model.tree(), def))
            .filter(def -> def.id() < main.id())
        : Optional.empty();
  }

  /// No parameters, decorators or comments.
  private static boolean isBare(SyntaxTree tree, Stmt.FunctionDef def) {
    Layout layout = new Layout(tree);
    return def.isAsync()
        && def.decorators().isEmpty()
        && def.parameters().all().isEmpty()
        && def.typeParameters().isEmpty()
        && def.body().size() == 1
        && layout.startsLine(def)
        && layout.commentsIn(new Span(tree.span(def).start(), layout.endOfLines(def))).isEmpty();
  }

  /// Ex) `work()` of `async def runner(): return await work()`
  private static Optional<Expr> awaited(Site site, Stmt.FunctionDef wrapper) {
    SyntaxTree tree = site.model().tree();
    boolean isStatement = tree.parent(site.root()) instanceof Stmt.ExprStmt;
    Optional<Expr> awaited =
        switch (wrapper.body().getFirst()) {
          case Stmt.Return(_, Optional<Expr> value)
              when value.isPresent() && value.get() instanceof Expr.Await(_, Expr inner) ->
              Optional.of(inner);
          case Stmt.ExprStmt(_, Expr.Await(_, Expr inner)) when isStatement -> Optional.of(inner);
          case Stmt _ -> Optional.empty();
        };
    return awaited.filter(it -> !binds(tree, it));
  }

  /// Ex) `work(n := 1)`: the name would become one of the function outside
  private static boolean binds(SyntaxTree tree, Expr expr) {
    List<Node> inner = tree.within(expr);
    return inner.stream().anyMatch(it -> it instanceof Expr.NamedExpr || it instanceof Expr.Yield);
  }
}
