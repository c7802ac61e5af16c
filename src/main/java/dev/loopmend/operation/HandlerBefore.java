package dev.loopmend.operation;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.BlockLines;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `handler-before: {type: asyncio.CancelledError, body: raise}`: one more `except` clause before
/// the one that matched. A tuple there that names the type as well does without it.
record HandlerBefore(String type, String body) implements Operation {
  static Made<Operation> of(Settings settings) {
    List<String> type = settings.words("type");
    List<String> body = settings.words("body");
    return type.size() == 1 && body.size() == 1
        ? new Made.Done<>(new HandlerBefore(type.getFirst(), body.getFirst()))
        : new Made.Refused<>("needs 'type', a dotted name, and 'body', a statement");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Node.ExceptHandler handler)) {
      return new Outcome.Declined("there is no handler to put one before");
    }
    SemanticModel model = site.model();
    List<Expr> types =
        handler.type().isPresent() && handler.type().get() instanceof Expr.TupleExpr(_, var all)
            ? all
            : List.of();
    Optional<Expr> named = types.stream().filter(it -> isType(model, it)).findFirst();
    if (named.isPresent()) {
      List<TextEdit> edits = before(model.tree(), handler, model.tree().textOf(named.get()));
      without(model, handler.type().get(), types).ifPresent(edits::add);
      return new Outcome.Done(draft.with(site.path(), edits, List.of()));
    }
    Node at = handler.type().isPresent() ? handler.type().get() : handler;
    return switch (SpelledName.of(model, type, at)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(SpelledName(String name, var imports)) ->
          new Outcome.Done(draft.with(site.path(), before(model.tree(), handler, name), imports));
    };
  }

  private List<TextEdit> before(SyntaxTree tree, Node.ExceptHandler handler, String name) {
    return new ArrayList<>(
        new BlockLines(tree).handlerBefore(handler, "except " + name + ":", body));
  }

  /// The tuple of a handler without the type. It stays as it is round comments, and where nothing
  /// would be left. Ex) (asyncio.CancelledError, OSError)
  private Optional<TextEdit> without(SemanticModel model, Expr tuple, List<Expr> elements) {
    SyntaxTree tree = model.tree();
    List<Expr> kept = elements.stream().filter(it -> !isType(model, it)).toList();
    Span span = tree.span(tuple);
    if (kept.isEmpty() || !new Layout(tree).commentsIn(span).isEmpty()) {
      return Optional.empty();
    }
    // Ex) except OSError:
    if (kept.size() == 1 && !(kept.getFirst() instanceof Expr.Starred)) {
      // Ex) except(asyncio.CancelledError, OSError):
      String space = Character.isLetter(tree.text().charAt(span.start() - 1)) ? " " : "";
      return Optional.of(
          new TextEdit(span, space + tree.outerSpan(kept.getFirst()).of(tree.text())));
    }
    StringBuilder text = new StringBuilder();
    int written = span.start();
    for (int at = 0; at < elements.size(); at++) {
      if (isType(model, elements.get(at))) {
        boolean last = at == elements.size() - 1;
        int from = last ? end(tree, elements.get(at - 1)) : start(tree, elements.get(at));
        int to = last ? end(tree, elements.get(at)) : start(tree, elements.get(at + 1));
        text.append(tree.text(), written, Math.max(written, from));
        written = to;
      }
    }
    text.append(tree.text(), written, span.end());
    // Ex) except (*LOST,):
    int end = end(tree, elements.getLast());
    boolean comma = tree.text().substring(end, span.end()).contains(",");
    if (kept.size() == 1 && !comma) {
      text.insert(text.length() - 1, ",");
    }
    return Optional.of(new TextEdit(span, text.toString()));
  }

  private boolean isType(SemanticModel model, Expr element) {
    return model.qualifiedName(element).filter(type::equals).isPresent();
  }

  private static int start(SyntaxTree tree, Node node) {
    return tree.outerSpan(node).start();
  }

  private static int end(SyntaxTree tree, Node node) {
    return tree.outerSpan(node).end();
  }
}
