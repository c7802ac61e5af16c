package dev.loopmend.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.chance.Chance;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every diff is applied by the real git, and by patch, and the bytes are compared.
class UnifiedDiffTest {
  @TempDir Path folder;

  @Test
  void writesANewFileAsGitDoes() throws IOException, InterruptedException {
    byte[] text = "a\nb".getBytes(StandardCharsets.UTF_8);
    byte[] diff = UnifiedDiff.ofNew("sub/new file.py", text);
    assertThat(new String(diff, StandardCharsets.UTF_8))
        .isEqualTo(
            """
            diff --git a/sub/new file.py b/sub/new file.py
            new file mode 100644
            --- /dev/null
            +++ b/sub/new file.py\t
            @@ -0,0 +1,2 @@
            +a
            +b
            \\ No newline at end of file
            """);
    Path patch = Files.write(folder.resolve("new.diff"), diff);
    for (String command : List.of("git apply new.diff", "patch -p1 -i new.diff")) {
      Process process =
          new ProcessBuilder(command.split(" ", -1)).directory(folder.toFile()).start();
      assertThat(process.waitFor()).as(command).isZero();
      assertThat(folder.resolve("sub/new file.py")).hasBinaryContent(text);
      Files.delete(folder.resolve("sub/new file.py"));
    }
    assertThat(patch).exists();
  }

  @Test
  void writesHeadersAndHunksAsGitDoes() {
    assertThat(diff("app.py", "a\nb\nc\n", "a\nB\nc\n"))
        .isEqualTo(
            """
            diff --git a/app.py b/app.py
            --- a/app.py
            +++ b/app.py
            @@ -1,3 +1,3 @@
             a
            -b
            +B
             c
            """);
    assertThat(diff("app.py", "", "a\n")).contains("@@ -0,0 +1 @@\n+a\n");
    assertThat(diff("app.py", "a\nb\n", "")).contains("@@ -1,2 +0,0 @@\n-a\n-b\n");
    assertThat(diff("app.py", "a\n", "a\nb\n")).contains("@@ -1 +1,2 @@\n a\n+b\n");
    assertThat(diff("app.py", "a\n", "a\n")).isEmpty();
  }

  @Test
  void marksAMissingFinalNewline() {
    assertThat(diff("app.py", "a", "a\n"))
        .endsWith("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
    assertThat(diff("app.py", "x\na", "y\na"))
        .endsWith("@@ -1,2 +1,2 @@\n-x\n+y\n a\n\\ No newline at end of file\n");
  }

  @Test
  void appliesInEveryStateOfLineEnds() throws Exception {
    List<String> ends = List.of("\n", "\r\n", "\r", "\f\n");
    for (String end : ends) {
      String before = "a" + end + "b" + end + "c" + end + "d";
      assertApplies("app.py", before, before.replace("b", "B"));
      assertApplies("app.py", before + end, before.replace("d", "D") + end);
      assertApplies("app.py", before + end, before);
      assertApplies("app.py", before, before + end);
      assertApplies("app.py", before, before.replace("d", "D"));
    }
    assertApplies("app.py", "a\r\nb\nc\rd\n", "a\r\nB\r\nc\rd\n");
    assertApplies("app.py", "a\r\nb\r\n", "a\nb\n");
  }

  @Test
  void appliesToEmptyFiles() throws Exception {
    assertApplies("app.py", "", "a\nb\n");
    assertApplies("app.py", "", "a");
  }

  @Test
  void joinsNeighboursAndSplitsDistantChanges() throws Exception {
    String lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n";
    String near = lines.replace("\n2\n", "\nx\n").replace("\n9\n", "\ny\n");
    String far = lines.replace("\n2\n", "\nx\n").replace("\n10\n", "\ny\n");
    assertThat(diff("app.py", lines, near).split("@@ -", -1)).hasSize(2);
    assertThat(diff("app.py", lines, far).split("@@ -", -1)).hasSize(3);
    assertApplies("app.py", lines, near);
    assertApplies("app.py", lines, far);
  }

  @Test
  void keepsTheBytesOfTheFile() throws Exception {
    Charset latin = StandardCharsets.ISO_8859_1;
    String text = "# coding: latin-1\nname = 'Zoë'\nx = 1\n";
    assertApplies("app.py", text.getBytes(latin), text.replace("1\n", "2\n").getBytes(latin));
    assertApplies("app.py", "\uFEFFx = 1\n", "\uFEFFimport a\nx = 1\n");
    byte[] rubbish = {'#', (byte) 0xFF, (byte) 0x80, 1, '\n', 'x', '\n'};
    byte[] mended = {'#', (byte) 0xFF, (byte) 0x80, 1, '\n', 'y', '\n'};
    assertApplies("app.py", rubbish, mended);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space.py",
        "a \"quote\".py",
        "back\\slash.py",
        "Zoë 日本.py",
        "new\nline.py",
        "tab\t.py",
        "sub folder/ü/x.py",
        "-dash.py",
        "a\u007Fb.py"
      })
  void quotesNamesAsGitDoes(String name) throws Exception {
    assertApplies(name, "a\nb\n", "a\nc\n");
  }

  @Test
  void appliesWhatRandomEditsGive() throws Exception {
    long seed = Chance.seed();
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      String before = randomText(random, random.nextInt(40));
      String after = randomEdit(random, before);
      if (!before.equals(after) && !after.isEmpty()) {
        assertApplies("f" + round + ".py", before, after);
      }
    }
  }

  private static String randomText(Random random, int lines) {
    List<String> ends = List.of("\n", "\n", "\n", "\r\n", "\r");
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      text.append((char) ('a' + random.nextInt(4))).append(ends.get(random.nextInt(ends.size())));
    }
    return random.nextBoolean() ? text.toString() : text + "end";
  }

  private static String randomEdit(Random random, String text) {
    StringBuilder edited = new StringBuilder(text);
    for (int edit = random.nextInt(4); edit >= 0; edit--) {
      int from = random.nextInt(edited.length() + 1);
      int to = Math.min(edited.length(), from + random.nextInt(6));
      edited.replace(from, to, randomText(random, random.nextInt(3)));
    }
    return edited.toString();
  }

  private static String diff(String path, String before, String after) {
    return new String(UnifiedDiff.of(path, utf8(before), utf8(after)), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void assertApplies(String path, String before, String after) throws Exception {
    assertApplies(path, utf8(before), utf8(after));
  }

  private void assertApplies(String path, byte[] before, byte[] after) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Path patch = folder.resolve("change.patch");
    Files.write(patch, UnifiedDiff.of(path, before, after));
    Files.write(file, before);
    run("git", "apply", "--whitespace=nowarn", patch.toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(after);
    if (Files.isExecutable(Path.of("/usr/bin/patch")) && !path.contains("\n")) {
      Files.write(file, before);
      run("patch", "--binary", "-s", "-p1", "-i", patch.toString());
      assertThat(Files.readAllBytes(file)).isEqualTo(after);
    }
    Files.delete(file);
  }

  private void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder
        .environment()
        .put("GIT_CEILING_DIRECTORIES", folder.resolve("..").normalize().toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
