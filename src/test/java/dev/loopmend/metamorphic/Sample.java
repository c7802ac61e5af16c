package dev.loopmend.metamorphic;

import java.util.List;

/// Which programs a test looks at: one of so many as `-Dmetamorphic.each=N` says, of three if it is
/// not set, and all with 1. The choice depends on names alone, so that each run makes the same one,
/// and is another for each question, so that few programs are never asked anything.
final class Sample {
  private static final int EACH = Integer.getInteger("metamorphic.each", 3);

  private Sample() {}

  /// Whether every program is looked at.
  static boolean isAll() {
    return EACH == 1;
  }

  /// Those of some programs that a question is asked of.
  static List<Program> of(List<Program> programs, String question) {
    return programs.stream().filter(it -> holds(it.name(), question)).toList();
  }

  /// Whether a question is asked of the program of a name.
  static boolean holds(String program, String question) {
    return Math.floorMod((question + program).hashCode(), EACH) == 0;
  }
}
