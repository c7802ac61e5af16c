package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.project.Workspace;
import dev.loopmend.recipe.Finding;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.Columns;
import dev.loopmend.report.Elsewhere;
import dev.loopmend.report.Line;
import dev.loopmend.report.Palette;
import dev.loopmend.report.TextReport;
import dev.loopmend.write.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says how a run went, on standard error.
record Outcome(Session session, GeneralOptions general, ScanOptions options) {

  /// Writes data to where the user wants them; `false` if that failed, and it was said.
  boolean deliver(byte[] data) {
    return deliver(data, options.output());
  }

  /// The same for a text and the file that takes it.
  boolean deliver(String data, Optional<String> output) {
    return deliver(data.getBytes(StandardCharsets.UTF_8), output);
  }

  private boolean deliver(byte[] data, Optional<String> output) {
    if (output.isEmpty()) {
      session.console().data(data);
      return true;
    }
    Path file = session.surroundings().cwd().resolve(output.get());
    try {
      Files.write(file, data);
      return true;
    } catch (IOException e) {
      session.console().say(output.get() + ": cannot be written: " + clause(e));
      return false;
    }
  }

  private static String clause(IOException failure) {
    return failure instanceof NoSuchFileException
        ? "its folder does not exist"
        : Failure.clause(failure);
  }

  boolean deliver(String data) {
    return deliver(data.getBytes(StandardCharsets.UTF_8));
  }

  /// What could not be worked on: one line each. A withdrawn fix is our fault and always said.
  void trouble(ChangeSet set, Workspace workspace) {
    Console console = session.console();
    if (general.verbosity() > 0) {
      workspace.described().forEach(console::say);
    }
    if (!general.quiet()) {
      workspace
          .empty()
          .forEach(path -> console.say(Line.of(path) + ": there are no Python files in it"));
    }
    workspace.missing().forEach(problem -> console.say(Line.of(problem.text())));
    workspace.unreadable().forEach(problem -> console.say(Line.of(problem.text())));
    TextReport report = new TextReport(Palette.PLAIN);
    for (FileOutcome.Skipped file : set.skipped()) {
      List<String> lines = report.of(file).lines().toList();
      console.say(lines.getFirst());
      if (!general.quiet()) {
        lines.stream().skip(1).forEach(console::detail);
      }
    }
    for (FileOutcome.Withdrawn fix : set.withdrawn()) {
      String recipe = fix.finding().recipe();
      int line = fix.finding().at().line();
      console.say(
          "%s:%d: a fix of %s was withdrawn, this is a fault of Loopmend, please report it: %s"
              .formatted(Line.of(fix.path()), line, recipe, Line.of(fix.why())));
      if (general.verbosity() > 1) {
        console.say("before:\n" + fix.before() + "\nafter:\n" + fix.after());
      }
    }
  }

  /// What fixes change elsewhere than where findings were asked for.
  void elsewhere(List<FileOutcome.Changed> files, SourceTree tree) {
    if (!general.quiet()) {
      Elsewhere.of(files, tree).forEach(session.console()::say);
    }
  }

  /// The statistics and the closing line.
  void close(ChangeSet set, ClosingLine.Deed deed, int fixes, int files) {
    if (options.stats()) {
      statistics(set);
    }
    if (!general.quiet()) {
      session.console().say(ClosingLine.of(set, deed, fixes, files));
    }
  }

  /// One line for each recipe: how long it looked, what it found, what became of that.
  private void statistics(ChangeSet set) {
    Columns table = new Columns();
    table.add(
        "recipe", "time", "nodes", "matches", "fixed", "left", "suppressed", "conflicts lost");
    set.statistics()
        .efforts()
        .forEach(
            (recipe, effort) ->
                table.add(
                    recipe,
                    String.format(Locale.ROOT, "%.1f ms", effort.nanos() / 1e6),
                    Long.toString(effort.nodes()),
                    Integer.toString(effort.matches()),
                    count(set.fixed(), recipe),
                    count(set.left(), recipe),
                    Integer.toString(effort.suppressed()),
                    Integer.toString(effort.conflicts())));
    table.text().lines().forEach(session.console()::say);
  }

  private static String count(List<Finding> findings, String recipe) {
    return Long.toString(findings.stream().filter(it -> it.recipe().equals(recipe)).count());
  }

  /// The exit code: a PATH that does not exist goes before a file that could not be processed, and
  /// that before findings, if that is wanted.
  int code(ChangeSet set, Workspace workspace, boolean found) {
    if (!workspace.missing().isEmpty()) {
      return ExitCode.WRONG;
    }
    boolean skipped = !set.skipped().isEmpty() || !workspace.unreadable().isEmpty();
    if (options.strict() && (skipped || !set.withdrawn().isEmpty())) {
      return ExitCode.SKIPPED;
    }
    return found ? ExitCode.FOUND : ExitCode.DONE;
  }

  /// How many different fixes a list of fixed findings stands for, and in how many files.
  static int fixes(List<FileOutcome.Changed> files) {
    return (int) files.stream().flatMap(file -> file.applied().stream()).distinct().count();
  }
}
