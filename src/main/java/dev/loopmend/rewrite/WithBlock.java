package dev.loopmend.rewrite;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes an assignment the header of a `with`, and the statements behind it the block: what was
/// assigned ends with them. Comments stay where they are; the inside of strings stays as it is.
public final class WithBlock {
  private WithBlock() {}

  /// The edits that enter what an assignment binds to its only target, under that name, round
  /// `body`, which directly follows it, and that take out the statement behind `body`, if one is
  /// given. Nothing if statements share a line.
  public static Optional<List<TextEdit>> of(
      SyntaxTree tree, Stmt.Assign opening, List<Stmt> body, Optional<Stmt> closing) {
    InnerLines lines = new InnerLines(tree, opening);
    int behind = tree.tokens().nextSignificant(tree.lastToken(opening));
    boolean alone =
        opening.targets().size() == 1
            && tree.tokens().kind(behind) != TokenKind.SEMI
            && lines.areAlone(List.of(opening))
            && lines.areAlone(body)
            && closing.map(it -> lines.areAlone(List.of(it))).orElse(true);
    if (!alone) {
      return Optional.empty();
    }
    List<TextEdit> edits = new ArrayList<>(header(tree, opening));
    int end =
        closing.map(lines::firstLine).orElseGet(() -> lines.endLineWithComments(body.getLast()));
    edits.addAll(lines.moved(lines.endLine(opening), end));
    if (closing.isPresent()) {
      Optional<List<TextEdit>> removal =
          Removal.of(tree, Set.of(closing.get().id()), Set.of(), List.of());
      if (removal.isEmpty()) {
        return Optional.empty();
      }
      edits.addAll(removal.get());
    }
    return Optional.of(List.copyOf(edits));
  }

  /// Ex) `session = ClientSession()` becomes `async with ClientSession() as session:`
  private static List<TextEdit> header(SyntaxTree tree, Stmt.Assign opening) {
    Span value = tree.outerSpan(opening.value());
    int equals = tree.tokens().previousSignificant(tree.tokens().at(value.start()));
    int end = tree.tokens().end(equals);
    Span replaced = new Span(tree.span(opening).start(), end);
    String space = end == value.start() ? " " : "";
    String name = tree.textOf(opening.targets().getFirst());
    return List.of(
        new TextEdit(replaced, "async with" + space),
        TextEdit.insert(value.end(), " as " + name + ":"));
  }
}
