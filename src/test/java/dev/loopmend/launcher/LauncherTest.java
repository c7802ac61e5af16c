package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts the launcher of the checkout in a copy of it, with a fake `mvn` in front of the PATH. The
/// fake one writes a line per call and an image whose program prints its folder and arguments.
class LauncherTest {
  private static final Path LAUNCHER = Path.of("loopmend").toAbsolutePath();

  /// What a run left behind.
  private record Run(int exitCode, String out, String err) {}

  @TempDir Path folder;
  private Path home = Path.of("");
  private Path tools = Path.of("");

  @BeforeEach
  void layOut() throws IOException {
    home = folder.resolve("a checkout");
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String name : List.of("grammar", "recipes", "src/main/java", "src/test")) {
      Files.createDirectories(home.resolve(name));
    }
    Files.copy(LAUNCHER, home.resolve("loopmend"));
    write(home.resolve("pom.xml"), "<project/>");
    write(home.resolve("src/main/java/A.java"), "class A {}");
    write(home.resolve("src/test/T.java"), "class T {}");
    makeOld(home);
    fakeMaven("");
  }

  @Test
  void buildsWhatIsMissingAndRunsInTheFolderOfTheUser() throws Exception {
    Run run = start(folder, home.resolve("loopmend"), "diff", "two words", "");

    assertThat(run.out()).isEqualTo(folder.toRealPath() + "|diff|two words||\n");
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err()).contains("loopmend: building").contains("a word of the build");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void doesNotBuildWhatIsCurrent() throws Exception {
    start(folder, home.resolve("loopmend"));

    Run second = start(folder, home.resolve("loopmend"), "check");

    assertThat(second.err()).isEmpty();
    assertThat(second.exitCode()).isEqualTo(7);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainForANewerSourceButNotForATest() throws Exception {
    start(folder, home.resolve("loopmend"));

    makeNew(home.resolve("src/test/T.java"));
    start(folder, home.resolve("loopmend"));
    assertThat(builds()).isEqualTo(1);

    int expected = 1;
    for (String name : List.of("pom.xml", "src/main/java/A.java", "grammar", "recipes")) {
      makeNew(home.resolve(name));
      start(folder, home.resolve("loopmend"));
      assertThat(builds()).as(name).isEqualTo(++expected);
      makeOld(home.resolve(name));
    }
  }

  @Test
  void buildsAgainWhenASourceWasDeleted() throws Exception {
    start(folder, home.resolve("loopmend"));
    Files.delete(home.resolve("src/main/java/A.java"));
    makeNew(home.resolve("src/main/java"));

    start(folder, home.resolve("loopmend"));

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    Path links = Files.createDirectories(folder.resolve("bin/deep"));
    Files.createSymbolicLink(links.resolve("absolute"), home.resolve("loopmend"));
    Files.createSymbolicLink(links.resolve("relative"), Path.of("../../a checkout/loopmend"));
    Files.createSymbolicLink(links.resolve("chain"), Path.of("relative"));

    for (String link : List.of("absolute", "relative", "chain")) {
      Run run = start(links, links.resolve(link), link);
      assertThat(run.out()).isEqualTo(links.toRealPath() + "|" + link + "|\n");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void worksWhenItIsNamedRelatively() throws Exception {
    assertThat(run(home, List.of("./loopmend", "x")).out()).endsWith("a checkout|x|\n");
    assertThat(run(home, List.of("sh", "loopmend", "x")).out()).endsWith("a checkout|x|\n");
    assertThat(run(folder, List.of("a checkout/loopmend", "x")).out()).endsWith("|x|\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void leavesStandardInputToTheTool() throws Exception {
    fakeMaven("cat >/dev/null");
    Path input = folder.resolve("input");
    write(input, "import asyncio\n");

    Process process =
        process(folder, List.of(home.resolve("loopmend").toString(), "stdin"))
            .redirectInput(input.toFile())
            .start();

    assertThat(finish(process).out()).endsWith("|stdin|\nimport asyncio\n");
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    fakeMaven("sleep 0.5");
    startTwoAtOnce();
  }

  @Test
  void twoStartsAtOnceBuildOnceWithoutFlock() throws Exception {
    fakeMaven("sleep 0.5");
    hideFlock();
    startTwoAtOnce();
    assertThat(home.resolve("target/build.lock.d")).doesNotExist();
  }

  @Test
  void aLockWhoseOwnerIsGoneDoesNotStopTheBuild() throws Exception {
    hideFlock();
    Process gone = new ProcessBuilder("sh", "-c", "exit 0").start();
    gone.waitFor();
    Path lock = Files.createDirectories(home.resolve("target/build.lock.d"));
    write(lock.resolve("pid"), gone.pid() + "\n");

    assertThat(start(folder, home.resolve("loopmend")).exitCode()).isEqualTo(7);
    assertThat(builds()).isEqualTo(1);
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFailedBuildIsSaidInOneLineAndLeavesNoImageInUse() throws Exception {
    start(folder, home.resolve("loopmend"));
    fakeMaven("rm \"$home/target/image/built\"; echo '[ERROR] a reason'; exit 1");
    makeNew(home.resolve("pom.xml"));

    for (int attempt = 1; attempt <= 2; attempt++) {
      Run run = start(folder, home.resolve("loopmend"), "diff");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("[ERROR] a reason\n");
      assertThat(run.err().lines().toList().getLast())
          .isEqualTo("loopmend: the build of " + home + " failed, its messages are above");
    }
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    hideFlock();
    Files.delete(tools.resolve("mvn"));

    Run run = start(folder, home.resolve("loopmend"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Maven is needed").hasLineCount(1);
  }

  private void startTwoAtOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      processes.add(process(folder, List.of(home.resolve("loopmend").toString(), name)).start());
    }
    for (Process process : processes) {
      Run run = finish(process);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    }
    assertThat(builds()).isEqualTo(1);
  }

  /// A `mvn` that notes its call, does `also`, then builds an image that exits with 7.
  private void fakeMaven(String also) throws IOException {
    program(
        tools.resolve("mvn"),
        """
        home='%s'
        echo "$*" >>"%s"
        echo 'a word of the build'
        %s
        mkdir -p "$home/target/image/bin"
        cat >"$home/target/image/bin/loopmend" <<'END'
        #!/bin/sh
        printf '%%s|' "$PWD" "$@"
        echo
        [ "$1" != stdin ] || cat
        exit 7
        END
        chmod +x "$home/target/image/bin/loopmend"
        touch -d '1 hour ago' "$home/target/image/built"
        """
            .formatted(home, folder.resolve("builds"), also));
  }

  /// Leaves only the few programs on the PATH that the launcher and the fake Maven need.
  private void hideFlock() throws IOException {
    List<String> kept =
        List.of("sh", "cat", "mkdir", "chmod", "touch", "find", "rm", "rmdir", "mv", "readlink");
    for (String name : kept) {
      program(tools.resolve(name), "exec /bin/" + name + " \"$@\"\n");
    }
    program(tools.resolve("sleep"), "exec /bin/sleep 0.1\n");
    path = tools.toString();
  }

  private String path = "";

  private Run start(Path directory, Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return run(directory, command);
  }

  private Run run(Path directory, List<String> command) throws Exception {
    return finish(process(directory, command).start());
  }

  private ProcessBuilder process(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("PATH", path.isEmpty() ? tools + ":" + environment.get("PATH") : path);
    return builder;
  }

  private static Run finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }

  private int builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  private static void program(Path file, String text) throws IOException {
    write(file, "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  /// Older than the fake image, which says that it was begun an hour ago.
  private static void makeOld(Path file) throws IOException {
    try (var files = Files.walk(file)) {
      for (Path each : files.toList()) {
        Files.setLastModifiedTime(each, FileTime.from(Instant.now().minusSeconds(86_400)));
      }
    }
  }

  private static void makeNew(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }
}
