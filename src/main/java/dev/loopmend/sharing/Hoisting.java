package dev.loopmend.sharing;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.LongLines;
import dev.loopmend.recipe.Made;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The edits by which an object that every turn of a loop makes is made once in front of it and
/// entered round it.
public final class Hoisting {
  private static final int LINE_LENGTH = 88;

  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Layout layout;
  private final Stmt loop;

  private Hoisting(SemanticModel model, Stmt loop) {
    this.model = model;
    this.tree = model.tree();
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
    Hoisting hoisting = new Hoisting(model, loop);
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
          new Made.Done<>(hoisting.wrap(edits, code, name.get().name()));
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
          new Span(tree.span(with).start(), tree.span(with.body().getFirst()).start());
      case Lifetime.Assigned(Stmt statement, _) ->
          new Span(tree.span(statement).start(), layout.endOfLines(statement));
      case Lifetime.Chained _, Lifetime.Kept _ -> tree.span(loop);
    };
  }

  private List<TextEdit> wrap(List<TextEdit> edits, String code, String name) {
    List<TextEdit> all = new ArrayList<>(edits);
    String lineEnd = SourceText.lineEndOf(tree.text());
    int start = tree.span(loop).start();
    String indent = layout.indentOf(start);
    String unit = unit();
    String header = "async with " + code + " as " + name + ":";
    String text =
        LongLines.broken(header, LINE_LENGTH - indent.length())
            .replace("\n    ", "\n" + unit())
            .replace("\n", lineEnd + indent);
    int first = layout.lineOf(loop);
    all.add(TextEdit.insert(start, text + lineEnd + indent + unit));
    int end = layout.endOfLines(loop);
    for (int line = first + 1;
        line <= tree.lines().lineCount() && tree.lines().start(line) < end;
        line++) {
      int at = tree.lines().start(line) + indent.length();
      boolean gone = edits.stream().anyMatch(it -> it.span().start() < at && at < it.span().end());
      boolean whole =
          edits.stream()
              .anyMatch(it -> it.span().start() == at && it.span().length() > unit.length());
      if (!gone && !whole && !layout.isBlank(line) && !layout.startsInString(line)) {
        all.add(TextEdit.insert(at, unit));
      }
    }
    return all;
  }

  /// One step of indentation, as the function has it.
  private String unit() {
    Optional<Stmt.FunctionDef> def = model.nearestDef(loop);
    String outer = def.map(it -> layout.indentOf(tree.span(it).start())).orElse("");
    String inner =
        def.map(it -> layout.indentOf(tree.span(it.body().getFirst()).start())).orElse("    ");
    return inner.length() > outer.length() ? inner.substring(outer.length()) : "    ";
  }
}
