package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
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

  /// A text with a comment above each line that a finding of it starts in. One that stands there
  /// already takes the recipe in, since only the last line of comments counts.
  public static String add(String text, List<Finding> findings, String reason) {
    Map<Integer, Set<String>> byLine = new TreeMap<>();
    findings.forEach(
        finding ->
            byLine
                .computeIfAbsent(finding.at().line(), _ -> new TreeSet<>())
                .add(finding.recipe()));
    LineMap lines = LineMap.of(text);
    String lineEnd = SourceText.lineEndOf(text);
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (Map.Entry<Integer, Set<String>> entry : byLine.entrySet()) {
      int line = entry.getKey();
      String recipes = String.join(", ", entry.getValue());
      Matcher above = OWN_LINE.matcher(line > 1 ? lines.textOf(line - 1) : "");
      if (above.matches()) {
        int end = lines.start(line - 1) + above.end(1);
        result.append(text, at, end).append(", ").append(recipes);
        at = end;
      } else {
        int start = lines.start(line);
        result.append(text, at, start).append(indent(lines.textOf(line)));
        result.append("# loopmend: ignore[").append(recipes).append("] ").append(reason);
        result.append(lineEnd);
        at = start;
      }
    }
    return result.append(text, at, text.length()).toString();
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /// Whether a finding of a text is there in spite of a comment above it that names its recipe.
  ///
  /// Ex) the line above belongs to a string in three quotes
  public static boolean isInVain(String text, Finding finding) {
    int line = finding.at().line();
    Matcher above = OWN_LINE.matcher(line > 1 ? LineMap.of(text).textOf(line - 1) : "");
    return above.matches()
        && List.of(above.group(1).split("[,\\s]+", -1)).contains(finding.recipe());
  }
}
