package dev.loopmend.engine;

/// How many files a run looks at: from it follows when so many of them are needed that all are
/// parsed.
record Extent(int files) {
  /// With more than one in so many files parsed, all are.
  private static final int MOST_OF_FILES = 3;

  private static final int FEW_FILES = 64;

  /// With so many that surely matter, and one in so many, nobody is asked first: what the questions
  /// lead to is most of the others, and to follow them takes longer than to parse those.
  private static final int MANY_FILES = 600;

  private static final int MANY_OF_FILES = 8;

  /// Whether so many files are needed that asking for more would cost more than it saves.
  boolean isMost(int count) {
    return count > FEW_FILES && count > files / MOST_OF_FILES;
  }

  /// Whether asking what so many files need leads to most.
  boolean leadsToMost(int count) {
    return count > MANY_FILES && count > files / MANY_OF_FILES;
  }
}
