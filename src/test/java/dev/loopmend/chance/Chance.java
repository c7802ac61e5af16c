package dev.loopmend.chance;

/// What chance decides in tests: the same in every run, unless `-Dseed=N` and `-Drounds=N` say
/// otherwise.
public final class Chance {
  private Chance() {}

  /// What the numbers of a test come from, to be told when it fails.
  public static long seed() {
    return Long.getLong("seed", 1);
  }

  /// How many times a test tries something else; as many as it usually does if not told.
  public static int rounds(int usual) {
    return Integer.getInteger("rounds", usual);
  }
}
