package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.text.Formats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the reports of the real tool look like.
class ReportTest {
  @TempDir Path folder;

  @Test
  void notesSayOnlyWhatIsNew() throws IOException {
    write(
        """
        import asyncio
        async def work(): pass
        async def f():
            asyncio.create_task(work())
            task = asyncio.create_task(work())
        """);
    Told told = Told.by(folder, "check", "--select", "fire-and-forget-task");
    assertThat(told.out())
        .isEqualTo(
            """
            app.py:4:5: warning fire-and-forget-task The loop holds a task only weakly [safe fix]
                  asyncio.create_task(work())
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
            app.py:5:12: warning fire-and-forget-task The loop holds a task only weakly [safe fix]
                  task = asyncio.create_task(work())
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              note: the local is never read again
            """);
    assertThat(told.err())
        .isEqualTo("loopmend: 1 file read, 1 parsed; 2 findings; 2 with a safe fix\n");
  }

  @Test
  void theClosingLineOfARunWithNothing() throws IOException {
    write("x = 1\n");
    assertThat(Told.by(folder, "check").err())
        .isEqualTo("loopmend: 1 file read, 0 parsed; no findings\n");
    assertThat(Told.by(folder, "diff").err())
        .isEqualTo("loopmend: 1 file read, 0 parsed; no fixes\n");
  }

  @Test
  void theTreeIsShownInEachView() throws IOException {
    write("x = 1\n");
    assertThat(Told.by(folder, "tree", "app.py").out()).startsWith("Module 1:1-2:1\n  Assign ");
    assertThat(Told.by(folder, "tree", "--format", "spans", "app.py").out())
        .isEqualTo("Assign 1 0 1 5\nName 1 0 1 1\nConstant 1 4 1 5\n");
    assertThat(Told.by(folder, "tree", "--tokens", "app.py").out()).startsWith("1:1 NAME \"x\"\n");
  }

  @Test
  void lackOfMemoryIsOneLine() {
    Wiring real = Wiring.real();
    Wiring starved =
        new Wiring(
            () -> {},
            Formats.PLAIN,
            real.knowledge(),
            (_, _) -> {
              throw new IllegalStateException(new OutOfMemoryError("Java heap space"));
            },
            real.recipesToRun(),
            real.check(),
            real.mend(),
            real.examples(),
            real.update());
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            err,
            folder,
            Map.of(),
            Terminals.NONE);
    assertThat(Main.run(new String[] {"recipes"}, surroundings, starved)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "loopmend: the memory does not suffice: give fewer PATHs, a smaller --max-file-size or"
                + " --jobs 1\n");
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("app.py"), text);
  }
}
