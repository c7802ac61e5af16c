package dev.loopmend.cli;

import dev.loopmend.git.UsersIgnores;
import dev.loopmend.project.IgnoreFiles;
import dev.loopmend.project.Problem;
import dev.loopmend.report.Line;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/// What all commands of one run share.
record Session(Surroundings surroundings, Wiring wiring, Console console) {

  /// The files by which git ignores others, as seen from a folder: in one of a commit nothing of
  /// the disk counts.
  IgnoreFiles ignoreFiles(Path folder) {
    return folder.getFileSystem().equals(FileSystems.getDefault())
        ? new UsersIgnores(surroundings.environment())::of
        : IgnoreFiles.NONE;
  }

  /// Says what is wrong, and gives the exit code for it.
  int wrong(List<Problem> problems) {
    problems.forEach(problem -> console.say(Line.of(problem.text())));
    return ExitCode.WRONG;
  }

  int wrong(String message) {
    console.say(Line.of(message));
    return ExitCode.WRONG;
  }

  /// Says why something is refused, and gives the exit code for it.
  int refused(String why) {
    console.say(Line.of("refused: " + why));
    return ExitCode.REFUSED;
  }

  /// Paths of the command line as absolute ones.
  List<Path> resolve(List<String> paths) {
    Path cwd = surroundings.cwd();
    return paths.stream().map(path -> cwd.resolve(path).normalize()).toList();
  }
}
