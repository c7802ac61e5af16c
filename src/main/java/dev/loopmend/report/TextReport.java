package dev.loopmend.report;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import java.util.List;

/// Findings for people: where, what, how sure the fix is, and the line with a caret below.
public record TextReport(Palette palette) {

  /// One block for each finding.
  public String of(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    findings.forEach(finding -> block(text, finding));
    return text.toString();
  }

  private void block(StringBuilder text, Finding finding) {
    text.append(palette.bold(place(finding.at())))
        .append(": ")
        .append(palette.severity(finding.severity()))
        .append(' ')
        .append(palette.bold(finding.recipe()))
        .append(' ')
        .append(Line.of(finding.message()))
        .append(" [")
        .append(fix(finding.safety()))
        .append("]\n");
    if (!finding.snippet().isBlank()) {
      text.append("  ").append(visible(finding.snippet())).append('\n');
      text.append("  ").append(palette.red(caret(finding))).append('\n');
    }
    for (Finding.Note note : finding.notes()) {
      text.append("  note: ")
          .append(place(note.at()))
          .append(": ")
          .append(Line.of(note.message()))
          .append('\n');
    }
  }

  private static String place(Location at) {
    return Line.of(at.path()) + ":" + at.line() + ":" + at.column();
  }

  /// What happens to a finding: `safe fix`, or the level with its reason.
  static String fix(Safety safety) {
    return switch (safety) {
      case Safety.Safe() -> "safe fix";
      case Safety.Unsafe(String because) -> "unsafe fix: " + Line.of(because);
      case Safety.Report(String because) ->
          because.isEmpty() ? "report" : "report: " + Line.of(because);
    };
  }

  /// The source line as a terminal may show it: tabs stay, other control characters do not.
  private static String visible(String snippet) {
    StringBuilder line = new StringBuilder();
    snippet
        .codePoints()
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) && c != '\t' ? '.' : c));
    return line.toString();
  }

  /// Marks below the characters of the finding that stand in its first line.
  private static String caret(Finding finding) {
    Location at = finding.at();
    int[] line = finding.snippet().codePoints().toArray();
    int from = Math.min(at.column() - 1, line.length);
    int to = at.endLine() == at.line() ? Math.min(at.endColumn() - 1, line.length) : line.length;
    StringBuilder caret = new StringBuilder();
    for (int column = 0; column < from; column++) {
      caret.append(line[column] == '\t' ? "\t" : " ".repeat(width(line[column])));
    }
    int marks = 0;
    for (int column = from; column < to; column++) {
      marks += width(line[column]);
    }
    return caret.append("^".repeat(Math.max(1, marks))).toString();
  }

  /// How many cells of a terminal a character takes.
  private static int width(int c) {
    int kind = Character.getType(c);
    if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK) {
      return 0;
    }
    return Character.isIdeographic(c)
            || (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x3000 && c <= 0x30FF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F300 && c <= 0x1FAFF)
        ? 2
        : 1;
  }
}
