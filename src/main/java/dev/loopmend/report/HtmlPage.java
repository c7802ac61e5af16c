package dev.loopmend.report;

import dev.loopmend.diff.SideBySide;
import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What the HTML report shows, in the words of its template. All texts are plain; the template
/// escapes them. `checked` says what holds of every change, empty where none was made.
record HtmlPage(
    String title,
    String version,
    List<Choice> recipes,
    List<Choice> severities,
    List<Choice> safeties,
    int count,
    List<Entry> entries,
    List<String> skipped,
    String checked) {

  /// A value that entries can be filtered by, and how many have it.
  record Choice(String value, int count) {}

  /// A finding with its change, or a changed file with what was found in it.
  record Entry(int number, String path, List<Fault> faults, List<Change> changes) {}

  /// One finding: its place, what is wrong, how sure the fix is and why, what explains it, and the
  /// case that shows such a fix, empty if there is none.
  record Fault(
      String place,
      String recipe,
      String severity,
      String safety,
      String message,
      String because,
      String snippet,
      List<String> notes,
      String shownBy) {
    boolean isExplained() {
      return !notes.isEmpty();
    }
  }

  /// The change of one file.
  record Change(String path, List<Block> blocks) {}

  /// Lines that stay or change; `apart` if lines are left out before it.
  record Block(String kind, boolean apart, List<Row> before, List<Row> after) {}

  /// A line: its number, and its text in three pieces, of which the middle one changed.
  record Row(String number, String head, String middle, String tail) {}

  /// The blocks of a change. A line of a notebook is numbered by its cell and its line in that.
  static List<Block> blocks(SourceText before, SourceText after) {
    List<Block> blocks = new ArrayList<>();
    IntFunction<String> oldNumbers = numbers(before);
    IntFunction<String> newNumbers = numbers(after);
    for (SideBySide.Piece piece : SideBySide.of(before.text(), after.text())) {
      List<Row> left = new ArrayList<>();
      List<Row> right = new ArrayList<>();
      int rows = Math.max(piece.before().size(), piece.after().size());
      for (int row = 0; row < rows; row++) {
        String old = row < piece.before().size() ? piece.before().get(row).text() : "";
        String fresh = row < piece.after().size() ? piece.after().get(row).text() : "";
        if (row < piece.before().size()) {
          left.add(row(oldNumbers, piece.before().get(row), piece.stays() ? old : fresh));
        }
        if (row < piece.after().size()) {
          right.add(row(newNumbers, piece.after().get(row), piece.stays() ? fresh : old));
        }
      }
      blocks.add(new Block(piece.stays() ? "stays" : "becomes", piece.apart(), left, right));
    }
    return List.copyOf(blocks);
  }

  /// How the lines of a text, from 1, are numbered for people. Ex) `3:1` for the first of a cell
  private static IntFunction<String> numbers(SourceText source) {
    Origin origin = source.origin();
    if (!origin.isNotebook()) {
      return Integer::toString;
    }
    int[] starts = lineStarts(source.text());
    return line ->
        origin
            .place(starts[line - 1])
            .cell()
            .map(place -> place.cell() + ":" + place.line())
            .orElse(Integer.toString(line));
  }

  /// Where the lines of a diff start: only `\n` ends one there, and a lone `\r`, which ends one of
  /// Python's, does not.
  private static int[] lineStarts(String text) {
    return IntStream.concat(
            IntStream.of(0),
            IntStream.range(0, text.length())
                .filter(at -> text.charAt(at) == '\n')
                .map(at -> at + 1))
        .toArray();
  }

  /// A line with what sets it off from the one beside it in the middle; a line without a partner is
  /// new or gone as a whole.
  private static Row row(IntFunction<String> numbers, SideBySide.Line line, String beside) {
    String text = line.text();
    String number = numbers.apply(line.number());
    if (beside.isEmpty() || text.equals(beside)) {
      return new Row(number, text, "", "");
    }
    int shorter = Math.min(text.length(), beside.length());
    int head = 0;
    while (head < shorter && text.charAt(head) == beside.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && text.charAt(text.length() - 1 - tail) == beside.charAt(beside.length() - 1 - tail)) {
      tail++;
    }
    int end = text.length() - tail;
    if (head > 0 && Character.isHighSurrogate(text.charAt(head - 1))) {
      head--;
    }
    if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
      end++;
    }
    return new Row(number, text.substring(0, head), text.substring(head, end), text.substring(end));
  }
}
