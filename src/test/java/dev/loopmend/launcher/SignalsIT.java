package dev.loopmend.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.launcher.Desk.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the built image ends when somebody else wants it to.
class SignalsIT {
  private static final String SLEEPS = "import time\n\n\nasync def f():\n    time.sleep(1)\n";

  @TempDir Path top;

  @Test
  void anInterruptEndsARunWith130() throws Exception {
    Desk desk = Desk.in(top);
    // It waits for standard input, which stays open.
    Process process = desk.builder(Map.of(), Desk.image("check", "-")).start();
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
    List<String> interrupt = List.of("kill", "-INT", Long.toString(process.pid()));
    assertThat(desk.run("", Map.of(), interrupt).code()).isZero();
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
  }

  @Test
  void anInterruptedApplyLeavesEveryFileAsItWas() throws Exception {
    Desk desk = Desk.in(top);
    // So many that the signal comes before the last is written, on a fast machine too.
    for (int file = 0; file < 1000; file++) {
      desk.write("many/file%03d.py".formatted(file), SLEEPS);
    }
    desk.git("init", "-q");
    Map<String, String> old = desk.contents();
    int interrupted = 0;
    for (int after : List.of(0, 30)) {
      Set<String> known = undoRecords(desk);
      Process process = desk.builder(Map.of(), Desk.image("apply", "-q")).start();
      while (process.isAlive() && known.containsAll(undoRecords(desk))) {
        Thread.sleep(1);
      }
      process.waitFor(after, TimeUnit.MILLISECONDS);
      int code = interrupt(desk, process);
      if (code == 130 && desk.contents().equals(old)) {
        interrupted++;
      } else {
        // It was done before the signal came.
        assertThat(code).isIn(0, 130);
        assertThat(desk.loopmend("undo", "-q").code()).isZero();
      }
      assertThat(desk.contents()).isEqualTo(old);
    }
    assertThat(interrupted).isPositive();
    assertThat(desk.loopmend("undo").err()).contains("nothing to take back");
  }

  /// A run that was taken back leaves a record that says nothing.
  private static Set<String> undoRecords(Desk desk) {
    String[] names = desk.folder().resolve(".git/loopmend").toFile().list();
    Set<String> records = new HashSet<>(names == null ? List.of() : List.of(names));
    records.removeIf(it -> !it.endsWith(".undo"));
    return records;
  }

  private static int interrupt(Desk desk, Process process) throws Exception {
    desk.run("", Map.of(), List.of("kill", "-INT", Long.toString(process.pid())));
    return process.waitFor();
  }

  @Test
  void anInterruptedBranchLeavesNothingBehind() throws Exception {
    Desk desk = Desk.in(top);
    desk.write("a.py", SLEEPS).git("init", "-q");
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base");
    Map<String, String> old = desk.contents();
    Path begun = top.resolve("begun");
    String test = "echo $$ > " + begun + " && sleep 60";
    Process process =
        desk.builder(Map.of(), Desk.image("branch", "-q", "--name", "x", "--verify", test)).start();
    while (process.isAlive() && !(Files.exists(begun) && Files.size(begun) > 0)) {
      Thread.sleep(5);
    }
    assertThat(interrupt(desk, process)).isEqualTo(130);
    assertThat(desk.contents()).isEqualTo(old);
    long shell = Long.parseLong(Files.readString(begun).strip());
    assertThat(ProcessHandle.of(shell)).isEmpty();
    assertThat(desk.git("worktree", "list").lines()).hasSize(1);
    assertThat(desk.git("branch", "--list")).isEqualTo("* main");
    desk.git("fsck", "--strict");
  }

  @Test
  void aReaderThatGoesAwayIsNoError() throws Exception {
    Desk desk = Desk.in(top);
    String code = "import time\nasync def f():\n    time.sleep(1)\n";
    for (int file = 0; file < 400; file++) {
      desk.write("a rather long name of a file, number %d.py".formatted(file), code);
    }
    String command = "\"$0\" check -q | head -n 1";
    Said said = desk.run("", Map.of(), List.of("sh", "-c", command, Desk.image().getFirst()));
    assertThat(said.code()).isZero();
    assertThat(said.out()).hasLineCount(1);
    assertThat(said.err()).isEmpty();
  }
}
