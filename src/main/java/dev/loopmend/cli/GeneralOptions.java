package dev.loopmend.cli;

import dev.loopmend.engine.Progress;
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
          "colours: ${COMPLETION-CANDIDATES} (default: auto)",
          "--color");
  // Scripts put `-q` before what may hold another one.
  private final Argument<boolean[]> quiet =
      Argument.count("say only what is wrong and what was asked for", "-q", "--quiet");
  private final Argument<boolean[]> verbose =
      Argument.count("say more; twice: with stack traces", "-v", "--verbose");
  private final Argument<Boolean> help = Argument.help();

  List<Argument<?>> arguments() {
    return List.of(color, quiet, verbose, help);
  }

  boolean quiet() {
    return quiet.value().length > 0;
  }

  /// Who is told how far a run has come: nobody unless standard error is a terminal.
  Progress progress(Session session) {
    Surroundings surroundings = session.surroundings();
    String kind = surroundings.environment().getOrDefault("TERM", "dumb");
    boolean wanted = surroundings.terminals().err() && !quiet() && !kind.equals("dumb");
    return wanted ? session.console().progress() : Progress.UNSEEN;
  }

  /// How much more to say: 0 for no more.
  int verbosity() {
    return verbose.value().length;
  }

  /// The colours of data that go to standard output, or to a file.
  Palette palette(Surroundings surroundings, Optional<String> file) {
    return palette(surroundings, surroundings.terminals().out() && file.isEmpty());
  }

  /// The colours of what is written to a terminal, or not.
  Palette palette(Surroundings surroundings, boolean terminal) {
    boolean wanted = terminal && !surroundings.environment().containsKey("NO_COLOR");
    return new Palette(
        switch (color.value()) {
          case auto -> wanted;
          case always -> true;
          case never -> false;
        });
  }
}
