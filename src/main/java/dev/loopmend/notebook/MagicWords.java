package dev.loopmend.notebook;

import java.util.Map;
import java.util.Set;

/// What magics do with the code behind them (IPython, Built-in magic commands).
final class MagicWords {
  /// They run Python in a function of their own, where a top-level `await` is a syntax error; each
  /// with its options that take a value.
  static final Map<String, Set<String>> TIMERS =
      Map.of(
          "time", Set.of(),
          "timeit", Set.of("-n", "-r", "-p", "-v"),
          "prun", Set.of("-l", "-s", "-T", "-D"));

  /// They run the cell below them as any other.
  static final Set<String> WRAPPERS = Set.of("capture");

  /// They take the cell below them for something else than Python of this process.
  static final Set<String> FOREIGN =
      Set.of(
          "!",
          "HTML",
          "R",
          "SVG",
          "bash",
          "cmd",
          "css",
          "html",
          "javascript",
          "js",
          "julia",
          "latex",
          "markdown",
          "perl",
          "pypy",
          "python",
          "python2",
          "python3",
          "ruby",
          "script",
          "sh",
          "sql",
          "svg",
          "sx",
          "system");

  /// They write the cell below them to a file, which they name.
  static final Set<String> WRITERS = Set.of("file", "writefile");

  /// How `%autoawait` is told that top-level code is awaited on the running loop, as it is without.
  static final Set<String> AWAITING = Set.of("", "asyncio", "on", "true", "1", "yes");

  private MagicWords() {}
}
