package dev.loopmend.write;

/// What became of a file that was to be written.
public sealed interface WriteOutcome {
  String path();

  /// The file holds its new text.
  record Written(String path) implements WriteOutcome {}

  /// The file does not hold its new text, for a reason that is a clause.
  sealed interface NotWritten extends WriteOutcome {
    String why();
  }

  /// The file was left alone on purpose; `why` is a clause that says what to do about it.
  record Refused(String path, String why) implements NotWritten {}

  /// Writing failed; the file still holds its old text.
  record Failed(String path, String why) implements NotWritten {}
}
