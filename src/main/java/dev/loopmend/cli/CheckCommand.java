package dev.loopmend.cli;

import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.SourceTree.Reading;
import dev.loopmend.project.WorkTree;
import dev.loopmend.recipe.Severity;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.JsonReport;
import dev.loopmend.report.TextReport;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `loopmend check`: findings only.
@Command(
    name = "check",
    description = "List findings, with a fix and without; change nothing.",
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private final Session session;

  @Mixin ScanOptions options = new ScanOptions();
  @Mixin RecipeOptions recipes = new RecipeOptions();
  @Mixin GeneralOptions general = new GeneralOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: text)")
  Format format = Format.text;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "exit with 1 for: ${COMPLETION-CANDIDATES} (default: warning)")
  FailOn failOn = FailOn.warning;

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
        switch (format) {
          case text ->
              new TextReport(general.palette(session.surroundings(), options.output))
                  .of(set.left());
          case json -> new JsonReport(path -> lines(ready.tree(), path)).of(set);
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
    return switch (failOn) {
      case info -> true;
      case warning -> severity.compareTo(Severity.WARNING) >= 0;
      case error -> severity.compareTo(Severity.ERROR) >= 0;
      case never -> false;
    };
  }

  private static Optional<LineMap> lines(WorkTree tree, String path) {
    return switch (tree.read(path)) {
      case Reading.Unreadable _ -> Optional.empty();
      case Reading.Bytes read ->
          switch (SourceText.decode(read.bytes())) {
            case SourceText.Decoding.Decoded(SourceText source) ->
                Optional.of(LineMap.of(source.text()));
            case SourceText.Decoding.Undecodable _ -> Optional.empty();
          };
    };
  }
}
