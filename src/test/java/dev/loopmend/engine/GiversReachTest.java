package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.chance.Chance;
import dev.loopmend.engine.ReachTest.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Findings by functions of the project that give tasks, over any number of files, do not depend on
/// which files are parsed.
class GiversReachTest {
  private static final List<String> MODULES = List.of("one", "two", "three", "four", "five", "six");
  private static final List<String> CLASSES = List.of("Base", "Tracker", "Pool");
  private static final List<String> ATTRIBUTES = List.of("tracker", "pool");
  private static final List<String> NAMES = List.of("spawn", "later", "start", "go");

  private static List<String> found(Map<String, String> files, String below, boolean prefilter) {
    return ReachTest.findings(ReachTest.check(Tree.of(files, below), prefilter), below);
  }

  @Test
  void aMethodOfWhatABaseClassHoldsMayGiveATask() {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "tasks.py", "import asyncio\ndef begin(work):\n    return asyncio.ensure_future(work)\n");
    files.put(
        "tracker.py",
        """
        from tasks import begin

        class Tracker:
            def update(self, work):
                return begin(work)
        """);
    files.put(
        "base.py",
        """
        from tracker import Tracker

        class Base:
            def __init__(self):
                self._tracker = Tracker()
        """);
    files.put(
        "view.py",
        """
        from base import Base

        class View(Base):
            async def show(self, work):
                self._tracker.update(work())
        """);
    files.put("quiet.py", "def nothing():\n    return 1\n");
    List<String> all = found(files, "", false);
    assertThat(all).singleElement().asString().startsWith("view.py:5 fire-and-forget-task");
    for (String below : List.of("", "view.py")) {
      ChangeSet set = ReachTest.check(Tree.of(files, below), true);
      assertThat(ReachTest.findings(set, "")).as(below).isEqualTo(all);
      assertThat(set.statistics().parsed()).as(below).isEqualTo(4);
    }
  }

  /// With so many files that matter all are parsed, and nobody asks what gives what by names.
  @Test
  void theSameWhereMostFilesMatter() {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "tasks.py", "import asyncio\ndef begin(work):\n    return asyncio.ensure_future(work)\n");
    files.put("more.py", "from tasks import begin\ndef update(work):\n    return begin(work)\n");
    files.put("view.py", "from more import update\nasync def show(work):\n    update(work())\n");
    for (int number = 0; number < 1300; number++) {
      files.put("jobs%d.py".formatted(number), "import asyncio\nasyncio.create_task\n");
    }
    ChangeSet set = ReachTest.check(Tree.of(files, ""), true);
    assertThat(ReachTest.findings(set, "view.py")).hasSize(1);
    assertThat(ReachTest.findings(set, "")).isEqualTo(found(files, "", false));
  }

  /// With so many functions that may give a task nobody asks by name any more who calls them.
  @Test
  void theSameWhereManyFunctionsGiveTasks() {
    Map<String, String> files = new TreeMap<>();
    StringBuilder givers = new StringBuilder("import asyncio\n");
    for (int number = 0; number < 120; number++) {
      givers.append("def begin%d(work):\n    return asyncio.create_task(work)\n".formatted(number));
    }
    files.put("tasks.py", givers.toString());
    files.put(
        "more.py", "from tasks import begin119\ndef update(work):\n    return begin119(work)\n");
    files.put("view.py", "from more import update\nasync def show(work):\n    update(work())\n");
    List<String> all = found(files, "view.py", false);
    assertThat(all).hasSize(1);
    for (String below : List.of("", "view.py")) {
      ChangeSet set = ReachTest.check(Tree.of(files, below), true);
      assertThat(ReachTest.findings(set, "view.py")).as(below).isEqualTo(all);
    }
  }

  /// Projects in which givers, functions round them, attributes of base classes, other names and
  /// re-exports are mixed by chance: with the pre-filter and without it, from the root and from one
  /// file, the findings are the same.
  @Test
  void findingsDoNotDependOnWhatIsParsed() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < Chance.rounds(30); round++) {
      Map<String, String> files = new Project(random).files();
      List<String> all = found(files, "", false);
      found += (int) all.stream().filter(it -> it.contains("gives what")).count();
      assertThat(found(files, "", true))
          .as("seed %d, round %d: %s", seed, round, files)
          .isEqualTo(all);
      for (String path : files.keySet()) {
        assertThat(found(files, path, true))
            .as("seed %d, round %d, started on %s: %s", seed, round, path, files)
            .isEqualTo(all.stream().filter(it -> it.startsWith(path)).toList());
      }
    }
    assertThat(found).as("seed " + seed).isPositive();
  }

  private record Project(Random random) {
    Map<String, String> files() {
      Map<String, String> files = new TreeMap<>();
      for (String module : MODULES) {
        files.put("pkg/" + module + ".py", module());
      }
      files.put("pkg/__init__.py", importOf(one(NAMES), one(NAMES)).replace("pkg.", "."));
      return files;
    }

    private String one(List<String> of) {
      return of.get(random.nextInt(of.size()));
    }

    private String module() {
      StringBuilder text = new StringBuilder("import functools\nimport threading\n");
      boolean asks = random.nextInt(3) > 0;
      text.append(asks ? "import asyncio\n" : "");
      text.append(importAs("m"));
      for (String name : NAMES) {
        text.append(random.nextBoolean() ? importOf(name, "other_" + name) : "");
      }
      for (String name : CLASSES) {
        switch (random.nextInt(4)) {
          case 0, 1 -> text.append(importOf(name, name));
          case 2 -> text.append(type(name, asks));
          default -> {}
        }
      }
      if (random.nextBoolean()) {
        text.append("%s = %s()\n".formatted(one(ATTRIBUTES), one(CLASSES)));
      }
      for (String name : NAMES) {
        switch (random.nextInt(6)) {
          case 0, 1 -> text.append(function(name, "work", asks, ""));
          case 2 -> text.append(otherName(name));
          case 3, 4 -> text.append(importOf(name, name));
          default -> {}
        }
      }
      if (random.nextInt(3) == 0) {
        text.append("threading.Thread(target=%s).start()\n".formatted(callee("")));
      }
      text.append("async def view(work):\n");
      for (int line = 0; line < 3; line++) {
        text.append("    %s(work())\n".formatted(callee("")));
      }
      return text.toString();
    }

    private String importAs(String name) {
      String module = one(MODULES);
      return random.nextBoolean()
          ? "from pkg import %s as %s\n".formatted(module, name)
          : "import pkg.%s as %s\n".formatted(module, name);
    }

    private String importOf(String name, String bound) {
      String from = random.nextInt(5) == 0 ? "pkg" : "pkg." + one(MODULES);
      return switch (random.nextInt(10)) {
        case 0 -> "from %s import *\n".formatted(from);
        case 1 -> "from asyncio import create_task as %s\n".formatted(bound);
        default -> "from %s import %s as %s\n".formatted(from, name, bound);
      };
    }

    private String otherName(String name) {
      String value = callee("");
      return switch (random.nextInt(4)) {
        case 0 -> "%s = lambda work: %s(work)\n".formatted(name, value);
        case 1 -> "%s = functools.partial(%s)\n".formatted(name, value);
        case 2 -> "%s: object = %s\n".formatted(name, value);
        default -> "%s = %s\n".formatted(name, value);
      };
    }

    /// Something that may give a task when it is called with a coroutine.
    private String callee(String self) {
      String name = one(NAMES);
      return switch (random.nextInt(self.isEmpty() ? 6 : 9)) {
        case 0, 1 -> name;
        case 2 -> "m." + name;
        case 3 -> "other_" + name;
        case 4 -> one(ATTRIBUTES) + "." + name;
        case 5 -> one(CLASSES) + "()." + name;
        case 6 -> "super()." + name;
        case 7 -> self + "." + name;
        default -> self + "." + one(ATTRIBUTES) + "." + name;
      };
    }

    private String function(String name, String parameters, boolean asks, String self) {
      List<String> body = new ArrayList<>();
      if (random.nextInt(4) == 0) {
        body.add("%s(work())".formatted(callee(self)));
      }
      String direct = "asyncio.%s".formatted(random.nextBoolean() ? "create_task" : "shield");
      String callee = asks && random.nextInt(3) > 0 ? direct : callee(self);
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> body.add("return %s(work)".formatted(callee));
        case 3 -> {
          body.add("task = %s(work)".formatted(callee));
          body.add("return task");
        }
        case 4 -> {
          body.add("begin = %s".formatted(callee));
          body.add("return begin(work)");
        }
        default -> body.add("%s(work())".formatted(callee));
      }
      String head = random.nextInt(6) == 0 ? "async def" : "def";
      return "%s %s(%s):\n    %s\n".formatted(head, name, parameters, String.join("\n    ", body));
    }

    private String type(String name, boolean asks) {
      String base =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "(m.%s)".formatted(one(CLASSES));
            case 2 -> "(other_%s)".formatted(one(CLASSES));
            default -> "(%s)".formatted(one(CLASSES));
          };
      StringBuilder text = new StringBuilder("class %s%s:\n    pass\n".formatted(name, base));
      if (random.nextBoolean()) {
        text.append("    def __init__(self, given: %s):\n".formatted(one(CLASSES)));
        String value = random.nextBoolean() ? "given" : one(CLASSES) + "()";
        text.append("        self.%s = %s\n".formatted(one(ATTRIBUTES), value));
      }
      for (String method : NAMES) {
        if (random.nextInt(3) == 0) {
          String code = function(method, "self, work", asks, "self").replace("\n", "\n    ");
          text.append("    ").append(code.stripTrailing()).append("\n");
        }
      }
      return text.toString();
    }
  }
}
