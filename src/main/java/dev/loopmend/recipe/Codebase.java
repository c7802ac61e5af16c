package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Node;
import dev.loopmend.text.Span;
import java.util.List;
import java.util.Optional;

/// The code that a match lies in, for conditions and operations that look beyond its file.
public interface Codebase {

  /// The files of the workspace as they are linked.
  Workspace workspace();

  /// The files whose meaning can be asked for, in the order of their paths.
  List<String> paths();

  /// Those of them that may hold a word, in the order of their paths; perhaps others too.
  default List<String> pathsHolding(String word) {
    return paths();
  }

  /// Files of the project that this run has not looked into, and that may hold a word.
  default List<String> unreadHolding(String word) {
    return List.of();
  }

  /// Whether a recipe has mended something in this run.
  boolean hasMended(String recipe);

  /// Whether this run has changed a file.
  boolean hasChanged(String path);

  /// What a file of the workspace means as it stands in this moment of the run; nothing if there is
  /// no such file, or if it cannot be read or parsed.
  Optional<SemanticModel> model(String path);

  /// A place for people: the path of a file and the line in it, 0 if it cannot be read any more.
  default String place(String path, Span at) {
    int line = model(path).map(it -> it.tree().origin().line(at.start())).orElse(0);
    return path + ":" + line;
  }

  /// Whether the authors of a file declined what a recipe finds, or does, at a node of it.
  boolean isDeclined(Recipe recipe, SemanticModel model, Node at);

  /// Whether a fix may change a file: not if it is excluded or generated, or asks to be left alone.
  Answer mayEdit(String path);
}
