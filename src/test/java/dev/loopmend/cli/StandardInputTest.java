package dev.loopmend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `-` as the PATH, for editors and filters.
class StandardInputTest {
  private static final String CODE = "import time\nasync def f():\n    time.sleep(1)\n";

  @TempDir Path folder;
  private String err = "";

  private String told(int code, String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit = Main.run(args, new ByteArrayInputStream(input.getBytes(UTF_8)), out, said, folder);
    err = said.toString(UTF_8);
    assertThat(exit).as(err).isEqualTo(code);
    return out.toString(UTF_8);
  }

  @Test
  void applyPrintsTheResultAndTouchesNothing() throws IOException {
    assertThat(told(0, CODE, "apply", "-")).contains("    await asyncio.sleep(1)\n");
    assertThat(err).isEqualTo("loopmend: 1 file read, 1 parsed; 1 fix made in 1 file\n");
    assertThat(told(0, "x = 1\n", "apply", "-", "-q")).isEqualTo("x = 1\n");
    assertThat(told(0, "time.sleep(\r\n", "apply", "-")).isEqualTo("time.sleep(\r\n");
    assertThat(err).contains("stdin.py:", ": skipped: ");
    assertThat(told(3, "time.sleep(", "apply", "-", "--strict")).isEqualTo("time.sleep(");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void theNameChoosesTheSettings() throws IOException {
    Files.createDirectories(folder.resolve("old"));
    Files.writeString(
        folder.resolve("pyproject.toml"),
        "[tool.loopmend.per-file-ignores]\n\"old/\" = [\"blocking-call-in-coroutine\"]\n");
    Files.writeString(folder.resolve("old/there.py"), "x = 1\n");
    assertThat(told(1, CODE, "diff", "-", "--stdin-filename", "new/not yet.py", "-q"))
        .startsWith("diff --git a/new/not yet.py b/new/not yet.py\n");
    assertThat(told(0, CODE, "diff", "-", "--stdin-filename", "old/there.py")).isEmpty();
    assertThat(told(0, CODE, "apply", "-", "--exclude", "*.py", "--force-exclude")).isEqualTo(CODE);
    assertThat(told(1, CODE, "check", "-")).startsWith("stdin.py:3:5: ");
    assertThat(folder.resolve("old/there.py")).content().isEqualTo("x = 1\n");
  }

  @Test
  void itStandsAlone() {
    told(2, "", "check", "-", "x.py");
    assertThat(err).isEqualTo("loopmend: -: standard input is read alone, without other PATHs\n");
    told(2, "", "check", "--stdin-filename", "x.py");
    assertThat(err).isEqualTo("loopmend: --stdin-filename: only with - as the PATH\n");
    told(2, "", "branch", "-");
    assertThat(err).isEqualTo("loopmend: -: branch reads commits, not standard input\n");
  }
}
