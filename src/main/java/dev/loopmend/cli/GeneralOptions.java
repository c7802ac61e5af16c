package dev.loopmend.cli;

import dev.loopmend.report.Palette;
import java.util.List;
import java.util.Optional;

/// The options of every command.
final class GeneralOptions {
  /// When output is coloured.
  enum Colour {
    auto,
    always,
    never
  }

  private final Argument<Colour> color =
      Argument.one(
          Colour.class,
          Colour.auto,
          "WHEN",
          "colours: ${COMPLETION-CANDIDATES} (default: auto, on a terminal)",
          "--color");
  private final Argument<Boolean> quiet =
      Argument.flag("say only what is wrong and what was asked for", "-q", "--quiet");
  private final Argument<boolean[]> verbose =
      Argument.count("say more; twice: with stack traces", "-v", "--verbose");
  private final Argument<Boolean> help = Argument.help();

  List<Argument<?>> arguments() {
    return List.of(color, quiet, verbose, help);
  }

  boolean quiet() {
    return quiet.value();
  }

  /// How much more to say: 0 for no more.
  int verbosity() {
    return verbose.value().length;
  }

  /// The colours of data that go to standard output, or to a file.
  Palette palette(Surroundings surroundings, Optional<String> file) {
    boolean wanted = surroundings.terminal() && !surroundings.environment().containsKey("NO_COLOR");
    return new Palette(
        switch (color.value()) {
          case auto -> wanted && file.isEmpty();
          case always -> true;
          case never -> false;
        });
  }
}
