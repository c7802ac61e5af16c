package dev.loopmend.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.loopmend.launcher.Desk.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Folders that mean ill, or were made by somebody who did not think: each gives a clear outcome,
/// and nothing is lost. `-Dloopmend.files=100000` makes the wide tree as wide.
@Timeout(600)
class HostileIT {
  private static final String BUG = "import time\n\n\nasync def f():\n    time.sleep(1)\n";
  private static final int FILES = Integer.getInteger("loopmend.files", 2_000);
  private static final Pattern PROGRAM = Pattern.compile("execve\\(\"([^\"]*)\".* = 0");
  private static final String ESCAPES = "\u001B[2J\u001B]0;title\u0007\u009B5m";

  @TempDir Path top;
  private Desk desk = new Desk(Path.of(""), Path.of(""));

  @BeforeEach
  void folder() throws IOException {
    desk = Desk.in(top);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(desk.folder().resolve(name), Path.of(target));
  }

  private Said shell(String command) throws Exception {
    return desk.run("", Map.of(), List.of("sh", "-c", command, Desk.image().getFirst()));
  }

  private static void commit(Desk desk) throws Exception {
    desk.git("init", "-q");
    desk.git("add", "-A");
    desk.git("commit", "-q", "-m", "all");
  }

  @Test
  void linksLeadNeitherInCirclesNorOutside() throws Exception {
    Path outside = Files.writeString(desk.home().resolve("outside.py"), BUG);
    desk.write("a.py", BUG);
    link("loop", ".");
    link("self.py", "self.py");
    link("out", desk.home().toString());
    link("out.py", outside.toString());

    Said said = desk.loopmend("apply");

    assertThat(said.out()).isEqualTo("a.py\n");
    assertThat(said.err())
        .contains("self.py: skipped: it is a link to a file that does not exist")
        .contains("out.py: refused: it is a link to " + outside.toRealPath());
    assertThat(said.code()).isEqualTo(4);
    assertThat(outside).content().isEqualTo(BUG);
  }

  @Test
  void foldersDeeperThanPathsMayBeLongAreNamed() throws Exception {
    shell("i=0; while [ $i -lt 30 ]; do d=$(printf %0200d $i); mkdir $d; cd $d; i=$((i+1)); done");
    desk.write("a.py", BUG);

    Said said = desk.loopmend("check");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).startsWith("a.py:5:5: ");
    assertThat(said.err()).contains(": cannot be read: File name too long\n");
    shell("rm -rf 0*");
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    String filler = "#" + "x".repeat(60_000) + "\n";
    for (int file = 0; file < 3; file++) {
      desk.write("f" + file + ".py", BUG + filler);
    }
    Map<String, String> before = desk.contents();

    Said undo = shell("ulimit -f 30; \"$0\" apply");
    // Room for what undo needs, and not for the files, which grow.
    desk.write("f3.py", BUG + filler.repeat(20));
    Map<String, String> larger = desk.contents();
    Said files = shell("ulimit -f 1500; \"$0\" apply f3.py");

    assertThat(undo.code()).isEqualTo(4);
    assertThat(undo.err()).contains("f0.py: cannot be written: what undo needs cannot be kept in");
    assertThat(files.code()).isEqualTo(4);
    assertThat(files.err()).contains("cannot be written: ");
    assertThat(desk.contents()).isEqualTo(larger).containsAllEntriesOf(before);
    assertThat(desk.loopmend("apply").code()).isZero();
    assertThat(desk.loopmend("undo").code()).isZero();
    assertThat(desk.contents()).isEqualTo(larger);
  }

  @Test
  void whatIsNotOursToReadOrWriteIsNamed() throws Exception {
    desk.write("a.py", BUG).write("b.py", BUG).write("locked/c.py", BUG);
    shell("chmod 444 a.py; chmod 000 b.py locked");
    boolean root = shell("cat b.py").code() == 0;
    assumeThat(root).as("only others than root meet a mode").isFalse();

    Said said = desk.loopmend("apply");

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err())
        .contains("a.py: refused: it is read-only")
        .contains("b.py: skipped: permission denied")
        .contains("locked: cannot be read: permission denied");
    shell("chmod 700 locked");
  }

  @Test
  void namesThatLookLikeOptionsAreFiles() throws Exception {
    List<String> names =
        List.of("--unsafe.py", "-x.py", "@list.py", "$(touch pwned).py", "a\nb.py");
    for (String name : names) {
      desk.write(name, BUG);
    }
    commit(desk);

    assertThat(desk.loopmend("check", "--", "--unsafe.py").out()).startsWith("--unsafe.py:5:5: ");
    assertThat(desk.loopmend("check", "@list.py").out()).startsWith("@list.py:5:5: ");
    Said said = desk.loopmend("apply");
    assertThat(said.code()).isZero();
    assertThat(said.out()).hasLineCount(names.size());
    assertThat(desk.contents().keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(desk.contents().values()).allMatch(text -> text.contains("await asyncio.sleep(1)"));
  }

  @Test
  void aGitFileThatLeadsNowhereIsNoLeave() throws Exception {
    desk.write("a.py", BUG).write(".git", "gitdir: /nowhere/at/all\n");

    Said said = desk.loopmend("apply");

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err())
        .contains(
            "a.py: refused: git does not tell whether it has unstaged changes (fatal: not a git"
                + " repository: /nowhere/at/all)");
    assertThat(desk.read("a.py")).isEqualTo(BUG);
    assertThat(desk.loopmend("branch").code()).isNotZero();
    assertThat(desk.loopmend("check", "--since", "HEAD").code()).isEqualTo(2);
    assertThat(desk.loopmend("apply", "--allow-dirty").code()).isZero();
  }

  @Test
  void aRepositoryOfSomebodyElseIsNoLeave() throws Exception {
    desk.write("a.py", BUG);
    commit(desk);
    desk.write("a.py", BUG + "# edited\n");
    assumeThat(shell("chown -R 12345 .").code()).as("only root gives files away").isZero();

    Said said = desk.loopmend("apply");

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).contains("a.py: refused: git does not tell", "dubious ownership");
    assertThat(desk.read("a.py")).isEqualTo(BUG + "# edited\n");
    assertThat(desk.loopmend("check", "--since", "HEAD").err()).contains("dubious ownership");
  }

  @Test
  void hugeSettingsAreRefusedAtOnce() throws Exception {
    desk.write("a.py", BUG);
    String lines = "k = '" + "y".repeat(90) + "'\n";
    desk.write("pyproject.toml", "[tool.other]\n" + lines.repeat(500_000));
    assertThat(desk.loopmend("check").out()).startsWith("a.py:5:5: ");

    desk.write("pyproject.toml", "[tool.loopmend]\n" + lines.repeat(500_000));
    Said said = desk.loopmend("check");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            "loopmend: pyproject.toml: it has 48500016 bytes; settings are read up to 1048576\n");

    desk.write("pyproject.toml", "[tool.other]\n[" + " ".repeat(1_000_000) + "\n");
    assertThat(desk.loopmend("check").out()).startsWith("a.py:5:5: ");
  }

  @Test
  void recipesThatWouldNeverEndEnd() throws Exception {
    String recipe =
        "---\ntitle: T\nseverity: warning\nsafety: report\n---\nText.\n## Match\n"
            + "```python pattern\n%s\n```\n## Example: one\n```python reported\n%s\n```\n";
    String many = "print($$$A, $X, $$$B, $X, $$$C, $X, $$$D, $X, $$$E)";
    desk.write("own/many.md", recipe.formatted(many, "print(1, 1, 1, 1)"));
    String sum = "$A + $B + $C + $D + $E + $F + $A";
    desk.write("own/sum.md", recipe.formatted(sum, "x = a + b + c + d + e + f + a"));
    List<String> names = new ArrayList<>();
    for (int name = 0; name < 300; name++) {
      names.add("a" + name);
    }
    desk.write(
        "a.py", "print(" + String.join(", ", names) + ")\nx = " + String.join(" + ", names) + "\n");

    Said said = desk.loopmend("check", "--recipes", "own", "--select", "many,sum");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("1 file read, 1 parsed; no findings");
  }

  @Test
  void noTerminalObeysTheSource() throws Exception {
    desk.write("a.py", BUG.replace("(1)", "(1)  # " + ESCAPES) + "    x = '" + ESCAPES + "'\n");
    desk.write("b\u001B[31m.py", BUG);
    List<List<String>> commands =
        List.of(
            List.of("check"),
            List.of("diff", "--color", "always"),
            List.of("why", "blocking-call-in-coroutine", "a.py:5"),
            List.of("match", "time.sleep($X)"),
            List.of("tree", "a.py"),
            List.of("tree", "--tokens", "a.py"),
            List.of("check", "--format", "json"),
            List.of("check", "--format", "sarif"),
            List.of("apply"));
    for (List<String> words : commands) {
      Said said = desk.loopmend(words.toArray(String[]::new));
      String plain = (said.out() + said.err()).replaceAll("\u001B\\[\\d*m", "");
      assertThat(plain).as(words.toString()).isNotEmpty().doesNotContain("\u001B", "\u0007");
      assertThat(plain).as(words.toString()).doesNotContain("\u00C2\u009B");
    }
  }

  @Test
  void reportsShowWhatTheyQuoteAsText() throws Exception {
    String nasty = "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{x}} `y` <!--";
    desk.write("a.py", BUG.replace("(1)", "(1)  # " + nasty));
    desk.write("<img src=x onerror=alert(3)>.py", BUG);
    for (String command : List.of("check", "diff")) {
      String page = desk.loopmend(command, "--format", "html").out();
      assertThat(page).contains("alert(1)", "alert(3)");
      assertThat(page).doesNotContain("<script>alert", "<img src=x", "<!-- ");
    }
  }

  @Test
  void aWideTreeIsReadToItsEnd() throws Exception {
    for (int file = 0; file < FILES; file++) {
      desk.write("p%d/m%d.py".formatted(file / 100, file), file % 100 == 0 ? BUG : "x = 1\n");
    }
    Said said = desk.loopmend("apply");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).hasLineCount(FILES / 100);
  }

  @Test
  void linesMayBeGigantic() throws Exception {
    desk.write("a.py", "import time\nasync def f():\n    x = [" + "1, ".repeat(1_000_000) + "]\n");
    desk.write("b.py", BUG.replace("(1)", "(1)  # " + "x".repeat(3_000_000)));
    Said said = desk.loopmend("check");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).startsWith("b.py:5:5: ").hasSizeLessThan(1_000);
    assertThat(desk.loopmend("apply").code()).isZero();
    assertThat(desk.read("b.py")).contains("await asyncio.sleep(1)  # xxx");
  }

  @Test
  void nothingIsStartedButGitAndNothingIsAsked() throws Exception {
    assumeThat(shell("strace -V").code()).as("strace").isZero();
    Path proof = desk.home().resolve("executed");
    String evil = "open(%s, 'w')\n".formatted("'" + proof + "'") + BUG;
    for (String name : List.of("setup.py", "conftest.py", "sitecustomize.py", "a.py")) {
      desk.write(name, evil);
    }
    desk.write("pyproject.toml", "[project]\nname = 'x'\n[tool.loopmend]\nunsafe = true\n");
    commit(desk);
    List<String> commands =
        List.of(
            "check", "config", "diff", "branch --name q", "check --since HEAD", "apply", "undo");
    for (String command : commands) {
      Said said = shell("strace -f -e trace=execve,connect -o ../trace \"$0\" " + command);
      assertThat(said.code()).as(command + said.err()).isLessThan(2);
      List<String> trace = Files.readAllLines(top.resolve("trace"));
      assertThat(trace).as(command).noneMatch(line -> line.contains("AF_INET"));
      assertThat(trace.stream().flatMap(line -> PROGRAM.matcher(line).results()))
          .as(command)
          .extracting(found -> Path.of(found.group(1)).getFileName().toString())
          .isSubsetOf("loopmend", "java", "jspawnhelper", "git");
    }
    assertThat(proof).doesNotExist();
  }
}
