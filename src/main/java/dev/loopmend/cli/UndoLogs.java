package dev.loopmend.cli;

import dev.loopmend.git.GitFolder;
import dev.loopmend.write.UndoLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where `apply` keeps what `undo` needs: in a git work tree below its git folder, elsewhere in the
/// user's folder for state (XDG Base Directory Specification).
final class UndoLogs {
  private static final String NAME = "loopmend";

  private UndoLogs() {}

  /// The logs that have to do with a folder, the one that a run in it writes first.
  static List<UndoLog> of(Path cwd, Map<String, String> environment) {
    List<UndoLog> logs = new ArrayList<>();
    GitFolder.around(cwd)
        .ifPresent(git -> logs.add(new UndoLog(git.folder().resolve(NAME), false)));
    logs.add(new UndoLog(state(environment).resolve(NAME), true));
    return List.copyOf(logs);
  }

  /// A relative `XDG_STATE_HOME` is ignored, as the specification wants it.
  private static Path state(Map<String, String> environment) {
    Optional<Path> given =
        Optional.ofNullable(environment.get("XDG_STATE_HOME"))
            .filter(value -> value.startsWith("/"))
            .map(Path::of);
    Optional<Path> home =
        Optional.ofNullable(environment.get("HOME"))
            .filter(value -> value.startsWith("/"))
            .map(value -> Path.of(value, ".local", "state"));
    return given.or(() -> home).orElse(Path.of(System.getProperty("user.home"), ".local", "state"));
  }

  /// A folder without links on the way, as records name it.
  static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }
}
