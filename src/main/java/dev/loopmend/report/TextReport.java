package dev.loopmend.report;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Findings for people: where, what, how sure the fix is, and the line with a caret below.
public record TextReport(Palette palette) {

  /// Up to how many characters a message is shown in full.
  private static final int LONG = 80;

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
        .append(Line.of(brief(finding.message())))
        .append(" [")
        .append(level(finding.safety()))
        .append("]\n");
    if (!finding.snippet().isBlank()) {
      text.append("  ").append(visible(finding.snippet())).append('\n');
      text.append("  ").append(palette.red(caret(finding))).append('\n');
    }
    reason(finding.safety()).ifPresent(reason -> text.append("  ").append(reason).append('\n'));
    Set<String> notes = new LinkedHashSet<>();
    finding.notes().forEach(note -> notes.add(note(finding, note)));
    notes.forEach(note -> text.append("  note: ").append(note).append('\n'));
  }

  /// A note that explains the finding's own place needs no place of its own.
  private static String note(Finding finding, Finding.Note note) {
    String message = Line.of(note.message());
    return note.at().equals(finding.at()) ? message : place(note.at()) + ": " + message;
  }

  /// A message that fills no terminal: of a long one what stands before the explanation.
  ///
  /// Ex) `A blocking call stops the event loop: no other task ...`
  static String brief(String message) {
    int end = message.indexOf(": ");
    return message.length() > LONG && end > 0 ? message.substring(0, end) : message;
  }

  private static String place(Location at) {
    return Line.of(at.path()) + ":" + at.line() + ":" + at.column();
  }

  /// What happens to a finding: `safe fix`, or the level with its reason.
  static String fix(Safety safety) {
    String because =
        switch (safety) {
          case Safety.Safe() -> "";
          case Safety.Unsafe(String why) -> Line.of(why);
          case Safety.Report(String why) -> Line.of(why);
        };
    return because.isEmpty() ? level(safety) : level(safety) + ": " + because;
  }

  private static String level(Safety safety) {
    return switch (safety.level()) {
      case SAFE -> "safe fix";
      case UNSAFE -> "unsafe fix";
      case REPORT -> "report";
    };
  }

  private static Optional<String> reason(Safety safety) {
    String all = fix(safety);
    return all.equals(level(safety)) ? Optional.empty() : Optional.of(all);
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
