package dev.loopmend.write;

/// What became of a file that was to be written.
public sealed interface WriteOutcome {
  String path();

  /// The file holds its new text.
  record Written(String path) implements WriteOutcome {}

  /// The file was left alone on purpose; `why` is a clause that says what to do about it.
  record Refused(String path, String why) implements WriteOutcome {}

  /// Writing failed; the file still holds its old text.
  record Failed(String path, String why) implements WriteOutcome {}
}
