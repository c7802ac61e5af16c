package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much the help fills, and that the manual page says of every command what the help says.
class HelpTest {
  @TempDir Path folder;

  @Test
  void theListOfCommandsFitsOnAScreen() {
    List<String> help = Told.by(folder, "--help").out().lines().toList();

    assertThat(help).hasSizeLessThanOrEqualTo(24).allMatch(line -> line.length() <= 80);
    assertThat(help).noneMatch(line -> line.strip().startsWith("man "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff", "check", "apply", "branch", "match", "test", "lsp", "config"})
  void theHelpOfACommandIsShort(String command) {
    List<String> help = Told.by(folder, command, "--help").out().lines().toList();

    assertThat(help).hasSizeLessThanOrEqualTo(40).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theManualPageTellsOfEveryCommandAndOption() {
    String page = Told.by(folder, "man").out().replace("\\-", "-");

    for (String line :
        Told.by(folder, "--help").out().split("Commands:\n", -1)[1].split("\n", -1)) {
      if (!line.isBlank()) {
        assertThat(page).contains(".SS \"loopmend " + line.strip().split(" ", -1)[0]);
      }
    }
    assertThat(page).contains(".B --target-python=VERSION\n", ".B -q, --quiet\n");
    assertThat(page).contains("info, warning, error").doesNotContain("${", "--no-prefilter");
  }
}
