package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Finding;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes the comments by which authors decline findings.
public final class IgnoreComments {
  /// Ex) ` # loopmend: ignore[unbounded-queue] few orders a day`
  private static final Pattern OWN_LINE =
      Pattern.compile("\\s*#\\s*loopmend:\\s*ignore\\[([^\\]]*)\\].*", Pattern.CASE_INSENSITIVE);

  private IgnoreComments() {}

  /// The edits that put a comment above each line that a finding of it starts in. One that stands
  /// there already takes the recipe in, since only the last line of comments counts.
  public static EditMap add(String text, List<Finding> findings, String reason) {
    LineMap lines = LineMap.of(text);
    Map<Integer, Set<String>> byLine = new TreeMap<>();
    for (Finding finding : findings) {
      int line = lines.line(finding.at().span().start());
      byLine.computeIfAbsent(line, _ -> new TreeSet<>()).add(finding.recipe());
    }
    String lineEnd = SourceText.lineEndOf(text);
    List<TextEdit> edits = new ArrayList<>();
    for (Map.Entry<Integer, Set<String>> entry : byLine.entrySet()) {
      int line = entry.getKey();
      String recipes = String.join(", ", entry.getValue());
      Matcher above = OWN_LINE.matcher(line > 1 ? lines.textOf(line - 1) : "");
      if (above.matches()) {
        int end = lines.start(line - 1) + above.end(1);
        edits.add(TextEdit.insert(end, ", " + recipes));
      } else {
        String comment = "# loopmend: ignore[" + recipes + "] " + reason;
        edits.add(
            TextEdit.insert(lines.start(line), indent(lines.textOf(line)) + comment + lineEnd));
      }
    }
    return EditMap.of(edits);
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /// Whether a finding of a text is there in spite of a comment above it that names its recipe.
  ///
  /// Ex) the line above belongs to a string in three quotes
  public static boolean isInVain(String text, Finding finding) {
    LineMap lines = LineMap.of(text);
    int line = lines.line(finding.at().span().start());
    Matcher above = OWN_LINE.matcher(line > 1 ? lines.textOf(line - 1) : "");
    return above.matches()
        && List.of(above.group(1).split("[,\\s]+", -1)).contains(finding.recipe());
  }
}
