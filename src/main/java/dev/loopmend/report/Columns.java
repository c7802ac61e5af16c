package dev.loopmend.report;

import java.util.ArrayList;
import java.util.List;

/// Rows of words in columns, each as wide as its widest word; what stands last in a row is not
/// padded. Empty words show as `-`, but for the last of a row.
public final class Columns {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /// Adds a row; all have the same number of words.
  public void add(String... words) {
    rows.add(List.of(words));
  }

  /// The rows as lines.
  public String text() {
    List<Integer> widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String word = column == row.size() - 1 ? Line.of(row.get(column)) : shown(row.get(column));
        line.append(word).append(" ".repeat(widths.get(column) - length(word))).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    for (int at = 0; at < columns; at++) {
      int column = at;
      widths.add(rows.stream().mapToInt(row -> length(shown(row.get(column)))).max().orElse(0));
    }
    return widths;
  }

  private static String shown(String word) {
    return word.isEmpty() ? "-" : Line.of(word);
  }

  private static int length(String word) {
    return word.codePointCount(0, word.length());
  }
}
