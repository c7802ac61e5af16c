package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.ReachTest.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What recipes look for is found by whatever names files pass it on, however many of them there
/// are and though all are parsed.
class PassedNamesTest {
  private static void assertFound(Map<String, String> files, List<String> paths) {
    List<String> found = ReachTest.findings(ReachTest.check(Tree.of(files, ""), true), "");
    assertThat(found).isEqualTo(ReachTest.findings(ReachTest.check(Tree.of(files, ""), false), ""));
    assertThat(found.stream().map(it -> it.substring(0, it.indexOf(':')))).isEqualTo(paths);
  }

  @Test
  void moreNamesThanAreFollowed() {
    Map<String, String> files = new TreeMap<>();
    List<String> users = new ArrayList<>();
    for (int number = 1000; number < 1150; number++) {
      files.put(
          "given%d.py".formatted(number), "from time import sleep as nap%d\n".formatted(number));
      files.put(
          "uses%d.py".formatted(number),
          """
          from given%d import nap%d

          async def work():
              nap%d(5)
          """
              .formatted(number, number, number));
      users.add("uses%d.py".formatted(number));
    }
    assertFound(files, users);
  }

  @Test
  void throughPackagesStarsAndOtherNamesWhereAllFilesAreParsed() {
    Map<String, String> files = new TreeMap<>();
    files.put("app/__init__.py", "from . import compat as c\n");
    files.put("app/compat.py", "from app.inner.clock import *\nimport asyncio as aio\n");
    files.put("app/inner/__init__.py", "");
    files.put("app/inner/clock.py", "import time\nnap = time.sleep\n");
    files.put("app/use_a.py", "from app import c\nasync def work():\n    c.nap(5)\n");
    files.put("app/use_b.py", "from .compat import *\nasync def work():\n    nap(5)\n");
    files.put("app/use_c.py", "import app.compat as all\nasync def work():\n    all.nap(5)\n");
    files.put("app/use_d.py", "from .compat import aio\nasync def work():\n    aio.run(work())\n");
    files.put("app/use_e.py", "from .compat import nap as n\nasync def work():\n    n(5)\n");
    files.put("app/quiet.py", "from app.inner import other\nasync def work():\n    nap(5)\n");
    for (int number = 0; number < 700; number++) {
      files.put("jobs%d.py".formatted(number), "import asyncio\nasyncio.create_task\n");
    }
    assertFound(
        files,
        List.of("app/use_a.py", "app/use_b.py", "app/use_c.py", "app/use_d.py", "app/use_e.py"));
  }
}
