package dev.loopmend.lsp;

import dev.loopmend.edit.Safety;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/// What is found in an open file, as the protocol says it. `files` tells of a path that findings
/// name which file that is.
record FindingDiagnostics(Buffer buffer, boolean related, Function<String, Optional<Path>> files) {
  static final String SOURCE = "loopmend";

  /// A finding at its place, with why it is not simply mended. What explains it, such as the chain
  /// of calls that leads there, stands beside it, or below it for editors that know no such thing.
  Diagnostic of(Finding finding) {
    TextPositions positions = buffer.positions();
    List<String> lines = new ArrayList<>(List.of(finding.message()));
    reason(finding.safety()).ifPresent(lines::add);
    Diagnostic diagnostic =
        new Diagnostic(
            positions.range(finding.at().span()), "", severity(finding.severity()), SOURCE);
    diagnostic.setCode(finding.recipe());
    if (related) {
      List<DiagnosticRelatedInformation> notes = notes(finding, positions);
      if (!notes.isEmpty()) {
        diagnostic.setRelatedInformation(notes);
      }
    } else {
      finding.notes().forEach(note -> lines.add(note.message()));
    }
    diagnostic.setMessage(String.join("\n", lines));
    return diagnostic;
  }

  /// Why findings are not looked for in the file.
  Diagnostic of(FileOutcome.Skipped skipped) {
    boolean hasPlace = skipped.line() > 0;
    Diagnostic diagnostic =
        new Diagnostic(
            buffer.positions().character(skipped.line(), skipped.column()),
            skipped.why(),
            hasPlace ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            SOURCE);
    diagnostic.setCode(hasPlace ? "syntax-error" : "skipped");
    return diagnostic;
  }

  private List<DiagnosticRelatedInformation> notes(Finding finding, TextPositions positions) {
    List<DiagnosticRelatedInformation> notes = new ArrayList<>();
    for (Finding.Note note : finding.notes()) {
      boolean here = note.at().path().equals(finding.at().path());
      Optional<String> uri =
          here
              ? Optional.of(buffer.uri())
              : files.apply(note.at().path()).map(path -> path.toUri().toString());
      // Of a file that is not open only the line is sure: its columns count otherwise here.
      Range range =
          here
              ? positions.range(note.at().span())
              : new Range(new Position(note.at().line() - 1, 0), new Position(note.at().line(), 0));
      uri.ifPresent(
          it ->
              notes.add(new DiagnosticRelatedInformation(new Location(it, range), note.message())));
    }
    return notes;
  }

  private static Optional<String> reason(Safety safety) {
    return switch (safety) {
      case Safety.Safe() -> Optional.empty();
      case Safety.Unsafe(String because) -> Optional.of("Unsafe fix: " + because);
      case Safety.Report(String because) ->
          because.isEmpty() ? Optional.empty() : Optional.of("No fix: " + because);
    };
  }

  private static DiagnosticSeverity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case INFO -> DiagnosticSeverity.Information;
    };
  }
}
