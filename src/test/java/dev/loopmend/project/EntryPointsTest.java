package dev.loopmend.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryPointsTest {
  @TempDir Path folder;

  @Test
  void functionsAreNamedInAnyOfThreeFiles() throws IOException {
    Files.writeString(
        folder.resolve("pyproject.toml"), "[project.scripts]\nt = \"shop.cli:main\"\n");
    Files.writeString(folder.resolve("setup.cfg"), "console_scripts =\n  t=2nd.shop : Tool.run\n");

    assertThat(EntryPoints.of(folder)).containsExactly("nd.shop:Tool.run", "shop.cli:main");
  }

  @Test
  void longWordsAreReadOnce() throws IOException {
    for (String word : new String[] {"y".repeat(1_000_000), "y.".repeat(500_000)}) {
      Files.writeString(folder.resolve("pyproject.toml"), "k = '" + word + "'\n'a:b'");

      assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> EntryPoints.of(folder)))
          .containsExactly("a:b");
    }
  }
}
