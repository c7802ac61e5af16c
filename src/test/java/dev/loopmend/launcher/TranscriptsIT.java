package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.launcher.Desk.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions with the built image: each command with both of its outputs and its exit code.
class TranscriptsIT {
  private static final String CODE =
      """
      import asyncio


      async def work(n):
          queue = asyncio.Queue()
          return queue.put_nowait(n) or await queue.get()


      async def main():
          return asyncio.run(work(1))
      """;

  private static final String DIFF =
      """
      diff --git a/app.py b/app.py
      --- a/app.py
      +++ b/app.py
      @@ -7,4 +7,4 @@
      \s
      \s
       async def main():
      -    return asyncio.run(work(1))
      +    return await work(1)
      """;

  private static final String REASON =
      "# line 10: nested-asyncio-run: A second event loop in a thread whose loop is running raises"
          + " RuntimeError as soon as a coroutine gets there. [safe fix]\n";

  private static final String LEFT = "; 1 left for a person\n";

  @TempDir Path top;
  private Desk desk;

  @BeforeEach
  void folder() throws Exception {
    desk = Desk.in(top);
    desk.write("app.py", CODE).git("init", "-q");
  }

  private void says(int code, String out, String err, String... arguments) throws Exception {
    assertThat(desk.loopmend(arguments)).isEqualTo(new Said(code, out, err));
  }

  private static String left(int line) {
    return "loopmend: unbounded-queue: 1 left (app.py:"
        + line
        + "): a bound could stop the program; start the consumers first, or handle"
        + " asyncio.QueueFull at each put_nowait (put_nowait at app.py:6 would raise"
        + " asyncio.QueueFull)\n";
  }

  @Test
  void previewApplyAndUndo() throws Exception {
    String toMake = "loopmend: 1 file read, 1 parsed; 1 fix to make in 1 file" + LEFT;
    says(1, REASON + DIFF, toMake, "diff");
    says(1, DIFF, "", "diff", "-q");
    says(1, "p/0001-nested-asyncio-run.patch\n", toMake, "diff", "--recipe-split", "p");
    assertThat(desk.read("p/0001-nested-asyncio-run.patch")).isEqualTo(REASON + DIFF);
    String mended = CODE.replace("asyncio.run(work(1))", "await work(1)");
    String made = "loopmend: 1 file read, 1 parsed; 1 fix made in 1 file" + LEFT;
    assertThat(desk.run(CODE, Map.of(), Desk.image("apply", "-", "--stdin-filename", "app.py")))
        .isEqualTo(new Said(0, mended, made));
    assertThat(desk.run(CODE, Map.of(), Desk.image("diff", "-q", "-")))
        .isEqualTo(new Said(1, DIFF.replace("app.py", "stdin.py"), ""));
    assertThat(desk.read("app.py")).isEqualTo(CODE);
    String fixed = "loopmend: nested-asyncio-run: 1 fixed in 1 file\n";
    says(0, "app.py\n", fixed + left(5) + made, "apply");
    assertThat(desk.read("app.py")).isEqualTo(mended);
    String nothing = "loopmend: 1 file read, 1 parsed; no fixes" + LEFT;
    says(0, "", nothing, "diff");
    says(0, "", left(5) + nothing, "apply");
    says(1, "", "", "apply", "-q", "--exit-non-zero-on-findings");
    says(0, "app.py\n", "loopmend: 1 file taken back\n", "undo");
    says(0, "", "loopmend: there is nothing to take back here\n", "undo");
    says(1, REASON + DIFF, toMake, "diff");
  }

  @Test
  void whatIsLeftIsDeclinedSoThatAnOldCodeBaseCanStart() throws Exception {
    says(
        0,
        "app.py\n",
        """
        loopmend: 1 finding declined by comments
        loopmend: nested-asyncio-run: 1 fixed in 1 file
        loopmend: 1 file read, 1 parsed; 1 fix made in 1 file
        """,
        "apply",
        "--add-ignore",
        "known, see #12");
    assertThat(desk.read("app.py"))
        .contains(
            "    # loopmend: ignore[unbounded-queue] known, see #12\n"
                + "    queue = asyncio.Queue()\n");
    says(0, "", "loopmend: 1 file read, 1 parsed; no findings; 1 suppressed\n", "check");
  }

  @Test
  void findingsInEachFormat() throws Exception {
    String queue =
        """
        app.py:5:13: warning unbounded-queue A queue without a bound never makes a producer wait [report]
              queue = asyncio.Queue()
                      ^^^^^^^^^^^^^^^
          report: a bound could stop the program; start the consumers first, or handle asyncio.QueueFull at each put_nowait (put_nowait at app.py:6 would raise asyncio.QueueFull)
        """;
    String nested =
        """
        app.py:10:12: error nested-asyncio-run A second event loop in a thread whose loop is running raises RuntimeError as soon as a coroutine gets there. [safe fix]
              return asyncio.run(work(1))
                     ^^^^^^^^^^^^^^^^^^^^
        """;
    String closing = "loopmend: 1 file read, 1 parsed; 2 findings; 1 with a safe fix" + LEFT;
    says(1, queue + nested, closing, "check");
    says(1, queue, "", "check", "-q", "--select", "unbounded-queue");
    says(0, queue, "", "check", "-q", "--select", "unbounded-queue", "--fail-on", "error");
    says(0, queue + nested, "", "check", "-q", "--fail-on", "never");
    String[] several = {
      "check",
      "-q",
      "--format",
      "jsonl",
      "--output",
      "l.jsonl",
      "--format",
      "json",
      "--output",
      "j.json",
      "--format",
      "sarif",
      "--output",
      "s.sarif",
      "--format",
      "github"
    };
    Said said = desk.loopmend(several);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .startsWith("::warning file=app.py,line=5,endLine=5,col=13,endColumn=27,title=unbounded-")
        .hasLineCount(2);
    assertThat(desk.read("l.jsonl")).hasLineCount(2).contains("\"path\":\"app.py\",\"line\":10");
    assertThat(desk.read("j.json")).contains("\"version\"", "\"findings\"");
    assertThat(desk.read("s.sarif")).contains("\"version\" : \"2.1.0\"", "\"fixes\"");
    assertThat(desk.loopmend("check", "-q", "--stats").err())
        .startsWith("loopmend: recipe ")
        .containsPattern("\nloopmend: nested-asyncio-run +[0-9.]+ ms +5 +1 +0 +1 +0 +0\n");
  }

  @Test
  void everyStateOfAFileGoesThroughGit() throws Exception {
    desk.write("sub/crlf.py", CODE.replace("\n", "\r\n"));
    desk.write("sub/open.py", CODE.stripTrailing()).write("sub/mark.py", "\uFEFF" + CODE);
    Files.write(
        desk.folder().resolve("latin.py"),
        ("# coding: latin-1\n# \u00E9\n" + CODE).getBytes(ISO_8859_1));
    for (String name : List.of("a b", "it's", "say \"x\"", "na\u00EFve", "new\nline", "tab\t")) {
      desk.write("names/" + name + ".py", CODE);
    }
    Path run = desk.folder().resolve("app.py");
    Files.createSymbolicLink(desk.folder().resolve("link.py"), Path.of("app.py"));
    desk.git("config", "core.autocrlf", "false");
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base");
    String diff = desk.loopmend("diff").out();
    assertThat(diff.split("(?m)^diff --git ", -1)).as("one net diff a file").hasSize(12);
    Said git = desk.run(diff, Map.of(), List.of("git", "apply", "--whitespace=nowarn"));
    assertThat(git.code()).as(git.err()).isZero();
    Map<String, String> byGit = desk.contents();
    desk.git("checkout", "-q", ".");
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(desk.loopmend("apply", "-q").code()).isZero();
    assertThat(desk.contents()).isEqualTo(byGit);
    assertThat(byGit.values()).filteredOn(text -> text.contains("asyncio.run(")).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
        .isEqualTo("rw-r-----");
    assertThat(desk.folder().resolve("link.py")).isSymbolicLink();
    assertThat(desk.git("diff", "--summary")).isEmpty();
  }

  @Test
  void badInputIsOneClearLine() throws Exception {
    says(2, "", "loopmend: no.py: there is no such file or directory\n", "check", "no.py");
    desk.write("broken/pyproject.toml", "[tool.loopmend]\nselect = [").write("broken/a.py", CODE);
    Said broken = desk.loopmend("check", "broken");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.err()).startsWith("loopmend: broken/pyproject.toml:2: ").hasLineCount(1);
    Files.write(desk.folder().resolve("bin.py"), new byte[] {0, 1, -1, -2});
    Said binary = desk.loopmend("check", "-q", "bin.py");
    assertThat(binary.err()).startsWith("loopmend: bin.py:1:3: skipped: ").hasLineCount(1);
    desk.write("new\nline.py", "x = (\n");
    assertThat(desk.loopmend("check", "-q", "new\nline.py").err())
        .startsWith("loopmend: new line.py:")
        .contains("skipped: ");
    says(
        2,
        "",
        "loopmend: there is no command \"chek\"; did you mean check or match or branch? (see"
            + " loopmend --help)\n",
        "chek");
  }

  @Test
  void streamsMayBeClosed() throws Exception {
    String program = Desk.image().getFirst();
    Said out = desk.run("", Map.of(), List.of("sh", "-c", program + " diff -q app.py >&-"));
    assertThat(out)
        .isEqualTo(
            new Said(2, "", "loopmend: the output cannot be written: Bad file descriptor\n"));
    Said full = desk.run("", Map.of(), List.of("sh", "-c", program + " diff -q app.py >/dev/full"));
    assertThat(full)
        .isEqualTo(
            new Said(2, "", "loopmend: the output cannot be written: No space left on device\n"));
    Said err = desk.run("", Map.of(), List.of("sh", "-c", program + " diff app.py 2>&-"));
    assertThat(err).isEqualTo(new Said(1, REASON + DIFF, ""));
    Said in = desk.run("", Map.of(), List.of("sh", "-c", program + " apply - <&-"));
    // The file that is there belongs to the same project.
    assertThat(in).isEqualTo(new Said(0, "", "loopmend: 2 files read, 2 parsed; no fixes\n"));
    assertThat(new String(desk.read("app.py").getBytes(ISO_8859_1), UTF_8)).isEqualTo(CODE);
  }
}
