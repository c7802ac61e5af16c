package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `git apply` makes of every diff, in whichever folder, the bytes that `apply` writes; findings
/// and bytes do not depend on where a run starts or on how many threads it has.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiffStatesTest {
  private static final String CODE =
      """
      import asyncio
      import time


      async def work(n):
          time.sleep(n)  # \u00E9t\u00E9


      async def other():
          asyncio.create_task(work(1))
          return asyncio.run(work(2))


      async def last(): time.sleep(1)
      """;

  private static final List<String> NAMES =
      List.of(
          "with space.py",
          "qu'ote.py",
          "dq\"uote.py",
          "na\u00EFve.py",
          "-dash.py",
          "tab\t.py",
          "new\nline.py",
          "run.py");

  @TempDir Path top;

  @BeforeEach
  void repository() throws Exception {
    Files.createDirectories(top.resolve("sub/deep"));
    write("lf", CODE, "UTF-8");
    write("crlf", CODE.replace("\n", "\r\n"), "UTF-8");
    write("cr", CODE.replace("\n", "\r"), "UTF-8");
    write("mixed", CODE.replace("\n\n", "\r\n\n"), "UTF-8");
    write("open", CODE.stripTrailing(), "UTF-8");
    write("open-crlf", CODE.stripTrailing().replace("\n", "\r\n"), "UTF-8");
    write("mark", "\uFEFF" + CODE, "UTF-8");
    write("latin", "# -*- coding: latin-1 -*-\n" + CODE, "ISO-8859-1");
    write("tabs", CODE.replace("    ", "\t"), "UTF-8");
    write("feed", CODE.replace("\n\n\n", "\n\f\n\n"), "UTF-8");
    for (String name : NAMES) {
      Files.writeString(top.resolve("sub/deep").resolve(name), CODE);
    }
    assertThat(top.resolve("sub/deep/run.py").toFile().setExecutable(true)).isTrue();
    git(top, new byte[0], "init", "-q");
    git(top, new byte[0], "config", "core.autocrlf", "false");
    git(top, new byte[0], "add", "-A");
  }

  @Test
  void gitMakesWhatApplyWrites() throws Exception {
    for (String from : List.of("", "sub", "sub/deep")) {
      Path cwd = top.resolve(from);
      Map<String, String> before = contents();
      byte[] diff = Told.by(cwd, "diff").out().getBytes(StandardCharsets.ISO_8859_1);
      git(cwd, diff, "apply", "--whitespace=nowarn");
      Map<String, String> byGit = contents();
      assertThat(byGit).as(from).isNotEqualTo(before);
      assertThat(top.resolve("sub/deep/run.py")).isExecutable();
      git(top, new byte[0], "checkout", "-q", ".");
      assertThat(Told.by(cwd, "apply").code()).isZero();
      assertThat(contents()).as(from).isEqualTo(byGit);

      Told again = Told.by(cwd, "apply");
      assertThat(again.code()).isZero();
      assertThat(again.out()).isEmpty();
      assertThat(again.err()).endsWith("; no fixes\n");
      assertThat(contents()).as(from).isEqualTo(byGit);
      git(top, new byte[0], "checkout", "-q", ".");
    }
  }

  @Test
  void eachPatchAppliesOnTheOneBefore() throws Exception {
    Told told = Told.by(top.resolve("sub"), "diff", "--unsafe", "--recipe-split", "../p q");
    assertThat(told.code()).isEqualTo(1);
    List<String> patches = told.out().lines().toList();
    assertThat(patches).hasSize(3).first().asString().startsWith("../p q/0001-");
    for (String patch : patches) {
      byte[] diff = Files.readAllBytes(top.resolve("sub").resolve(patch));
      assertThat(new String(diff, StandardCharsets.ISO_8859_1)).startsWith("# line");
      git(top, diff, "apply", "--whitespace=nowarn");
    }
    Map<String, String> byGit = contents();
    git(top, new byte[0], "checkout", "-q", ".");
    assertThat(Told.by(top.resolve("sub"), "apply", "--unsafe").code()).isZero();
    assertThat(contents()).isEqualTo(byGit);
    Told refused = Told.by(top, "diff", "--recipe-split", "sub/lf.py");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).startsWith("loopmend: sub/lf.py: cannot be written: ");
  }

  @Test
  void sayThatGitSkipsWhatLiesOutside() {
    assertThat(Told.by(top.resolve("sub/deep"), "diff", "..").err())
        .contains("git apply skips files outside of the folder it runs in");
  }

  @Test
  void findingsDoNotDependOnTheStart() {
    List<String> whole = Told.by(top, "check", "-q").out().lines().map(String::strip).toList();
    List<String> inside =
        Told.by(top.resolve("sub"), "check", "-q")
            .out()
            .lines()
            .map(line -> line.matches(".*\\.py:\\d+:.*") ? "sub/" + line : line.strip())
            .toList();
    assertThat(inside).isEqualTo(whole);
    List<String> single =
        Told.by(top.resolve("sub/deep"), "check", "-q", "../lf.py")
            .out()
            .lines()
            .map(line -> line.replaceFirst("^\\.\\./", "sub/").strip())
            .toList();
    assertThat(whole).containsSubsequence(single);
  }

  @Test
  void outputsDoNotDependOnThreads() {
    for (String[] command :
        List.of(
            new String[] {"diff"},
            new String[] {"check"},
            new String[] {"check", "--format", "json"})) {
      List<Told> told = new ArrayList<>();
      for (String jobs : List.of("1", "2", "4")) {
        String[] args = Arrays.copyOf(command, command.length + 2);
        args[command.length] = "--jobs";
        args[command.length + 1] = jobs;
        told.add(Told.by(top, args));
      }
      assertThat(told).allMatch(told.getFirst()::equals);
    }
  }

  private void write(String name, String text, String charset) throws IOException {
    Files.write(top.resolve("sub/" + name + ".py"), text.getBytes(Charset.forName(charset)));
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.walk(top.resolve("sub"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static void git(Path cwd, byte[] input, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(args));
    Process git =
        new ProcessBuilder(command).directory(cwd.toFile()).redirectErrorStream(true).start();
    try (var stdin = git.getOutputStream()) {
      stdin.write(input);
    }
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(output).isZero();
  }
}
