package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.chance.Chance;
import dev.loopmend.edit.Safety;
import dev.loopmend.engine.ReachTest.Tree;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file that puts something else into an attribute is read though nothing else leads to it.
class StoresReachTest {
  private static final String MODULE =
      """
      import asyncio

      class Worker:
          def work(self):
              asyncio.run(asyncio.sleep(1))

      class Other:
          def work(self):
              return 1

      class Box:
          def __init__(self):
              self.worker = Worker()

      class Shelf:
          def __init__(self):
              self.box = Box()
              self.boxes: list[Box] = [self.box]

      box = Box()
      shelf = Shelf()

      async def use():
      """;

  private static final List<String> USES =
      List.of(
          "return box.worker.work()",
          "return shelf.box.worker.work()",
          "worker = box.worker\n    return worker.work()",
          "it = shelf.box\n    return it.worker.work()",
          "return shelf.boxes[0].worker.work()",
          "it = list(shelf.boxes).pop()\n    return shelf.boxes.pop().worker.work()",
          "it = shelf.boxes[-1]\n    return it.worker.work()",
          "for it in reversed(shelf.boxes):\n        return it.worker.work()",
          "return [it.worker.work() for it in shelf.boxes]");

  private static final List<String> STORES =
      List.of(
          "m.box.worker = m.Other()",
          "m.box.worker  =  m.Other()",
          "m.shelf.box = m.Crate()",
          "m.shelf.box.worker = None",
          "m.worker = m.Other()",
          "m.Box.worker = m.Other()",
          "m.Box().worker = m.Worker()",
          "m.Other.worker = 1",
          "m.box.spare = m.Other()");

  private static ChangeSet check(Map<String, String> files, boolean prefilter) {
    return ReachTest.check(Tree.of(files, ""), prefilter);
  }

  private static Map<String, String> project(String use, String store) {
    Map<String, String> files = new TreeMap<>();
    files.put("m.py", MODULE + "    " + use + "\n");
    files.put("k.py", "import m\n" + store + "\n");
    for (int number = 0; number < 8; number++) {
      files.put(
          "quiet%d.py".formatted(number),
          "worker = box = 1\nif box.worker == 2:\n    box.other = 1\n");
    }
    return files;
  }

  private static boolean isSafe(ChangeSet set) {
    return set.left().stream()
        .anyMatch(it -> it.fix().isPresent() && it.safety() instanceof Safety.Safe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.box.worker = m.Other()", "m.Box.worker = m.Other()"})
  void theFixIsNotSafeWhereAnotherFileSetsTheAttribute(String store) {
    for (String use : USES) {
      assertThat(isSafe(check(project(use, "m.box.spare = 1"), true))).as(use).isTrue();
      assertThat(isSafe(check(project(use, store), true))).as(use).isFalse();
    }
  }

  @Test
  void onlyTheFilesThatSetItAreRead() {
    ChangeSet set = check(project(USES.getFirst(), STORES.getFirst()), true);

    assertThat(set.statistics().parsed()).isEqualTo(2);
  }

  /// Uses and stores mixed by chance: with the pre-filter and without it the findings are the same.
  @Test
  void findingsDoNotDependOnWhatIsParsed() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    for (int round = 0; round < Chance.rounds(60); round++) {
      String use = USES.get(random.nextInt(USES.size()));
      String store = STORES.get(random.nextInt(STORES.size()));
      Map<String, String> files = project(use, store);
      files.put("l.py", "import m\n" + STORES.get(random.nextInt(STORES.size())) + "\n");

      assertThat(ReachTest.findings(check(files, true), ""))
          .as("seed %d, round %d: %s", seed, round, files)
          .isEqualTo(ReachTest.findings(check(files, false), ""));
    }
  }
}
