package dev.loopmend.write;

import java.nio.file.Path;

/// What became of a file that a run wrote, when the run was taken back.
public sealed interface UndoOutcome {
  Path file();

  /// The file holds the bytes from before the run.
  record Restored(Path file) implements UndoOutcome {}

  /// The file was left as it is; `why` is a clause such as "it was edited since".
  record Left(Path file, String why) implements UndoOutcome {}
}
