package dev.loopmend.report;

import dev.loopmend.diff.UnifiedDiff;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The net diff of each changed file, in the file's own encoding. Above it stand its recipes with
/// their reasons, in lines that git and patch skip. `names` gives the path in the diff's header.
public record DiffReport(Palette palette, boolean reasons, UnaryOperator<String> names) {

  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]|\\xC2[\\x80-\\x9F]");

  /// The diffs of all files, one after the other. Those in colours are for people: control
  /// characters in them are shown.
  public byte[] of(List<FileOutcome.Changed> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (FileOutcome.Changed file : files) {
      byte[] before = file.before().encode().orElse(new byte[0]);
      byte[] after = file.after().encode().orElse(before);
      String name = names.apply(file.path());
      byte[] diff =
          file.isNew()
              ? UnifiedDiff.ofNew(name, after)
              : UnifiedDiff.of(name, before, after, file.before().origin()::section);
      if (diff.length > 0) {
        if (reasons) {
          reasons(file.applied()).forEach(line -> write(out, palette.faint(line) + "\n"));
        }
        out.writeBytes(palette.coloured() ? coloured(diff) : diff);
      }
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// One line for each recipe, level and message, with the lines of the file as it was read.
  private static List<String> reasons(List<Finding> findings) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Finding finding : findings) {
      String why =
          Line.of(TextReport.brief(finding.message()))
              + " ["
              + TextReport.fix(finding.safety())
              + "]";
      lines
          .computeIfAbsent(finding.recipe() + ": " + why, _ -> new ArrayList<>())
          .add(Integer.toString(finding.at().line()));
    }
    List<String> reasons = new ArrayList<>();
    lines.forEach(
        (why, at) -> {
          String noun = at.size() == 1 ? "line " : "lines ";
          reasons.add("# " + noun + String.join(", ", at) + ": " + why);
        });
    return reasons;
  }

  private byte[] coloured(byte[] diff) {
    // Every byte stays as it is, but those that a terminal would obey.
    String text = new String(diff, StandardCharsets.ISO_8859_1);
    StringBuilder painted = new StringBuilder();
    boolean inHunk = false;
    for (String line : text.split("(?<=\n)", -1)) {
      String content = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
      inHunk = (inHunk || line.startsWith("@@")) && !line.startsWith("diff --git ");
      painted.append(content.isEmpty() ? "" : painted(harmless(content), inHunk));
      painted.append(line.endsWith("\n") ? "\n" : "");
    }
    return painted.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A line of bytes with the control characters of ASCII and, in UTF-8, of Latin 1 as escapes;
  /// tabs stay, and so does the first part of a line end.
  ///
  /// Ex) a comment that clears the screen
  private static String harmless(String line) {
    boolean carriage = line.endsWith("\r");
    String content = carriage ? line.substring(0, line.length() - 1) : line;
    return CONTROL
            .matcher(content)
            .replaceAll(
                found -> {
                  String bytes = found.group();
                  return "\\\\x%02x".formatted((int) bytes.charAt(bytes.length() - 1));
                })
        + (carriage ? "\r" : "");
  }

  private String painted(String line, boolean inHunk) {
    if (!inHunk) {
      return palette.bold(line);
    }
    return switch (line.charAt(0)) {
      case '+' -> palette.green(line);
      case '-' -> palette.red(line);
      case '@' -> palette.cyan(line);
      default -> line;
    };
  }
}
