package dev.loopmend.report;

import dev.loopmend.edit.Safety;
import dev.loopmend.engine.FileOutcome;
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
      Location at = finding.at();
      int end = at.endLine() == at.line() ? at.endColumn() : Integer.MAX_VALUE;
      excerpt(text, Excerpt.of(finding.snippet(), at.column(), end));
    }
    reason(finding.safety()).ifPresent(reason -> text.append("  ").append(reason).append('\n'));
    Set<String> notes = new LinkedHashSet<>();
    finding.notes().forEach(note -> notes.add(note(finding, note)));
    notes.forEach(note -> text.append("  note: ").append(note).append('\n'));
  }

  private void excerpt(StringBuilder text, Excerpt excerpt) {
    text.append("  ").append(excerpt.line()).append('\n');
    text.append("  ").append(palette.red(excerpt.marks())).append('\n');
  }

  /// Why a file was skipped: its place and the reason, then the line with a caret if it is known.
  public String of(FileOutcome.Skipped file) {
    String place = file.line() > 0 ? ":" + file.line() + ":" + file.column() : "";
    StringBuilder text = new StringBuilder(Line.of(file.path()) + place);
    text.append(": skipped: ").append(Line.of(file.why())).append('\n');
    if (!file.snippet().isBlank()) {
      excerpt(text, Excerpt.of(file.snippet(), file.column(), file.column()));
    }
    return text.toString();
  }

  /// A note that explains the finding's own place needs no place of its own.
  static String note(Finding finding, Finding.Note note) {
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

  static String place(Location at) {
    String cell =
        at.cell().map(it -> " (cell " + it.cell() + ", line " + it.line() + ")").orElse("");
    return Line.of(at.path()) + ":" + at.line() + ":" + at.column() + cell;
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
}
