package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fix may need a module that is not there: it is shown, made, committed and taken back like any
/// change, and nothing that stands in its place is ever touched.
class NewFilesTest {
  private static final String MODULE = "fire-and-forget-task.helper-module";
  private static final String START =
      """
      import asyncio


      async def start(work):
          asyncio.create_task(work())
      """;

  @TempDir Path top;

  @BeforeEach
  void project() throws IOException {
    write("pyproject.toml", "[project]\nname = 'shop'\n");
    write("shop/__init__.py", "");
    write("shop/orders.py", START);
    write("shop/web/__init__.py", "");
    write("shop/web/views.py", START);
  }

  private void write(String name, String text) throws IOException {
    Path file = top.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String text(String name) throws IOException {
    return Files.readString(top.resolve(name));
  }

  private Told told(String command, String module, String... more) {
    String[] arguments = new String[more.length + 5];
    arguments[0] = command;
    arguments[1] = "--select";
    arguments[2] = "fire-and-forget-task";
    arguments[3] = "--set";
    arguments[4] = MODULE + "=" + module;
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Told.by(top, arguments);
  }

  @Test
  void aDiffShowsTheFileAsNew() {
    assertThat(told("diff", "shop.tasks", ".").out())
        .contains(
            "diff --git a/shop/tasks.py b/shop/tasks.py\nnew file mode 100644\n--- /dev/null\n"
                + "+++ b/shop/tasks.py\n@@ -0,0 +1,19 @@\n+import asyncio\n+import logging\n+\n")
        .contains("+from shop.tasks import _track_task\n");
    assertThat(told("diff", "shop.tasks", "shop/web/views.py").out())
        .contains("+++ b/shop/tasks.py")
        .doesNotContain("shop/orders.py");
    assertThat(told("check", "shop.tasks", "--format=html", ".").out()).contains("shop/tasks.py");
    assertThat(told("check", "shop.tasks", "--format=sarif", ".").out())
        .contains("\"uri\" : \"shop/tasks.py\"");
    assertThat(top.resolve("shop/tasks.py")).doesNotExist();
  }

  @Test
  void allFilesUseOneHelperAndALaterRunToo() throws IOException {
    Told first = told("apply", "shop.tasks", "shop/orders.py");
    assertThat(first.code()).isZero();
    assertThat(first.out()).isEqualTo("shop/orders.py\nshop/tasks.py\n");
    assertThat(first.err()).contains("needed elsewhere: shop/tasks.py, which is new");
    String helper = text("shop/tasks.py");
    assertThat(told("apply", "shop.tasks", ".").out()).isEqualTo("shop/web/views.py\n");
    assertThat(text("shop/tasks.py")).isEqualTo(helper);
    assertThat(text("shop/web/views.py")).contains("from shop.tasks import _track_task\n");
    assertThat(told("diff", "shop.tasks", ".").out()).isEmpty();
  }

  @Test
  void undoTakesTheFileAwayUnlessItWasEdited() throws IOException {
    told("apply", "shop.tasks", ".");
    assertThat(Told.by(top, "undo").code()).isZero();
    assertThat(top.resolve("shop/tasks.py")).doesNotExist();
    assertThat(text("shop/orders.py")).isEqualTo(START);
    told("apply", "shop.tasks", ".");
    write("shop/tasks.py", text("shop/tasks.py") + "MORE = 1\n");
    assertThat(Told.by(top, "undo").code()).isNotZero();
    assertThat(text("shop/tasks.py")).endsWith("MORE = 1\n");
    assertThat(text("shop/orders.py")).isEqualTo(START);
  }

  @Test
  void aBranchHasTheFileInItsCommit() throws IOException, GitAPIException {
    try (Git git = Git.init().setDirectory(top.toFile()).call()) {
      git.getRepository().getConfig().setString("user", null, "name", "A");
      git.getRepository().getConfig().setString("user", null, "email", "a@example.org");
      git.getRepository().getConfig().save();
      git.add().addFilepattern(".").call();
      git.commit().setMessage("all").setSign(false).call();
      Told told = told("branch", "shop.tasks", "--name", "fixes", ".");
      assertThat(told.code()).as(told.err()).isZero();
      var commit = git.getRepository().parseCommit(git.getRepository().resolve("fixes"));
      try (TreeWalk walk =
          TreeWalk.forPath(git.getRepository(), "shop/tasks.py", commit.getTree())) {
        assertThat(walk.getFileMode(0)).isEqualTo(FileMode.REGULAR_FILE);
        byte[] blob = git.getRepository().open(walk.getObjectId(0)).getBytes();
        assertThat(new String(blob, StandardCharsets.UTF_8)).startsWith("import asyncio\n");
      }
      assertThat(top.resolve("shop/tasks.py")).doesNotExist();
    }
  }

  @Test
  void linesEndAsThoseOfThePackage() throws IOException {
    write("shop/__init__.py", "\"\"\"Shop.\"\"\"\r\n");
    told("apply", "shop.tasks", ".");
    assertThat(text("shop/tasks.py")).startsWith("import asyncio\r\nimport logging\r\n\r\n");
    assertThat(text("shop/tasks.py").replace("\r\n", "")).doesNotContain("\n", "\r");
  }

  @Test
  void nothingThatStandsInItsPlaceIsTouched() throws IOException {
    write("shop/tasks.py", "X = 1\n");
    assertThat(told("apply", "shop.tasks", ".").err())
        .contains("shop/tasks.py is there, and does not define _background_tasks, _track_task");
    assertThat(text("shop/tasks.py")).isEqualTo("X = 1\n");
    assertThat(told("check", "shop.tasks", "--exclude=tasks.py", ".").out())
        .doesNotContain("safe fix");
    Files.delete(top.resolve("shop/tasks.py"));
    write("shop/tasks.cpython-311-x86_64-linux-gnu.so", "");
    assertThat(told("check", "shop.tasks", ".").out())
        .contains("tasks.cpython-311-x86_64-linux-gnu.so is there, and no file of this run");
    Files.createSymbolicLink(top.resolve("shop/later.py"), top.resolve("nowhere.py"));
    assertThat(told("check", "shop.later", ".").out()).contains("shop/later.py is there");
    assertThat(told("apply", "shop.later", ".").out()).isEmpty();
    assertThat(top.resolve("nowhere.py")).doesNotExist();
  }

  @Test
  void aModuleThatNoFileCouldImportIsNotMade() throws IOException {
    for (String name :
        new String[] {"queue", "asyncio.more", "other.tasks", "shop.deep.er.tasks"}) {
      assertThat(told("check", name, ".").out())
          .contains("the module " + name + " cannot be made: no folder of the project")
          .doesNotContain("safe fix");
    }
    write("tools/run.py", START);
    assertThat(told("check", "shop.tasks", "tools").out())
        .contains("tools/run.py imports nothing of shop, so it may not find shop.tasks");
    write("tools/run.py", "import shop\n" + START);
    assertThat(told("check", "shop.tasks", "tools").out()).contains("safe fix");
  }

  @Test
  void anImportThatCouldGoRoundInACircleIsNotMade() throws IOException {
    write("shop/__init__.py", "from shop import core\n");
    write("shop/core.py", "import main\n");
    write("main.py", START);
    assertThat(told("check", "shop.tasks", "main.py").out())
        .contains("main.py does not import shop yet, and shop/__init__.py imports shop");
    write("main.py", "import shop.core\n" + START);
    assertThat(told("check", "shop.tasks", "main.py").out()).contains("safe fix");
  }
}
