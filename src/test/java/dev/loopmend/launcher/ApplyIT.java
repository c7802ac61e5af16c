package dev.loopmend.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.chance.Chance;
import dev.loopmend.launcher.Desk.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `loopmend apply` and `loopmend undo` of the built image.
class ApplyIT {
  /// A safe fix and an unsafe one.
  private static final String CODE =
      """
      import asyncio


      async def work(n):
          pass


      async def other():
          asyncio.create_task(work(1))


      async def last(n):
          return asyncio.run(work(n), debug=True)
      """;

  private static final String HELPER =
      """
      import asyncio
      import time


      async def work():
          pass


      async def own():
          time.sleep(2)


      def load():
          return asyncio.run(work())
      """;

  private static final String CALLER =
      """
      import time

      from helper import load


      async def main():
          time.sleep(1)
          return load()
      """;

  /// How many times a run is killed; `-Dloopmend.kills=200` for more.
  private static final int KILLS = Integer.getInteger("loopmend.kills", 4);

  @TempDir Path top;
  private Desk desk;

  @BeforeEach
  void folder() throws Exception {
    desk = Desk.in(top);
    desk.write("app.py", CODE).write("lib/more.py", CODE);
  }

  private void repository() throws Exception {
    desk.git("init", "-q");
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base");
  }

  private Said done(String... arguments) throws Exception {
    Said said = desk.loopmend(arguments);
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  private void appliesTwiceAndUndoesTwice() throws Exception {
    Map<String, String> old = desk.contents();
    Said preview = desk.loopmend("diff", "--unsafe");
    done("apply");
    Map<String, String> safe = desk.contents();
    // What the first run wrote is unstaged now, and our own.
    assertThat(done("apply", "--unsafe").out()).isEqualTo("app.py\nlib/more.py\n");
    assertThat(desk.contents()).isNotEqualTo(safe);
    Said undone = done("undo");
    assertThat(undone.out()).isEqualTo("app.py\nlib/more.py\n");
    assertThat(undone.err()).isEqualTo("loopmend: 2 files taken back\n");
    assertThat(desk.contents()).isEqualTo(safe);
    assertThat(desk.at("lib").loopmend("undo", "-q")).isEqualTo(new Said(0, "", ""));
    assertThat(desk.contents()).isEqualTo(old);
    assertThat(desk.loopmend("diff", "--unsafe")).isEqualTo(preview);
    assertThat(done("undo").err()).isEqualTo("loopmend: there is nothing to take back here\n");
  }

  @Test
  void insideOfGit() throws Exception {
    repository();
    appliesTwiceAndUndoesTwice();
    assertThat(desk.git("status", "--porcelain")).isEmpty();
    assertThat(desk.home().resolve(".local")).doesNotExist();
    desk.git("worktree", "add", "-q", "../linked");
    Desk linked = desk.at("../linked");
    assertThat(linked.loopmend("apply").code()).isZero();
    assertThat(done("undo").err()).contains("nothing to take back");
    assertThat(linked.loopmend("undo").code()).isZero();
    assertThat(linked.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void outsideOfGit() throws Exception {
    appliesTwiceAndUndoesTwice();
    assertThat(desk.home().resolve(".local/state/loopmend")).isDirectory();
  }

  @Test
  void somebodysChangesAreRefused() throws Exception {
    repository();
    String mine = CODE + "\nx = 1\n";
    desk.write("app.py", mine);
    Said said = desk.loopmend("apply");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.out()).isEqualTo("lib/more.py\n");
    assertThat(said.err())
        .contains(
            "app.py: refused: it has unstaged changes; stage or commit them, or give --allow");
    assertThat(desk.read("app.py")).isEqualTo(mine);
    done("undo");
    assertThat(desk.read("lib/more.py")).isEqualTo(CODE);
    desk.git("add", "app.py");
    assertThat(done("apply").out()).isEqualTo("app.py\nlib/more.py\n");
    desk.write("app.py", desk.read("app.py") + "y = 2\n");
    Said half = desk.loopmend("undo");
    assertThat(half.code()).isEqualTo(4);
    assertThat(half.out()).isEqualTo("lib/more.py\n");
    assertThat(half.err())
        .isEqualTo(
            "loopmend: app.py: not taken back: it was edited since\n"
                + "loopmend: 1 file taken back; 1 file left as it is\n");
    desk.write("app.py", mine + "\nz = 3\n");
    assertThat(done("apply", "--allow-dirty").out()).isEqualTo("app.py\nlib/more.py\n");
  }

  /// A helper that starts a loop and a caller of it, each with a fix of its own besides.
  private void helperAndCaller() throws Exception {
    desk.write("helper.py", HELPER).write("caller.py", CALLER);
    repository();
  }

  @Test
  void aFixOverSeveralFilesIsMadeAndTakenBackAsAWhole() throws Exception {
    helperAndCaller();
    Map<String, String> old = desk.contents();
    Said before = desk.loopmend("diff", "helper.py", "caller.py");
    assertThat(done("apply", "helper.py", "caller.py").out()).isEqualTo("caller.py\nhelper.py\n");
    assertThat(desk.read("helper.py")).contains("\nasync def load():\n");
    assertThat(desk.read("caller.py")).contains("    return await load()\n");
    done("undo");
    assertThat(desk.contents()).isEqualTo(old);
    assertThat(desk.loopmend("diff", "helper.py", "caller.py")).isEqualTo(before);
  }

  @Test
  void aRefusedFileTakesAlongWhatSharesAFixWithItOnly() throws Exception {
    helperAndCaller();
    String mine = HELPER + "x = 1\n";
    desk.write("helper.py", mine);
    Said said = desk.loopmend("apply", "helper.py", "caller.py");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.out()).isEqualTo("caller.py\n");
    assertThat(said.err())
        .contains(
            "loopmend: helper.py: refused: it has unstaged changes; stage or commit them, or give"
                + " --allow-dirty\n")
        .contains("blocking-call-in-coroutine: 1 fixed in 1 file\n")
        .contains(
            "blocking-call-in-coroutine: 1 left (helper.py:10): helper.py must not be changed")
        .contains("nested-asyncio-run: 1 left (helper.py:14): ", "it has unstaged changes")
        .contains("1 fix made in 1 file; 2 left for a person");
    assertThat(desk.read("helper.py")).isEqualTo(mine);
    assertThat(desk.read("caller.py"))
        .isEqualTo("import asyncio\n" + CALLER.replace("time.sleep(1)", "await asyncio.sleep(1)"));
  }

  @Test
  void aRefusedCallerLeavesTheOtherFixesOfItsHelper() throws Exception {
    helperAndCaller();
    String mine = CALLER + "x = 1\n";
    desk.write("caller.py", mine);
    Said said = desk.loopmend("apply", "helper.py", "caller.py");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.out()).isEqualTo("helper.py\n");
    assertThat(desk.read("caller.py")).isEqualTo(mine);
    assertThat(desk.read("helper.py"))
        .contains(
            "    await asyncio.sleep(2)\n", "\ndef load():\n    return asyncio.run(work())\n");
    assertThat(done("apply", "--allow-dirty", "helper.py", "caller.py").out())
        .isEqualTo("caller.py\nhelper.py\n");
    assertThat(desk.read("helper.py")).contains("\nasync def load():\n");
    // What is declined by comments is refused as well, and only once.
    desk.write("helper.py", mine).write("app.py", CODE + "y = 2\n");
    Said declined = desk.loopmend("apply", "--add-ignore", "later", "app.py", "lib");
    assertThat(declined.code()).isEqualTo(4);
    assertThat(declined.out()).isEqualTo("lib/more.py\n");
    assertThat(declined.err()).containsOnlyOnce("refused").contains("1 finding declined");
  }

  @Test
  void aSplitIndexIsAsked() throws Exception {
    repository();
    desk.git("config", "core.splitIndex", "true");
    desk.git("update-index", "--split-index");
    desk.write("app.py", CODE + "\nx = 1\n").git("add", "app.py");
    desk.write("lib/more.py", CODE + "\nx = 1\n");
    Said said = desk.loopmend("apply");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.out()).isEqualTo("app.py\n");
  }

  @Test
  void aHookWorksOnWhatIsStaged() throws Exception {
    repository();
    Path hook = desk.folder().resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.resolve("..").normalize());
    Files.writeString(
        hook,
        """
        #!/bin/sh
        git diff --cached --name-only -z | xargs -0 %s apply || exit
        git diff --quiet || { echo mended >&2; exit 1; }
        """
            .formatted(Desk.image().getFirst()));
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    desk.write("app.py", CODE + "\nx = 1\n");
    // `commit FILE` and `commit -a` stage into an index of their own, which the hook is told.
    for (List<String> commit :
        List.of(
            List.of("git", "commit", "-qm", "x", "app.py"),
            List.of("git", "commit", "-qam", "x"))) {
      Said said = desk.run("", Map.of(), commit);
      assertThat(said.code()).as(said.err()).isEqualTo(1);
      assertThat(said.err()).contains("mended").doesNotContain("refused");
      assertThat(desk.read("app.py")).contains("_track_task(asyncio.create_task(work(1)))");
      desk.write("app.py", CODE + "\ny = 1\n");
    }
    done("apply", "--allow-dirty", "app.py");
    desk.git("commit", "-qam", "x");
    assertThat(desk.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aKilledRunLeavesEachFileOldOrNewAndCanBeUndone() throws Exception {
    for (int file = 0; file < 120; file++) {
      desk.write("many/file%03d.py".formatted(file), CODE);
    }
    repository();
    Map<String, String> old = desk.contents();
    long start = writing(desk);
    Map<String, String> changed = desk.contents();
    int span = (int) Math.max(20, System.currentTimeMillis() - start);
    done("undo", "-q");
    assertThat(desk.contents()).isEqualTo(old);
    long seed = Chance.seed();
    Random random = new Random(seed);
    int between = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Map<String, String> left = killed(random.nextInt(span));
      Map<String, String> files = new TreeMap<>(left);
      files.keySet().removeIf(name -> name.contains(".loopmend-"));
      assertThat(files.keySet()).as("seed " + seed).isEqualTo(old.keySet());
      files.forEach((name, text) -> assertThat(text).isIn(old.get(name), changed.get(name)));
      between += files.equals(old) || files.equals(changed) ? 0 : 1;
      Said undone = desk.loopmend("undo", "-q");
      assertThat(undone).as("seed " + seed).isEqualTo(new Said(0, "", ""));
      assertThat(desk.contents()).as("seed " + seed).isEqualTo(old);
    }
    assertThat(between).as("runs killed while they wrote").isPositive();
  }

  /// Applies all fixes; gives the moment in which the run began to write.
  private static long writing(Desk desk) throws Exception {
    Process process = desk.builder(Map.of(), Desk.image("apply", "-q")).start();
    long start = awaitRecord(desk, process);
    assertThat(process.waitFor()).isZero();
    return start;
  }

  private static long awaitRecord(Desk desk, Process process) throws Exception {
    Path log = desk.folder().resolve(".git/loopmend");
    while (process.isAlive()) {
      try (var records = Files.newDirectoryStream(log, "*.undo")) {
        if (records.iterator().hasNext()) {
          break;
        }
      } catch (IOException e) {
        // not yet
      }
      Thread.sleep(1);
    }
    return System.currentTimeMillis();
  }

  /// What a run leaves that is killed some milliseconds after it began to write.
  private Map<String, String> killed(int after) throws Exception {
    Process process = desk.builder(Map.of(), Desk.image("apply", "-q")).start();
    awaitRecord(desk, process);
    process.waitFor(after, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return desk.contents();
  }
}
