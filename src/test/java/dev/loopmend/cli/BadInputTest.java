package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Bad input gives one clear line each, and the rest goes on.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadInputTest {
  private static final String BUG = "import asyncio, time\nasync def f():\n    time.sleep(1)\n";

  @TempDir Path folder;

  @BeforeEach
  void aFileWithABug() throws IOException {
    write("ok.py", BUG);
  }

  @Test
  void filesThatCannotBeReadAreNamedWithTheirPlace() throws IOException {
    Files.write(
        folder.resolve("latin.py"), (BUG + "# caf\u00E9").getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("wide.py"), BUG.getBytes(StandardCharsets.UTF_16));
    write("klingon.py", "# coding: klingon\n" + BUG);
    write("page.py", "<html>time.sleep</html>\n");
    write("two.py", "import time\nprint time.sleep(1)\n");
    write("nul.py", BUG + "\0\n");
    write("deep.py", BUG + "x = " + "[".repeat(20_000) + "]".repeat(20_000) + "\n");
    write("minus.py", BUG + "x = " + "-".repeat(20_000) + "1\n");
    write("sum.py", BUG + "x = a" + " + a".repeat(20_000) + "\n");
    write("empty.py", "");
    Told told = Told.by(folder, "check", ".");
    assertThat(told.code()).isEqualTo(1);
    assertThat(told.out()).contains("ok.py:3:5", "minus.py:3:5", "sum.py:3:5");
    assertThat(told.err().lines())
        .containsExactly(
            "loopmend: deep.py:4:205: skipped: too many nested parentheses",
            "  …" + "[".repeat(120) + "…",
            "   " + " ".repeat(60) + "^",
            "loopmend: klingon.py: skipped: it declares the unknown encoding klingon; save it as"
                + " UTF-8",
            "loopmend: latin.py:4:6: skipped: it is not valid UTF-8; save it as UTF-8 or declare"
                + " its encoding in the first line (PEP 263)",
            "loopmend: nul.py:4:1: skipped: source code cannot contain null bytes",
            "  .",
            "  ^",
            "loopmend: page.py:1:1: skipped: invalid syntax at '<'",
            "  <html>time.sleep</html>",
            "  ^",
            "loopmend: two.py:2:1: skipped: this is Python 2 source: 'print' is a statement there",
            "  print time.sleep(1)",
            "  ^",
            "loopmend: wide.py: skipped: it is UTF-16, which Python does not read; save it as"
                + " UTF-8",
            "loopmend: 11 files read, 3 parsed, 7 skipped (1: too many nested parentheses; 1: it"
                + " declares the unknown encoding klingon; 1: it is not valid UTF-8; and 4 other"
                + " reasons); 3 findings; 3 with a safe fix");
    assertThat(Told.by(folder, "diff", "-q", "latin.py").err()).hasLineCount(1);
    assertThat(Told.by(folder, "diff", "--strict", "latin.py").code()).isEqualTo(3);
  }

  @Test
  void aSyntaxErrorIsSaidWhereSomebodyAsksForTheFile() throws IOException {
    write("wrong.py", "x = = 1\n");
    assertThat(Told.by(folder, "check", "wrong.py").err())
        .startsWith("loopmend: wrong.py:1:5: skipped: invalid syntax at '='\n  x = = 1\n      ^\n");
    assertThat(Told.by(folder, "check").err()).doesNotContain("wrong.py");
  }

  @Test
  void theCaretStandsBelowItsCharacterBehindTabsAndWideOnes() throws IOException {
    write("wrong.py", "if a:\n\tx = '\u6f22\u5b57' = = 1\n");
    assertThat(Told.by(folder, "check", "wrong.py").err())
        .contains("\n  \tx = '\u6f22\u5b57' = = 1\n  \t             ^\n");
  }

  @Test
  void aPathThatDoesNotExistDoesNotStopTheOthers() {
    Told told = Told.by(folder, "diff", "none.py", "ok.py");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.out()).contains("+    await asyncio.sleep(1)");
    assertThat(told.err()).startsWith("loopmend: none.py: there is no such file or directory\n");
    assertThat(Told.by(folder, "diff", "").err())
        .isEqualTo("loopmend: \"\": there is no such file or directory\n");
    assertThat(Told.by(folder, "diff", "a\nb").err()).hasLineCount(1);
  }

  @Test
  void whatIsNoFileNeverHangs() throws Exception {
    Files.createDirectory(folder.resolve("dir.py"));
    Files.createSymbolicLink(folder.resolve("dangling.py"), Path.of("nowhere.py"));
    Files.createSymbolicLink(folder.resolve(".#ok.py"), Path.of("me@host.1"));
    new ProcessBuilder("mkfifo", folder.resolve("pipe.py").toString())
        .start()
        .waitFor(10, TimeUnit.SECONDS);
    assertThat(Told.by(folder, "check").err().lines())
        .containsExactly(
            "loopmend: dangling.py: skipped: it is a link to a file that does not exist",
            "loopmend: pipe.py: skipped: it is no regular file",
            "loopmend: 1 file read, 1 parsed; 1 finding; 1 with a safe fix");
    assertThat(Told.by(folder, "check", "pipe.py").err())
        .startsWith("loopmend: pipe.py: skipped: it is no regular file\n");
    assertThat(Told.by(folder, "check", "dangling.py").err())
        .isEqualTo("loopmend: dangling.py: it is a link to a file that does not exist\n");
    assertThat(Told.by(folder, "tree", "pipe.py").code()).isEqualTo(2);
    assertThat(Told.by(folder, "check", "dir.py").err())
        .isEqualTo(
            "loopmend: dir.py: there are no Python files in it\n"
                + "loopmend: 0 files read, 0 parsed; no findings\n");
  }

  @Test
  void brokenRecipesAreAllNamedAtOnce() throws IOException {
    Files.createDirectories(folder.resolve("own"));
    write("own/a.md", "---\ntitle: x\n---\n");
    write("own/b.md", "no front matter\n");
    Files.write(folder.resolve("own/c.md"), new byte[] {(byte) 0xFF});
    Told told = Told.by(folder, "check", "--recipes", "own");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("own/a.md:", "own/b.md:", "own/c.md: cannot be read");
  }

  @Test
  void wrongWordsAreAnsweredWithTheRightOnes() throws IOException {
    assertThat(Told.by(folder, "foo").err())
        .isEqualTo("loopmend: there is no command \"foo\" (see loopmend --help)\n");
    assertThat(Told.by(folder, "check", "--ignore", "nested").err())
        .contains("did you mean \"nested-asyncio-run\"?");
    assertThat(Told.by(folder, "check", "--target-python", "2.7").code()).isEqualTo(2);
    assertThat(Told.by(folder, "check", "-o", "none/out").err())
        .contains("none/out: cannot be written: its folder does not exist\n");
    write("pyproject.toml", "tool.loopmend = 3\n");
    assertThat(Told.by(folder, "check").err())
        .isEqualTo("loopmend: pyproject.toml: tool.loopmend must be a table\n");
    write("pyproject.toml", "[tool.loopmend]\n[t#\u0000\n");
    assertThat(Told.by(folder, "check").err())
        .startsWith("loopmend: pyproject.toml:2: Unexpected ")
        .hasLineCount(1);
  }

  @Test
  void anOutputThatFailsIsOneLine() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"recipes"}, new ByteArrayInputStream(new byte[0]), full, err, folder);
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("loopmend: the output cannot be written: No space left on device\n");
  }

  @Test
  void aRunInsideOfAPackageEnds() throws IOException {
    write("__init__.py", "");
    assertThat(Told.by(folder, "check").out()).startsWith("ok.py:3:5");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
