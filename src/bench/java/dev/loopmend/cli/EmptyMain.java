package dev.loopmend.cli;

/// What any program takes to start: the peer of `--version` in `commands.py`.
final class EmptyMain {
  private EmptyMain() {}

  /// Does nothing.
  public static void main(String[] arguments) {}
}
