package dev.loopmend.cli;

import dev.loopmend.engine.Approval;
import dev.loopmend.report.DiffReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Asks on the terminal before each fix. The end of the input is a no to all that follow.
final class Questions implements Approval {
  private static final String HELP =
      """
      y  make this fix
      n  do not make it
      a  make it and all that follow
      q  make neither it nor any that follow
      ?  show this help
      """;

  private final Session session;
  private final DiffReport report;
  private final BufferedReader answers;
  private final Map<String, Boolean> given = new HashMap<>();
  private Optional<Boolean> forAll = Optional.empty();

  Questions(Session session, DiffReport report) {
    this.session = session;
    this.report = report;
    this.answers =
        new BufferedReader(
            new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8));
  }

  /// All is done again round files that were refused: what was answered holds on for fixes that
  /// would do the same as before, and the others are asked for.
  void startAgain() {
    forAll = forAll.filter(answer -> !answer);
  }

  @Override
  public boolean approves(Proposal proposal) {
    byte[] shown = report.of(proposal.files());
    return given.computeIfAbsent(
        new String(shown, StandardCharsets.ISO_8859_1), _ -> forAll.orElseGet(() -> asked(shown)));
  }

  private boolean asked(byte[] shown) {
    session.console().show(shown);
    while (true) {
      show("Make this fix? [y,n,a,q,?] ");
      switch (answer()) {
        case "y", "yes" -> {
          return true;
        }
        case "n", "no" -> {
          return false;
        }
        case "a", "all" -> {
          return always(true);
        }
        case "q", "quit" -> {
          return always(false);
        }
        default -> show(HELP);
      }
    }
  }

  private boolean always(boolean answer) {
    forAll = Optional.of(answer);
    return answer;
  }

  private void show(String text) {
    session.console().show(text.getBytes(StandardCharsets.UTF_8));
  }

  private String answer() {
    try {
      return Optional.ofNullable(answers.readLine()).orElse("q").strip().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      return "q";
    }
  }
}
