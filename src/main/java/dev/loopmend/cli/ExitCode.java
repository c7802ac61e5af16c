package dev.loopmend.cli;

/// What the exit codes mean. Of several that fit, the one with the greatest need to act is given.
final class ExitCode {
  /// Nothing (left) to do.
  static final int DONE = 0;

  /// `diff` has changes, `check` has findings, `test` has a failing example, or `apply` left
  /// findings and `--exit-non-zero-on-findings` is given.
  static final int FOUND = 1;

  /// Wrong usage, configuration or recipe; also a fault of Loopmend itself.
  static final int WRONG = 2;

  /// Some files could not be processed and `--strict` is given.
  static final int SKIPPED = 3;

  /// A file or a branch was refused, or the repository is of a kind that cannot be worked on.
  static final int REFUSED = 4;

  /// Somebody interrupted the run (Ctrl-C).
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
