package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How much memory the trees of real files hold, their token tables included.
class HeldTreesTest {
  private static final int LINES = 100_000;
  private static final long MOST_BYTES = 50L << 20;

  @Test
  void treesOfAHundredThousandLinesHoldFiftyMegabytesAtMost()
      throws IOException, InterruptedException {
    List<String> texts = texts();
    long before = usedBytes();
    List<SyntaxTree> trees = new ArrayList<>();
    int lines = 0;
    for (String text : texts) {
      if (PythonParser.parse(text, PythonParser.Dialect.PYTHON)
          instanceof ParseResult.Parsed(SyntaxTree tree)) {
        trees.add(tree);
        lines += (int) text.lines().count();
      }
    }
    long held = usedBytes() - before;
    assertThat(trees).isNotEmpty();
    double perLine = (double) held / lines;
    assertThat(perLine * LINES)
        .as("%d trees of %d lines hold %d bytes", trees.size(), lines, held)
        .isLessThan(MOST_BYTES);
  }

  /// Files of the library of the `python3` on the path, about as many lines as are wanted.
  private static List<String> texts() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))")
            .start();
    String library =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assumeThat(process.waitFor()).as("a python3 on the path").isZero();
    List<String> texts = new ArrayList<>();
    int lines = 0;
    try (Stream<Path> walk = Files.walk(Path.of(library))) {
      for (Path file : walk.filter(one -> one.toString().endsWith(".py")).sorted().toList()) {
        if (lines < LINES
            && SourceText.decode(Files.readAllBytes(file))
                instanceof SourceText.Decoding.Decoded(SourceText source)) {
          texts.add(source.text());
          lines += (int) source.text().lines().count();
        }
      }
    }
    return texts;
  }

  private static long usedBytes() {
    for (int round = 0; round < 3; round++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
