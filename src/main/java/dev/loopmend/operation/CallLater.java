package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `call-later: {of: $CORO, by: "$BG.add_task"}`: the matched statement, which does no more than
/// have a call made, hands its function and arguments to something that makes the call.
final class CallLater implements Operation {
  /// Keywords that what makes the call would take for its own.
  private static final Set<String> OWN = Set.of("func", "self");

  private final String call;
  private final String by;

  private CallLater(String call, String by) {
    this.call = call;
    this.by = by;
  }

  static Made<Operation> of(Settings settings) {
    List<String> of = settings.words("of");
    List<String> by = settings.words("by");
    return of.size() == 1 && by.size() == 1 && by.getFirst().indexOf('.') > 0
        ? new Made.Done<>(new CallLater(Variable.nameOf(of.getFirst()), by.getFirst()))
        : new Made.Refused<>("needs 'of', a variable, and 'by', a method of a variable");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    SyntaxTree tree = site.model().tree();
    String[] parts = by.split("\\.", 2);
    Draft.Bound owner = draft.bound().get(Variable.nameOf(parts[0]));
    Optional<Expr.Call> made =
        site.expression(call).filter(Expr.Call.class::isInstance).map(Expr.Call.class::cast);
    if (owner == null || made.isEmpty() || !(site.root() instanceof Expr.Call outer)) {
      return new Outcome.Declined("it is no plain call of a function");
    }
    Expr.Call later = made.get();
    if (!site.model().isCoroutineFunction(later.callee()).isYes()) {
      return new Outcome.Declined(
          tree.textOf(later.callee()) + " is not seen to be a coroutine function");
    }
    if (hasOwn(site)) {
      return new Outcome.Declined("the function gives a response such tasks of its own");
    }
    boolean plain =
        tree.parent(outer) instanceof Stmt.ExprStmt
            && outer.arguments().size() == 1
            && later.arguments().stream().noneMatch(it -> OWN.contains(it.name()))
            && later.arguments().stream().noneMatch(it -> it.value() instanceof Expr.GeneratorExp);
    if (!plain) {
      return new Outcome.Declined("more is done with the task than to start it");
    }
    return edits(tree, outer, later, owner.code() + "." + parts[1])
        .<Outcome>map(it -> new Outcome.Done(draft.with(site.path(), it, List.of())))
        .orElseGet(() -> new Outcome.Declined("a comment stands in the call"));
  }

  /// Ex) `return Response(background=BackgroundTask(mail, order))`
  private static boolean hasOwn(Site site) {
    SyntaxTree tree = site.model().tree();
    return site.model().nearestDef(site.root()).stream()
        .flatMap(it -> tree.within(it).stream())
        .anyMatch(
            it ->
                (it instanceof Node.Argument argument && argument.name().equals("background"))
                    || (it instanceof Expr.Attribute(_, _, String name)
                        && name.equals("background")));
  }

  /// Ex) `create_task(mail(order, lang="de"))` to `tasks.add_task(mail, order, lang="de")`
  private static Optional<List<TextEdit>> edits(
      SyntaxTree tree, Expr.Call outer, Expr.Call later, String method) {
    Span whole = tree.span(outer);
    Span callee = tree.outerSpan(later.callee());
    int close = tree.span(later).end() - 1;
    int open = callee.end();
    while (tree.text().charAt(open) != '(') {
      open++;
    }
    List<Node.Argument> arguments = later.arguments();
    List<TextEdit> edits = new ArrayList<>();
    edits.add(new TextEdit(new Span(whole.start(), callee.start()), method + "("));
    edits.add(
        new TextEdit(
            new Span(callee.end(), arguments.isEmpty() ? close : open + 1),
            arguments.isEmpty() ? "" : ", "));
    edits.add(new TextEdit(new Span(close, whole.end()), ")"));
    boolean commented =
        edits.stream().anyMatch(it -> !new Layout(tree).commentsIn(it.span()).isEmpty());
    boolean broken =
        !arguments.isEmpty()
            && tree.lines().line(open) < tree.lines().line(tree.span(arguments.getFirst()).start());
    if (broken) {
      edits.set(1, new TextEdit(new Span(callee.end(), open + 1), ","));
    }
    return commented ? Optional.empty() : Optional.of(edits);
  }
}
