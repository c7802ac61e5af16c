package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.DiffReport;
import dev.loopmend.report.HtmlReport;
import dev.loopmend.report.Line;
import dev.loopmend.report.Palette;
import dev.loopmend.write.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend diff`: the dry run.
final class DiffCommand implements Callable<Integer> {
  private final Session session;

  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();
  private final Argument<String> recipeSplit =
      Argument.one(
          String.class,
          "",
          "DIR",
          "one patch per recipe, each for the one before",
          "--recipe-split");

  private final Argument<Format> format =
      Argument.one(
          Format.class,
          Format.diff,
          "FORMAT",
          "${COMPLETION-CANDIDATES} (default: diff)",
          "--format");

  /// The ways to show changes.
  enum Format {
    diff,
    html
  }

  DiffCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.addAll(options.arguments());
    arguments.add(recipeSplit);
    arguments.add(format);
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    return Argument.command(
        this, "diff", "Show what apply would change, as a diff that git apply takes.", arguments);
  }

  @Override
  public Integer call() {
    if (recipeSplit.given().isPresent() && format.value() == Format.html) {
      return session.wrong("--recipe-split: writes patches; leave --format html away");
    }
    return switch (Scan.prepare(session, options, recipes)) {
      case Scan.Wrong wrong -> session.wrong(wrong.problems());
      case Scan.Ready ready -> run(ready.telling(general.progress(session)));
    };
  }

  private int run(Scan.Ready ready) {
    Outcome outcome = new Outcome(session, general, options);
    ChangeSet set = ready.run(session.wiring().mend());
    List<FileOutcome.Changed> files = set.changed();
    boolean split = recipeSplit.given().isPresent();
    Palette palette =
        split ? Palette.PLAIN : general.palette(session.surroundings(), options.output());
    DiffReport report = new DiffReport(palette, !general.quiet(), ready.tree().workspace()::inDiff);
    boolean delivered =
        split
            ? split(outcome, report, CommitDraft.of(set, ready.recipes()))
            : switch (format.value()) {
              case diff -> outcome.deliver(report.of(files));
              case html -> outcome.deliver(page(set));
            };
    if (!delivered) {
      return ExitCode.WRONG;
    }
    outcome.trouble(set, ready.tree().workspace());
    if (!general.quiet() && files.stream().anyMatch(file -> file.path().startsWith("../"))) {
      session
          .console()
          .say(
              "git apply skips files outside of the folder it runs in: run it where all are below");
    }
    outcome.elsewhere(files, ready.tree());
    outcome.close(set, ClosingLine.Deed.SHOWN, Outcome.fixes(files), files.size());
    return outcome.code(set, ready.tree().workspace(), !files.isEmpty());
  }

  private static String page(ChangeSet set) {
    return new HtmlReport(Version.number(), _ -> Optional.empty()).changes(set);
  }

  /// Writes one patch for each recipe, and gives their names as data.
  private boolean split(Outcome outcome, DiffReport report, List<CommitDraft> drafts) {
    Path folder = session.surroundings().cwd().resolve(recipeSplit.value());
    StringBuilder names = new StringBuilder();
    try {
      Files.createDirectories(folder);
      for (CommitDraft draft : drafts) {
        int number = drafts.indexOf(draft) + 1;
        String name = "%04d-%s.patch".formatted(number, draft.recipe().id());
        Files.write(folder.resolve(name), report.of(draft.files()));
        names.append(recipeSplit.value()).append('/').append(name).append('\n');
      }
    } catch (IOException e) {
      String why = Failure.clause(e);
      session.console().say(Line.of(recipeSplit.value()) + ": cannot be written: " + why);
      return false;
    }
    return outcome.deliver(names.toString());
  }
}
