package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole tool on the standard library of the `python3` on the path, which was not written for
/// it: the diff is taken by git and gives what `apply` writes, the result compiles, and a second
/// run changes nothing. `-Dlibrary=FOLDER` takes another folder.
class LibraryTest {
  @TempDir Path folder;
  private String out = "";
  private String err = "";

  @Test
  void theStandardLibraryIsMendedOnceAndWell() throws IOException, InterruptedException {
    Path library = library();
    Path applied = copy(library, folder.resolve("applied"));
    Path patched = copy(library, folder.resolve("patched"));

    assertThat(run(applied, "diff", "--unsafe")).as(err).isEqualTo(1);
    assertThat(err).doesNotContain("fault of Loopmend");
    Path patch = Files.writeString(folder.resolve("patch"), out, StandardCharsets.ISO_8859_1);
    assertThat(run(applied, "apply", "--unsafe")).as(err).isEqualTo(0);

    assertThat(process(patched, "git", "apply", patch.toString())).isEmpty();
    Map<String, String> expected = contents(patched);
    assertThat(contents(applied)).isEqualTo(expected);
    assertThat(expected).isNotEqualTo(contents(copy(library, folder.resolve("untouched"))));
    assertThat(process(applied, "python3", "-W", "ignore", "-m", "compileall", "-q", "."))
        .isEmpty();

    assertThat(run(applied, "diff", "--unsafe")).isEqualTo(0);
    assertThat(out).isEmpty();
  }

  static Path library() throws IOException, InterruptedException {
    String chosen = System.getProperty("library", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen);
    }
    String found;
    try {
      found =
          process(
              Path.of("."),
              "python3",
              "-c",
              "import sysconfig; print(sysconfig.get_path('stdlib'))");
    } catch (IOException e) {
      found = "";
    }
    boolean required = "true".equals(System.getenv("CI"));
    assumeThat(required || !found.isBlank()).as("a python3 on the path").isTrue();
    assertThat(found).isNotBlank();
    return Path.of(found.strip());
  }

  /// Copies the files of the library and of the demo that speak of coroutines; a library without
  /// its tests may hold no fault.
  private static Path copy(Path library, Path target) throws IOException {
    copyFrom(library, target);
    copyFrom(Path.of("fixtures/demo"), target.resolve("demo"));
    return target;
  }

  private static void copyFrom(Path library, Path target) throws IOException {
    try (Stream<Path> walk = Files.walk(library)) {
      for (Path file : walk.filter(LibraryTest::counts).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("async def")) {
          Path copy = target.resolve(library.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.write(copy, bytes);
        }
      }
    }
  }

  private static boolean counts(Path file) {
    String path = file.toString();
    return path.endsWith(".py")
        && !path.contains("site-packages")
        && !path.contains("dist-packages")
        && !path.contains("lib2to3")
        && !path.contains("bad");
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(one -> one.toString().endsWith(".py")).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private int run(Path cwd, String... args) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Map<String, String> environment = Map.of("XDG_STATE_HOME", folder + "/state");
    int exit =
        Main.run(args, new ByteArrayInputStream(new byte[0]), output, errors, cwd, environment);
    out = output.toString(StandardCharsets.ISO_8859_1);
    err = errors.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private static String process(Path cwd, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process =
        new ProcessBuilder(words).directory(cwd.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
