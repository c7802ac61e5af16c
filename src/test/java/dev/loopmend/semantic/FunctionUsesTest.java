package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What becomes of a function in all files (recipes' section 1.3, H).
class FunctionUsesTest {
  private final Map<String, String> files = new LinkedHashMap<>();

  private void file(String path, String text) {
    files.put(path, text);
  }

  /// Each use as `KIND path text by`.
  private List<String> usesOf(String function) {
    Workspace workspace = Python.project(files, List.of()).workspace();
    FunctionRef ref = workspace.functionNamed(function).orElseThrow();
    List<String> told = new ArrayList<>();
    for (FunctionUse use : workspace.usesOf(ref)) {
      String text = use.at().of(files.getOrDefault(use.path(), ""));
      told.add(use.kind() + " " + use.path() + " " + text + " by " + use.by().name());
    }
    return told;
  }

  @Test
  void everySpellingOfAnExportList() {
    for (String list : List.of("['work']", "('work',)")) {
      for (String statement : List.of("__all__ = ", "__all__ += ", "__all__: 'list[str]' = ")) {
        file("jobs.py", statement + list + "\ndef work():\n    pass\n");
        assertThat(usesOf("jobs.work"))
            .as(statement + list)
            .containsExactly("EXPORT jobs.py  by <module>");
      }
    }
  }

  @Test
  void aBaseThatIsNotInSightMayHaveAMethodButTellsNothingOfConstructors() {
    file(
        "jobs.py",
        """
        from lib import make

        class Base(make()):
            pass

        class Job(Base):
            def __init__(self):
                super().__init__()
            def save(self):
                super().save()

        class Other:
            def __init__(self):
                pass
            def save(self):
                pass
        """);
    assertThat(usesOf("jobs.Other.__init__")).isEmpty();
    assertThat(usesOf("jobs.Other.save"))
        .containsExactly("POSSIBLE_CALL jobs.py super().save() by Job.save");
  }

  @Test
  void everyKind() {
    file(
        "jobs.py",
        """
        __all__ = ["work"]
        def work(x=None):
            pass
        class Model:
            def __init__(self):
                pass
            @property
            def size(self):
                pass
            def save(self):
                pass
        """);
    file("pkg/__init__.py", "from jobs import work as labour\n");
    file(
        "use.py",
        """
        import asyncio, functools, threading
        from unittest import mock
        from pkg import labour
        from jobs import Model
        import jobs
        def use(loop: asyncio.AbstractEventLoop, xs, thing):
            labour(1)
            loop.call_soon(labour)
            loop.run_in_executor(None, functools.partial(jobs.work, 1))
            sorted(xs, key=labour)
            register(labour)
            return labour
        @labour
        def other(thing):
            model = Model()
            model.size
            model.save()
            thing.save()
            thing.save
            getattr(thing, "save")
            mock.patch("jobs.work")
        """);

    assertThat(usesOf("jobs.work"))
        .containsExactly(
            "EXPORT jobs.py  by <module>",
            "EXPORT pkg/__init__.py  by <module>",
            "CALL use.py labour(1) by use",
            "ON_LOOP use.py labour by use",
            "IN_THREAD use.py jobs.work by use",
            "ON_THE_SPOT use.py labour by use",
            "ESCAPE use.py labour by use",
            "ESCAPE use.py labour by use",
            "DECORATES use.py labour by <module>",
            "STRING use.py \"jobs.work\" by other");
    assertThat(usesOf("jobs.Model.__init__"))
        .containsExactly("CONSTRUCTION use.py Model() by other");
    assertThat(usesOf("jobs.Model.size"))
        .containsExactly("PROPERTY_READ use.py model.size by other");
    assertThat(usesOf("jobs.Model.save"))
        .containsExactly(
            "CALL use.py model.save() by other",
            "POSSIBLE_CALL use.py thing.save() by other",
            "ESCAPE use.py thing.save by other",
            "ESCAPE use.py getattr(thing, \"save\") by other",
            "STRING use.py \"save\" by other");
  }

  @Test
  void aClassIsAFunctionToWhoTakesOne() {
    file(
        "jobs.py",
        """
        class Model:
            def __init__(self):
                pass
        """);
    file(
        "use.py",
        """
        import asyncio, functools
        from jobs import Model
        def make(kind):
            return kind()
        async def make_later(kind):
            return kind()
        async def use(loop: asyncio.AbstractEventLoop, x):
            loop.call_soon(Model)
            loop.run_in_executor(None, functools.partial(Model, 1))
            make(Model)
            await make_later(Model)
            callable(Model)
            isinstance(x, Model)
            register(Model)
        """);

    assertThat(usesOf("jobs.Model.__init__"))
        .containsExactly(
            "ON_LOOP use.py Model by use",
            "IN_THREAD use.py Model by use",
            "ON_THE_SPOT use.py Model by use",
            "ON_THE_SPOT use.py Model by make_later",
            "ESCAPE use.py Model by use");
  }

  @Test
  void aPartialOfPartialsIsOne() {
    file("jobs.py", "def work(*numbers):\n    pass\n");
    String partials = "partial(".repeat(9) + "work" + ", 1)".repeat(9);
    file(
        "use.py",
        """
        from functools import partial
        from jobs import work
        async def use(loop):
            loop.run_in_executor(None, PARTIALS)
        """
            .replace("PARTIALS", partials));

    assertThat(usesOf("jobs.work")).containsExactly("IN_THREAD use.py work by use");
  }

  @Test
  void registrationsByCall() {
    file(
        "app.py",
        """
        from aiohttp import web
        from fastapi import Depends
        from handlers import index, other, database
        app = web.Application()
        app.add_routes([web.get("/", index)])
        def setup(app: web.Application):
            app.router.add_get("/other", handler=other)
        async def route(db=Depends(database)):
            pass
        """);
    file("handlers.py", "def index(r): pass\ndef other(r): pass\ndef database(): yield 1\n");

    assertThat(usesOf("handlers.index")).containsExactly("REGISTERED app.py index by <module>");
    assertThat(usesOf("handlers.other")).containsExactly("REGISTERED app.py other by setup");
    assertThat(usesOf("handlers.database"))
        .containsExactly("REGISTERED app.py database by <module>");
    Workspace workspace = Python.project(files, List.of()).workspace();
    assertThat(contextOf(workspace, "handlers.index")).isInstanceOf(LoopContext.OnLoop.class);
    assertThat(contextOf(workspace, "handlers.other")).isInstanceOf(LoopContext.OnLoop.class);
    assertThat(contextOf(workspace, "handlers.database")).isInstanceOf(LoopContext.OffLoop.class);
  }

  private static LoopContext contextOf(Workspace workspace, String function) {
    return workspace.contextOf(workspace.functionNamed(function).orElseThrow());
  }

  @Test
  void protocolsAndObjectsMayBeAnything() {
    file(
        "store.py",
        """
        from typing import Protocol
        class Store(Protocol):
            def load(self): ...
        class Disk:
            def load(self): pass
        """);
    file(
        "use.py",
        """
        from store import Store
        async def use(store: Store, thing: object, text: str):
            store.load()
            thing.load()
            text.load()
        """);

    assertThat(usesOf("store.Disk.load"))
        .containsExactly(
            "POSSIBLE_CALL use.py store.load() by use", "POSSIBLE_CALL use.py thing.load() by use");
  }

  @Test
  void threadsOfTheirOwn() {
    file(
        "worker.py",
        """
        import threading
        class Base(threading.Thread):
            pass
        class Worker(Base):
            def run(self):
                pass
        class Job:
            def run(self):
                pass
        Job().run()
        """);
    Workspace workspace = Python.project(files, List.of()).workspace();

    assertThat(contextOf(workspace, "worker.Worker.run"))
        .isEqualTo(new LoopContext.OffLoop("it is registered to run in another thread", true));
    assertThat(contextOf(workspace, "worker.Job.run"))
        .isEqualTo(new LoopContext.OffLoop("module level runs before the event loop", false));
  }

  @Test
  void overridesReachBothWays() {
    file("base.py", "class Base:\n    def run(self):\n        pass\n");
    file("middle.py", "from base import Base\nclass Middle(Base):\n    def run(self): pass\n");
    file(
        "low.py",
        """
        from elsewhere import Foreign
        from middle import Middle
        class Low(Middle, Foreign):
            def run(self): pass
        """);
    file("use.py", "from base import Base\ndef use(base: Base):\n    base.run()\n");
    Workspace workspace = Python.project(files, List.of()).workspace();
    FunctionRef base = workspace.functionNamed("base.Base.run").orElseThrow();
    FunctionRef middle = workspace.functionNamed("middle.Middle.run").orElseThrow();
    FunctionRef low = workspace.functionNamed("low.Low.run").orElseThrow();

    assertThat(workspace.overridesOf(middle).above()).containsExactly(base);
    assertThat(workspace.overridesOf(middle).below()).containsExactly(low);
    assertThat(workspace.overridesOf(middle).outside().isNo()).isTrue();
    assertThat(workspace.overridesOf(low).outside()).isInstanceOf(Answer.Unknown.class);
    for (String method : List.of("base.Base.run", "middle.Middle.run", "low.Low.run")) {
      assertThat(usesOf(method)).containsExactly("CALL use.py base.run() by use");
    }
  }

  @Test
  void entryPointsAreExports() {
    file("tool.py", "def main():\n    pass\n");
    Python.Project project = Python.project(files, List.of());
    List<Summary> summaries =
        project.trees().entrySet().stream()
            .map(it -> Summaries.summarize(it.getKey(), it.getValue()))
            .toList();
    Workspace workspace = Workspace.of(List.of(), summaries, Facts.ALL, Set.of("tool:main"));
    FunctionRef main = workspace.functionNamed("tool.main").orElseThrow();

    assertThat(workspace.usesOf(main))
        .containsExactly(
            new FunctionUse(
                FunctionUse.Kind.EXPORT,
                "tool.py",
                new Span(0, 20),
                new FunctionRef("tool.py", 0, "<module>"),
                "an installed script starts it"));
  }

  @Test
  void functionsThatAreGivenToFunctions() {
    file(
        "threads.py",
        """
        import inspect
        import threading
        def spawn(fn):
            threading.Thread(target=fn).start()
        async def run_all(fn):
            fn()
        def now(fn):
            if inspect.iscoroutinefunction(fn):
                raise TypeError(fn.__name__)
            return fn()
        def keep(fn):
            fns.append(fn)
        """);
    file(
        "use.py",
        """
        import inspect
        from threads import keep, now, run_all, spawn
        class Guard:
            def __enter__(self): pass
            def __call__(self): pass
        def work(): pass
        async def use(guard: Guard):
            spawn(work)
            await run_all(work)
            now(work)
            keep(work)
            callable(work)
            inspect.iscoroutinefunction(work)
            with guard:
                guard()
        """);

    assertThat(usesOf("use.work"))
        .containsExactly(
            "IN_THREAD use.py work by use",
            "ON_THE_SPOT use.py work by run_all",
            "ON_THE_SPOT use.py work by use",
            "ESCAPE use.py work by use",
            "ESCAPE use.py work by use");
    assertThat(usesOf("use.Guard.__enter__")).containsExactly("ENTERED use.py guard by use");
    assertThat(usesOf("use.Guard.__call__")).containsExactly("CALL use.py guard() by use");
  }

  @Test
  void settersAndDeleters() {
    file(
        "box.py",
        """
        class Box:
            @property
            def size(self):
                return 1
            @size.setter
            def size(self, value):
                pass
            @size.deleter
            def size(self):
                pass
            def plain(self):
                pass
            def use(self, thing):
                self.size = 1
                del self.size
                self.size += 1
                thing.size = 1
                del thing.size
                thing.other = 1
                del self.plain
        """);
    Workspace workspace = Python.project(files, List.of()).workspace();
    List<String> told = new ArrayList<>();
    for (FunctionRef function : workspace.functionsOf("box.py")) {
      if (function.name().equals("Box.size")) {
        List<String> uses =
            workspace.usesOf(function).stream()
                .map(it -> it.kind() + " " + it.at().of(files.getOrDefault("box.py", "")))
                .toList();
        told.add(String.join(", ", uses));
      }
    }

    assertThat(told)
        .containsExactly(
            "PROPERTY_READ self.size",
            "PROPERTY_SET self.size, PROPERTY_SET self.size, ESCAPE thing.size",
            "PROPERTY_SET self.size, ESCAPE thing.size");
  }

  @Test
  void computedNamesMeanTheMethodsOfTheirClass() {
    file(
        "a.py",
        """
        class First:
            def do_work(self):
                pass
        class Second:
            pass
        """);
    file(
        "b.py",
        """
        class Plain:
            pass
        class Shell:
            def do_work(self):
                pass
            def other(self):
                pass
            def run(self, name):
                getattr(self, "do_" + name)()
        """);

    assertThat(usesOf("b.Shell.do_work")).containsExactly("STRING b.py self by Shell.run");
    assertThat(usesOf("b.Shell.other")).isEmpty();
    assertThat(usesOf("a.First.do_work")).isEmpty();
  }

  /// Classes of tests that may stand for an object of the program, and those that hold tests.
  @Test
  void classesOfTests() {
    file("jobs.py", "class Hub:\n    def work(self):\n        pass\n");
    String test = "class %s:\n    def work(self):\n        pass\n";
    file("tests/test_jobs.py", test.formatted("TestHub"));
    assertThat(usesOf("jobs.Hub.work")).isEmpty();

    file("tests/test_jobs.py", test.formatted("Thing(Case)"));
    assertThat(usesOf("jobs.Hub.work")).isEmpty();

    file("tests/test_jobs.py", test.formatted("FakeHub"));
    assertThat(usesOf("jobs.Hub.work"))
        .singleElement()
        .asString()
        .startsWith("STRING tests/test_jobs.py def work(self):");
  }

  @Test
  void namesInStrings() {
    file(
        "jobs.py",
        """
        def work():
            pass
        class Hub:
            def on_event(self):
                pass
        def _work2():
            key = lambda: 1
        """);
    file(
        "use.py",
        """
        import operator
        \"""jobs.work\"""
        load("jobs._work2")
        load("jobs._work2.<locals>.<lambda>")
        load("jobs.work")
        load("jobs:work")
        load("jobs.work!")
        load("jobs..work")
        load(".jobs.work.")
        load("work")
        load("1jobs.work")
        getattr(thing, "on_event")
        operator.methodcaller("on_event")
        getattr(thing, "on event")
        getattr(thing, "Hub.on_event")
        operator.attrgetter("hub.on_event", "hub.name")
        print("on_event")
        load(b"jobs.work")
        """);

    assertThat(usesOf("jobs.work"))
        .containsExactly(
            "STRING use.py \"jobs.work\" by <module>", "STRING use.py \"jobs:work\" by <module>");
    assertThat(usesOf("jobs._work2")).containsExactly("STRING use.py \"jobs._work2\" by <module>");
    // What a function keeps for itself has no name by which it could be found.
    assertThat(usesOf("jobs._work2.<locals>.<lambda>")).noneMatch(it -> it.startsWith("STRING"));
    assertThat(usesOf("jobs.Hub.on_event"))
        .containsExactly(
            "ESCAPE use.py getattr(thing, \"on_event\") by <module>",
            "STRING use.py \"on_event\" by <module>",
            "STRING use.py \"on_event\" by <module>",
            "STRING use.py \"hub.on_event\" by <module>");
  }

  @Test
  void whatOutsideMayCall() {
    file(
        "jobs.py",
        """
        from elsewhere import Foreign
        class Job(Foreign):
            def __call__(self):
                pass
            def run(self):
                pass
        def free():
            pass
        """);
    Workspace workspace = Python.project(files, List.of()).workspace();

    assertThat(outside(workspace, "jobs.Job.__call__"))
        .isEqualTo(new Answer.Yes("Python itself calls __call__"));
    assertThat(outside(workspace, "jobs.Job.run"))
        .isEqualTo(new Answer.Unknown("elsewhere.Foreign may have a run"));
    assertThat(outside(workspace, "jobs.free")).isEqualTo(new Answer.No("it is no method"));
  }

  private static Answer outside(Workspace workspace, String function) {
    return workspace.overridesOf(workspace.functionNamed(function).orElseThrow()).outside();
  }

  @Test
  void saysHowAFunctionIsTaken() {
    file(
        "threads.py",
        """
        import threading
        def spawn(fn):
            threading.Thread(target=fn).start()
        def now(fn):
            fn()
        """);
    file(
        "use.py",
        """
        import threading
        from threads import now, spawn
        class Base:
            def step(self): pass
        class Low(Base):
            def step(self): pass
        def work(): pass
        def use(xs, base: Base):
            spawn(work)
            now(work)
            sorted(xs, key=work)
            threading.Thread(target=work)
            base.step()
        """);
    file("pkg/__init__.py", "from given import given as taken\n");
    file(
        "given.py",
        """
        NAMES = ["named"]
        NAMES += ["named"]
        __all__ = ["listed"]
        def given(): pass
        def listed(): pass
        def named(): pass
        """);
    Workspace workspace = Python.project(files, List.of()).workspace();

    assertThat(whys(workspace, "use.work"))
        .containsExactly(
            "'spawn' hands it on: threading.Thread runs it in another thread",
            "now calls it before it returns",
            "builtins.sorted calls it before it returns",
            "threading.Thread runs it in another thread");
    assertThat(whys(workspace, "given.given")).containsExactly("the package gives it on as taken");
    assertThat(whys(workspace, "given.listed")).containsExactly("__all__ lists it");
    assertThat(whys(workspace, "given.named")).isEmpty();
    assertThat(whys(workspace, "use.Base.step"))
        .containsExactly("it may reach an override or another definition");
  }

  private static List<String> whys(Workspace workspace, String function) {
    return workspace.usesOf(workspace.functionNamed(function).orElseThrow()).stream()
        .map(FunctionUse::why)
        .toList();
  }

  @Test
  void functionsThatNestedFunctionsCall() {
    file(
        "threads.py",
        """
        import threading
        def now_by_key(fn, xs):
            sorted(xs, key=lambda x: fn(x))
        def in_thread(fn):
            threading.Thread(target=lambda: fn()).start()
        def in_thread_through_another(fn):
            def run():
                fn()
            threading.Thread(target=lambda: run()).start()
        """);
    file(
        "use.py",
        """
        import threads
        def work(): pass
        def work_behind(): pass
        def work_by_key(): pass
        def use(xs):
            threads.in_thread(work)
            threads.in_thread_through_another(work_behind)
            threads.now_by_key(work_by_key, xs)
        """);

    assertThat(usesOf("use.work"))
        .containsExactly("ON_THE_SPOT use.py work by in_thread.<locals>.<lambda>");
    assertThat(usesOf("use.work_behind"))
        .containsExactly(
            "ON_THE_SPOT use.py work_behind by in_thread_through_another.<locals>.run");
    assertThat(usesOf("use.work_by_key")).containsExactly("ON_THE_SPOT use.py work_by_key by use");
  }

  /// However much is called of what it gives.
  @Test
  void aMethodAtTheStartOfALongChain() {
    String jobs = "class Job:\n    def start(self): return other()\ndef make(): return Job()\n";
    for (int links = 0; links < 70; links++) {
      file("jobs.py", jobs + "make().start()" + ".then()".repeat(links) + "\n");

      assertThat(usesOf("jobs.Job.start"))
          .as(links + " links")
          .containsExactly("CALL jobs.py make().start() by <module>");
      file("jobs.py", jobs + "def use(): return make().start()" + ".then()".repeat(links) + "\n");

      assertThat(usesOf("jobs.Job.start"))
          .as(links + " links that are returned")
          .containsExactly("CALL jobs.py make().start() by use");
    }
  }

  @Test
  void functionsThatStarsGive() {
    file("jobs.py", "def work(): pass\ndef other(): pass\n");
    file("use.py", "from jobs import *\nkept = [work]\nother()\nprint(len(kept))\n");

    assertThat(usesOf("jobs.work")).containsExactly("ESCAPE use.py work by <module>");
    assertThat(usesOf("jobs.other")).containsExactly("CALL use.py other() by <module>");
  }

  @Test
  void theFirstNameOfAFileMayBeAnotherOfAFunction() {
    file("jobs.py", "def work(): pass\n");
    file("use.py", "from jobs import *\nagain = work\nagain()\n");

    assertThat(usesOf("jobs.work")).containsExactly("CALL use.py again() by <module>");
  }

  @Test
  void theFirstNameOfAFileMayReplaceABuiltin() {
    file(
        "jobs.py",
        """
        from elsewhere import classmethod
        class Job:
            @classmethod
            def make(job):
                return job()
            def __init__(self):
                pass
        """);
    file(
        "tasks.py",
        """
        class Task:
            @classmethod
            def make(task):
                return task()
            def __init__(self):
                pass
        """);

    assertThat(usesOf("jobs.Job.__init__")).isEmpty();
    assertThat(usesOf("tasks.Task.__init__"))
        .containsExactly("CONSTRUCTION tasks.py task() by Task.make");
  }

  @Test
  void whoCollectsAClassMayMakeAnInstance() {
    file(
        "use.py",
        """
        class Model:
            def __init__(self): pass
        listed = [Model]
        paired = (Model, 1)
        kinds = {Model}
        named = {"model": Model}
        print(Model is None)
        """);

    assertThat(usesOf("use.Model.__init__"))
        .containsExactly(
            "ESCAPE use.py Model by <module>",
            "ESCAPE use.py Model by <module>",
            "ESCAPE use.py Model by <module>",
            "ESCAPE use.py Model by <module>");
  }
}
