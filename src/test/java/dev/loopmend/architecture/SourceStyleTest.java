package dev.loopmend.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Sizes and names of the source files.
class SourceStyleTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final int MOST_LINES = 399;
  private static final int MOST_LINES_OF_THE_TREE_BUILDER = 800;
  private static final Pattern EMPTY_NAME =
      Pattern.compile("\\b(?:class|interface|record|enum)\\s+(\\w*(?:Utils?|Helper|Manager))\\b");

  @Test
  void filesAreShort() throws IOException {
    List<String> tooLong =
        sources().stream()
            .filter(file -> lines(file).size() > limit(file))
            .map(file -> file + " has " + lines(file).size() + " lines")
            .toList();

    assertThat(tooLong).isEmpty();
  }

  @Test
  void namesSayWhatATypeDoes() throws IOException {
    List<String> empty =
        sources().stream()
            .flatMap(file -> EMPTY_NAME.matcher(String.join("\n", lines(file))).results())
            .map(match -> match.group(1))
            .toList();

    assertThat(empty).as("names that say nothing").isEmpty();
  }

  private static int limit(Path file) {
    return file.getFileName().toString().startsWith("TreeBuilder")
        ? MOST_LINES_OF_THE_TREE_BUILDER
        : MOST_LINES;
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
