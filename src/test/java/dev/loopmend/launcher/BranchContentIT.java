package dev.loopmend.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.launcher.Desk.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `loopmend branch` of the built image makes of unusual content, and in whose name.
class BranchContentIT {
  private static final String SLEEP = "import time\nasync def f():\n    time.sleep(1)  # été\n";
  private static final String FIXED =
      "import asyncio\nimport time\nasync def f():\n    await asyncio.sleep(1)  # été\n";

  @TempDir Path top;
  private Desk desk;

  @BeforeEach
  void repository() throws Exception {
    desk = Desk.in(top);
    desk.git("init", "-q");
  }

  private Said branch(String... more) throws Exception {
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base", "--no-gpg-sign");
    String[] arguments = new String[more.length + 3];
    System.arraycopy(new String[] {"branch", "--name", "fixed"}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    Said said = desk.loopmend(arguments);
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  private String blob(String name) throws Exception {
    return desk.git("show", "fixed:" + name) + "\n";
  }

  /// The import of `time` stays where its removal is nobody's task.
  private static String fixed(String text) {
    return text.contains("import time\n") ? FIXED : FIXED.replace("import time\n", "");
  }

  @Test
  void attributesOfTheCommitAreHonoured() throws Exception {
    desk.write(
        ".gitattributes",
        "crlf.py text eol=crlf\nlatin.py text working-tree-encoding=ISO-8859-1\n"
            + "*.secret.py filter=crypt\n");
    desk.write("crlf.py", SLEEP.replace("\n", "\r\n"));
    String latin = "# coding: latin-1\n" + SLEEP;
    Files.write(desk.folder().resolve("latin.py"), latin.getBytes(ISO_8859_1));
    desk.write("my.secret.py", SLEEP);
    desk.write(
        "big.py",
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n# time.sleep\n");

    Said said = branch();

    assertThat(said.err())
        .contains("my.secret.py: skipped: the filter crypt makes something else of it")
        .contains("big.py: skipped: it is a Git LFS pointer, its content is not in the commit");
    assertThat(blob("crlf.py")).isEqualTo(fixed(blob("crlf.py")));
    assertThat(blob("latin.py")).isEqualTo("# coding: latin-1\n" + fixed(blob("latin.py")));
    assertThat(desk.git("diff", "--name-only", "main", "fixed")).isEqualTo("crlf.py\nlatin.py");
    desk.git("checkout", "-q", "fixed");
    assertThat(desk.git("status", "--porcelain")).isEmpty();
    assertThat(desk.read("crlf.py").replace("\r\n", "")).doesNotContain("\n");
    assertThat(desk.read("latin.py")).contains("await asyncio.sleep(1)  # été\n");
    desk.git("fsck", "--strict");
  }

  @Test
  void modesLinksAndNamesStay() throws Exception {
    desk.write("real/run me.py", SLEEP).write("na\u00EFve \"x\".py", SLEEP);
    assertThat(desk.folder().resolve("real/run me.py").toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(desk.folder().resolve("link.py"), Path.of("real/run me.py"));
    Files.createSymbolicLink(desk.folder().resolve("gone.py"), Path.of("nowhere.py"));
    Files.createSymbolicLink(desk.folder().resolve("folder"), Path.of("real"));

    Said said = branch();

    assertThat(said.err()).contains("gone.py: skipped: it is a link to a file that does not exist");
    assertThat(desk.git("-c", "core.quotePath=false", "diff", "--raw", "main", "fixed").lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith(":100755 100755"));
    assertThat(blob("real/run me.py")).isEqualTo(fixed(blob("real/run me.py")));
    desk.git("fsck", "--strict");
  }

  @Test
  void aLinkToAFileOutsideOfThePathsIsFollowed() throws Exception {
    desk.write("real/run.py", SLEEP).write("here/x.txt", "");
    Files.createSymbolicLink(desk.folder().resolve("here/link.py"), Path.of("../real/run.py"));
    branch("here");
    assertThat(desk.git("diff", "--name-only", "main", "fixed")).isEqualTo("real/run.py");
  }

  @Test
  void submodulesAreLeftAlone() throws Exception {
    Desk inner = desk.at("../inner");
    inner.write("inner.py", SLEEP).git("init", "-q");
    inner.git("add", "-A");
    inner.git("commit", "-qm", "inner");
    desk.git("submodule", "--quiet", "add", "../inner", "sub");
    desk.write("outer.py", SLEEP);
    branch();
    assertThat(desk.git("diff", "--name-only", "main", "fixed")).isEqualTo("outer.py");
    assertThat(desk.git("ls-tree", "fixed", "sub")).isEqualTo(desk.git("ls-tree", "main", "sub"));
    Said within = desk.at("sub").loopmend("branch", "--name", "fixed");
    assertThat(within.code()).as(within.err()).isZero();
    assertThat(desk.at("sub").git("diff", "--name-only", "HEAD", "fixed")).isEqualTo("inner.py");
  }

  @Test
  void settingsAndRecipesAreThoseOfTheCommit() throws Exception {
    desk.write("pyproject.toml", "[tool.loopmend]\nexclude = [\"old/\"]\nrecipes = [\"rules\"]\n");
    desk.write("old/a.py", SLEEP).write("new/a.py", SLEEP + "import os\nos.getcwd()\n");
    desk.write("ignored/a.py", SLEEP).write("rules/own.md", OWN);
    desk.git("add", "-A");
    desk.git("commit", "-qm", "first");
    desk.write(".gitignore", "ignored/\n");
    branch();
    assertThat(desk.git("diff", "--name-only", "main", "fixed")).isEqualTo("new/a.py");
    assertThat(blob("new/a.py")).contains("os.getcwdb()");
    Files.delete(desk.folder().resolve("rules/own.md"));
    Files.delete(desk.folder().resolve("pyproject.toml"));
    Said again = desk.loopmend("branch", "--name", "again");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(desk.git("rev-parse", "again^{tree}"))
        .isEqualTo(desk.git("rev-parse", "fixed^{tree}"));
  }

  private static final String OWN =
      """
      ---
      title: Ask for bytes
      severity: info
      safety: safe
      ---
      It is better.
      ## Match
      ```python pattern
      os.getcwd()
      ```
      ## Rewrite
      ```python rewrite
      os.getcwdb()
      ```
      ## Example: one
      ```python before
      import os
      os.getcwd()
      ```
      ```python after
      import os
      os.getcwdb()
      ```
      """;

  @Test
  void theAuthorIsWhomGitNames() throws Exception {
    Path work = desk.home().resolve("work.gitconfig");
    Files.writeString(work, "[user]\n  name = Jo at Work\n  email = jo@work.example\n");
    Files.writeString(
        desk.home().resolve(".gitconfig"),
        "[user]\n  name = Jo\n  email = jo@home.example\n[init]\n  defaultBranch = main\n"
            + "[includeIf \"gitdir:"
            + desk.folder()
            + "/\"]\n  path = "
            + work
            + "\n");
    desk.write("a.py", SLEEP);
    branch();
    assertThat(desk.git("log", "-1", "--format=%an <%ae>", "fixed"))
        .isEqualTo("Jo at Work <jo@work.example>");
    Said hook =
        desk.run(
            "",
            Map.of("GIT_AUTHOR_NAME", "Ann", "GIT_COMMITTER_EMAIL", "ci@example.org"),
            Desk.image("branch", "--name", "ci"));
    assertThat(hook.code()).as(hook.err()).isZero();
    assertThat(desk.git("log", "-1", "--format=%an <%ae> %cn <%ce>", "ci"))
        .isEqualTo("Ann <jo@work.example> Jo at Work <ci@example.org>");
    // Without the git program, what only it can read is no reason to guess.
    Said blind = desk.run("", Map.of("PATH", noGit()), Desk.image("branch", "--name", "blind"));
    assertThat(blind.code()).isEqualTo(4);
    assertThat(blind.err()).contains("includeIf, which only the git program reads");
  }

  /// A PATH without the git program.
  private String noGit() throws Exception {
    return Files.createDirectories(top.resolve("bin")).toString();
  }

  @Test
  void anUnknownAuthorIsRefused() throws Exception {
    desk.write("a.py", SLEEP);
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base");
    Files.writeString(desk.home().resolve(".gitconfig"), "[user]\n  useConfigOnly = true\n");
    Said said = desk.loopmend("branch", "--name", "fixed");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).contains("who writes the commits is unknown; set it with git config");
    Files.writeString(desk.home().resolve(".gitconfig"), "");
    assertThat(desk.run("", Map.of("PATH", noGit()), Desk.image("branch")).code()).isEqualTo(4);
    assertThat(desk.git("branch", "--list").lines()).hasSize(1);
  }

  @Test
  void commitsThatMustBeSignedNeedAWord() throws Exception {
    desk.git("config", "commit.gpgsign", "true");
    desk.write("a.py", SLEEP);
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base", "--no-gpg-sign");
    Said said = desk.loopmend("branch", "--name", "fixed");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).hasLineCount(1).contains("Loopmend cannot sign; give --no-sign");
    assertThat(desk.git("branch", "--list", "fixed")).isEmpty();
    assertThat(desk.loopmend("branch", "--name", "fixed", "--no-sign").code()).isZero();
  }
}
