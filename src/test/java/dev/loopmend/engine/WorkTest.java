package dev.loopmend.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.text.Formats;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// How much work a run does, in what can be counted on any machine: what is read, parsed, linked
/// and looked at must not grow faster than the code base, and most of one that has little to do
/// with asyncio is only read.
class WorkTest {
  private static String plain(int number, int next) {
    return """
    import json
    from app.plain%2$d import Store as Other


    class Store:
        def __init__(self, path):
            self.path = path
            self.values = {}

        def get(self, key, default=None):
            return self.values.get(key, default)

        def load_%1$d(self):
            with open(self.path) as file:
                self.values = json.load(file)
            return Other(self.path)


    def run_%1$d(path):
        return Store(path).load_%1$d()
    """
        .formatted(number, next);
  }

  private static String faulty(int number) {
    return """
    import asyncio
    import time
    from app.plain%1$d import Store


    async def view_%1$d(store: Store, work):
        time.sleep(1)
        asyncio.create_task(work(store.get("a")))
        await asyncio.sleep(0)
    """
        .formatted(number);
  }

  /// Counts how often each file is read.
  private record Counted(SortedMap<String, byte[]> files, Map<String, Integer> reads)
      implements SourceTree {
    int read() {
      return reads.values().stream().mapToInt(Integer::intValue).sum();
    }

    long bytes() {
      return files.entrySet().stream()
          .mapToLong(file -> (long) reads.getOrDefault(file.getKey(), 0) * file.getValue().length)
          .sum();
    }

    long size() {
      return files.values().stream().mapToLong(file -> file.length).sum();
    }

    @Override
    public List<String> paths() {
      return List.copyOf(files.keySet());
    }

    @Override
    public Reading read(String path) {
      reads.merge(path, 1, Integer::sum);
      return new Reading.Bytes(files.getOrDefault(path, new byte[0]));
    }

    @Override
    public Standing standing(String path) {
      return Standing.CHOSEN;
    }

    @Override
    public FileSettings settings(String path) {
      return BuiltIn.SETTINGS;
    }
  }

  /// A code base in which one file in ten has to do with asyncio.
  private static Counted tree(int plain) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (int number = 0; number < plain; number++) {
      String text = plain(number, number / 10 * 10 + 9);
      files.put("app/plain%d.py".formatted(number), text.getBytes(UTF_8));
      if (number % 10 == 0) {
        files.put("app/view%d.py".formatted(number), faulty(number).getBytes(UTF_8));
      }
    }
    return new Counted(files, new ConcurrentHashMap<>());
  }

  private static ChangeSet check(Counted tree) {
    return new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, Formats.PLAIN)
        .check(tree, new Engine.Limits(false, 2, 1 << 22, true));
  }

  private record Work(int reads, int parsed, int links, long nodes) {
    static Work of(Counted tree, int findings) {
      ChangeSet set = check(tree);
      assertThat(set.left()).hasSize(findings);
      ChangeSet.Statistics done = set.statistics();
      return new Work(tree.read(), done.parsed(), done.links(), lookedAt(set));
    }
  }

  private static long lookedAt(ChangeSet set) {
    return set.statistics().efforts().values().stream().mapToLong(ChangeSet.Effort::nodes).sum();
  }

  @Test
  void workGrowsNoFasterThanTheCodeBase() {
    // Every file once, and again the forty that the twenty with a finding lead to. Looked at are
    // only the calls (by four recipes) and the functions (by one) of the twenty.
    assertThat(Work.of(tree(200), 40)).isEqualTo(new Work(260, 60, 1, 20 * (5 * 4 + 1)));
    assertThat(Work.of(tree(400), 80)).isEqualTo(new Work(520, 120, 1, 40 * (5 * 4 + 1)));
  }

  /// What is read again is a fifth of the code base, in which one file in ten is to be mended.
  @Test
  void bytesGrowNoFasterThanTheCodeBase() {
    for (int plain : List.of(200, 400)) {
      Counted tree = tree(plain);
      check(tree);
      assertThat(tree.bytes()).isBetween(tree.size(), tree.size() * 6 / 5);
    }
  }

  /// No recipe looks at a file in which there is nothing for it, though others read and link it.
  @Test
  void recipesWithoutCandidatesLookAtNothing() {
    ChangeSet set = check(tree(200));
    assertThat(set.statistics().efforts().entrySet())
        .filteredOn(recipe -> recipe.getValue().nodes() > 0)
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "blocking-call-in-coroutine",
            "missing-await",
            "nested-lock",
            "task-outside-loop",
            "fire-and-forget-task");
  }

  /// Where a look at the words of the files tells that most have to be parsed, each is read once
  /// for its words and at most once more.
  @Test
  void nothingIsAskedWhereMostFilesMatter() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (int number = 0; number < 1400; number++) {
      String text = number % 2 == 0 ? faulty(number) : plain(number - 1, number - 1);
      files.put("app/plain%d.py".formatted(number), text.getBytes(UTF_8));
    }
    Counted tree = new Counted(files, new ConcurrentHashMap<>());
    ChangeSet set = check(tree);
    assertThat(set.left()).hasSize(1400);
    assertThat(set.statistics().parsed()).isEqualTo(1400);
    assertThat(tree.read()).isEqualTo(2100);
  }

  /// Trees that are not kept for want of room are parsed again for what is looked for in them, and
  /// no more often.
  @Test
  void aFileIsReadOnceMoreWhereItsTreeIsNotKept() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String filling = "# filling\n".repeat(100_000);
    for (int number = 0; number < 20; number++) {
      String text = faulty(number) + filling;
      files.put("app/view%d.py".formatted(number), text.getBytes(UTF_8));
    }
    Counted tree = new Counted(files, new ConcurrentHashMap<>());
    assertThat(check(tree).left()).hasSize(40);
    int reads = tree.read();
    assertThat(reads).isBetween(28, 40);
  }

  /// Once all is linked it is known that none of these files has code on the event loop, so what
  /// blocks there is not looked for in any of them.
  @Test
  void aFileWithoutCodeOnTheLoopIsNotReadAgain() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String filling = "# filling\n".repeat(100_000);
    for (int number = 0; number < 20; number++) {
      String pause = "import time\n\n\ndef pause_%d():\n    time.sleep(1)\n".formatted(number);
      files.put("app/pause%d.py".formatted(number), (pause + filling).getBytes(UTF_8));
    }
    files.put("app/store.py", plain(0, 0).getBytes(UTF_8));
    files.put("app/view.py", faulty(0).getBytes(UTF_8));
    Counted tree = new Counted(files, new ConcurrentHashMap<>());
    ChangeSet set = check(tree);
    assertThat(set.left()).hasSize(2);
    assertThat(set.statistics().parsed()).isEqualTo(21);
    tree.reads().remove("app/view.py");
    tree.reads().forEach((path, reads) -> assertThat(reads).as(path).isEqualTo(1));
  }
}
