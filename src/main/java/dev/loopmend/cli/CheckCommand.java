package dev.loopmend.cli;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.CompleteFixes;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.NewModules;
import dev.loopmend.engine.SourceTree;
import dev.loopmend.engine.SourceTree.Reading;
import dev.loopmend.project.Workspace;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Severity;
import dev.loopmend.report.ClosingLine;
import dev.loopmend.report.GithubReport;
import dev.loopmend.report.HtmlReport;
import dev.loopmend.report.JsonReport;
import dev.loopmend.report.Places;
import dev.loopmend.report.SarifReport;
import dev.loopmend.report.TextReport;
import dev.loopmend.text.AbsentText;
import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend check`: findings only.
final class CheckCommand implements Callable<Integer> {
  private final Session session;

  private final ScanOptions options = new ScanOptions();
  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();
  private final Reports reports = new Reports();

  private final Argument<FailOn> failOn =
      Argument.one(
          FailOn.class,
          FailOn.warning,
          "SEVERITY",
          "exit with 1 for: ${COMPLETION-CANDIDATES} (default: warning)",
          "--fail-on");

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
    arguments.addAll(options.withoutOutput());
    arguments.addAll(recipes.arguments());
    arguments.addAll(general.arguments());
    arguments.addAll(reports.arguments());
    arguments.add(failOn);
    return Argument.command(
        this, "check", "List findings, with a fix and without; change nothing.", arguments);
  }

  @Override
  public Integer call() {
    Optional<String> fault = reports.fault();
    if (fault.isPresent()) {
      return session.wrong(fault.get());
    }
    return switch (Scan.prepare(session, options, recipes)) {
      case Scan.Wrong wrong -> session.wrong(wrong.problems());
      case Scan.Ready ready -> run(ready.telling(general.progress(session)));
    };
  }

  private int run(Scan.Ready ready) {
    Outcome outcome = new Outcome(session, general, options);
    ChangeSet set = ready.run(session.wiring().check()).withStale();
    SourceTree sources = NewModules.in(ready.tree(), ready.recipes(), ready.knowledge());
    for (Reports.Report report : reports.all()) {
      if (!outcome.deliver(text(report, ready, sources, set), report.file())) {
        return ExitCode.WRONG;
      }
    }
    outcome.trouble(set, ready.tree().workspace());
    outcome.close(set, ClosingLine.Deed.CHECKED, 0, 0);
    boolean found = set.left().stream().anyMatch(finding -> fails(finding.severity()));
    return outcome.code(set, ready.tree().workspace(), found);
  }

  /// A report; `sources` are the files of the run with those that fixes would make.
  private String text(Reports.Report report, Scan.Ready ready, SourceTree sources, ChangeSet set) {
    Workspace workspace = ready.tree().workspace();
    Places places = new Places(workspace::forPrograms, path -> origin(sources, path));
    return switch (report.format()) {
      case text ->
          new TextReport(general.palette(session.surroundings(), report.file())).of(set.left());
      case json -> new JsonReport(places).of(set);
      case jsonl -> new JsonReport(places).lines(set);
      case github -> new GithubReport(places).of(set.left());
      case sarif -> {
        Map<Finding, List<FileEdits>> fixes = fixes(sources, ready, set, ready.limits());
        yield new SarifReport(
                places, Version.number(), finding -> fixes.getOrDefault(finding, List.of()))
            .of(set, ready.recipes());
      }
      case html -> {
        // Somebody looks at each change: the unsafe ones are worth seeing too.
        Map<Finding, List<FileEdits>> fixes =
            fixes(sources, ready, set, ready.limits().withUnsafe());
        yield new HtmlReport(Version.number(), path -> source(sources, path)).findings(set, fixes);
      }
    };
  }

  private Map<Finding, List<FileEdits>> fixes(
      SourceTree sources, Scan.Ready ready, ChangeSet set, Engine.Limits limits) {
    return CompleteFixes.of(
        set.left(), sources, ready.knowledge(), session.wiring().formats(), limits);
  }

  private boolean fails(Severity severity) {
    return switch (failOn.value()) {
      case info -> true;
      case warning -> severity.compareTo(Severity.WARNING) >= 0;
      case error -> severity.compareTo(Severity.ERROR) >= 0;
      case never -> false;
    };
  }

  private Optional<Origin> origin(SourceTree tree, String path) {
    return source(tree, path).map(SourceText::origin);
  }

  private Optional<SourceText> source(SourceTree tree, String path) {
    return switch (tree.read(path)) {
      case Reading.Unreadable _ -> Optional.empty();
      case Reading.Absent(String lineEnd) -> Optional.of(new AbsentText(lineEnd));
      case Reading.Bytes read ->
          switch (session.wiring().formats().decode(path, read.bytes())) {
            case SourceText.Decoding.Decoded(SourceText source) -> Optional.of(source);
            case SourceText.Decoding.Undecodable _ -> Optional.empty();
          };
    };
  }
}
