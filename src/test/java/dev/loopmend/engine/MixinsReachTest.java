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

/// A file whose class has a method from a base beside is read though it names none of them.
class MixinsReachTest {
  private static List<String> findings(Map<String, String> files, String below, boolean prefilter) {
    return ReachTest.findings(ReachTest.check(Tree.of(files, below), prefilter), below);
  }

  private static Map<String, String> sender(String sub) {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "base.py",
        """
        class Base:
            async def start(self):
                self.send()

            async def send(self):
                pass
        """);
    files.put("mixin.py", "class Root:\n    def send(self):\n        pass\n");
    files.put("more.py", "from mixin import Root as R\nclass Mixin(R):\n    pass\n");
    files.put("sub.py", "from base import Base\nfrom more import Mixin\n" + sub);
    for (int number = 0; number < 20; number++) {
      files.put("quiet%d.py".formatted(number), "def send(self):\n    pass\n");
    }
    return files;
  }

  @Test
  void aBaseBesideReplacesAMethod() {
    for (String sub :
        List.of(
            "class Sub(Mixin, Base):\n    pass\n",
            "class First(Base):\n    pass\nclass Second(Mixin, First):\n    pass\n",
            "Other = Mixin\nclass Sub(Other, Base):\n    pass\n")) {
      Map<String, String> files = sender(sub);
      assertThat(findings(files, "base.py", false)).as(sub).isEmpty();
      assertThat(findings(files, "base.py", true)).as(sub).isEmpty();
    }
  }

  @Test
  void aBaseBesideThatReplacesNothingIsNotRead() {
    Map<String, String> files = sender("class Sub(Mixin, Base):\n    pass\n");
    files.put("mixin.py", "class Root:\n    def write(self):\n        pass\n");
    ChangeSet set = ReachTest.check(Tree.of(files, ""), true);
    assertThat(ReachTest.findings(set, "")).singleElement().asString().contains("missing-await");
    assertThat(set.statistics().parsed()).isEqualTo(1);
  }

  private static final String DONE = "def on_done(self, task):\n        print(task.result())\n";

  private static Map<String, String> callback(String method, String inherited) {
    Map<String, String> files = new TreeMap<>();
    files.put("root.py", "class Root:\n    x = 1\n    " + inherited);
    files.put(
        "base.py",
        """
        import asyncio
        from root import Root

        class Base(Root):
            def start(self, work):
                asyncio.ensure_future(work).add_done_callback(self.on_done)

            %s
        """
            .formatted(method));
    for (int number = 0; number < 20; number++) {
      files.put("quiet%d.py".formatted(number), "x = 1\n");
    }
    return files;
  }

  private static void areTheSame(Map<String, String> files, String safety) {
    List<String> all = findings(files, "base.py", false);
    List<String> safeties = safety.isEmpty() ? List.of() : List.of(safety);
    assertThat(all)
        .filteredOn(it -> it.contains("unsafe-done-callback"))
        .extracting(it -> it.replaceFirst(".*unsafe-done-callback (\\w+).*", "$1"))
        .isEqualTo(safeties);
    assertThat(findings(files, "base.py", true)).isEqualTo(all);
  }

  @Test
  void aBaseBesideReplacesACallback() {
    Map<String, String> files = callback(DONE, "");
    areTheSame(files, "Safe");
    files.put("mixin.py", "class Mixin:\n    def on_done(self, task):\n        print(task)\n");
    files.put(
        "sub.py",
        "from base import Base\nfrom mixin import Mixin\nclass Sub(Mixin, Base):\n    pass\n");
    areTheSame(files, "");
  }

  @Test
  void aCallbackOfABaseIsUsedOtherwise() {
    Map<String, String> files = callback("", DONE);
    areTheSame(files, "Safe");
    files.put("use.py", "from base import Base\ndef end(task):\n    Base().on_done(task)\n");
    areTheSame(files, "Unsafe");
  }

  /// Small projects of classes with several bases, made by chance: with the pre-filter and without
  /// it the findings are the same.
  @Test
  void findingsDoNotDependOnWhichClassesAreRead() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < Chance.rounds(50); round++) {
      Map<String, String> files = project(random);
      List<String> all = findings(files, "", false);
      found += all.size();
      assertThat(findings(files, "", true))
          .as("seed %d, round %d: %s", seed, round, files)
          .isEqualTo(all);
    }
    assertThat(found).as("seed " + seed).isPositive();
  }

  private static final List<String> METHODS = List.of("alpha", "beta");

  private static Map<String, String> project(Random random) {
    Map<String, String> files = new TreeMap<>();
    for (int number = 0; number < 6; number++) {
      StringBuilder text = new StringBuilder();
      List<String> bases = new ArrayList<>();
      for (int base = 0; base < number; base++) {
        if (random.nextInt(2) == 0) {
          text.append("from m%d import C%d\n".formatted(base, base));
          bases.add(random.nextInt(bases.size() + 1), "C" + base);
        }
      }
      text.append("class C%d(%s):\n    pass\n".formatted(number, String.join(", ", bases)));
      for (String method : METHODS) {
        if (random.nextInt(4) == 0) {
          text.append(method(method, random));
        }
      }
      files.put("m%d.py".formatted(number), text.toString());
    }
    for (int number = 0; number < 30; number++) {
      files.put("quiet%d.py".formatted(number), "x = 1\n");
    }
    return files;
  }

  private static String method(String name, Random random) {
    String other = METHODS.get(random.nextInt(METHODS.size()));
    boolean isAsync = random.nextInt(3) == 0;
    String code =
        switch (random.nextInt(9)) {
          case 0 -> "import time; time.sleep(1)";
          case 1 ->
              "import asyncio; asyncio.ensure_future(x()).add_done_callback(self.%s)"
                  .formatted(other);
          case 2 -> "super().%s()".formatted(other);
          case 3 -> "task.result()";
          case 4, 5 -> "self.%s()".formatted(other);
          default -> "pass";
        };
    return "    %s %s(self, task=None):\n        %s\n"
        .formatted(isAsync ? "async def" : "def", name, code);
  }
}
