package dev.loopmend.engine;

import dev.loopmend.text.LineRange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The files that a run reads: a work tree, a commit, an editor's buffers or a map in memory.
public interface SourceTree {

  /// The paths of all Python files, with `/`, in the order in which they are reported.
  List<String> paths();

  /// The bytes of a file, asked for once or several times and from several threads.
  Reading read(String path);

  /// Whether somebody asked for this very file, so that it is parsed and its faults are said even
  /// if no recipe can find anything in it.
  default boolean isNamed(String path) {
    return false;
  }

  /// Where a file lies below the root of the workspace, with `/`, wherever the run was started: it
  /// gives modules their names.
  default String location(String path) {
    return path;
  }

  /// The functions that installed scripts start, as `package.module:function`.
  default Set<String> entryPoints() {
    return Set.of();
  }

  /// What a run may do with a file.
  default Standing standing(String path) {
    return Standing.CHOSEN;
  }

  /// What a run may do with a file: PATHs choose findings, the rest of a project is read to know
  /// who calls whom.
  enum Standing {
    /// findings are wanted
    CHOSEN,
    /// no findings are wanted, but a fix may have to change it
    LINKED,
    /// it is excluded: known, and never changed
    FROZEN
  }

  /// The lines of a file in which findings are wanted; nothing if they are wanted everywhere. An
  /// edit that a fix needs elsewhere is made all the same.
  default Optional<List<LineRange>> chosenLines(String path) {
    return Optional.empty();
  }

  /// Why no fix may change a file, as a clause; nothing if fixes may.
  default Optional<String> closed(String path) {
    return Optional.empty();
  }

  /// What stands in the way of a new file, as a clause: something that is no file of this run.
  default Optional<String> occupied(String path) {
    return Optional.empty();
  }

  /// The settings of the project that a file lies in.
  FileSettings settings(String path);

  /// The settings that hold where findings are wanted, each once, in the order of the files.
  default Set<FileSettings> chosenSettings() {
    Set<FileSettings> chosen = new LinkedHashSet<>();
    for (String path : paths()) {
      if (standing(path) == Standing.CHOSEN) {
        chosen.add(settings(path));
      }
    }
    return chosen;
  }

  /// What reading a file gave.
  sealed interface Reading {
    /// The bytes of the file, which nobody changes.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; a list would box each byte
    record Bytes(byte[] bytes) implements Reading {}

    /// There is no such file, and a fix may make it; its lines would end with `lineEnd`.
    record Absent(String lineEnd) implements Reading {}

    /// The file cannot be read; `why` is a clause such as "permission denied".
    record Unreadable(String why) implements Reading {}
  }
}
