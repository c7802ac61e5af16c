package dev.loopmend.parse;

import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Parses every file of a list in one thread, as a peer of `processes.py`.
///
/// Arguments: the list (one path a line) and the number of passes that it is divided into. Prints
/// one line for each pass: files, bytes, files rejected, CPU seconds of the whole process.
final class ParseFiles {
  private ParseFiles() {}

  /// Starts the passes in a thread that has a stack as the product's workers have.
  public static void main(String[] arguments) throws Exception {
    List<Path> files = Files.readAllLines(Path.of(arguments[0])).stream().map(Path::of).toList();
    int passes = Integer.parseInt(arguments[1]);
    Thread worker = new Thread(null, () -> run(files, passes), "parser", PythonParser.STACK_BYTES);
    worker.start();
    worker.join();
  }

  private static void run(List<Path> files, int passes) {
    try {
      for (int pass = 0; pass < passes; pass++) {
        int from = files.size() * pass / passes;
        int to = files.size() * (pass + 1) / passes;
        pass(files.subList(from, to));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pass(List<Path> files) throws IOException {
    long before = cpuNanos();
    long bytes = 0;
    int rejected = 0;
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      bytes += content.length;
      boolean parsed =
          SourceText.decode(content) instanceof SourceText.Decoding.Decoded(SourceText source)
              && PythonParser.parse(source.text(), PythonParser.Dialect.PYTHON)
                  instanceof ParseResult.Parsed;
      rejected += parsed ? 0 : 1;
    }
    double seconds = (cpuNanos() - before) / 1e9;
    System.out.printf(Locale.ROOT, "%d %d %d %.6f%n", files.size(), bytes, rejected, seconds);
  }

  /// The CPU time of all threads, those of the collector and the compiler included.
  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
