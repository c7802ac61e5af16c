package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A class as text, to which attributes and methods are added.
public final class ClassMembers {
  private static final String STEP = "    ";

  private final SyntaxTree tree;
  private final Stmt.ClassDef type;
  private final String lineEnd;

  /// The text of a class of a file.
  public ClassMembers(SyntaxTree tree, Stmt.ClassDef type) {
    this.tree = tree;
    this.type = type;
    this.lineEnd = SourceText.lineEndOf(tree.text());
  }

  /// The edits that add what a module without strings of several lines defines: its functions as
  /// methods before `below`, all else before the first method. Nothing if methods share lines with
  /// other statements.
  public Optional<List<TextEdit>> added(SyntaxTree members, Stmt.FunctionDef below) {
    Optional<Stmt> first =
        type.body().stream()
            .filter(it -> it instanceof Stmt.FunctionDef || it instanceof Stmt.ClassDef)
            .findFirst();
    InnerLines lines = new InnerLines(tree, below);
    if (first.isEmpty()
        || !lines.areAlone(List.of(first.get()))
        || !lines.areAlone(List.of(below))) {
      return Optional.empty();
    }
    List<String> attributes = new ArrayList<>();
    List<String> methods = new ArrayList<>();
    for (Stmt statement : members.module().body()) {
      String text = members.decoratedSpan(statement).of(members.text());
      (statement instanceof Stmt.FunctionDef ? methods : attributes).add(text);
    }
    String above = indented(String.join("\n", attributes) + "\n\n", lines);
    String before = indented(String.join("\n\n", methods) + "\n\n", lines);
    int top = tree.lines().start(lines.firstLine(first.get()));
    int place = tree.lines().start(lines.firstLine(below));
    return Optional.of(
        top == place
            ? List.of(inserted(top, above + before, lines))
            : List.of(inserted(top, above, lines), inserted(place, before, lines)));
  }

  /// An edit that takes white space along, so that two fixes cannot both write here unless they
  /// write the same.
  private static TextEdit inserted(int at, String text, InnerLines lines) {
    return new TextEdit(new Span(at, at + lines.indent().length()), text + lines.indent());
  }

  private String indented(String text, InnerLines lines) {
    return text.lines()
        .map(line -> line.isEmpty() ? line : lines.indent() + stepped(line, lines.step()))
        .collect(Collectors.joining(lineEnd, "", lineEnd));
  }

  /// A line whose steps of four spaces are written as the class has them.
  private static String stepped(String line, String step) {
    int steps = (line.length() - line.stripLeading().length()) / STEP.length();
    return step.repeat(steps) + line.substring(steps * STEP.length());
  }

  /// The edits by which a method runs a line of code as the last thing that it does, also where it
  /// returns before its end; no edits if it has that line. Nothing if its body shares lines with
  /// others.
  public Optional<List<TextEdit>> atEndOf(Stmt.FunctionDef method, String code) {
    boolean there =
        tree.within(method).stream()
            .anyMatch(it -> it instanceof Stmt && tree.textOf(it).equals(code));
    if (there) {
      return Optional.of(List.of());
    }
    List<Stmt> body =
        new FunctionText(tree, method).docstring().isPresent()
            ? method.body().subList(1, method.body().size())
            : method.body();
    boolean leaves = tree.within(method).stream().anyMatch(it -> leaves(it, method));
    // Ex) the `finally` that another fix wrote
    boolean cleansUp =
        body.size() == 1
            && body.getFirst() instanceof Stmt.Try whole
            && !whole.finalBody().isEmpty()
            && tree.within(whole.finalBody().getLast()).stream()
                .noneMatch(it -> leaves(it, method));
    if (leaves && !cleansUp) {
      return FinallyBlock.closedBy(tree, body, code);
    }
    List<Stmt> block =
        leaves && body.getFirst() instanceof Stmt.Try whole ? whole.finalBody() : method.body();
    return behind(block, code);
  }

  /// A line behind the last statement of a block.
  private Optional<List<TextEdit>> behind(List<Stmt> block, String code) {
    Layout layout = new Layout(tree);
    Stmt last = block.getLast();
    InnerLines lines = new InnerLines(tree, block.getFirst());
    if (!layout.startsLine(block.getFirst()) || layout.isFollowedOnLine(last)) {
      return Optional.empty();
    }
    int at = layout.endOfLines(last);
    boolean open = at > 0 && "\r\n".indexOf(tree.text().charAt(at - 1)) < 0;
    String line = lines.indent() + code;
    return Optional.of(List.of(TextEdit.insert(at, open ? lineEnd + line : line + lineEnd)));
  }

  private boolean leaves(Node node, Stmt.FunctionDef method) {
    Node inner = node;
    if (!(node instanceof Stmt.Return) && !(node instanceof Stmt.Raise)) {
      return false;
    }
    while (!(inner instanceof Stmt.FunctionDef) && !(inner instanceof Expr.Lambda)) {
      inner = tree.parent(inner);
    }
    return inner.id() == method.id();
  }
}
