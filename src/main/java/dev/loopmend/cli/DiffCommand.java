package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.DiffReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend diff`: the dry run.
final class DiffCommand implements Callable<Integer> {
  private final Session session;

  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  DiffCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.addAll(options.arguments());
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this,
        "diff",
        "Show what apply would change, as a diff that git apply and patch -p1 take.",
        arguments);
  }

  @Override
  public Integer call() {
    return switch (Scan.prepare(session, options, recipes)) {
      case Scan.Wrong wrong -> session.wrong(wrong.problems());
      case Scan.Ready ready -> run(ready);
    };
  }

  private int run(Scan.Ready ready) {
    Outcome outcome = new Outcome(session, general, options);
    ChangeSet set = session.wiring().mend().over(ready.tree(), ready.recipes(), ready.limits());
    List<FileOutcome.Changed> files = set.changed();
    DiffReport report =
        new DiffReport(
            general.palette(session.surroundings(), options.output()),
            !general.quiet(),
            ready.tree().workspace()::inDiff);
    if (!outcome.deliver(report.of(files))) {
      return ExitCode.WRONG;
    }
    outcome.trouble(set, ready.tree().workspace());
    if (!general.quiet() && files.stream().anyMatch(file -> file.path().startsWith("../"))) {
      session
          .console()
          .say(
              "git apply skips files outside of the folder it runs in: run it where all are below");
    }
    outcome.close(set, ClosingLine.Deed.SHOWN, Outcome.fixes(files), files.size());
    return outcome.code(set, ready.tree().workspace(), !files.isEmpty());
  }
}
