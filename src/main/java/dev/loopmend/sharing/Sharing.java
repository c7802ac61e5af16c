package dev.loopmend.sharing;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Made;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.rewrite.Removal;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The edits by which code takes an object from elsewhere instead of making and closing it. Its
/// name stays, so that all that uses it is left as it is.
public final class Sharing {
  private static final String COMMENT = "a comment stands where the object is made or closed";

  private final SyntaxTree tree;
  private final TokenTable tokens;
  private final Layout layout;
  private final Expr call;
  private final String source;
  private final boolean commentsMove;

  private Sharing(SyntaxTree tree, Expr call, String source, boolean commentsMove) {
    this.tree = tree;
    this.tokens = tree.tokens();
    this.layout = new Layout(tree);
    this.call = call;
    this.source = source;
    this.commentsMove = commentsMove;
  }

  /// The edits that take what a call makes from `source`, an expression, or leave its name to a
  /// place before if that is empty; refused with the obstacle. `commentsMove` tells that the
  /// comments inside of the call are written elsewhere.
  public static Made<List<TextEdit>> of(
      SyntaxTree tree,
      Expr call,
      Lifetime lifetime,
      List<ObjectUse> uses,
      String source,
      boolean commentsMove) {
    Expr made = tree.parent(call) instanceof Expr.Await wait ? wait : call;
    // Ex) pool = await make_pool(), which a function gives at once
    if (made.id() != call.id() && !source.startsWith("await ")) {
      return new Made.Refused<>("it is awaited where it is made");
    }
    Sharing sharing = new Sharing(tree, made, source, commentsMove);
    return switch (lifetime) {
      case Lifetime.Entered(Stmt.With with, Node.WithItem item, var name) ->
          name.isEmpty() && !source.isEmpty()
              ? new Made.Refused<>("the block that enters it does not use it")
              : sharing.entered(with, item, uses);
      case Lifetime.Assigned(Stmt statement, _) -> sharing.assigned(statement, uses);
      case Lifetime.Chained _ ->
          sharing.commentsOf(tree.span(call)).isEmpty() || commentsMove
              ? new Made.Done<>(List.of(new TextEdit(tree.span(call), source)))
              : new Made.Refused<>(COMMENT);
      case Lifetime.Kept(String why) -> new Made.Refused<>(why);
    };
  }

  private List<Integer> commentsOf(Span span) {
    return layout.commentsIn(span);
  }

  /// Comments inside of the call that have to stay here, as lines above the statement.
  private String kept(String indent) {
    StringBuilder lines = new StringBuilder();
    if (!commentsMove) {
      for (int comment : commentsOf(tree.span(call))) {
        lines.append(tokens.text(comment)).append(lineEnd()).append(indent);
      }
    }
    return lines.toString();
  }

  private String lineEnd() {
    return SourceText.lineEndOf(tree.text());
  }

  private Made<List<TextEdit>> entered(Stmt.With with, Node.WithItem item, List<ObjectUse> uses) {
    String name = item.target().map(tree::textOf).orElse("");
    String statement = source.isEmpty() ? "" : name + " = " + source;
    String indent = layout.indentOf(tree.span(with).start());
    if (with.items().size() > 1) {
      String before = kept(indent) + (source.isEmpty() ? "" : statement + lineEnd() + indent);
      return fewerItems(with, item, before, uses);
    }
    Removal.Header header =
        source.isEmpty()
            ? Removal.Header.NONE
            : new Removal.Header(kept(indent) + statement, tree.span(call));
    return removal(uses, Set.of(), Map.of(with.id(), header));
  }

  /// Ex) `async with Session() as session, session.get(url) as response:`
  private Made<List<TextEdit>> fewerItems(
      Stmt.With with, Node.WithItem item, String before, List<ObjectUse> uses) {
    int at = with.items().indexOf(item);
    boolean last = at == with.items().size() - 1;
    Span gone =
        last
            ? new Span(endOf(with.items().get(at - 1)), endOf(item))
            : new Span(startOf(item), startOf(with.items().get(at + 1)));
    long inCall = commentsOf(tree.span(call)).size();
    if (commentsOf(gone).size() > inCall) {
      return new Made.Refused<>(COMMENT);
    }
    Made<List<TextEdit>> rest = removal(uses, Set.of(), Map.of());
    return switch (rest) {
      case Made.Refused<List<TextEdit>> refused -> refused;
      case Made.Done(List<TextEdit> edits) -> {
        List<TextEdit> all = new ArrayList<>(edits);
        if (!before.isEmpty()) {
          all.add(TextEdit.insert(tree.span(with).start(), before));
        }
        all.add(TextEdit.delete(gone));
        yield new Made.Done<>(all);
      }
    };
  }

  private int startOf(Node.WithItem item) {
    return Math.min(tree.span(item).start(), tree.outerSpan(item.context()).start());
  }

  private int endOf(Node.WithItem item) {
    return item.target()
        .map(it -> tree.outerSpan(it).end())
        .orElseGet(() -> tree.outerSpan(item.context()).end());
  }

  private Made<List<TextEdit>> assigned(Stmt statement, List<ObjectUse> uses) {
    if (source.isEmpty()) {
      return removal(uses, Set.of(statement.id()), Map.of());
    }
    String indent = layout.indentOf(tree.span(statement).start());
    return switch (removal(uses, Set.of(), Map.of())) {
      case Made.Refused<List<TextEdit>> refused -> refused;
      case Made.Done(List<TextEdit> edits) -> {
        List<TextEdit> all = new ArrayList<>(edits);
        all.add(new TextEdit(tree.span(call), source));
        String comments = kept(indent);
        if (!comments.isEmpty()) {
          all.add(TextEdit.insert(tree.span(statement).start(), comments));
        }
        yield new Made.Done<>(all);
      }
    };
  }

  /// Takes away what ends the object, and the `with` that enters it.
  private Made<List<TextEdit>> removal(
      List<ObjectUse> uses, Set<Integer> making, Map<Integer, Removal.Header> own) {
    Set<Integer> statements = new LinkedHashSet<>(making);
    Map<Integer, Removal.Header> withs = new LinkedHashMap<>(own);
    for (ObjectUse use : uses) {
      if (use instanceof ObjectUse.End(_, Node at)) {
        switch (tree.parent(at)) {
          case Node.WithItem item
              when tree.parent(item) instanceof Stmt.With with && with.items().size() == 1 ->
              withs.put(with.id(), Removal.Header.NONE);
          case Expr.Attribute attribute
              when tree.parent(tree.parent(attribute)) instanceof Expr.Await wait
                  && tree.parent(wait) instanceof Stmt.ExprStmt statement ->
              statements.add(statement.id());
          case Node _ -> {
            int line = tree.fileLine(at);
            return new Made.Refused<>("line " + line + " ends it as a part of something else");
          }
        }
      }
    }
    return Removal.of(tree, statements, withs, List.of())
        .<Made<List<TextEdit>>>map(Made.Done::new)
        .orElseGet(() -> new Made.Refused<>(COMMENT));
  }
}
