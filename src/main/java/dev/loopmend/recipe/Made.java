package dev.loopmend.recipe;

/// What came of reading a part of a recipe file.
public sealed interface Made<T> {
  record Done<T>(T value) implements Made<T> {}

  /// It cannot be made; the message says why, as a sentence without position and full stop.
  record Refused<T>(String message) implements Made<T> {}
}
