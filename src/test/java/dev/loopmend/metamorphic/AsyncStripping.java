package dev.loopmend.metamorphic;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Takes every `async` and `await` out of a program, with the white space behind it.
final class AsyncStripping implements Transformation {
  @Override
  public List<Variant> of(LinkedProgram program) {
    Map<String, List<TextEdit>> edits = new TreeMap<>();
    program.models().forEach((path, model) -> edits.put(path, edits(model.tree().tokens())));
    return List.of(Variant.edited(program.program(), edits));
  }

  /// Where the expressions of a program stand that were awaited before, and the statements that
  /// were `async with` and `async for`.
  static List<Place> awaited(LinkedProgram program, Variant stripped) {
    List<Place> places = new ArrayList<>();
    program
        .models()
        .forEach(
            (path, model) -> {
              SyntaxTree tree = model.tree();
              for (Node node : tree.nodes()) {
                Optional<Node> awaited =
                    switch (node) {
                      case Expr.Await await -> Optional.of(await.value());
                      case Stmt.With with when with.isAsync() -> Optional.of(with);
                      case Stmt.For loop when loop.isAsync() -> Optional.of(loop);
                      case Node _ -> Optional.empty();
                    };
                awaited
                    .map(it -> new Place(path, tree.span(it).start()))
                    .ifPresent(it -> places.add(stripped.places().apply(it)));
              }
            });
    return List.copyOf(places);
  }

  private static List<TextEdit> edits(TokenTable tokens) {
    List<TextEdit> edits = new ArrayList<>();
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.kind(token) == TokenKind.ASYNC || tokens.kind(token) == TokenKind.AWAIT) {
        int behind = token + 1;
        while (isBlank(tokens.kind(behind))) {
          behind++;
        }
        edits.add(TextEdit.delete(new Span(tokens.start(token), tokens.start(behind))));
      }
    }
    return edits;
  }

  private static boolean isBlank(TokenKind kind) {
    return kind == TokenKind.WHITESPACE || kind == TokenKind.CONTINUATION;
  }
}
