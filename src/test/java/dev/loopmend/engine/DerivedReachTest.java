package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.ReachTest.Tree;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Findings by classes of the project that derive from those of libraries, over any number of
/// files, do not depend on which files are parsed.
class DerivedReachTest {
  private static final List<String> MODULES = List.of("one", "two", "three", "four", "five");
  private static final List<String> BASES =
      List.of("asyncio.Queue", "asyncio.PriorityQueue", "queue.Queue", "object", "list");

  private static List<String> found(Map<String, String> files, String below, boolean prefilter) {
    return ReachTest.findings(ReachTest.check(Tree.of(files, below), prefilter), below);
  }

  private static Map<String, String> project() {
    Map<String, String> files = new TreeMap<>();
    files.put("queues.py", "import asyncio\nclass Inbox(asyncio.Queue):\n    pass\n");
    files.put("more.py", "from queues import Inbox as In\nclass Box(In):\n    limit = 3\n");
    files.put(
        "view.py",
        """
        from more import Box

        async def show(source):
            box = Box()
            async for item in source:
                await box.put(item)
            return await box.get()
        """);
    files.put("quiet.py", "def nothing():\n    return 1\n");
    return files;
  }

  @Test
  void aClassOfAnotherFileMayBeAQueue() {
    Map<String, String> files = project();
    List<String> all = found(files, "", false);
    assertThat(all).singleElement().asString().startsWith("view.py:4 unbounded-queue");
    for (String below : List.of("", "view.py")) {
      ChangeSet set = ReachTest.check(Tree.of(files, below), true);
      assertThat(ReachTest.findings(set, "")).as(below).isEqualTo(all);
      assertThat(set.statistics().parsed()).as(below).isEqualTo(3);
    }
  }

  /// With so many files that matter all are parsed, and nobody asks by names what derives from
  /// what.
  @Test
  void theSameWhereMostFilesMatter() {
    Map<String, String> files = project();
    for (int number = 0; number < 1300; number++) {
      files.put("jobs%d.py".formatted(number), "import asyncio\nasyncio.create_task\n");
    }
    List<String> all = found(files, "", true);
    assertThat(all).singleElement().asString().startsWith("view.py:4 unbounded-queue");
    assertThat(all).isEqualTo(found(files, "", false));
  }

  @Test
  void whateverDerivesFromWhat() {
    int findings = 0;
    for (int seed = 0; seed < 150; seed++) {
      Map<String, String> files = generated(new Random(seed));
      List<String> all = found(files, "", false);
      findings += all.size();
      assertThat(found(files, "", true)).as("seed %d: %s", seed, files).isEqualTo(all);
      String below = MODULES.get(seed % MODULES.size()) + ".py";
      assertThat(found(files, below, true))
          .as("seed %d below %s: %s", seed, below, files)
          .isEqualTo(found(files, below, false));
    }
    assertThat(findings).isGreaterThan(50);
  }

  private static Map<String, String> generated(Random random) {
    Map<String, String> files = new TreeMap<>();
    for (int number = 0; number < MODULES.size(); number++) {
      StringBuilder text = new StringBuilder();
      String base = BASES.get(random.nextInt(BASES.size()));
      if (number > 0 && random.nextInt(4) > 0) {
        String other = MODULES.get(random.nextInt(number));
        String type = "Of" + other;
        switch (random.nextInt(3)) {
          case 0 -> {
            text.append("from %s import %s\n".formatted(other, type));
            base = type;
          }
          case 1 -> {
            text.append("from %s import %s as Known\n".formatted(other, type));
            base = "Known";
          }
          default -> {
            text.append("import %s\n".formatted(other));
            base = other + "." + type;
          }
        }
      } else if (base.indexOf('.') > 0) {
        text.append("import %s\n".formatted(base.substring(0, base.indexOf('.'))));
      }
      text.append("class Of%s(%s):\n    pass\n".formatted(MODULES.get(number), base));
      if (random.nextBoolean()) {
        String made = random.nextBoolean() ? base : "Of" + MODULES.get(number);
        text.append("async def use(source):\n    box = %s()\n".formatted(made));
        text.append("    async for item in source:\n        await box.put(item)\n");
        text.append("    return await box.get()\n");
      }
      files.put(MODULES.get(number) + ".py", text.toString());
    }
    return files;
  }
}
