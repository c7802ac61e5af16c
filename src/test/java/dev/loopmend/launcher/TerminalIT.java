package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built image on a terminal, which `script` of util-linux plays.
class TerminalIT {
  private static final String CODE =
      "import asyncio\nimport time\n\n\nasync def f():\n    time.sleep(1)\n    time.sleep(2)\n";

  private static final String CLEAR = "\r\033[K";

  @TempDir Path top;
  private Desk desk;

  @BeforeEach
  void folder() throws Exception {
    desk = Desk.in(top);
    desk.write("a.py", CODE).git("init", "-q");
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base");
  }

  /// A run whose three streams are one terminal; `redirection` takes streams away.
  private Process started(String redirection, String... arguments) throws Exception {
    return started(Map.of(), redirection, arguments);
  }

  private Process started(Map<String, String> variables, String redirection, String... arguments)
      throws Exception {
    StringBuilder command = new StringBuilder("exec");
    for (String word : Desk.image(arguments)) {
      command.append(" '").append(word).append("'");
    }
    List<String> script = new ArrayList<>(List.of("script", "-qec"));
    script.addAll(List.of(command + redirection, "/dev/null"));
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("TERM", "xterm");
    return desk.builder(environment, script).start();
  }

  /// All that such a run shows, with the line ends of a terminal made plain.
  private String shown(int code, String redirection, String... arguments) throws Exception {
    Process process = started(redirection, arguments);
    String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(shown).isEqualTo(code);
    return shown.replace("\r\n", "\n");
  }

  @Test
  void theDiffIsColouredOnATerminalOnly() throws Exception {
    String plain = desk.loopmend("diff", "-q").out();
    String painted = shown(1, "", "diff", "-q");
    assertThat(painted)
        .contains("\033[1mdiff --git a/a.py b/a.py\033[0m\n")
        .contains("\n\033[36m@@ -3,5 +3,5 @@\033[0m\n")
        .contains("\n\033[31m-    time.sleep(1)\033[0m\n\033[31m-    time.sleep(2)\033[0m\n")
        .contains("\n\033[32m+    await asyncio.sleep(1)\033[0m\n");
    assertThat(painted.replaceAll("\033\\[\\d*m", "")).isEqualTo(plain);
    assertThat(shown(1, "", "diff"))
        .startsWith("\033[2m# lines 6, 7: blocking-call-in-coroutine: ");
    assertThat(shown(1, " >out.diff", "diff", "-q")).isEmpty();
    assertThat(desk.read("out.diff")).isEqualTo(plain);
    assertThat(shown(1, "", "diff", "-q", "--color", "never")).isEqualTo(plain);
    assertThat(desk.run("", Map.of("NO_COLOR", "1"), Desk.image("diff", "-q")).out())
        .isEqualTo(plain);
    assertThat(desk.loopmend("diff", "-q", "--color", "always").out())
        .isEqualTo(painted)
        .isNotEqualTo(plain);
  }

  @Test
  void aLongRunTellsHowFarItIs() throws Exception {
    String[] slow = {"branch", "--name", "x", "--verify", "sleep 0.8"};
    String shown = shown(0, "", slow);
    assertThat(shown).contains(CLEAR + "--verify, base commit", CLEAR + "--verify, commit");
    String last = shown.substring(shown.lastIndexOf(CLEAR) + CLEAR.length());
    assertThat(last).doesNotContain("--verify").contains("1 commit on top of");
    // Data may go elsewhere; without a terminal on standard error there is nobody to tell.
    slow[2] = "y";
    assertThat(shown(0, " >out.txt", slow)).contains(CLEAR + "--verify, commit");
    slow[2] = "z";
    assertThat(shown(0, " 2>err.txt", slow)).doesNotContain(CLEAR);
    assertThat(desk.read("err.txt")).startsWith("loopmend: ").doesNotContain("\r");
    assertThat(shown(0, "", "branch", "-q", "--name", "q", "--verify", "sleep 0.8"))
        .doesNotContain(CLEAR);
  }

  @Test
  void anInterruptTakesTheLineAway() throws Exception {
    Process process = started("", "branch", "--name", "x", "--verify", "sleep 60");
    StringBuilder shown = new StringBuilder();
    // With the terminal's Ctrl-C the command of --verify is interrupted too.
    try (InputStream out = process.getInputStream();
        OutputStream in = process.getOutputStream()) {
      while (shown.indexOf(CLEAR) < 0) {
        int read = out.read();
        assertThat(read).as(shown.toString()).isNotNegative();
        shown.append((char) read);
      }
      in.write(3); // what Ctrl-C sends
      in.flush();
      shown.append(new String(out.readAllBytes(), UTF_8));
    }
    assertThat(process.waitFor()).as(shown.toString()).isEqualTo(130);
    assertThat(shown.toString().stripTrailing()).endsWith(CLEAR.stripTrailing());
    assertThat(desk.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void anInterruptWhileGitIsAskedIsNoAnswer() throws Exception {
    Path git = Files.createDirectories(top.resolve("bin")).resolve("git");
    String path = System.getenv("PATH");
    String real = "PATH='" + path + "'; ";
    // Ctrl-C reaches both; git may be gone before who asks it has noticed.
    String interrupt = "{ (sleep 0.5; kill -INT $PPID) >/dev/null 2>&1 & kill -INT $$; }\n";
    Files.writeString(
        git, "#!/bin/sh\n[ \"$1\" = var ] && " + interrupt + real + "exec git \"$@\"\n");
    assertThat(git.toFile().setExecutable(true)).isTrue();
    Map<String, String> variables = Map.of("PATH", git.getParent() + ":" + path);
    Process process = started(variables, "", "branch", "--name", "x");
    String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(shown).isEqualTo(130);
    assertThat(shown).doesNotContain("refused");
  }

  @Test
  void aFileThatChangesMeanwhileIsRefused() throws Exception {
    desk.write("b.py", CODE).git("add", "-A");
    Process process = started("", "apply", "-i");
    StringBuilder shown = new StringBuilder();
    try (InputStream out = process.getInputStream();
        OutputStream in = process.getOutputStream()) {
      while (shown.indexOf("[y,n,a,q,?] ") < 0) {
        shown.append((char) out.read());
      }
      // While the question stands, somebody edits the file it is about.
      desk.write("a.py", CODE + "\n\nx = 1\n");
      in.write("a\ny\ny\n".getBytes(UTF_8));
      in.flush();
      shown.append(new String(out.readAllBytes(), UTF_8));
    }
    assertThat(process.waitFor()).as(shown.toString()).isEqualTo(4);
    assertThat(shown.toString()).contains("a.py: refused: it changed since it was read; run again");
    assertThat(desk.read("a.py")).isEqualTo(CODE + "\n\nx = 1\n");
    assertThat(desk.read("b.py")).isEqualTo(CODE.replace("time.sleep", "await asyncio.sleep"));
  }

  @Test
  void fixesAreAskedForOneByOne() throws Exception {
    Process process = started("", "apply", "-i");
    try (OutputStream in = process.getOutputStream()) {
      in.write("n\ny\n".getBytes(UTF_8));
      in.flush();
      String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(shown).contains("Make this fix? [y,n,a,q,?] ").contains("1 fix made in 1 file");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(desk.read("a.py"))
        .isEqualTo(CODE.replace("time.sleep(2)", "await asyncio.sleep(2)"));
  }
}
