package dev.loopmend.edit;

/// How sure a fix is. The order of strength is safe, unsafe, report.
public sealed interface Safety {

  /// Applied by default: whatever worked before works the same afterwards.
  record Safe() implements Safety {}

  /// Applied on request only; `because` names the assumption that was not proven.
  record Unsafe(String because) implements Safety {}

  /// Shown and never applied; `because` names the obstacle.
  record Report(String because) implements Safety {}

  /// The three levels without their reasons.
  enum Level {
    SAFE,
    UNSAFE,
    REPORT;

    /// The level as recipe files and reports write it.
    public String word() {
      return switch (this) {
        case SAFE -> "safe";
        case UNSAFE -> "unsafe";
        case REPORT -> "report";
      };
    }
  }

  /// The level without its reason.
  default Level level() {
    return switch (this) {
      case Safe _ -> Level.SAFE;
      case Unsafe _ -> Level.UNSAFE;
      case Report _ -> Level.REPORT;
    };
  }

  /// The reason for the level; empty for a safe fix.
  default String because() {
    return switch (this) {
      case Safe _ -> "";
      case Unsafe(String because) -> because;
      case Report(String because) -> because;
    };
  }

  /// The weaker of the two; of two equally weak ones, this.
  default Safety weakest(Safety other) {
    return other.level().compareTo(level()) > 0 ? other : this;
  }
}
