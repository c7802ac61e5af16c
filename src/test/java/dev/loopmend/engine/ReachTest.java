package dev.loopmend.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.chance.Chance;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.text.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Which files are parsed: those that can matter, so that the findings are the same as with all.
class ReachTest {
  /// Files of which only some were asked for.
  record Tree(SortedMap<String, byte[]> files, String below) implements SourceTree {
    static Tree of(Map<String, String> texts, String below) {
      SortedMap<String, byte[]> files = new TreeMap<>();
      texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
      return new Tree(files, below);
    }

    @Override
    public List<String> paths() {
      return List.copyOf(files.keySet());
    }

    @Override
    @SuppressWarnings("NullAway") // only paths of the tree are asked for
    public Reading read(String path) {
      return new Reading.Bytes(files.get(path));
    }

    @Override
    public Standing standing(String path) {
      return path.startsWith(below) ? Standing.CHOSEN : Standing.LINKED;
    }

    @Override
    public FileSettings settings(String path) {
      return BuiltIn.SETTINGS;
    }
  }

  static ChangeSet check(SourceTree tree, boolean prefilter) {
    return new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, Formats.PLAIN)
        .check(tree, new Engine.Limits(false, 1, 1 << 22, prefilter));
  }

  static List<String> findings(ChangeSet set, String below) {
    return set.left().stream()
        .filter(finding -> finding.at().path().startsWith(below))
        .map(ReachTest::text)
        .toList();
  }

  private static String text(Finding finding) {
    return "%s:%d %s %s %s"
        .formatted(
            finding.at().path(),
            finding.at().line(),
            finding.recipe(),
            finding.safety(),
            finding.notes());
  }

  @Test
  void aNameThatAFilePassesOnIsKnownWhereItIsUsed() {
    Map<String, String> files =
        Map.of(
            "compat.py", "from time import sleep as nap\n",
            "star.py", "from compat import *\n",
            "view.py", "from compat import nap\nasync def view():\n    nap(1)\n",
            "other.py", "from star import nap\nasync def view():\n    nap(2)\n",
            "quiet.py", "def nothing():\n    return 1\n");
    ChangeSet set = check(Tree.of(files, ""), true);
    assertThat(findings(set, "")).hasSize(2).allMatch(it -> it.contains("blocking-call"));
    assertThat(set.statistics().parsed()).isEqualTo(4);
  }

  /// Nobody follows so many names: then what they stand for may be anywhere.
  @Test
  void theSameWhereMoreNamesArePassedOnThanAreFollowed() {
    StringBuilder compat = new StringBuilder();
    for (int number = 0; number < 120; number++) {
      compat.append("from asyncio import run as go%d\n".formatted(number));
    }
    String view =
        """
        async def work():
            return 1
        async def view():
            return go119(work())
        """;
    Map<String, String> files =
        Map.of(
            "compat.py",
            compat.toString(),
            "more.py",
            "from compat import go119 as again\n",
            "view.py",
            "from compat import go119\n" + view,
            "other.py",
            "from more import again\n" + view.replace("go119", "again"));
    for (String below : List.of("", "view.py", "other.py")) {
      List<String> all = findings(check(Tree.of(files, below), false), below);
      assertThat(all).hasSize(below.isEmpty() ? 2 : 1);
      assertThat(findings(check(Tree.of(files, below), true), below)).as(below).isEqualTo(all);
    }
  }

  /// A library that is looked at itself names its own modules by dots, and says its name nowhere.
  @Test
  void theFoldersOfAFileAreWordsOfIt() {
    Map<String, String> files =
        Map.of(
            "aiohttp/__init__.py",
            "",
            "aiohttp/client.py",
            "class ClientSession:\n    async def get(self, url):\n        return url\n",
            "aiohttp/view.py",
            """
            from .client import ClientSession
            async def view(url):
                session = ClientSession()
                return await session.get(url)
            """);
    List<String> all = findings(check(Tree.of(files, ""), false), "");
    assertThat(all).singleElement().asString().startsWith("aiohttp/view.py:3 unclosed-client");
    assertThat(findings(check(Tree.of(files, ""), true), "")).isEqualTo(all);
  }

  @Test
  void whoElseUsesWhatIsHandedOnIsKnown() {
    Map<String, String> files =
        Map.of(
            "jobs.py",
            """
            import asyncio
            def on_done(task):
                task.result()
            def start(work):
                asyncio.ensure_future(work).add_done_callback(on_done)
            """,
            "caller.py",
            "from jobs import on_done\ndef finish(task):\n    on_done(task)\n",
            "quiet.py",
            "def nothing():\n    return 1\n");
    ChangeSet set = check(Tree.of(files, ""), true);
    assertThat(findings(set, ""))
        .filteredOn(it -> it.contains("unsafe-done-callback"))
        .hasSize(1)
        .allMatch(it -> it.contains("caller.py"));
    assertThat(set.statistics().parsed()).isEqualTo(2);
  }

  @Test
  void callersOfCoroutineFunctionsAreAskedAsWell() {
    Map<String, String> files =
        Map.of(
            "jobs.py",
            """
            import asyncio
            async def serve():
                try:
                    await asyncio.sleep(10)
                except asyncio.CancelledError:
                    print("bye")
            """,
            "boot.py",
            "from asyncio import run\nfrom jobs import serve\nrun(serve())\n",
            "quiet.py",
            "def nothing():\n    return 1\n");
    List<Recipe> one =
        BuiltIn.RECIPES.stream().filter(it -> it.id().equals("swallowed-cancellation")).toList();
    Engine engine = new Engine(one, BuiltIn.KNOWLEDGE, Formats.PLAIN);
    for (boolean prefilter : List.of(true, false)) {
      ChangeSet set =
          engine.check(Tree.of(files, ""), new Engine.Limits(false, 1, 1 << 22, prefilter));
      assertThat(findings(set, "")).as("prefilter " + prefilter).isEmpty();
    }
  }

  @Test
  void whatIsFoundDoesNotDependOnWhyAFileIsParsed() {
    Map<String, String> files = new TreeMap<>();
    files.put("moved.py", "import asyncio\ndef spawn(w):\n    return asyncio.create_task(w)\n");
    files.put("view.py", "from spawn import spawn\nasync def view(work):\n    spawn(work())\n");
    String passing = "from moved import spawn\n";
    String blocking = "import time\nasync def nap():\n    time.sleep(1)\n";
    for (String text : List.of(passing, passing + blocking)) {
      files.put("spawn.py", text);
      assertThat(findings(check(Tree.of(files, ""), true), "view.py"))
          .singleElement()
          .asString()
          .contains("fire-and-forget-task");
    }
  }

  @Test
  void onlyFilesThatCanMatterAreParsed() {
    Map<String, String> files = new TreeMap<>();
    files.put("jobs.py", "import time\nasync def run():\n    time.sleep(1)\n");
    for (int number = 0; number < 20; number++) {
      files.put("plain%d.py".formatted(number), "import jobs\nx = jobs.other()\n");
    }
    assertThat(check(Tree.of(files, ""), true).statistics().parsed()).isEqualTo(1);
  }

  @Test
  void whatDerivesFromAClassIsSeenThoughNobodyMentionsIt() {
    Map<String, String> files =
        Map.of(
            "store.py",
                """
                class Store:
                    async def save(self): pass
                    async def close(self): pass
                """,
            "view.py",
                """
                from store import Store
                async def view(store: Store):
                    store.save()
                    store.close()
                """,
            "middle.py", "from store import Store\nclass Middle(Store): pass\n",
            "leaf.py",
                """
                from middle import Middle
                class Leaf(Middle):
                    def save(self): pass
                """,
            "quiet.py", "class Store2:\n    def save(self): pass\n");
    ChangeSet set = check(Tree.of(files, ""), true);
    assertThat(findings(set, "")).singleElement().asString().startsWith("view.py:4 missing-await");
    assertThat(set.statistics().parsed()).isEqualTo(4);
  }

  @Test
  void whatDerivesFromAClassByAnotherNameIsSeen() {
    Map<String, String> files = new TreeMap<>();
    files.put("app/__init__.py", "from .store import Store as Base\n");
    files.put("app/store.py", "class Store:\n    async def save(self): pass\n");
    files.put(
        "view.py",
        """
        from app.store import Store
        async def view(store: Store):
            store.save()
        """);
    String leaf = "class Leaf(%s):\n    def save(self): pass\n";
    List<String> headers =
        List.of(
            "from app import Base\n" + leaf.formatted("Base"),
            "import app\n" + leaf.formatted("app . \\\n Base"),
            "from app import (\n    Base as B, # the base\n)\n" + leaf.formatted("object, B"),
            "from app.store import *\nOther = Store  # for now\n" + leaf.formatted("\n  Other\n"),
            "from app import store as s\n\ndef f():\n    base = s.Store\n"
                + ("    " + leaf.formatted("base").replace("\n", "\n    ")).stripTrailing()
                + "\n");
    for (String text : headers) {
      files.put("leaf.py", text);
      List<String> all = findings(check(Tree.of(files, ""), false), "view.py");
      assertThat(all).as(text).isEmpty();
      for (String below : List.of("", "view.py")) {
        assertThat(findings(check(Tree.of(files, below), true), "view.py")).as(text).isEmpty();
      }
    }
  }

  @Test
  void namesArePassedOnThroughPackagesAndByDots() {
    Map<String, String> files =
        Map.of(
            "app/__init__.py", "from asyncio import create_task as spawn\n",
            "app/two.py", "from . import spawn as later\n",
            "app/three.py", "from app.two import *\n",
            "app/four.py", "from .three import later\ndef go(work):\n    later(work())\n",
            "app/quiet.py", "def nothing():\n    return 1\n");
    List<String> all = findings(check(Tree.of(files, ""), false), "app/four.py");
    assertThat(all).singleElement().asString().contains("fire-and-forget-task");
    for (String below : List.of("", "app", "app/four.py")) {
      ChangeSet set = check(Tree.of(files, below), true);
      assertThat(findings(set, "app/four.py")).as(below).isEqualTo(all);
      assertThat(set.statistics().parsed()).as(below).isEqualTo(4);
    }
  }

  @Test
  void callersInOtherFilesAreSeenWhereverTheRunStarts() {
    Map<String, String> files =
        Map.of(
            "app/__init__.py", "",
            "app/jobs.py",
                """
                import asyncio
                import time

                def work():
                    loop = asyncio.get_event_loop()
                    loop.create_task(other())
                """,
            "tests/start.py",
                """
                import threading
                from app.jobs import work as job

                threading.Thread(target=job).start()
                """);
    List<String> all = findings(check(Tree.of(files, ""), false), "app/jobs.py");
    for (String below : List.of("", "app", "app/jobs.py")) {
      assertThat(findings(check(Tree.of(files, below), true), "app/jobs.py"))
          .as("started on '" + below + "'")
          .isEqualTo(all);
    }
  }

  @Test
  void whatStartsTheProgramIsSeenWhereverTheRunStarts() {
    Map<String, String> files = new TreeMap<>();
    files.put("app/__init__.py", "from .service import main as start\n");
    files.put(
        "app/service.py",
        """
        import asyncio

        async def main():
            asyncio.create_task(asyncio.sleep(1))

        class Service:
            async def serve(self):
                asyncio.create_task(asyncio.sleep(1))
        """);
    files.put("one.py", "import asyncio\nimport app\nasyncio.run(app.start())\n");
    files.put(
        "two.py",
        """
        import asyncio
        from app.service import Service

        def go(service: Service):
            asyncio.run(service.serve())
        """);
    // It may be a method that somebody calls where a handler would get a parameter.
    files.put("three.py", "def main():\n    serve()\n");
    files.put("four.py", "def other():\n    pass\n");
    List<String> all = findings(check(Tree.of(files, ""), false), "app");
    assertThat(all).hasSize(2).allMatch(it -> it.contains("cancels the task when that returns"));
    ChangeSet some = check(Tree.of(files, "app/service.py"), true);
    assertThat(findings(some, "app")).isEqualTo(all);
    assertThat(some.statistics().parsed()).isEqualTo(5);
  }

  /// Small projects made of pieces that call, import, pass on and hand over by chance: with the
  /// pre-filter and without it, from the root and from one file, the findings are the same.
  @Test
  void findingsDoNotDependOnWhatIsParsed() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < Chance.rounds(30); round++) {
      Map<String, String> files = project(random);
      List<String> all = findings(check(Tree.of(files, ""), false), "");
      found += all.size();
      assertThat(findings(check(Tree.of(files, ""), true), ""))
          .as("seed %d, round %d: %s", seed, round, files)
          .isEqualTo(all);
      for (String path : files.keySet()) {
        assertThat(findings(check(Tree.of(files, path), true), path))
            .as("seed %d, round %d, started on %s: %s", seed, round, path, files)
            .isEqualTo(all.stream().filter(it -> it.startsWith(path)).toList());
      }
    }
    assertThat(found).as("seed " + seed).isPositive();
  }

  /// The same where so many files matter that all are parsed, at once or in the end.
  @Test
  void findingsAreTheSameWhereMostFilesMatter() {
    long seed = Chance.seed();
    Random random = new Random(seed);
    for (int round = 0; round < 3; round++) {
      Map<String, String> files = project(random);
      int parts = round == 0 ? 160 : 12;
      for (int part = 0; part < parts; part++) {
        String folder = "part" + part + "/";
        project(random).forEach((path, text) -> files.put(folder + path, text));
      }
      files.put("compat.py", "from time import sleep as nap\n");
      files.put("passing.py", "from compat import nap as rest\n");
      files.put("view.py", "from passing import rest\nasync def view():\n    rest(1)\n");
      ChangeSet set = check(Tree.of(files, ""), true);
      ChangeSet all = check(Tree.of(files, ""), false);
      assertThat(set.statistics().parsed()).isEqualTo(all.statistics().parsed());
      assertThat(findings(set, "view.py")).hasSize(1);
      assertThat(findings(set, ""))
          .as("seed %d, round %d: %s", seed, round, files)
          .isEqualTo(findings(all, ""));
    }
  }

  private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

  private static Map<String, String> project(Random random) {
    Map<String, String> files = new TreeMap<>();
    List<String> modules = List.of("one", "two", "three", "four", "five");
    for (String module : modules) {
      StringBuilder text = new StringBuilder("import asyncio\nimport threading\n");
      if (random.nextBoolean()) {
        text.append("import time\n");
      }
      for (int line = 0; line < 3; line++) {
        String from = modules.get(random.nextInt(modules.size()));
        text.append(importOf(from, NAMES.get(random.nextInt(NAMES.size())), random));
      }
      for (String name : NAMES) {
        if (random.nextBoolean()) {
          text.append(random.nextInt(4) == 0 ? type(name, random) : function(name, random));
        }
      }
      files.put("pkg/" + module + ".py", text.toString());
    }
    files.put(
        "pkg/__init__.py", importOf("pkg.one", NAMES.getFirst(), random).replace("pkg.", "."));
    return files;
  }

  private static String importOf(String module, String name, Random random) {
    String from = module.startsWith("pkg") ? module : "pkg." + module;
    return switch (random.nextInt(6)) {
      case 0 -> "from %s import %s\n".formatted(from, name);
      case 1 -> "from %s import %s as other_%s\n".formatted(from, name, name);
      case 2 -> "from %s import *\n".formatted(from);
      case 3 -> "import %s as m\n".formatted(from);
      case 4 -> "from pkg import %s\n".formatted(from.substring(from.indexOf('.') + 1));
      default -> "from time import sleep as %s\n".formatted(name);
    };
  }

  /// A class with some methods, which derives from what may be another one.
  private static String type(String name, Random random) {
    String base =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> "(m.%s)".formatted(NAMES.get(random.nextInt(NAMES.size())));
          case 2 -> "(other_%s)".formatted(NAMES.get(random.nextInt(NAMES.size())));
          default -> "(%s)".formatted(NAMES.get(random.nextInt(NAMES.size())));
        };
    StringBuilder text = new StringBuilder("class %s%s:\n    pass\n".formatted(name, base));
    for (String method : NAMES.subList(0, 2)) {
      if (random.nextBoolean()) {
        String code =
            function(method, random).replaceFirst("\\(\\)", "(self)").replace("\n", "\n    ");
        text.append("    ").append(code.stripTrailing()).append("\n");
      }
    }
    return text.toString();
  }

  private static String function(String name, Random random) {
    List<String> body = new ArrayList<>();
    for (int line = 0; line < 2; line++) {
      String other = NAMES.get(random.nextInt(NAMES.size()));
      body.add(
          switch (random.nextInt(10)) {
            case 0 -> "time.sleep(1)";
            case 1 -> "asyncio.run(%s())".formatted(other);
            case 2 -> "%s()".formatted(other);
            case 3 -> "m.%s()".formatted(other);
            case 4 -> "other_%s()".formatted(other);
            case 5 -> "threading.Thread(target=%s).start()".formatted(other);
            case 7 -> "%s().alpha()".formatted(other);
            case 8 -> "alpha = beta = m.%s".formatted(other);
            case 6 -> "asyncio.get_event_loop().call_soon(%s)".formatted(other);
            default -> "asyncio.get_event_loop().create_task(%s())".formatted(other);
          });
    }
    String head = random.nextInt(3) == 0 ? "async def" : "def";
    return "%s %s():\n    %s\n".formatted(head, name, String.join("\n    ", body));
  }
}
