package dev.loopmend.cli;

/// Which of the three streams of a process are terminals.
public record Terminals(boolean in, boolean out, boolean err) {
  public static final Terminals NONE = new Terminals(false, false, false);

  /// As the launcher says it, since Java tells this of no single stream: the numbers of the streams
  /// that are terminals.
  ///
  /// Ex) `012`, or `2` where somebody pipes data from one program to the next
  static Terminals of(String numbers) {
    return new Terminals(numbers.contains("0"), numbers.contains("1"), numbers.contains("2"));
  }
}
