package dev.loopmend.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.launcher.Desk.Said;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One repository of three projects with settings and target Pythons of their own.
class MonorepoIT {
  private static final String CODE =
      """
      import asyncio
      import time


      async def work():
          time.sleep(1)


      async def main():
          asyncio.create_task(work())
          queue = asyncio.Queue()
          await queue.put(1)
      """;

  @TempDir Path top;
  private Desk desk;

  @BeforeEach
  void repository() throws Exception {
    desk = Desk.in(top);
    desk.write("old/setup.cfg", "[options]\npython_requires = >=3.8\n");
    desk.write(
        "new/pyproject.toml",
        "[project]\nrequires-python = \">=3.12\"\n[tool.loopmend]\n"
            + "select = [\"blocking-call-in-coroutine\"]\n");
    desk.write(
        "quiet/loopmend.toml",
        "target-python = \"3.11\"\nignore = [\"unbounded-queue\"]\n"
            + "[per-file-ignores]\n\"gen/\" = [\"all\"]\n");
    for (String file : List.of("old/a.py", "new/a.py", "quiet/a.py", "quiet/gen/a.py")) {
      desk.write(file, CODE);
    }
    desk.git("init", "-q");
    desk.git("add", "-A");
    desk.git("commit", "-qm", "base");
  }

  private static List<String> places(Said said) {
    return said.out()
        .lines()
        .filter(line -> line.contains(".py:"))
        .map(line -> line.replaceFirst("^(\\S+?):(\\d+):\\d+: \\w+ (\\S+) .*", "$1:$2 $3"))
        .toList();
  }

  @Test
  void aPackageThatSaysNoPythonIsWrittenForTheOldest() throws Exception {
    // What the packages round it need says nothing of whom it is for; settings are inherited.
    desk.write("pyproject.toml", "[project]\nname = \"all\"\nrequires-python = \">=3.12\"\n");
    desk.write("packages/one/pyproject.toml", "[project]\nname = \"one\"\n");
    desk.write("packages/one/a.py", CODE);
    assertThat(desk.at("packages/one").loopmend("config").out()).contains("3.8");
    assertThat(desk.loopmend("check", "-v", "packages").err())
        .contains("project packages/one: Python 3.8 or newer");
    desk.write("pyproject.toml", "[tool.loopmend]\ntarget-python = \"3.12\"\n");
    assertThat(desk.loopmend("check", "-v", "packages").err())
        .contains("project packages/one: Python 3.12 or newer, configured in pyproject.toml");
  }

  @Test
  void eachProjectHasItsOwnSettings() throws Exception {
    Said said = desk.loopmend("check", "-v");
    assertThat(said.err())
        .contains("project old: Python 3.8 or newer, nothing configured")
        .contains("project new: Python 3.12 or newer, configured in new/pyproject.toml")
        .contains("project quiet: Python 3.11 or newer, configured in quiet/loopmend.toml");
    assertThat(places(said))
        .containsExactly(
            "new/a.py:6 blocking-call-in-coroutine",
            "old/a.py:6 blocking-call-in-coroutine",
            "old/a.py:10 fire-and-forget-task",
            "old/a.py:11 unbounded-queue",
            "quiet/a.py:6 blocking-call-in-coroutine",
            "quiet/a.py:10 fire-and-forget-task");
    desk.write("quiet/a.py", CODE + "\n\nasync def more():\n    time.sleep(2)\n");
    assertThat(places(desk.at("new").loopmend("check", "--since", "HEAD", "..")))
        .containsExactly("../quiet/a.py:16 blocking-call-in-coroutine");
    desk.git("checkout", "-q", ".");
    Said branch = desk.loopmend("branch", "--name", "fixed");
    assertThat(branch.code()).as(branch.err()).isZero();
    assertThat(desk.git("log", "--format=%s", "main..fixed").lines()).hasSize(2);
    assertThat(desk.git("diff", "--name-only", "fixed~1", "fixed"))
        .isEqualTo("old/a.py\nquiet/a.py");
  }
}
