package dev.loopmend.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Breaks lines of inserted code that are too long, as Black would: the arguments of the last call
/// go on a line of their own, or on one line each.
public final class LongLines {
  private static final String UNIT = "    ";
  private static final Pattern BEHIND = Pattern.compile("\\)(,| as \\w+:)?$");

  private LongLines() {}

  /// The text with each line of more than `limit` characters that ends in a call broken. What
  /// follows the call may be a comma, or the `as name:` of a `with`.
  public static String broken(String text, int limit) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> addTo(lines, line, limit));
    return String.join("\n", lines);
  }

  private static void addTo(List<String> lines, String line, int limit) {
    Matcher behind = BEHIND.matcher(line);
    if (line.length() <= limit || !behind.find()) {
      lines.add(line);
      return;
    }
    Outline outline = Outline.of(line, behind.start());
    if (outline.open() < 0) {
      lines.add(line);
      return;
    }
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    String inside = line.substring(outline.open() + 1, behind.start());
    lines.add(line.substring(0, outline.open() + 1));
    if (indent.length() + UNIT.length() + inside.length() <= limit || outline.commas().isEmpty()) {
      addTo(lines, indent + UNIT + inside, limit);
    } else {
      int from = outline.open() + 1;
      for (int comma : outline.commas()) {
        addTo(lines, indent + UNIT + line.substring(from, comma).strip() + ",", limit);
        from = comma + 1;
      }
      String last = line.substring(from, behind.start()).strip();
      if (!last.isEmpty()) {
        addTo(lines, indent + UNIT + last + ",", limit);
      }
    }
    lines.add(indent + line.substring(behind.start()));
  }

  /// The bracket that one at the end of a line closes, or -1, and the commas directly between.
  private record Outline(int open, List<Integer> commas) {

    static Outline of(String line, int close) {
      List<Integer> opened = new ArrayList<>();
      List<List<Integer>> commas = new ArrayList<>();
      int at = 0;
      while (at < close) {
        char here = line.charAt(at);
        switch (here) {
          case '(', '[', '{' -> {
            opened.add(at);
            commas.add(new ArrayList<>());
          }
          case ')', ']', '}' -> {
            if (opened.isEmpty()) {
              return new Outline(-1, List.of());
            }
            opened.removeLast();
            commas.removeLast();
          }
          case ',' -> {
            if (!commas.isEmpty()) {
              commas.getLast().add(at);
            }
          }
          case '#' -> {
            return new Outline(-1, List.of());
          }
          default -> {}
        }
        at = here == '"' || here == '\'' ? endOfString(line, at) : at + 1;
      }
      return opened.size() == 1
          ? new Outline(opened.getFirst(), commas.getFirst())
          : new Outline(-1, List.of());
    }

    /// The place behind a string, which ends on its line.
    private static int endOfString(String line, int start) {
      int at = start + 1;
      while (at < line.length() && line.charAt(at) != line.charAt(start)) {
        at += line.charAt(at) == '\\' ? 2 : 1;
      }
      return at + 1;
    }
  }
}
