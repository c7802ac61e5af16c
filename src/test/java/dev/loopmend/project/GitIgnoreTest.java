package dev.loopmend.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.chance.Chance;
import dev.loopmend.git.UsersIgnores;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files are found agrees with what git does not ignore, over random folders and rules.
/// `-Dseed=N` makes other ones.
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
    long seed = Chance.seed();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Path repository = Files.createDirectories(top.resolve("r" + round));
      Path home = Files.createDirectories(top.resolve("home" + round));
      fill(repository, random, 3);
      Map<String, String> environment = new HashMap<>(environment(home));
      git(environment, repository, "init", "-q");
      if (random.nextBoolean()) {
        Files.writeString(repository.resolve(".git/info/exclude"), rules(random));
      }
      Own own = Own.values()[random.nextInt(Own.values().length)];
      own.make(repository, home, environment, rules(random));
      assertThat(found(repository, environment))
          .as("seed %d, round %d, %s", seed, round, own)
          .isEqualTo(notIgnored(repository, environment));
    }
  }

  /// Where users have rules of their own.
  private enum Own {
    NOWHERE,
    AT_HOME,
    IN_THE_FOLDER_OF_SETTINGS,
    IN_THE_SETTINGS,
    INCLUDED,
    OF_THE_REPOSITORY,
    IN_VARIABLES,
    OFF;

    void make(Path repository, Path home, Map<String, String> environment, String rules)
        throws Exception {
      Path file = home.resolve("my rules");
      String setting = "[core]\n  excludesFile = ~/my rules\n";
      switch (this) {
        case NOWHERE -> {}
        case AT_HOME -> file = home.resolve(".config/git/ignore");
        case IN_THE_FOLDER_OF_SETTINGS -> {
          file = home.resolve("xdg/git/ignore");
          environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
        }
        case IN_THE_SETTINGS -> Files.writeString(home.resolve(".gitconfig"), setting);
        case INCLUDED -> {
          Files.writeString(home.resolve("more"), setting);
          Files.writeString(
              home.resolve(".gitconfig"),
              "[IncludeIf \"gitdir:" + repository + "/\"]\n  path = more\n");
        }
        case OF_THE_REPOSITORY -> {
          Files.createDirectories(home.resolve(".config/git"));
          Files.writeString(home.resolve(".config/git/ignore"), "*\n");
          git(environment, repository, "config", "core.excludesFile", file.toString());
        }
        case IN_VARIABLES -> {
          environment.put("GIT_CONFIG_COUNT", "1");
          environment.put("GIT_CONFIG_KEY_0", "core.excludesfile");
          environment.put("GIT_CONFIG_VALUE_0", file.toString());
        }
        case OFF -> {
          Files.createDirectories(home.resolve(".config/git"));
          Files.writeString(home.resolve(".config/git/ignore"), "*\n");
          Files.writeString(home.resolve(".gitconfig"), "[core]\nexcludesfile =\n");
        }
      }
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, rules);
    }
  }

  @Test
  void workTreesShareTheRulesOfTheirRepository() throws Exception {
    Map<String, String> environment = environment(top);
    Path main = Files.createDirectories(top.resolve("main"));
    git(environment, main, "init", "-q");
    String[] empty = {
      "-c", "user.name=x", "-c", "user.email=x@x", "commit", "--allow-empty", "-qm", "x"
    };
    git(environment, main, empty);
    git(environment, main, "worktree", "add", "-q", "../linked");
    Files.writeString(main.resolve(".git/info/exclude"), "a.py\n");
    for (String name : List.of("a.py", "b.py")) {
      Files.writeString(main.resolve("../linked/" + name), "");
    }
    Path linked = top.resolve("linked");
    assertThat(found(linked, environment))
        .containsExactly("b.py")
        .isEqualTo(notIgnored(linked, environment));
  }

  private static Map<String, String> environment(Path home) {
    return Map.of("HOME", home.toString(), "GIT_CONFIG_NOSYSTEM", "1");
  }

  private static Set<String> found(Path repository, Map<String, String> environment) {
    IgnoreFiles ignoreFiles = new UsersIgnores(environment)::of;
    Request request =
        new Request(repository, List.of("."), List.of(), false, Optional.of(ignoreFiles));
    return switch (Workspace.discover(request)) {
      case Workspace.Discovery.Found(Workspace workspace) ->
          new TreeSet<>(workspace.files().keySet());
      case Workspace.Discovery.Refused(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  /// The Python files of a folder without those that `git check-ignore` names.
  private static Set<String> notIgnored(Path repository, Map<String, String> environment)
      throws Exception {
    Set<String> files = new TreeSet<>();
    try (var all = Files.walk(repository)) {
      all.map(file -> repository.relativize(file).toString())
          .filter(name -> name.endsWith(".py"))
          .forEach(files::add);
    }
    Process git = started(environment, repository, "check-ignore", "-z", "--stdin");
    try (OutputStream in = git.getOutputStream()) {
      in.write(String.join("\0", files).getBytes(UTF_8));
    }
    String ignored = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).isLessThan(2);
    files.removeAll(List.of(ignored.split("\0", -1)));
    return files;
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

  private static void git(Map<String, String> environment, Path folder, String... arguments)
      throws Exception {
    Process git = started(environment, folder, arguments);
    git.getInputStream().readAllBytes();
    assertThat(git.waitFor()).isZero();
  }

  private static Process started(Map<String, String> environment, Path folder, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(it -> it.startsWith("GIT_") || it.startsWith("XDG_"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
