package dev.loopmend.engine;

import dev.loopmend.text.LineRange;
import java.util.List;
import java.util.Optional;

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

  /// The lines of a file in which findings are wanted; nothing if they are wanted everywhere. An
  /// edit that a fix needs elsewhere is made all the same.
  default Optional<List<LineRange>> chosenLines(String path) {
    return Optional.empty();
  }

  /// The settings of the project that a file lies in.
  FileSettings settings(String path);

  /// What reading a file gave.
  sealed interface Reading {
    /// The bytes of the file, which nobody changes.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; a list would box each byte
    record Bytes(byte[] bytes) implements Reading {}

    /// The file cannot be read; `why` is a clause such as "permission denied".
    record Unreadable(String why) implements Reading {}
  }
}
