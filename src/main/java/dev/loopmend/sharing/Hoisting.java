package dev.loopmend.sharing;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Made;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;

/// The edits by which an object that every turn of a loop makes is made once in front of it and
/// entered round it.
public final class Hoisting {
  private final SyntaxTree tree;
  private final Layout layout;
  private final Stmt loop;

  private Hoisting(SyntaxTree tree, Stmt loop) {
    this.tree = tree;
    this.layout = new Layout(tree);
    this.loop = loop;
  }

  /// The edits that enter `code` round a loop under the name that the object has; refused with the
  /// obstacle. The code's lines are indented as if it stood at column 0.
  public static Made<List<TextEdit>> of(
      SemanticModel model,
      Expr.Call call,
      Lifetime lifetime,
      List<ObjectUse> uses,
      Stmt loop,
      String code) {
    Hoisting hoisting = new Hoisting(model.tree(), loop);
    Optional<Binding> name = lifetime.binding();
    if (name.isEmpty()) {
      return new Made.Refused<>("it has no name that could be kept");
    }
    Optional<String> obstacle = hoisting.obstacle(call, lifetime, name.get());
    if (obstacle.isPresent()) {
      return new Made.Refused<>(obstacle.get());
    }
    return switch (Sharing.of(model.tree(), call, lifetime, uses, "", true)) {
      case Made.Refused<List<TextEdit>> refused -> refused;
      case Made.Done(List<TextEdit> edits) ->
          new Made.Done<>(Wrapping.of(model, loop, loop, code, name.get().name(), edits));
    };
  }

  private Optional<String> obstacle(Expr.Call call, Lifetime lifetime, Binding name) {
    boolean rebound =
        name.stores().stream().anyMatch(it -> tree.contains(loop, it) && !isOwn(lifetime, it));
    boolean readBefore =
        name.reads().stream().anyMatch(it -> tree.contains(loop, it) && it.id() < call.id());
    if (rebound || readBefore) {
      return Optional.of("the loop uses the name " + name.name() + " for something else");
    }
    if (!layout.startsLine(loop)) {
      return Optional.of("the loop does not begin its line");
    }
    Span header = headerOf(lifetime);
    boolean commented =
        layout.commentsIn(header).stream()
            .anyMatch(it -> !tree.span(call).contains(tree.tokens().span(it)));
    return commented ? Optional.of("a comment stands where the object is made") : Optional.empty();
  }

  private static boolean isOwn(Lifetime lifetime, Node store) {
    return switch (lifetime) {
      case Lifetime.Entered(_, Node.WithItem item, _) ->
          item.target().map(it -> it.id() == store.id()).orElse(false);
      case Lifetime.Assigned(_, Binding name) -> name.stores().size() == 1;
      case Lifetime.Chained _, Lifetime.Kept _ -> false;
    };
  }

  private Span headerOf(Lifetime lifetime) {
    return switch (lifetime) {
      case Lifetime.Entered(Stmt.With with, _, _) ->
          new Span(tree.span(with).start(), endOfHeader(with));
      case Lifetime.Assigned(Stmt statement, _) ->
          new Span(tree.span(statement).start(), layout.endOfLines(statement));
      case Lifetime.Chained _, Lifetime.Kept _ -> tree.span(loop);
    };
  }

  /// Comments on lines of their own below the header are about the body, and stay there.
  private int endOfHeader(Stmt.With with) {
    Stmt first = with.body().getFirst();
    return layout.startsLine(first)
        ? tree.tokens().end(layout.newlineAfter(tree.firstToken(with)))
        : tree.span(first).start();
  }
}
