package dev.loopmend.metamorphic;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Moves a function that needs nothing of its module but imports, with the functions of that kind
/// that it calls, into a module beside it, and imports them back.
final class FunctionMoving implements Transformation {
  @Override
  public List<Variant> of(LinkedProgram program) {
    List<Variant> variants = new ArrayList<>();
    program
        .models()
        .forEach(
            (path, model) -> {
              if (mayHaveASibling(program, path)) {
                for (MovableFunctions.Group group : MovableFunctions.of(model)) {
                  variants.add(moved(program.program(), path, model, group));
                }
              }
            });
    return variants;
  }

  /// What a package's `__init__` imports it exports: there a move is a change of meaning. A folder
  /// that is no package has no relative imports.
  private static boolean mayHaveASibling(LinkedProgram program, String path) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return !path.endsWith("__init__.py")
        && (folder.isEmpty() || program.models().containsKey(folder + "__init__.py"));
  }

  private static Variant moved(
      Program program, String path, SemanticModel model, MovableFunctions.Group group) {
    SyntaxTree tree = model.tree();
    boolean inPackage = path.contains("/");
    String newPath = path.substring(0, path.length() - ".py".length()) + "_moved.py";
    String module =
        newPath.substring(newPath.lastIndexOf('/') + 1, newPath.length() - ".py".length());
    String names =
        group.functions().stream().map(Stmt.FunctionDef::name).collect(Collectors.joining(", "));

    StringBuilder text = new StringBuilder();
    for (Stmt needed : MovableFunctions.imports(tree)) {
      text.append(tree.textOf(needed)).append("\n");
    }
    List<TextEdit> edits = new ArrayList<>();
    Map<Span, Integer> newStarts = new LinkedHashMap<>();
    String back = "from " + (inPackage ? "." : "") + module + " import " + names;
    for (Stmt.FunctionDef def : group.functions()) {
      Span span = withComment(tree, tree.decoratedSpan(def));
      text.append("\n\n");
      newStarts.put(span, text.length());
      text.append(span.of(tree.text())).append("\n");
      edits.add(new TextEdit(span, newStarts.size() == 1 ? back : "pass"));
    }
    SortedMap<String, String> files = new TreeMap<>(program.files());
    files.put(path, Edits.apply(tree.text(), edits));
    files.put(newPath, text.toString());
    EditMap map = EditMap.of(edits);
    return new Variant(
        names + " of " + path,
        files,
        place -> {
          if (!place.path().equals(path)) {
            return place;
          }
          for (Map.Entry<Span, Integer> entry : newStarts.entrySet()) {
            if (entry.getKey().contains(place.offset())) {
              return new Place(newPath, entry.getValue() + place.offset() - entry.getKey().start());
            }
          }
          return new Place(path, map.newOffset(place.offset()));
        });
  }

  /// A span up to the end of its last line, if nothing but a comment stands there.
  private static Span withComment(SyntaxTree tree, Span span) {
    TokenTable tokens = tree.tokens();
    int behind = tokens.at(span.end());
    while (tokens.kind(behind) == TokenKind.WHITESPACE
        || tokens.kind(behind) == TokenKind.COMMENT) {
      behind++;
    }
    return tokens.kind(behind) == TokenKind.NEWLINE
        ? new Span(span.start(), tokens.start(behind))
        : span;
  }
}
