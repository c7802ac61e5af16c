package dev.loopmend.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.launcher.Desk.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `loopmend branch` of the built image, in repositories made by the real git.
class BranchIT {
  static final String CODE =
      """
      import asyncio
      import time


      async def work(n):
          time.sleep(n)


      async def other():
          asyncio.create_task(work(1))


      async def last(n):
          print(n)
          return asyncio.run(work(2))
      """;

  private static String appliedTree = "";

  @TempDir Path top;
  private Desk desk;

  @BeforeEach
  void repository() throws Exception {
    desk = Desk.in(top);
    desk.git("init", "-q");
    desk.write("app/work.py", CODE).write("lib/more.py", CODE).write("other.txt", "other\n");
    desk.write(".gitignore", "*.log\n");
    commit("base");
  }

  private void commit(String message) throws Exception {
    desk.git("add", "-A");
    desk.git("commit", "-qm", message);
  }

  /// A state of a repository in which `branch` gives the same result as in a clean one.
  record Situation(String name, Setup setup) {
    interface Setup {
      /// Makes the state; gives the desk to work from.
      Desk in(Desk desk) throws Exception;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Situation> situations() {
    return Stream.of(
        new Situation("clean", desk -> desk),
        new Situation(
            "edited, staged and untracked files",
            desk -> {
              desk.write("app/work.py", "time.sleep(\n").write("lib/more.py", "x = 1\n");
              desk.write("new.py", CODE).write("noise.log", "x");
              desk.git("add", "lib/more.py");
              return desk;
            }),
        new Situation(
            "settings and ignore rules of the work tree and the user only",
            desk ->
                desk.write("../home/.config/git/ignore", "*.py\n")
                    .write("pyproject.toml", "[tool.loopmend]\nselect = [\"unbounded-queue\"]\n")
                    .write("app/loopmend.toml", "nonsense = 1\n")
                    .write(".gitignore", "*.py\n")),
        new Situation("deleted files", BranchIT::withoutFiles),
        new Situation(
            "a held index.lock",
            desk -> desk.write(".git/index.lock", "").write(".git/packed-refs.lock", "")),
        new Situation(
            "a split index",
            desk -> {
              desk.git("config", "core.splitIndex", "true");
              desk.git("update-index", "--split-index");
              desk.write("staged.txt", "x").git("add", "staged.txt");
              return desk;
            }),
        new Situation(
            "packed refs",
            desk -> {
              desk.git("tag", "one");
              desk.git("pack-refs", "--all");
              desk.git("gc", "-q");
              return desk;
            }),
        new Situation(
            "a detached HEAD",
            desk -> {
              desk.git("checkout", "-q", "--detach");
              return desk;
            }),
        new Situation(
            "a sparse checkout with a sparse index",
            desk -> {
              desk.git("sparse-checkout", "set", "--cone", "--sparse-index", "lib");
              return desk;
            }),
        new Situation(
            "a linked worktree",
            desk -> {
              desk.git("worktree", "add", "-q", "../linked");
              return desk.at("../linked");
            }),
        new Situation(
            "a bare repository",
            desk -> {
              desk.git("clone", "-q", "--bare", ".", "../bare.git");
              return desk.at("../bare.git");
            }),
        new Situation(
            "a shallow clone",
            desk -> {
              desk.git("clone", "-q", "--depth", "1", "file://" + desk.folder(), "../shallow");
              return desk.at("../shallow");
            }));
  }

  private static Desk withoutFiles(Desk desk) throws IOException {
    Files.delete(desk.folder().resolve("app/work.py"));
    Files.delete(desk.folder().resolve("lib/more.py"));
    return desk;
  }

  @ParameterizedTest
  @MethodSource("situations")
  void onlyTheBaseCommitCounts(Situation situation) throws Exception {
    Desk here = situation.setup().in(desk);
    boolean bare = here.git("rev-parse", "--is-bare-repository").equals("true");
    Map<String, String> before = here.contents();
    byte[] index = bare ? new byte[0] : index(here);
    String head = here.git("rev-parse", "HEAD");

    Said said = here.loopmend("branch", "--unsafe", "--name", "fixed");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("fire-and-forget-task: 2 fixes in 2 files"));
    assertThat(said.err())
        .contains("6 fixes committed in 2 files")
        .contains("the branch fixed has 3 commits on top of " + head.substring(0, 10));
    if (!bare) {
      assertThat(here.contents()).isEqualTo(before);
      assertThat(index(here)).isEqualTo(index);
    }
    assertThat(here.git("rev-parse", "HEAD")).isEqualTo(head);
    Files.deleteIfExists(desk.folder().resolve(".git/index.lock"));
    // The tree is the same in every situation: what apply writes to a clean work tree.
    assertThat(here.git("rev-parse", "fixed^{tree}")).isEqualTo(applied());
    assertThat(here.git("diff", "--name-only", "fixed~3", "fixed"))
        .isEqualTo("app/work.py\nlib/more.py");
    here.git("fsck", "--strict");
  }

  private static byte[] index(Desk here) throws Exception {
    return Files.readAllBytes(here.folder().resolve(here.git("rev-parse", "--git-path", "index")));
  }

  /// The tree that `apply` makes of the base commit, which is the same in all tests.
  private String applied() throws Exception {
    if (appliedTree.isEmpty()) {
      desk.git("clone", "-q", "--no-local", ".", "../clone");
      Desk clone = desk.at("../clone");
      assertThat(clone.loopmend("apply", "--unsafe", "--no-ignore").code()).isZero();
      clone.git("add", "-A");
      appliedTree = clone.git("write-tree");
    }
    return appliedTree;
  }

  @Test
  void eachCommitStandsOnItsOwn() throws Exception {
    assertThat(desk.loopmend("branch", "--unsafe", "--name", "fixed", "--checkout").code())
        .isZero();
    assertThat(desk.git("symbolic-ref", "--short", "HEAD")).isEqualTo("fixed");
    assertThat(desk.git("status", "--porcelain")).isEmpty();
    assertThat(desk.git("log", "-1", "--format=%an <%ae> %cn <%ce>"))
        .isEqualTo("Jo Doe <jo@example.org> Jo Doe <jo@example.org>");
    String message = desk.git("log", "--format=%B", "--grep=fire-and-forget", "main..fixed");
    assertThat(message)
        .startsWith("Hold the background task and log its exception\n\nThe loop holds")
        .contains("\n\n2 findings in 2 files fixed; none is left.\n\n");
    assertThat(desk.git("log", "--format=%(trailers:key=Loopmend-Recipe,valueonly)", "main.."))
        .contains("nested-asyncio-run", "fire-and-forget-task", "blocking-call-in-coroutine");
    List<String> commits = desk.git("rev-list", "--reverse", "main..fixed").lines().toList();
    for (String commit : commits) {
      desk.git("checkout", "-q", commit);
      Said python =
          desk.run("", Map.of(), List.of("python3", "-m", "compileall", "-q", "app", "lib"));
      assertThat(python.code()).as(python.out()).isZero();
      desk.git("clean", "-fdxq");
      desk.git("checkout", "-q", "fixed");
    }
    for (String commit : commits) {
      desk.git("revert", "--no-edit", commit);
      desk.git("reset", "-q", "--hard", commits.getLast());
    }
    Said again = desk.loopmend("branch", "--unsafe", "--name", "again");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).isEmpty();
    assertThat(again.err()).contains("no fixes");
    assertThat(desk.git("branch", "--list", "again")).isEmpty();
  }

  @Test
  void theDemoGivesACommitForEachRecipeThatMendsIt() throws Exception {
    Desk demo = desk.at("../demo");
    Path source = Path.of("fixtures/demo").toAbsolutePath();
    assertThat(desk.run("", Map.of(), List.of("cp", "-r", source + "/.", "../demo")).code())
        .isZero();
    demo.git("init", "-q");
    demo.git("add", "-A");
    demo.git("commit", "-qm", "base");
    assertThat(demo.loopmend("branch", "--unsafe", "--name", "fixed").code()).isZero();
    List<String> recipes =
        demo.git("log", "--format=%(trailers:key=Loopmend-Recipe,valueonly)", "main..fixed")
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    assertThat(recipes).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
    assertThat(demo.loopmend("diff", "--unsafe", "-q").code()).isEqualTo(1);
    demo.git("checkout", "-q", "fixed");
    Said rest = demo.loopmend("diff", "--unsafe");
    assertThat(rest.code()).as(rest.out()).isZero();
  }

  @Test
  void aBranchThatExistsIsRefused() throws Exception {
    desk.git("branch", "fixed");
    Said said = desk.loopmend("branch", "--name", "fixed");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err())
        .isEqualTo("loopmend: refused: the branch fixed exists; give another --name\n");
    assertThat(desk.git("rev-parse", "fixed")).isEqualTo(desk.git("rev-parse", "main"));
    assertThat(desk.loopmend("branch", "--name", "fixed/more").err())
        .isEqualTo(
            "loopmend: refused: the branch fixed is in the way of fixed/more; give another"
                + " --name\n");
    assertThat(desk.loopmend("branch", "--name", "a..b").code()).isEqualTo(2);
    assertThat(desk.loopmend("branch", "--base", "nope").err())
        .isEqualTo("loopmend: --base: there is no commit \"nope\"\n");
    assertThat(desk.loopmend("branch", "--base", "nope").code()).isEqualTo(2);
  }

  @Test
  void theBaseMayBeAnyCommitAndThePathsAnyPart() throws Exception {
    desk.git("tag", "-a", "-m", "one", "one");
    desk.write("app/work.py", "x = 1\n");
    commit("later");
    Said said = desk.at("lib").loopmend("branch", "--base", "one", "--name", "fixed");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(desk.git("diff", "--name-only", "one", "fixed")).isEqualTo("lib/more.py");
    assertThat(desk.git("merge-base", "one", "fixed"))
        .isEqualTo(desk.git("rev-parse", "one^{commit}"));
    String absolute = desk.folder().resolve("app/work.py").toString();
    Said file = desk.at("lib").loopmend("branch", absolute, "--base", "one", "--name", "file");
    assertThat(file.code()).as(file.err()).isZero();
    assertThat(desk.git("diff", "--name-only", "one", "file")).isEqualTo("app/work.py");
    Said none = desk.loopmend("branch", "app/work.py", "--name", "none");
    assertThat(none.code()).as(none.err()).isZero();
    assertThat(desk.git("branch", "--list", "none")).isEmpty();
  }

  @Test
  void aDryRunPrintsTheCommitsAndWritesNothing() throws Exception {
    String objects = desk.git("count-objects");
    Said said = desk.loopmend("branch", "--dry-run", "--unsafe");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .startsWith("commit 1 of 3\n\n    ")
        .contains("\n    Loopmend-Recipe: nested-asyncio-run\n")
        .contains("\ndiff --git a/lib/more.py b/lib/more.py\n");
    assertThat(desk.git("count-objects")).isEqualTo(objects);
    assertThat(desk.git("branch", "--list")).isEqualTo("* main");
  }

  @Test
  void verifyLeavesOutWhatFails() throws Exception {
    desk.write("app/work.py", "dirty\n");
    String test = "! grep -rq 'await asyncio.sleep' app && git rev-parse HEAD && test -f other.txt";
    Said said = desk.loopmend("branch", "--unsafe", "--name", "fixed", "--verify", test);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err())
        .contains("blocking-call-in-coroutine is left out: the command of --verify fails");
    assertThat(desk.git("log", "--format=%s", "main..fixed").lines()).hasSize(2);
    assertThat(desk.git("worktree", "list").lines()).hasSize(1);
    desk.git("fsck", "--strict");
    Said hopeless = desk.loopmend("branch", "--name", "x", "--verify", "echo why; exit 7");
    assertThat(hopeless.code()).isEqualTo(4);
    assertThat(hopeless.err())
        .contains("  why\n")
        .contains("fails on the base commit already (exit code 7)");
    assertThat(desk.git("branch", "--list", "x")).isEmpty();
  }

  @Test
  void whatCannotWorkIsRefusedInOneLine() throws Exception {
    Desk nowhere = desk.at("../nowhere");
    nowhere.write("a.py", CODE);
    refused(nowhere, "there is no git repository here; loopmend apply changes files without one");
    nowhere.git("init", "-q");
    refused(nowhere, "the repository has no commit yet; make the first one");
    Desk sha256 = desk.at("../sha256");
    sha256.write("a.py", CODE).git("init", "-q", "--object-format=sha256");
    sha256.git("add", "-A");
    sha256.git("commit", "-qm", "one");
    refused(
        sha256,
        "the repository uses SHA256 object ids, which loopmend branch cannot write; loopmend diff"
            + " and apply work");
    Desk bare = desk.at("../bare.git");
    desk.git("clone", "-q", "--bare", ".", "../bare.git");
    assertThat(bare.loopmend("branch", "--checkout").code()).isEqualTo(4);
  }

  private static void refused(Desk here, String why) throws Exception {
    Said said = here.loopmend("branch");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).isEqualTo("loopmend: refused: " + why + "\n");
    assertThat(said.out()).isEmpty();
  }
}
