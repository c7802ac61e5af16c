package dev.loopmend.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files are found agrees with what git does not ignore, over random folders and rules.
/// `-Dignore.seed=N` repeats a run.
class GitIgnoreTest {
  private static final int ROUNDS = 40;
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "lib", "x y", "#c", "!d", "e[1]");
  private static final List<String> FILES =
      List.of("a.py", "b.py", "ab.py", "#c.py", "!d.py", "e[1].py", "x y.py", ".h.py");
  private static final List<String> PATTERNS =
      List.of(
          "*.py",
          "!*.py",
          "a.py",
          "/a.py",
          "!/a.py",
          "!a.py",
          "a",
          "a/",
          "/a/",
          "!a/",
          "lib/*",
          "!lib/a.py",
          "**/b",
          "b/**",
          "a/**/b.py",
          "**/ab.py",
          "?b.py",
          "[ab].py",
          "[!a].py",
          "\\#c.py",
          "\\!d.py",
          "#c.py",
          "e\\[1].py",
          "x y/",
          "x\\ y.py",
          "*b*",
          "a.py  ",
          "/*/a.py",
          "!/lib",
          "/*",
          "!/a",
          "lib/**/",
          ".*",
          "",
          "  ",
          "a//b.py",
          "*/",
          "!*/");

  @TempDir Path top;

  @Test
  void findsWhatGitDoesNotIgnore() throws Exception {
    long seed = Long.getLong("ignore.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Path repository = Files.createDirectories(top.resolve("r" + round));
      fill(repository, random, 3);
      git(repository, "init", "-q");
      if (random.nextBoolean()) {
        Files.writeString(repository.resolve(".git/info/exclude"), rules(random));
      }
      Set<String> expected = new TreeSet<>();
      for (String name :
          git(repository, "ls-files", "-o", "--exclude-standard", "-z").split("\0", -1)) {
        if (name.endsWith(".py")) {
          expected.add(name);
        }
      }
      assertThat(found(repository)).as("seed %d, round %d", seed, round).isEqualTo(expected);
    }
  }

  private static Set<String> found(Path repository) {
    Request request = new Request(repository, List.of("."), List.of(), false, true);
    return switch (Workspace.discover(request)) {
      case Workspace.Discovery.Found(Workspace workspace) ->
          new TreeSet<>(workspace.files().keySet());
      case Workspace.Discovery.Refused(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static void fill(Path folder, Random random, int depth) throws IOException {
    for (String file : FILES) {
      if (random.nextInt(3) > 0) {
        Files.writeString(folder.resolve(file), "");
      }
    }
    if (random.nextInt(3) > 0) {
      Files.writeString(folder.resolve(".gitignore"), rules(random));
    }
    for (String name : NAMES) {
      if (depth > 0 && random.nextInt(3) == 0) {
        fill(Files.createDirectories(folder.resolve(name)), random, depth - 1);
      }
    }
  }

  private static String rules(Random random) {
    StringBuilder rules = new StringBuilder();
    for (int line = random.nextInt(5); line >= 0; line--) {
      rules.append(PATTERNS.get(random.nextInt(PATTERNS.size()))).append('\n');
    }
    return rules.toString();
  }

  private static String git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-c", "core.excludesFile=/dev/null"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(folder.toFile()).start();
    String out = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).isZero();
    return out;
  }
}
