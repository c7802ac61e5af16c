package dev.loopmend.cli;

import dev.loopmend.report.Palette;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of every command.
final class GeneralOptions {
  /// When output is coloured.
  enum Colour {
    auto,
    always,
    never
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "colours: ${COMPLETION-CANDIDATES} (default: auto, on a terminal)")
  Colour color = Colour.auto;

  @Option(
      names = {"-q", "--quiet"},
      description = "say only what is wrong and what was asked for")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "say more; twice: with stack traces")
  boolean[] verbose = new boolean[0];

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  /// The colours of data that go to standard output, or to a file.
  Palette palette(Surroundings surroundings, Optional<String> file) {
    boolean wanted = surroundings.terminal() && !surroundings.environment().containsKey("NO_COLOR");
    return new Palette(
        switch (color) {
          case auto -> wanted && file.isEmpty();
          case always -> true;
          case never -> false;
        });
  }
}
