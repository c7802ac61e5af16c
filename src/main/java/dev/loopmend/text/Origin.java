package dev.loopmend.text;

import java.util.Optional;

/// Where the characters of a Python text stand in the file that holds it. Offsets count UTF-16
/// units of the text from 0. A text that is the whole file comes from its own lines (`LineMap`).
public interface Origin {

  /// A place of a file. Lines and columns (code points) count from 1. A column is that of the line
  /// of Python, also where the file holds that inside of something else.
  record Place(int line, int column, Optional<CellLine> cell) {}

  /// A line of a notebook's cell, both counted from 1, cells of every kind counted.
  record CellLine(int cell, int line) {}

  /// The line of the file, from 1, in which the character at an offset stands.
  int line(int offset);

  /// The place of the character at an offset, or of the end.
  Place place(int offset);

  /// The part of the file in which one of its lines stands, from 1, in a word or two; empty for
  /// none.
  default String section(int line) {
    return "";
  }

  /// Whether the text is that of the code cells of a notebook, one after the other.
  default boolean isNotebook() {
    return false;
  }

  /// Whether the character at an offset is the line break between two cells, which neither holds.
  default boolean isBorder(int offset) {
    return false;
  }

  /// Whether the character at an offset stands for another one, which Python does not know.
  default boolean isMagic(int offset) {
    return false;
  }

  /// What runs the code at an offset in a way of its own, in which nothing may change. Ex) `%time`
  default Optional<String> runner(int offset) {
    return Optional.empty();
  }

  /// Whether a magic runs the code of other files. Ex) `%run`
  default boolean loadsCode() {
    return false;
  }

  /// Whether a word stands in what a notebook holds besides Python, and may mean something of it.
  default boolean mentions(String word) {
    return false;
  }
}
