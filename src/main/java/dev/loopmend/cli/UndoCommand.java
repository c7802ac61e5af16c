package dev.loopmend.cli;

import dev.loopmend.project.Shown;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.Line;
import dev.loopmend.write.Failure;
import dev.loopmend.write.UndoLog;
import dev.loopmend.write.UndoOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend undo`: takes the last `apply` back.
final class UndoCommand implements Callable<Integer> {
  private final Session session;

  private final GeneralOptions general = new GeneralOptions();

  UndoCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    return Argument.command(
        this,
        "undo",
        "Take the last apply back where files still hold what it wrote.\nThe others are named.",
        general.arguments());
  }

  @Override
  public Integer call() {
    Path cwd = UndoLogs.real(session.surroundings().cwd());
    for (UndoLog log : UndoLogs.of(cwd, session.surroundings().environment())) {
      try {
        List<UndoOutcome> outcomes = log.undo(cwd);
        if (!outcomes.isEmpty()) {
          return report(cwd, outcomes);
        }
      } catch (IOException e) {
        return session.wrong(log.folder() + ": cannot be read: " + Failure.clause(e));
      }
    }
    say("there is nothing to take back here");
    return ExitCode.DONE;
  }

  private int report(Path cwd, List<UndoOutcome> outcomes) {
    int restored = 0;
    StringBuilder listed = new StringBuilder();
    for (UndoOutcome outcome : outcomes) {
      String shown = Line.of(Shown.path(cwd, outcome.file()));
      switch (outcome) {
        case UndoOutcome.Restored _ -> {
          restored++;
          listed.append(shown).append('\n');
        }
        case UndoOutcome.Left(Path _, String why) ->
            session.console().say(shown + ": not taken back: " + why);
      }
    }
    if (!general.quiet()) {
      session.console().data(listed.toString().getBytes(StandardCharsets.UTF_8));
    }
    int left = outcomes.size() - restored;
    String rest = left == 0 ? "" : "; " + ClosingLine.count(left, "file") + " left as it is";
    say(ClosingLine.count(restored, "file") + " taken back" + rest);
    return left == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private void say(String line) {
    if (!general.quiet()) {
      session.console().say(line);
    }
  }
}
