package dev.loopmend.cli;

import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.Survey;
import dev.loopmend.project.IgnoreFiles;
import dev.loopmend.project.Problem;
import dev.loopmend.project.Project;
import dev.loopmend.project.Request;
import dev.loopmend.project.Shown;
import dev.loopmend.project.Workspace;
import dev.loopmend.report.Palette;
import dev.loopmend.report.TextReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One file that a command asks about, with the project it belongs to.
sealed interface OneFile {
  /// The file by the path that is shown, in the workspace of its project. `leftOut` says why a run
  /// over the whole project finds nothing in it, if so.
  record Found(Workspace workspace, String path, Optional<String> leftOut) implements OneFile {}

  record Wrong(List<Problem> problems) implements OneFile {}

  /// Looks for a file of the command line.
  static OneFile find(Session session, String given) {
    Path cwd = session.surroundings().cwd();
    if (Files.isDirectory(cwd.resolve(given))) {
      return new Wrong(List.of(new Problem(given, 0, "it is no regular file")));
    }
    IgnoreFiles ignoreFiles = session.ignoreFiles(cwd);
    return switch (Workspace.discover(request(cwd, given, ignoreFiles))) {
      case Workspace.Discovery.Refused(List<Problem> problems) -> new Wrong(problems);
      case Workspace.Discovery.Found(Workspace workspace) -> {
        String path = workspace.files().firstKey();
        yield new Found(workspace, path, leftOut(cwd, workspace, path, ignoreFiles));
      }
    };
  }

  private static Request request(Path cwd, String path, IgnoreFiles ignoreFiles) {
    return new Request(cwd, List.of(path), List.of(), false, Optional.of(ignoreFiles));
  }

  /// Why a run over the project leaves a file out, which a run takes when it is named.
  private static Optional<String> leftOut(
      Path cwd, Workspace workspace, String path, IgnoreFiles ignoreFiles) {
    Project project = Optional.ofNullable(workspace.projects().get(path)).orElseThrow();
    String folder = Shown.path(cwd, project.folder());
    return switch (Workspace.discover(request(cwd, folder, ignoreFiles))) {
      case Workspace.Discovery.Refused _ -> Optional.empty();
      case Workspace.Discovery.Found(Workspace all) -> {
        if (all.files().containsKey(path)) {
          yield Optional.empty();
        }
        String why =
            all.others().containsKey(path)
                ? "the settings exclude it"
                : "git ignores it, or it lies in a folder that is not entered";
        yield Optional.of("a run finds something in this file only if it is named: " + why);
      }
    };
  }

  /// Why the file cannot be worked on, as one line, if so.
  static Optional<String> fault(Survey survey) {
    return survey.skipped().stream()
        .findFirst()
        .map((FileOutcome.Skipped skipped) -> new TextReport(Palette.PLAIN).of(skipped))
        .flatMap(said -> said.lines().findFirst())
        .map(line -> line.replace(": skipped: ", ": "));
  }
}
