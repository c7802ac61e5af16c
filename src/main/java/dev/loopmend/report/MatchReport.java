package dev.loopmend.report;

import dev.loopmend.recipe.Finding;
import java.util.List;

/// What a pattern matches, for people: where, the code, and what each variable stands for.
public record MatchReport(Palette palette) {

  /// One block for each match.
  public String of(List<Finding> matches) {
    StringBuilder text = new StringBuilder();
    for (Finding match : matches) {
      text.append(palette.bold(TextReport.place(match.at()))).append(": ");
      text.append(Line.of(match.snippet().strip())).append('\n');
      match.notes().forEach(note -> text.append("  ").append(Line.of(note.message())).append('\n'));
    }
    return text.toString();
  }
}
