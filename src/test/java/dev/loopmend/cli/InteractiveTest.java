package dev.loopmend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `apply -i` asks before each fix.
class InteractiveTest {
  /// Three lines that are equal, which must not be taken for each other.
  private static final String CODE =
      """
      import asyncio
      import time

      async def f():
          time.sleep(1)
          time.sleep(1)
          time.sleep(1)
      """;

  @TempDir Path folder;
  private String err = "";

  @BeforeEach
  void repository() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve("a.py"), CODE);
  }

  private String applied(String answers) throws IOException {
    run(true, answers, 0);
    return Files.readString(folder.resolve("a.py"));
  }

  private void run(boolean terminal, String answers, int code) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(answers.getBytes(UTF_8)),
            new ByteArrayOutputStream(),
            said,
            folder,
            Map.of("NO_COLOR", "1"),
            new Terminals(terminal, true, true));
    assertThat(Main.run(new String[] {"apply", "-i"}, surroundings, Wiring.real())).isEqualTo(code);
    err = said.toString(UTF_8);
  }

  private static String fixed(int... lines) {
    String[] text = CODE.split("\n", -1);
    for (int line : lines) {
      text[line - 1] = "    await asyncio.sleep(1)";
    }
    return String.join("\n", text);
  }

  @Test
  void eachFixIsShownAndAskedFor() throws IOException {
    assertThat(applied("n\ny\nwhat\nn\n")).isEqualTo(fixed(6));
    assertThat(err)
        .startsWith("# line 5: blocking-call-in-coroutine: ")
        .contains("\n-    time.sleep(1)\n+    await asyncio.sleep(1)\n", "] y  make this fix\n")
        .contains("Make this fix? [y,n,a,q,?] ")
        .contains("1 fix made in 1 file; 2 not made");
    assertThat(err.split("Make this fix\\?", -1)).hasSize(5);
  }

  @Test
  void oneAnswerMayHoldForAllThatFollow() throws IOException {
    assertThat(applied("n\na\n")).isEqualTo(fixed(6, 7));
    assertThat(applied("")).isEqualTo(fixed(6, 7));
    assertThat(applied("q\n")).isEqualTo(fixed(6, 7));
    assertThat(applied("a\n")).isEqualTo(fixed(5, 6, 7));
  }

  @Test
  void answersHoldWhenAllIsDoneAgainRoundARefusedFile(@TempDir Path outside) throws IOException {
    Path other = Files.writeString(outside.resolve("b.py"), CODE);
    Files.createSymbolicLink(folder.resolve("b.py"), other);
    run(true, "n\ny\nn\ny\nn\nn\n", 4);
    assertThat(err).contains("b.py: refused: it is a link");
    assertThat(err.split("Make this fix\\?", -1)).hasSize(7);
    assertThat(Files.readString(folder.resolve("a.py"))).isEqualTo(fixed(6));
    assertThat(other).content().isEqualTo(CODE);
  }

  @Test
  void withoutATerminalNothingIsAsked() {
    run(false, "y\n", 2);
    assertThat(err)
        .isEqualTo(
            "loopmend: -i asks on a terminal: standard input and standard error have to be one\n");
  }
}
