package dev.loopmend.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.text.SourceText;
import dev.loopmend.write.WriteOutcome.Refused;
import dev.loopmend.write.WriteOutcome.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
  @TempDir Path top;

  @Test
  void writesAndKeepsTheMode() throws IOException {
    Path file = write("run.py", "old\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    assertThat(apply(target("run.py", "old\n", "new\n"))).containsExactly(new Written("run.py"));
    assertThat(file).content().isEqualTo("new\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x--x");
    try (var files = Files.list(top)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesWhatChangedSinceItWasRead() throws IOException {
    Path file = write("a.py", "newer\n");
    assertThat(apply(target("a.py", "old\n", "new\n")))
        .containsExactly(new Refused("a.py", "it changed since it was read; run again"));
    assertThat(file).content().isEqualTo("newer\n");
  }

  @Test
  void followsALinkInsideTheRootsOnly(@TempDir Path outside) throws IOException {
    Path inner = write("inner.py", "old\n");
    Path outer = Files.writeString(outside.resolve("outer.py"), "old\n");
    Files.createSymbolicLink(top.resolve("in.py"), inner);
    Files.createSymbolicLink(top.resolve("out.py"), outer);
    List<WriteOutcome> outcomes =
        apply(target("in.py", "old\n", "new\n"), target("out.py", "old\n", "new\n"));
    assertThat(outcomes.getFirst()).isEqualTo(new Written("in.py"));
    assertThat(outcomes.getLast()).isInstanceOf(Refused.class);
    assertThat(inner).content().isEqualTo("new\n");
    assertThat(outer).content().isEqualTo("old\n");
    assertThat(Files.isSymbolicLink(top.resolve("in.py"))).isTrue();
  }

  @Test
  void writesFilesThatShareAFixTogetherOrNotAtAll() throws IOException {
    write("a.py", "newer\n");
    Path b = write("b.py", "old\n");
    Path c = write("c.py", "old\n");
    Target together =
        new Target("b.py", b, SourceText.of("old\n"), SourceText.of("new\n"), Set.of("a.py"));
    List<WriteOutcome> outcomes =
        apply(target("a.py", "old\n", "new\n"), together, target("c.py", "old\n", "new\n"));
    assertThat(outcomes)
        .containsExactly(
            new Refused("a.py", "it changed since it was read; run again"),
            new Refused("b.py", "it shares a fix with a.py, which is refused"),
            new Written("c.py"));
    assertThat(b).content().isEqualTo("old\n");
    assertThat(c).content().isEqualTo("new\n");
  }

  @Test
  void refusesUnstagedChangesButNotItsOwn() throws Exception {
    Path tracked = write("sub dir/é.py", "one\n");
    Path clean = write("clean.py", "one\n");
    Path untracked = write("untracked.py", "one\n");
    git("init", "-q");
    git("add", "sub dir/é.py", "clean.py");
    git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "t");
    assertThat(apply(target("clean.py", "one\n", "two\n")))
        .containsExactly(new Written("clean.py"));
    // What the run before wrote is unstaged now, but it is our own.
    assertThat(apply(target("clean.py", "two\n", "three\n")))
        .containsExactly(new Written("clean.py"));
    assertThat(clean).content().isEqualTo("three\n");
    assertThat(apply(target("untracked.py", "one\n", "two\n")))
        .containsExactly(new Written("untracked.py"));
    assertThat(untracked).content().isEqualTo("two\n");
    Files.writeString(tracked, "edited\n");
    assertThat(apply(target("sub dir/é.py", "edited\n", "two\n")))
        .first()
        .isInstanceOf(Refused.class);
    assertThat(tracked).content().isEqualTo("edited\n");
    git("add", "sub dir/é.py");
    assertThat(apply(target("sub dir/é.py", "edited\n", "two\n")))
        .first()
        .isInstanceOf(Written.class);
    Files.writeString(clean, "edited\n");
    List<WriteOutcome> forced =
        new Writer(List.of(top), true).apply(List.of(target("clean.py", "edited\n", "x\n")));
    assertThat(forced).containsExactly(new Written("clean.py"));
  }

  private List<WriteOutcome> apply(Target... targets) {
    return new Writer(List.of(top), false).apply(List.of(targets));
  }

  private Target target(String name, String before, String after) {
    return new Target(
        name, top.resolve(name), SourceText.of(before), SourceText.of(after), Set.of());
  }

  private Path write(String name, String text) throws IOException {
    Path file = top.resolve(name);
    Files.createDirectories(file.resolve("..").normalize());
    return Files.writeString(file, text);
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(top.toFile()).inheritIO().start();
    assertThat(git.waitFor()).isZero();
  }
}
