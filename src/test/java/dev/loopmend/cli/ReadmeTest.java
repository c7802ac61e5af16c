package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void theFactsAboutALibraryMakeTheDifference(@TempDir Path folder) throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Files.writeString(folder.resolve("facts.yaml"), block(readme, "yaml"));
    Files.writeString(folder.resolve("app.py"), block(readme, "python"));
    assertThat(Told.by(folder, "check", "app.py").code()).isEqualTo(0);
    Told given = Told.by(folder, "check", "--knowledge", "facts.yaml", "app.py");
    assertThat(given.out()).contains("app.py:14:12: error nested-asyncio-run");
    Files.writeString(folder.resolve("loopmend.toml"), "knowledge = [\"facts.yaml\"]\n");
    assertThat(Told.by(folder, "check", "app.py").out()).isEqualTo(given.out());
    assertThat(Told.by(folder, "tree", "--calls", "app.py").out())
        .contains("show (function at 13:1)\n  runs on the event loop: the event loop itself");
  }

  private static String block(String readme, String language) {
    List<String> blocks =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).hasSize(1);
    return blocks.getFirst();
  }
}
