package dev.loopmend.notebook;

import dev.loopmend.text.LineMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/// What becomes of a cell when the text is changed: lines that stay keep what is written for them
/// in the JSON, byte for byte, and so do the ends of a line of which only the middle changes.
///
/// `start` and `end` are where the new code of the cell stands in the changed text.
record CellChange(
    NotebookText.Cell cell, String changed, int start, int end, IntUnaryOperator newOffset) {

  /// Some characters of the old code, from `start` to `end`, and what takes their place.
  private record Piece(int start, int end, String replacement) {}

  /// The cell with its new code.
  NotebookText.Cell made(JsonStyle style) {
    String after = changed.substring(start, end);
    if (after.equals(cell.code().text())) {
      return cell;
    }
    JsonSource source = cell.source();
    for (Piece piece : pieces(after).reversed()) {
      source = source.replaced(piece.start(), piece.end(), piece.replacement(), style);
    }
    return NotebookText.Cell.of(source, true, 0);
  }

  /// The runs of lines that are not the same as before, in order.
  private List<Piece> pieces(String after) {
    String before = cell.code().text();
    LineMap old = LineMap.of(before);
    LineMap now = LineMap.of(after);
    Map<Integer, Integer> lineAt = new HashMap<>();
    for (int line = 1; line <= now.lineCount(); line++) {
      lineAt.put(now.start(line), line);
    }
    List<Piece> pieces = new ArrayList<>();
    int oldFrom = 0;
    int newFrom = 0;
    for (int line = 1; line <= old.lineCount(); line++) {
      int moved = newOffset.applyAsInt(cell.start() + old.start(line)) - start;
      Integer same = lineAt.get(moved);
      if (same == null
          || moved < newFrom
          || !whole(before, old, line).equals(whole(after, now, same))) {
        continue;
      }
      add(pieces, before, oldFrom, old.start(line), after.substring(newFrom, moved));
      oldFrom = endOf(before, old, line);
      newFrom = endOf(after, now, same);
    }
    add(pieces, before, oldFrom, before.length(), after.substring(newFrom));
    return pieces;
  }

  private static int endOf(String text, LineMap lines, int line) {
    return line == lines.lineCount() ? text.length() : lines.start(line + 1);
  }

  /// A line with its line break.
  private static String whole(String text, LineMap lines, int line) {
    return text.substring(lines.start(line), endOf(text, lines, line));
  }

  /// Adds a run of lines without the characters that it has in common with what takes its place.
  private static void add(List<Piece> pieces, String before, int from, int to, String after) {
    int shorter = Math.min(to - from, after.length());
    int head = 0;
    while (head < shorter && before.charAt(from + head) == after.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.charAt(to - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
      tail++;
    }
    if (from + head < to - tail || head < after.length() - tail) {
      pieces.add(new Piece(from + head, to - tail, after.substring(head, after.length() - tail)));
    }
  }
}
