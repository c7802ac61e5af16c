package dev.loopmend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TreeDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the tree of each file in `fixtures/syntax` with the dump beside it. With
/// `-Dgolden.update` a dump that differs is written anew; the run fails all the same.
class GoldenTreesTest {
  private static final Path FOLDER = Path.of("fixtures/syntax");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".py")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void treeIsAsItWas(Path file) throws IOException {
    SyntaxTree tree = Parsing.tree(Files.readString(file));
    Parsing.checkShape(tree);
    String name = file.getFileName().toString();
    Path golden = FOLDER.resolve(name.substring(0, name.length() - 3) + ".tree");
    String dump = TreeDump.of(tree);
    String wanted = Files.exists(golden) ? Files.readString(golden) : "";
    if (!dump.equals(wanted) && System.getProperty("golden.update") != null) {
      Files.writeString(golden, dump);
      fail(golden + " was written anew");
    }
    assertThat(dump).isEqualTo(wanted);
  }
}
