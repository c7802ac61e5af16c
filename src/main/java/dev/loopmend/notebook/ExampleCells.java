package dev.loopmend.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The cells of a notebook that is written down as a script: lines `# %%` divide them.
final class ExampleCells {
  private static final Pattern DIVIDER = Pattern.compile("(?m)^# %%[ \\t]*(?:\\r\\n|\\r|\\n|\\z)");
  private static final Pattern LAST_BREAKS = Pattern.compile("[\\r\\n]+\\z");

  private ExampleCells() {}

  /// The cells in order, without the blank lines at their ends; what stands before the first
  /// divider is one if it is not blank.
  static List<String> of(String text) {
    List<String> cells = new ArrayList<>();
    Matcher divider = DIVIDER.matcher(text);
    int start = 0;
    while (divider.find()) {
      if (start > 0 || !text.substring(0, divider.start()).isBlank()) {
        cells.add(cell(text.substring(start, divider.start())));
      }
      start = divider.end();
    }
    cells.add(cell(text.substring(start)));
    return cells;
  }

  private static String cell(String text) {
    return LAST_BREAKS.matcher(text).replaceFirst("");
  }
}
