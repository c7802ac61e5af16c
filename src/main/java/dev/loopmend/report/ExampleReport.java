package dev.loopmend.report;

import dev.loopmend.diff.UnifiedDiff;
import dev.loopmend.engine.ExampleFailure;
import dev.loopmend.recipe.Recipe;
import java.nio.charset.StandardCharsets;

/// An example that did not come out, for people: where, what, and the difference with white space
/// that one can see.
public record ExampleReport(Palette palette) {

  /// The report; it ends in a line end.
  public String of(Recipe recipe, ExampleFailure failure) {
    StringBuilder text = new StringBuilder();
    text.append(palette.bold(Line.of(recipe.source()) + ":" + failure.line()));
    text.append(": example \"").append(failure.example().title()).append("\": ");
    text.append(failure.what()).append('\n');
    byte[] diff =
        UnifiedDiff.of(
            "example", utf8(visible(failure.expected())), utf8(visible(failure.actual())));
    if (diff.length > 0) {
      text.append("  - expected\n  + actual\n");
      new String(diff, StandardCharsets.UTF_8)
          .lines()
          // The header names files that exist in no folder.
          .skip(3)
          .forEach(line -> text.append("  ").append(painted(line)).append('\n'));
    }
    return text.toString();
  }

  private String painted(String line) {
    return line.startsWith("+")
        ? palette.green(line)
        : line.startsWith("-") ? palette.red(line) : line;
  }

  /// Marks for tabs, carriage returns, spaces at the end of lines and the byte order mark.
  ///
  /// Ex) `→x = 1··␍`
  static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    String lines = text.replace("\r\n", "␍\n").replace("\r", "␍\n").replace("\uFEFF", "⟨BOM⟩");
    for (String line : lines.split("(?<=\n)", -1)) {
      String end = line.endsWith("␍\n") ? "␍\n" : line.endsWith("\n") ? "\n" : "";
      String code = line.substring(0, line.length() - end.length());
      String bare = code.stripTrailing();
      String rest = code.substring(bare.length()).replace(' ', '·');
      shown.append((bare + rest).replace("\t", "→")).append(end);
    }
    return shown.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
