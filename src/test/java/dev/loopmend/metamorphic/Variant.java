package dev.loopmend.metamorphic;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.semantic.SemanticModel;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A program that was changed: its files by path, and where each character of the old program
/// stands in it. `what` tells variants of one transformation apart.
record Variant(String what, SortedMap<String, String> files, UnaryOperator<Place> places) {

  /// The program with the edits that each of its files gets; nothing where none gets any.
  static List<Variant> edited(
      LinkedProgram program, Function<SemanticModel, List<TextEdit>> editsOf) {
    Map<String, List<TextEdit>> edits = new TreeMap<>();
    program.models().forEach((path, model) -> edits.put(path, editsOf.apply(model)));
    edits.values().removeIf(List::isEmpty);
    return edits.isEmpty() ? List.of() : List.of(edited(program.program(), edits));
  }

  /// The program with edits made to some of its files.
  static Variant edited(Program program, Map<String, List<TextEdit>> edits) {
    SortedMap<String, String> files = new TreeMap<>(program.files());
    Map<String, EditMap> maps = new TreeMap<>();
    edits.forEach(
        (path, all) -> {
          files.computeIfPresent(path, (_, text) -> Edits.apply(text, all));
          maps.put(path, EditMap.of(all));
        });
    return new Variant(
        "",
        files,
        place -> {
          EditMap map = maps.get(place.path());
          return map == null ? place : new Place(place.path(), map.newOffset(place.offset()));
        });
  }

  /// The same under a name.
  Variant named(String name) {
    return new Variant(name, files, places);
  }
}
