package dev.loopmend.metamorphic;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reverses the order of functions that stand together at the top level of a module.
final class FunctionReordering implements Transformation {

  /// A piece of a text and by how much it moves.
  private record Shift(Span piece, int distance) {}

  @Override
  public List<Variant> of(LinkedProgram program) {
    SortedMap<String, String> files = new TreeMap<>(program.program().files());
    Map<String, List<Shift>> shifts = new HashMap<>();
    program
        .models()
        .forEach(
            (path, model) -> {
              List<Shift> own = new ArrayList<>();
              List<TextEdit> edits = new ArrayList<>();
              for (List<Span> run : runs(model)) {
                edits.add(reversed(model.tree().text(), run, own));
              }
              files.put(path, Edits.apply(model.tree().text(), edits));
              shifts.put(path, own);
            });
    if (shifts.values().stream().allMatch(List::isEmpty)) {
      return List.of();
    }
    return List.of(new Variant("", files, place -> shifted(place, shifts)));
  }

  private static Place shifted(Place place, Map<String, List<Shift>> shifts) {
    for (Shift shift : shifts.getOrDefault(place.path(), List.of())) {
      if (shift.piece().contains(place.offset())) {
        return new Place(place.path(), place.offset() + shift.distance());
      }
    }
    return place;
  }

  private static TextEdit reversed(String text, List<Span> run, List<Shift> shifts) {
    int start = run.getFirst().start();
    StringBuilder result = new StringBuilder();
    for (Span piece : run.reversed()) {
      shifts.add(new Shift(piece, start + result.length() - piece.start()));
      result.append(piece.of(text));
    }
    return new TextEdit(new Span(start, run.getLast().end()), result.toString());
  }

  /// The runs of functions that follow each other, each function with its lines and those up to the
  /// next one.
  private static List<List<Span>> runs(SemanticModel model) {
    SyntaxTree tree = model.tree();
    List<List<Span>> runs = new ArrayList<>();
    List<Span> run = new ArrayList<>();
    List<Stmt> body = tree.module().body();
    for (int at = 0; at + 1 < body.size(); at++) {
      Span piece = new Span(lineStart(tree, body.get(at)), lineStart(tree, body.get(at + 1)));
      if (body.get(at) instanceof Stmt.FunctionDef def && mayMove(model, def) && !piece.isEmpty()) {
        run.add(piece);
      } else {
        runs.add(List.copyOf(run));
        run.clear();
      }
    }
    runs.add(List.copyOf(run));
    return runs.stream().filter(it -> it.size() > 1).toList();
  }

  private static int lineStart(SyntaxTree tree, Stmt statement) {
    return tree.lines().start(tree.lines().line(tree.decoratedSpan(statement).start()));
  }

  /// Whether a definition does nothing but bind its name when it is run, and no comment stands
  /// between it and the next.
  private static boolean mayMove(SemanticModel model, Stmt.FunctionDef def) {
    SyntaxTree tree = model.tree();
    boolean once =
        model.bindingOf(def).map(Binding::stores).filter(it -> it.size() == 1).isPresent();
    boolean reads = false;
    for (int id = def.id() + 1; id <= tree.lastDescendant(def); id++) {
      Node node = tree.node(id);
      reads |=
          node instanceof Expr.Name
              && model.scopeOf(node).id() == model.scopeOf(def).id()
              && model
                  .bindingOf(node)
                  .filter(it -> it.stores().stream().anyMatch(Stmt.FunctionDef.class::isInstance))
                  .isPresent();
    }
    return once && !reads && !tree.text().contains("loopmend:");
  }
}
