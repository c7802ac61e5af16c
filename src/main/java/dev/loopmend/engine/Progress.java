package dev.loopmend.engine;

/// Who is told how far a run has come: the part of its work in a word or two, how many pieces of
/// that are done, and of how many, 0 if nobody knows yet. Told from several threads.
@FunctionalInterface
public interface Progress {
  void at(String part, int done, int total);

  /// Nobody is told.
  Progress UNSEEN = (_, _, _) -> {};
}
