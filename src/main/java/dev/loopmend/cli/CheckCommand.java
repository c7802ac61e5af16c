package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.SourceTree.Reading;
import dev.loopmend.project.WorkTree;
import dev.loopmend.recipe.Severity;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.JsonReport;
import dev.loopmend.report.TextReport;
import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend check`: findings only.
final class CheckCommand implements Callable<Integer> {
  private final Session session;

  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  private final Argument<Format> format =
      Argument.one(
          Format.class,
          Format.text,
          "FORMAT",
          "${COMPLETION-CANDIDATES} (default: text)",
          "--format");
  private final Argument<FailOn> failOn =
      Argument.one(
          FailOn.class,
          FailOn.warning,
          "SEVERITY",
          "exit with 1 for: ${COMPLETION-CANDIDATES} (default: warning)",
          "--fail-on");

  /// The formats of findings.
  enum Format {
    text,
    json
  }

  /// From which severity on findings make the exit code 1.
  enum FailOn {
    info,
    warning,
    error,
    never
  }

  CheckCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.addAll(options.arguments());
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    arguments.add(format);
    arguments.add(failOn);
    return Argument.command(
        this, "check", "List findings, with a fix and without; change nothing.", arguments);
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
    ChangeSet set = session.wiring().check().over(ready.tree(), ready.recipes(), ready.limits());
    String report =
        switch (format.value()) {
          case text ->
              new TextReport(general.palette(session.surroundings(), options.output()))
                  .of(set.left());
          case json -> new JsonReport(path -> origin(ready.tree(), path)).of(set);
        };
    if (!outcome.deliver(report)) {
      return ExitCode.WRONG;
    }
    outcome.trouble(set, ready.tree().workspace());
    outcome.close(set, ClosingLine.Deed.CHECKED, 0, 0);
    boolean found = set.left().stream().anyMatch(finding -> fails(finding.severity()));
    return outcome.code(set, ready.tree().workspace(), found);
  }

  private boolean fails(Severity severity) {
    return switch (failOn.value()) {
      case info -> true;
      case warning -> severity.compareTo(Severity.WARNING) >= 0;
      case error -> severity.compareTo(Severity.ERROR) >= 0;
      case never -> false;
    };
  }

  private Optional<Origin> origin(WorkTree tree, String path) {
    return switch (tree.read(path)) {
      case Reading.Unreadable _ -> Optional.empty();
      case Reading.Bytes read ->
          switch (session.wiring().formats().decode(path, read.bytes())) {
            case SourceText.Decoding.Decoded(SourceText source) -> Optional.of(source.origin());
            case SourceText.Decoding.Undecodable _ -> Optional.empty();
          };
    };
  }
}
