package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whether functions run on the event loop, by callers in other files (recipes' section 0.3).
class LinkedContextsTest {
  /// Ex) `on`, `off`, `both`, `unknown` with the chain or the reason
  private static String told(LoopContext context) {
    return switch (context) {
      case LoopContext.OnLoop(List<FunctionRef> chain) -> "on: " + chainOf(chain);
      case LoopContext.OffLoop(String why, boolean inThread) ->
          (inThread ? "thread: " : "off: ") + why;
      case LoopContext.Both(List<FunctionRef> chain, String why, boolean _) ->
          "both: " + chainOf(chain) + "; " + why;
      case LoopContext.Unknown unknown -> "unknown: " + unknown.whole();
    };
  }

  private static String chainOf(List<FunctionRef> chain) {
    return String.join(" > ", chain.stream().map(it -> it.path() + " " + it.name()).toList());
  }

  private static String context(Map<String, String> files, String function) {
    Workspace workspace = Python.project(files, List.of()).workspace();
    return told(workspace.contextOf(workspace.functionNamed(function).orElseThrow()));
  }

  private static Map<String, String> files(String... pathsAndTexts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int at = 0; at < pathsAndTexts.length; at += 2) {
      files.put(pathsAndTexts[at], pathsAndTexts[at + 1]);
    }
    return files;
  }

  @Test
  void chainsGoThroughModules() {
    Map<String, String> files =
        files(
            "pkg/__init__.py", "from .deep import probe_all as probe\n",
            "pkg/deep.py",
                """
                def probe_all():
                    pass
                """,
            "pkg/views.py",
                """
                from . import helpers
                async def view():
                    helpers.summary()
                """,
            "pkg/helpers.py",
                """
                from pkg import probe
                def summary():
                    return probe()
                """);

    assertThat(context(files, "pkg.deep.probe_all"))
        .isEqualTo("on: pkg/views.py view > pkg/helpers.py summary > pkg/deep.py probe_all");
  }

  @Test
  void threadsTakeFunctionsOfOtherModules() {
    Map<String, String> files =
        files(
            "jobs.py", "def work():\n    pass\ndef both():\n    pass\n",
            "app.py",
                """
                import asyncio
                import threading
                from jobs import both
                import jobs
                async def main():
                    threading.Thread(target=jobs.work).start()
                    await asyncio.to_thread(both)
                    both()
                """);

    assertThat(context(files, "jobs.work"))
        .isEqualTo("thread: it is handed to another thread (app.py:6)");
    assertThat(context(files, "jobs.both"))
        .isEqualTo("both: app.py main > jobs.py both; it is handed to another thread (app.py:7)");
  }

  @Test
  void methodsAreFoundThroughBasesInOtherModules() {
    Map<String, String> files =
        files(
            "base.py",
                "class Base:\n    def step(self):\n        pass\n    def other(self): pass\n",
            "service.py",
                """
                from base import Base
                class Service(Base):
                    async def run(self):
                        self.step()
                    def other(self): pass
                """,
            "use.py",
                """
                from service import Service
                def make() -> "Service":
                    return Service()
                async def main(known: Service, thing):
                    known.other()
                    make().step()
                    thing.nothing()
                """);

    assertThat(context(files, "base.Base.step"))
        .isEqualTo("on: service.py Service.run > base.py Base.step");
    assertThat(context(files, "service.Service.other"))
        .isEqualTo("on: use.py main > service.py Service.other");
    assertThat(context(files, "base.Base.other"))
        .isEqualTo("unknown: no caller of other is visible");
  }

  @Test
  void whoeverCallsWhatOnlyTestsAreSeenToCall() {
    Map<String, String> files =
        files(
            "addons.py",
                """
                def hook(flow):
                    below()
                def below():
                    pass
                def both():
                    pass
                def main():
                    pass
                def started():
                    pass
                main()
                started()
                """,
            "tests/tools.py", "from addons import hook\ndef run():\n    hook(1)\n",
            "tests/test_addons.py",
                """
                from addons import both, hook, main, started
                from tests.tools import run
                def test_hook():
                    run()
                    both()
                    main()
                async def test_both():
                    both()
                    started()
                """);

    assertThat(context(files, "tests.tools.run"))
        .isEqualTo("off: it is started where no event loop runs");
    assertThat(context(files, "addons.hook"))
        .isEqualTo("unknown: only tests are seen to call hook");
    assertThat(context(files, "addons.below"))
        .isEqualTo("unknown: only tests are seen to call hook");
    assertThat(context(files, "addons.both"))
        .isEqualTo(
            "unknown: only tests are seen to call both; only tests are seen to run it on the event"
                + " loop");
    assertThat(context(files, "addons.started"))
        .isEqualTo("unknown: only tests are seen to run it on the event loop");
    assertThat(context(files, "addons.main"))
        .isEqualTo("off: module level runs before the event loop");
  }

  @Test
  void aDecoratorMayRunACoroutineInAThread() {
    Map<String, String> files =
        files(
            "deco.py",
                """
                import asyncio
                def concurrent(fn):
                    async def wrapper(*args):
                        def run():
                            asyncio.run(fn(*args))
                        await asyncio.to_thread(run)
                    return wrapper
                def named(name):
                    def decorate(fn):
                        return sorted([fn], key=len)[0]
                    return decorate
                def unused():
                    asyncio.to_thread(print)
                """,
            "app.py",
                """
                import deco
                from deco import named
                from elsewhere import unheard_of
                @deco.concurrent
                async def handed():
                    below()
                @named("x")
                @unheard_of
                async def on_loop():
                    pass
                def below():
                    pass
                """);

    assertThat(context(files, "app.handed"))
        .isEqualTo("unknown: its decorator deco.concurrent hands work to another thread");
    assertThat(context(files, "app.below"))
        .isEqualTo("unknown: its decorator deco.concurrent hands work to another thread");
    assertThat(context(files, "app.on_loop")).isEqualTo("on: app.py on_loop");
  }

  @Test
  void escapesSayWhere() {
    Map<String, String> files =
        files(
            "jobs.py", "def work():\n    pass\n",
            "app.py", "from jobs import work\n\nregistry = {}\nregistry['x'] = work\n");

    assertThat(context(files, "jobs.work")).isEqualTo("unknown: it is stored (app.py:4)");
  }

  @Test
  void allReasonsAreKeptTheNearestFirst() {
    Map<String, String> files =
        files(
            "jobs.py",
                "def work():\n    below()\ndef below():\n    pass\ndef often(): pass\n"
                    + "def twice(): pass\n@(lambda fn: fn)\ndef wrapped(): pass\n",
            "app.py",
                """
                import jobs
                registry = [jobs.work]
                jobs.work.name = registry
                handlers = {"below": jobs.below}
                def spare():
                    jobs.work()
                """,
            "many.py",
                """
                import jobs
                register(jobs.often)
                kept = {}
                kept[1] = jobs.often
                kept[2] = [jobs.often]
                jobs.often.done = kept
                for each in jobs.often:
                    pass
                register(jobs.twice)
                register(jobs.twice)
                """);

    assertThat(context(files, "jobs.work"))
        .isEqualTo(
            "unknown: it is put into a collection (app.py:2); an attribute of it is read"
                + " (app.py:3); no caller of spare is visible");
    assertThat(context(files, "jobs.below"))
        .isEqualTo(
            "unknown: it is put into a collection (app.py:4); an attribute of it is read"
                + " (app.py:3); no caller of spare is visible; and others");
    assertThat(context(files, "jobs.often"))
        .isEqualTo(
            "unknown: it is passed on (many.py:2); it is stored (many.py:4); it is put into a"
                + " collection (many.py:5); an attribute of it is read (many.py:6); and others");
    assertThat(context(files, "jobs.twice"))
        .isEqualTo("unknown: it is passed on (many.py:9); and others");
    assertThat(context(files, "jobs.wrapped"))
        .isEqualTo("unknown: it is decorated with an expression");
  }

  @Test
  void whoIsGivenAFunctionSaysWhereItRuns() {
    Map<String, String> files =
        files(
            "threads.py",
                """
                import threading
                def spawn(fn):
                    threading.Thread(target=fn).start()
                async def run_all(fn):
                    fn()
                def now(fn):
                    return fn()
                def both(fn):
                    spawn(fn)
                    fn()
                """,
            "app.py",
                """
                import threads
                class Job:
                    def work(self): pass
                    def step(self): pass
                    def at_once(self): pass
                    def torn(self): pass
                    def __call__(self): pass
                    def do_it(self): pass
                    async def main(self, name):
                        threads.spawn(self.work)
                        await threads.run_all(self.step)
                        threads.now(self.at_once)
                        threads.both(self.torn)
                        getattr(self, f"do_{name}")()
                """);

    assertThat(context(files, "app.Job.work"))
        .isEqualTo("thread: spawn hands it to another thread (app.py:10)");
    assertThat(context(files, "app.Job.step"))
        .isEqualTo("on: threads.py run_all > app.py Job.step");
    assertThat(context(files, "app.Job.at_once"))
        .isEqualTo("on: app.py Job.main > app.py Job.at_once");
    assertThat(context(files, "app.Job.torn"))
        .isEqualTo("unknown: both runs it in more than one way (app.py:13)");
    assertThat(context(files, "app.Job.__call__"))
        .isEqualTo("unknown: whoever is given an instance may run __call__");
    assertThat(context(files, "app.Job.do_it"))
        .isEqualTo("unknown: a getattr with a computed name may mean it (app.py:14)");
  }

  /// What stands in the body of a class is reached through the class as well as through an object.
  @Test
  void whatAClassHoldsIsKnownByTheNameOfTheClass() {
    Map<String, String> files =
        files(
            "filters.py",
                """
                class Words:
                    def terms(self):
                        return self.split()
                    def split(self):
                        pass
                class Lazy:
                    def __get__(self, instance, owner):
                        return Words()
                    def dates(self):
                        pass
                """,
            "entries.py",
                """
                from enum import Enum
                from filters import Lazy, Words
                class Entries:
                    words = Words()
                    lazy = Lazy()
                class Color(Enum):
                    RED = Words()
                    def show(self):
                        pass
                """,
            "app.py",
                """
                import entries
                async def search():
                    entries.Entries.words.terms()
                    entries.Entries.lazy.dates()
                async def paint():
                    entries.Color.RED.show()
                    entries.Color.RED.dates()
                """);

    assertThat(context(files, "filters.Words.split"))
        .isEqualTo("on: app.py search > filters.py Words.terms > filters.py Words.split");
    assertThat(context(files, "entries.Color.show"))
        .isEqualTo("on: app.py paint > entries.py Color.show");
    assertThat(context(files, "filters.Lazy.dates"))
        .startsWith("unknown: something whose class is not visible has its dates used");
  }

  /// What is put into an attribute from outside of the class may be of another class.
  @Test
  void whatIsPutIntoAnAttributeFromOutsideCounts() {
    for (String swap :
        List.of(
            "box.worker = Other()",
            "def swap(some: Box):\n    some.worker = Other()",
            "def swap(some: 'Box'):\n    some.worker, n = found()",
            "Box.worker = Other()")) {
      String box =
          """
          class Worker:
              def work(self):
                  pass
          class Other:
              def work(self):
                  pass
          class Box:
              def __init__(self):
                  self.worker = Worker()
                  self.spare = Worker()
          box = Box()
          %s
          box.spare = Worker()
          """
              .formatted(swap);
      String app = "from box import box\nasync def main():\n    box.%s.work()\n";

      assertThat(
              context(files("box.py", box, "app.py", app.formatted("worker")), "box.Worker.work"))
          .as(swap)
          .startsWith("unknown: something");
      assertThat(context(files("box.py", box, "app.py", app.formatted("spare")), "box.Worker.work"))
          .as(swap)
          .startsWith("on: app.py main");
    }
  }
}
