package dev.loopmend.recipe;

import java.util.ArrayList;
import java.util.List;

/// Breaks lines of inserted code that are too long, as Black would: the arguments of the last call
/// go on a line of their own.
public final class LongLines {
  private LongLines() {}

  /// The text with each line of more than `limit` characters that ends in a call broken.
  public static String broken(String text, int limit) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> addTo(lines, line, limit));
    return String.join("\n", lines);
  }

  private static void addTo(List<String> lines, String line, int limit) {
    int open = line.length() > limit && line.endsWith(")") ? openingOf(line) : -1;
    if (open < 0) {
      lines.add(line);
      return;
    }
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    lines.add(line.substring(0, open + 1));
    addTo(lines, indent + "    " + line.substring(open + 1, line.length() - 1), limit);
    lines.add(indent + ")");
  }

  /// The bracket that the last character closes. Brackets in strings count: recipes' helpers hold
  /// only balanced ones.
  private static int openingOf(String line) {
    int depth = 0;
    for (int at = line.length() - 1; at >= 0; at--) {
      switch (line.charAt(at)) {
        case ')' -> depth++;
        case '(' -> depth--;
        default -> {}
      }
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }
}
