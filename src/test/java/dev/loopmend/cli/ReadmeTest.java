package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the README shows is what the tool does.
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  private static String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(args, new ByteArrayInputStream(new byte[0]), out, new ByteArrayOutputStream(), ROOT);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theDiffIsThatOfTheDemo() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> shown =
        Pattern.compile("```diff\n(.*?)```", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(shown).hasSize(1);
    String actual = run("diff", "fixtures/demo");
    for (String piece : shown.getFirst().split("…\n", -1)) {
      assertThat(actual).contains(piece);
    }
  }

  @Test
  void theTableListsEveryRecipe() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> listed =
        Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE)
            .matcher(readme)
            .results()
            .map((MatchResult row) -> row.group(1))
            .filter(name -> Files.exists(ROOT.resolve("recipes/" + name + ".md")))
            .sorted()
            .toList();
    try (var files = Files.list(ROOT.resolve("recipes"))) {
      assertThat(listed)
          .isEqualTo(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                  .map(name -> name.substring(0, name.length() - 3))
                  .sorted()
                  .toList());
    }
  }
}
