package dev.loopmend.notebook;

import java.util.List;

/// A notebook's JSON as it was read, without a byte order mark, and where it holds code.
record Document(String json, boolean byteOrderMark, List<Slot> slots) {
  Document {
    slots = List.copyOf(slots);
  }

  /// The place of a value that holds code: offsets of the JSON text. `cell` is the number of the
  /// cell, from 1, cells of every kind counted.
  record Slot(int cell, int start, int end) {}

  /// What reading a notebook gave.
  sealed interface Reading {
    record Read(Document document) implements Reading {}

    /// It is no notebook of Python. Line and column count from 1, both 0 where there is no place.
    record Refused(int line, int column, String why) implements Reading {}
  }

  /// The JSON between the value of a slot and the one before it; behind the last one for the number
  /// of slots.
  String gap(int slot) {
    int from = slot == 0 ? 0 : slots.get(slot - 1).end();
    int to = slot == slots.size() ? json.length() : slots.get(slot).start();
    return json.substring(from, to);
  }
}
