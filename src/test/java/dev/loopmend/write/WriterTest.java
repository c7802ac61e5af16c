package dev.loopmend.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.text.AbsentText;
import dev.loopmend.text.SourceText;
import dev.loopmend.write.WriteOutcome.Refused;
import dev.loopmend.write.WriteOutcome.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
  @TempDir Path top;
  @TempDir Path state;
  private Set<Path> theirs = Set.of();
  private Event meanwhile = () -> {};

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
  void makesAFileWhereNothingIsAndTakesItBack() throws IOException {
    Target made = newTarget("made.py", "new\n");
    assertThat(apply(made)).containsExactly(new Written("made.py"));
    assertThat(top.resolve("made.py")).content().isEqualTo("new\n");
    try (var files = Files.list(top)) {
      assertThat(files).containsExactly(top.resolve("made.py"));
    }
    assertThat(log().undo(top)).containsExactly(new UndoOutcome.Restored(top.resolve("made.py")));
    assertThat(top.resolve("made.py")).doesNotExist();
    assertThat(log().undo(top)).isEmpty();
  }

  @Test
  void neverWritesANewFileOverAnother() throws IOException {
    Path there = write("made.py", "theirs\n");
    assertThat(apply(newTarget("made.py", "new\n"))).first().isInstanceOf(Refused.class);
    Path other = write("a.py", "old\n");
    Writer writer = new Writer(List.of(top), top, this::theirs, log(), List.of());
    Writer.Plan plan =
        writer.plan(
            List.of(
                new Target(
                    "a.py", other, SourceText.of("old\n"), SourceText.of("x\n"), Set.of("b.py")),
                new Target(
                    "b.py",
                    top.resolve("b.py"),
                    new AbsentText("\n"),
                    SourceText.of("new\n"),
                    Set.of("a.py"))));
    assertThat(plan.refused()).isEmpty();
    Path since = write("b.py", "since\n");
    assertThat(writer.write(plan)).allMatch(Refused.class::isInstance);
    assertThat(there).content().isEqualTo("theirs\n");
    assertThat(since).content().isEqualTo("since\n");
    assertThat(other).content().isEqualTo("old\n");
  }

  private Target newTarget(String name, String text) {
    return new Target(name, top.resolve(name), new AbsentText("\n"), SourceText.of(text), Set.of());
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
  void whatSpeaksAgainstAFileIsKnownBeforeAnyIsTouched() throws IOException {
    write("a.py", "newer\n");
    Path c = write("c.py", "old\n");
    Writer writer = new Writer(List.of(top), top, this::theirs, log(), List.of());
    Writer.Plan plan =
        writer.plan(List.of(target("a.py", "old\n", "new\n"), target("c.py", "old\n", "new\n")));
    Refused refused = new Refused("a.py", "it changed since it was read; run again");
    assertThat(plan.refused()).containsExactly(refused);
    assertThat(c).content().isEqualTo("old\n");
    assertThat(writer.write(plan)).containsExactly(refused, new Written("c.py"));
    assertThat(c).content().isEqualTo("new\n");
  }

  @Test
  void refusesWhatOthersAreAtWorkOnButNotItsOwn() throws IOException {
    Path file = write("sub dir/é.py", "one\n");
    theirs = Set.of(file);
    assertThat(apply(target("sub dir/é.py", "one\n", "two\n"))).first().isInstanceOf(Refused.class);
    assertThat(file).content().isEqualTo("one\n");
    theirs = Set.of();
    assertThat(apply(target("sub dir/é.py", "one\n", "two\n")))
        .containsExactly(new Written("sub dir/é.py"));
    theirs = Set.of(file);
    // What the run before wrote is changed now, but it is our own.
    assertThat(apply(target("sub dir/é.py", "two\n", "three\n")))
        .containsExactly(new Written("sub dir/é.py"));
    Files.writeString(file, "edited\n");
    assertThat(apply(target("sub dir/é.py", "edited\n", "four\n")))
        .first()
        .isInstanceOf(Refused.class);
    assertThat(file).content().isEqualTo("edited\n");
  }

  @Test
  void halfAFixIsTakenBack() throws IOException {
    Path a = write("a.py", "old\n");
    Path b = write("b.py", "old\n");
    Path c = write("c.py", "old\n");
    // Somebody writes to b.py when all checks are done but the last one.
    meanwhile = () -> Files.writeString(b, "newer\n");
    List<WriteOutcome> outcomes =
        apply(
            new Target("a.py", a, SourceText.of("old\n"), SourceText.of("new\n"), Set.of("b.py")),
            new Target("b.py", b, SourceText.of("old\n"), SourceText.of("new\n"), Set.of("a.py")),
            target("c.py", "old\n", "new\n"));
    assertThat(outcomes)
        .containsExactly(
            new Refused("a.py", "it shares a fix with b.py, which cannot be written"),
            new Refused("b.py", "it changed since it was read; run again"),
            new Written("c.py"));
    assertThat(a).content().isEqualTo("old\n");
    assertThat(b).content().isEqualTo("newer\n");
    assertThat(log().undo(top))
        .containsExactly(
            new UndoOutcome.Left(b, "it was edited since"), new UndoOutcome.Restored(c));
  }

  @Test
  void undoTakesBackWhatNobodyEditedSince() throws IOException {
    Path a = write("a b.py", "old\n");
    Path b = write("n\nl.py", "old\n");
    Files.setPosixFilePermissions(b, PosixFilePermissions.fromString("rwxr-x--x"));
    apply(target("a b.py", "old\n", "new\n"), target("n\nl.py", "old\n", "new\n"));
    apply(target("a b.py", "new\n", "newer\n"));
    assertThat(log().undo(top)).containsExactly(new UndoOutcome.Restored(a));
    assertThat(a).content().isEqualTo("new\n");
    Files.writeString(a, "mine\n");
    List<UndoOutcome> half =
        List.of(new UndoOutcome.Left(a, "it was edited since"), new UndoOutcome.Restored(b));
    assertThat(log().undo(top)).isEqualTo(half);
    assertThat(b).content().isEqualTo("old\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(b)))
        .isEqualTo("rwxr-x--x");
    // As long as a file is left the run is remembered.
    assertThat(log().undo(top)).isEqualTo(half.subList(0, 1));
    Files.delete(a);
    assertThat(log().undo(top)).containsExactly(new UndoOutcome.Left(a, "it is gone"));
    Files.writeString(a, "old\n");
    assertThat(log().undo(top)).isEmpty();
    try (var records = Files.list(state)) {
      assertThat(records).isEmpty();
    }
  }

  @Test
  void aSharedLogTellsProjectsApart() throws IOException {
    Path one = write("one/a.py", "old\n");
    Path two = write("two/a.py", "old\n");
    apply(top.resolve("one"), target("one/a.py", "old\n", "new\n"));
    apply(top.resolve("two"), target("two/a.py", "old\n", "new\n"));
    UndoLog shared = new UndoLog(state, true);
    assertThat(shared.undo(top.resolve("three"))).isEmpty();
    assertThat(shared.undo(top.resolve("one"))).containsExactly(new UndoOutcome.Restored(one));
    assertThat(shared.undo(top)).containsExactly(new UndoOutcome.Restored(two));
  }

  @Test
  void nothingIsWrittenWhereItCannotBeUndone() throws IOException {
    Path file = write("a.py", "old\n");
    Files.writeString(state.resolve("blocked"), "");
    Writer writer =
        new Writer(
            List.of(top),
            top,
            _ -> Map.of(),
            new UndoLog(state.resolve("blocked"), false),
            List.of());
    assertThat(writer.write(writer.plan(List.of(target("a.py", "old\n", "new\n")))))
        .first()
        .isInstanceOf(WriteOutcome.Failed.class);
    assertThat(file).content().isEqualTo("old\n");
  }

  private UndoLog log() {
    return new UndoLog(state, false);
  }

  private List<WriteOutcome> apply(Target... targets) {
    return apply(top, targets);
  }

  private List<WriteOutcome> apply(Path cwd, Target... targets) {
    Writer writer = new Writer(List.of(top), cwd, this::theirs, log(), List.of());
    return writer.write(writer.plan(List.of(targets)));
  }

  private Map<Path, String> theirs(List<Path> files) {
    try {
      meanwhile.happen();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return theirs.stream().collect(Collectors.toMap(file -> file, _ -> "it is theirs"));
  }

  /// What somebody else does in the middle of a run.
  private interface Event {
    void happen() throws IOException;
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
}
