package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whether code runs on the event loop (recipes' section 0.3), as far as one file shows.
class LoopContextsTest {
  private static void expectContexts(String path, String text) {
    Python file = Python.file(path, text);
    file.expectContexts();
    expectWholeFile(file.model());
  }

  /// What is said of a whole file is what is said of some function of it.
  private static void expectWholeFile(SemanticModel model) {
    Workspace workspace = model.workspace();
    List<LoopContext> all =
        workspace.functionsOf(model.path()).stream().map(workspace::contextOf).toList();
    assertThat(workspace.runsOnLoop(model.path()))
        .isEqualTo(all.stream().anyMatch(it -> !chain(it).isEmpty()));
    assertThat(workspace.runsThroughCallback(model.path()))
        .isEqualTo(all.stream().anyMatch(it -> !chain(it).isEmpty() && !startsAsync(model, it)));
    assertThat(workspace.runsInThread(model.path()))
        .isEqualTo(
            all.stream()
                .anyMatch(
                    it ->
                        switch (it) {
                          case LoopContext.OffLoop(_, boolean inThread) -> inThread;
                          case LoopContext.Both(_, _, boolean inThread) -> inThread;
                          case LoopContext.OnLoop _, LoopContext.Unknown _ -> false;
                        }));
  }

  private static List<FunctionRef> chain(LoopContext context) {
    return switch (context) {
      case LoopContext.OnLoop(var chain) -> chain;
      case LoopContext.Both(var chain, _, _) -> chain;
      case LoopContext.OffLoop _, LoopContext.Unknown _ -> List.of();
    };
  }

  private static boolean startsAsync(SemanticModel model, LoopContext context) {
    return model
        .nodeOf(chain(context).getFirst())
        .filter(it -> it instanceof Stmt.FunctionDef def && def.isAsync())
        .isPresent();
  }

  private static void expectContexts(String text) {
    expectContexts("app/main.py", text);
  }

  @Test
  void functionsAndTheirCallers() {
    expectContexts(
        """
        import asyncio
        here()  #> off

        async def coroutine():
            here()  #> on
            helper()
            both()
            [here() for n in ns]  #> on
            print(here() for n in ns)  #> on
            class Inner:
                here()  #> on
            def local(x=here()):  #> on
                here()  #> on
            local()
            for x in generator():
                pass
            asyncio.to_thread(list, lazy())

        def helper():
            here()  #> on
            deeper()

        def deeper():
            here()  #> on

        def both():
            here()  #> both

        def unseen():
            here()  #> unknown
            below_unseen()

        def below_unseen():
            here()  #> unknown

        def generator():
            here()  #> on
            yield 1

        def lazy():
            here()  #> unknown
            yield 1

        def itself():
            itself()
            here()  #> unknown

        def main():
            here()  #> off
            both()
            asyncio.run(coroutine())

        if __name__ == "__main__":
            here()  #> off
            main()
        """);
  }

  @Test
  void aDecoratorThatChangesNothingDoesNotCall() {
    expectContexts(
        """
        from functools import wraps

        @wraps(print)
        def nobody_calls_it():
            here()  #> unknown
            helper()

        def helper():
            here()  #> unknown

        helper()
        """);
  }

  @Test
  void lambdasAndCallbacks() {
    expectContexts(
        """
        import asyncio
        import functools
        import threading
        from concurrent.futures import ThreadPoolExecutor

        async def main(loop, x, pool: ThreadPoolExecutor):
            asyncio.to_thread(lambda: here())  #> off
            loop.run_in_executor(None, lambda: here())  #> off
            loop.run_in_executor(None, functools.partial(work, 1))
            pool.submit(lambda: here())  #> off
            threading.Thread(target=lambda: here()).start()  #> off
            threading.Thread(None, work2).start()
            loop.call_soon(lambda: here())  #> on
            loop.call_later(1, on_time)
            sorted(x, key=lambda a: here())  #> on
            x.sort(key=lambda a: here())  #> unknown
            [1].sort(key=lambda a: here())  #> on
            (lambda: here())()  #> on
            unknown(lambda: here())  #> unknown
            cb = lambda: here()  #> on
            cb()
            asyncio.to_thread(list, (here() for y in x))  #> unknown
            sorted((here() for y in x), key=len)  #> on
            twice()
            asyncio.to_thread(twice)
            def blocking():
                here()  #> off
            await asyncio.to_thread(blocking)
            def handed():
                here()  #> unknown
            register(handed)

        def work(n):
            here()  #> off
            below()

        def work2():
            here()  #> off

        def below():
            here()  #> off

        def on_time():
            here()  #> on

        def twice():
            here()  #> both

        def plain():
            sorted([], key=lambda a: here())  #> unknown

        async def task_done(t=asyncio.create_task(x)):
            t.add_done_callback(lambda t: here())  #> unknown
            asyncio.create_task(x).add_done_callback(lambda t: here())  #> on
        """);
  }

  @Test
  void methods() {
    expectContexts(
        """
        import asyncio

        class Base:
            def inherited(self):
                here()  #> on

            def overridden(self):
                here()  #> unknown

        class Service(Base):
            def __init__(self):
                here()  #> on

            async def run(self):
                self.inherited()
                self.overridden()
                self.own()
                self.value
                super().inherited()
                Service.make()

            def overridden(self):
                here()  #> on

            def own(self):
                here()  #> on

            @property
            def value(self):
                here()  #> on

            @classmethod
            def make(cls):
                here()  #> on

            def unused(self):
                here()  #> unknown

            def foreign(self):
                here()  #> unknown

        class Echo(asyncio.Protocol):
            def data_received(self, data):
                here()  #> on

            def connection_lost(self, why):
                here()  #> on

            def __init__(self):
                here()  #> unknown

        async def handler(service: Service, thing):
            service.own()
            thing.foreign()
            Service()
        """);
  }

  @Test
  void methodsThatALibraryRunsThroughAClassBelow() {
    expectContexts(
        """
        import asyncio
        import threading

        class Receiving:
            def data_received(self, data):
                here()  #> on
                self.parse(data)

            def parse(self, data):
                here()  #> on

            def render(self):
                here()  #> unknown

        class Deep(Receiving):
            pass

        class Echo(Deep, asyncio.Protocol):
            pass

        class Late:
            def data_received(self, data):
                here()  #> unknown

        class Deaf(asyncio.Protocol, Late):
            pass

        class Hidden:
            def data_received(self, data):
                here()  #> unknown

        class Own(Hidden, asyncio.Protocol):
            def data_received(self, data):
                here()  #> on

        class Running:
            def run(self):
                here()  #> off

            def stop(self):
                here()  #> unknown

        class Base(threading.Thread):
            pass

        class Worker(Running, Base):
            pass

        class Reader(threading.Thread):
            def run(self):
                here()  #> off

            def data_received(self, data):
                here()  #> unknown

        class Alone:
            def run(self):
                here()  #> unknown

            def data_received(self, data):
                here()  #> unknown
        """);
  }

  @Test
  void aClassBelowOfATestPutsNothingOnTheLoop() {
    Map<String, String> files =
        Map.of(
            "app.py",
            "class Receiving:\n    def data_received(self, data):\n        here()  #> unknown\n",
            "tests/test_app.py",
            "import asyncio\n"
                + "from app import Receiving\n"
                + "class Echo(Receiving, asyncio.Protocol): ...\n");
    Python.project(files, List.of()).file("app.py").expectContexts();
  }

  @Test
  void propertiesRunWhereTheyAreReadAndSet() {
    expectContexts(
        """
        class Box:
            def __init__(self):
                self.width = 1
                self.size = 0

            @property
            def size(self):
                here()  #> on

            @size.setter
            def size(self, value):
                here()  #> on

            @size.deleter
            def size(self):
                here()  #> unknown

            @property
            def width(self):
                here()  #> unknown

            @width.setter
            def width(self, value):
                here()  #> on

            @property
            def depth(self):
                here()  #> unknown

            @depth.setter
            def depth(self, value):
                here()  #> unknown

            @property
            def count(self):
                here()  #> on

            @count.setter
            def count(self, value):
                here()  #> on

        async def main(box: Box, other):
            box.size = box.size
            box.count += 1
            Box.width
            Box()
            other.depth = 1
        """);
  }

  @Test
  void aPropertyOfABaseClassHasItsSetterThere() {
    expectContexts(
        """
        class Base:
            @property
            def size(self):
                here()  #> unknown

            @size.setter
            def size(self, value):
                here()  #> unknown

        class Box(Base):
            @Base.size.setter
            def size(self, value):
                here()  #> unknown

        async def main(box: Box):
            box.size = 1
        """);
  }

  @Test
  void classesThatAreCalledThroughAnotherClass() {
    expectContexts(
        """
        class Item:
            def __init__(self):
                here()  #> on

            @classmethod
            def make(cls):
                return cls()

        class Base:
            def __init__(self):
                here()  #> unknown

            @classmethod
            def make(cls):
                return cls()

        class Derived(Base):
            def __init__(self):
                here()  #> unknown

        class Outer:
            class Inner:
                def __init__(self):
                    here()  #> on

                def step(self):
                    here()  #> on

            class Own:
                def __init__(self):
                    here()  #> on

            class Replaced:
                def __init__(self):
                    here()  #> unknown

            async def run(self):
                self.Own()
                self.Replaced()

        class Below(Outer):
            class Inherited(Outer.Inner):
                pass

            class Replaced:
                def __init__(self):
                    here()  #> unknown

        async def main():
            Item.make()
            Base.make()
            inner = Outer.Inner()
            inner.step()
            Below.Inherited()
        """);
  }

  @Test
  void frameworks() {
    expectContexts(
        """
        import asyncio
        import click
        from aiohttp import web
        from fastapi import FastAPI

        app = FastAPI()
        routes = web.RouteTableDef()

        @app.get("/")
        def threaded():
            here()  #> off

        @app.get("/a")
        async def route():
            here()  #> on

        @routes.get("/")
        def on_loop(request):
            here()  #> on

        @click.command()
        def cli():
            here()  #> off

        @unheard_of
        def decorated():
            here()  #> unknown
        """);
  }

  @Test
  void synchronousTests() {
    expectContexts(
        "tests/test_app.py",
        """
        import asyncio
        import pytest

        def test_it():
            here()  #> off

        @pytest.fixture
        def session():
            here()  #> off

        @pytest.mark.parametrize("n", [1, 2])
        def test_numbers(n):
            here()  #> off

        async def test_async():
            here()  #> on

        class TestIt:
            def test_method(self):
                here()  #> off
        """);
  }

  @Test
  void otherRunners() {
    expectContexts("import trio\nasync def f():\n    here()  #> off\n");
    expectContexts("import curio\nasync def f():\n    here()  #> off\n");
    expectContexts("import anyio\nasync def f():\n    here()  #> unknown\n");
    Python file = Python.file("import anyio\nasync def f():\n    here()\n");
    assertThat(file.model().loopContext(file.call("here")))
        .isEqualTo(new LoopContext.Unknown("the module uses anyio, which may run it"));
    expectContexts("import trio, asyncio\nasync def f():\n    here()  #> on\n");
    expectContexts("from trio import sleep\nasync def f():\n    here()  #> off\n");
    expectContexts("import trio\nfrom asyncio import run\nasync def f():\n    here()  #> on\n");
    expectContexts("async def f():\n    here()  #> on\n");
    for (String library : List.of("trio", "asyncio")) {
      Map<String, String> files =
          Map.of(
              "compat.py",
              "import " + library + "\n",
              "app.py",
              "import trio\nfrom compat import %s\nasync def f():\n    here()  #> %s\n"
                  .formatted(library, library.equals("trio") ? "off" : "on"));
      Python.project(files, List.of()).file("app.py").expectContexts();
    }
    Map<String, String> through =
        Map.of(
            "compat.py",
            "import trio\n",
            "app.py",
            "from compat import trio\nasync def f():\n    here()  #> off\n");
    Python.project(through, List.of()).file("app.py").expectContexts();
  }

  @Test
  void notebooksRunOnALoop() {
    Python cell = Python.notebook("here()  #> on\ndef f():\n    here()  #> on\nf()\n");

    cell.expectContexts();

    Python handedOn = Python.notebook("def f():\n    here()\n\nregister(f)\n");
    assertThat(handedOn.model().loopContext(handedOn.call("here")))
        .isEqualTo(new LoopContext.Unknown("it is passed on (cells.ipynb:14)"));
  }

  @Test
  void chainNamesTheCallers() {
    Python file =
        Python.file(
            """
            async def view():
                summary()
            def summary():
                probe()
            def probe():
                here()
            """);

    assertThat(file.model().loopContext(file.call("here")))
        .isEqualTo(
            new LoopContext.OnLoop(
                List.of(
                    new FunctionRef("app/main.py", 1, "view"),
                    new FunctionRef("app/main.py", 2, "summary"),
                    new FunctionRef("app/main.py", 3, "probe"))));
  }

  @Test
  void functionsThatTakeFunctions() {
    expectContexts(
        """
        import asyncio
        import functools
        import threading

        def spawn(fn, *args, name=None):
            if fn is None or not callable(fn):
                return None
            thread = threading.Thread(target=fn, args=args, name=fn.__name__)
            thread.start()
            return thread

        def spawn_more(count, fn, name="x"):
            return [spawn(functools.partial(fn, n), name=name) for n in range(count)]

        def on_loop(loop: asyncio.AbstractEventLoop, *, fn):
            loop.call_soon(fn)

        def retry(fn, times):
            try:
                return fn()
            except OSError:
                return retry(fn, times - 1)

        def locked(fn):
            def run():
                return fn()
            return run()

        def later(fn):
            threading.Thread(target=lambda: fn()).start()

        async def run_all(fn):
            fn()

        def either(fn, thread):
            if thread:
                spawn(fn)
            else:
                fn()

        def kept(fn):
            fns.append(fn)
            return fn

        def lazily(fns, fn):
            return (fn(x) for x in fns)

        def replaced(fn=None):
            fn = fn or spare
            fn()

        def to_each_other(fn):
            and_back(fn)

        def and_back(fn):
            to_each_other(fn)
            fn()

        def logged(fn):
            print(fn.__name__)

        @unheard_of
        def decorated(fn):
            fn()

        class Pool:
            def __init__(self, fn=None):
                threading.Thread(target=fn).start()

            def start(self, fn):
                spawn(fn)

            @classmethod
            def make(cls, fn):
                spawn(fn)

            @staticmethod
            def plain(fn):
                spawn(fn)

            def replaced(self, fn):
                spawn(fn)

        class Below(Pool):
            def replaced(self, fn):
                fn()

        def threaded():
            here()  #> off

        def threaded_deeper():
            here()  #> off

        def looped():
            here()  #> on

        def spot_on():
            here()  #> on

        def spot_off():
            here()  #> off

        def nested_off():
            here()  #> off

        def nested_on():
            here()  #> on

        def nested_thread():
            here()  #> off

        def in_coroutine():
            here()  #> on

        def both_ways():
            here()  #> unknown

        def a_kept():
            here()  #> unknown

        def a_lazy():
            here()  #> unknown

        def a_replaced():
            here()  #> unknown

        def around():
            here()  #> unknown

        def a_decorated():
            here()  #> unknown

        def a_logged():
            here()  #> unknown

        def constructed():
            here()  #> off

        def by_method():
            here()  #> off

        def by_class():
            here()  #> off

        def by_static():
            here()  #> off

        def by_class_itself():
            here()  #> off

        def overridden():
            here()  #> unknown

        def start(pool: Pool):
            spawn(threaded)
            spawn_more(3, threaded_deeper)
            later(nested_thread)
            either(both_ways, True)
            kept(a_kept)
            lazily(xs, a_lazy)
            replaced(a_replaced)
            to_each_other(around)
            decorated(a_decorated)
            logged(a_logged)
            Pool(fn=constructed)
            pool.start(by_method)
            Pool.make(by_class)
            pool.plain(by_static)
            Pool.start(pool, by_class_itself)
            pool.replaced(overridden)
            spawn(lambda: here())  #> off
            retry(lambda: here(), 3)  #> off

        async def main(loop):
            on_loop(loop, fn=looped)
            retry(spot_on, times=3)
            locked(nested_on)
            await run_all(in_coroutine)
            retry(lambda: here(), 3)  #> on

        retry(spot_off, 3)
        locked(nested_off)
        start(Pool())
        """);
  }

  @Test
  void instancesThatAreCalled() {
    expectContexts(
        """
        class Handler:
            def __call__(self, event):
                here()  #> on

        class Unused:
            def __call__(self):
                here()  #> unknown

        class Before:
            def __call__(self):
                here()  #> unknown

        class Owner:
            def __init__(self):
                self.handler = Handler()

            async def run(self, given: Handler):
                self.handler(1)

        async def main(handler: Handler):
            handler(1)

        before = Before()
        before()
        """);
  }

  @Test
  void instancesThatAreEntered() {
    expectContexts(
        """
        class Guard:
            def __enter__(self):
                here()  #> on
                self.inner()
                return self

            def __exit__(self, *exc):
                here()  #> on

            def inner(self):
                here()  #> on

        class Base:
            def __enter__(self):
                here()  #> both

        class Below(Base):
            def __exit__(self, *exc):
                here()  #> on

        class Plain:
            def __aenter__(self):
                here()  #> on
                return other()

            def __enter__(self):
                here()  #> unknown

        async def main(guard: Guard, below: Below):
            with guard, open("x"):
                pass
            async with Plain() as plain:
                pass
            with below:
                pass

        with Plain():
            pass

        def make() -> Base: ...

        with make():
            pass
        """);
  }

  @Test
  void attributesThatAreFetchedByName() {
    expectContexts(
        """
        import threading

        class Service:
            def stop(self):
                here()  #> on

            def maybe(self):
                here()  #> unknown

            def on_start(self):
                here()  #> unknown

            def on_loop(self):
                here()  #> on

            def other(self):
                here()  #> off

            def handled(self):
                here()  #> off

            def start(self, event, spare):
                getattr(self, "on_" + event)()
                getattr(spare, event)()
                threading.Thread(target=self.on_start).start()
                threading.Thread(target=self.other).start()
                threading.Thread(target=getattr(self, "handled")).start()

        class Shop:
            def open(self):
                here()  #> unknown

            def run(self, name):
                method = getattr(self, name)
                value = getattr(self, "size" + name)
                method()

        class Till(Shop):
            def close(self):
                here()  #> unknown

        class Data:
            def dump(self, name):
                return getattr(self, name)

            def work(self):
                here()  #> off

            def start(self):
                threading.Thread(target=self.work).start()

        async def main(service: Service):
            getattr(service, "stop")()
            getattr(service, "maybe", None)()
            service.on_loop()

        threading.Thread(target=Shop().open).start()
        threading.Thread(target=Till().close).start()
        threading.Thread(target=Service().maybe).start()
        """);
  }

  @Test
  void contextManagersThatAreGenerators() {
    expectContexts(
        """
        import contextlib

        @contextlib.contextmanager
        def entered():
            here()  #> on
            yield

        @contextlib.contextmanager
        def kept():
            here()  #> unknown
            yield

        async def main():
            with entered():
                manager = kept()
            return manager
        """);
  }

  @Test
  void aClassInAnAnnotationIsNotMadeThere() {
    expectContexts(
        """
        from typing import Callable, Dict

        class Model:
            def __init__(self):
                here()  #> off

        models: Dict[str, Model] = {}

        def find(make: Callable[[Model], None]) -> Dict[str, Model]:
            found: "Dict[str, Model]" = {}
            return found

        class Kept:
            def __init__(self):
                here()  #> unknown

        kept = [Kept]
        Model()
        """);
  }

  @Test
  void aGeneratorExpressionThatAThreadIsGivenMayRunInTheThread() {
    expectContexts(
        """
        import asyncio
        async def main(ns):
            await asyncio.to_thread(list, (work(n) for n in ns))
            list(work_at_once(n) for n in ns)
        def work(n):
            here()  #> unknown
        def work_at_once(n):
            here()  #> on
        """);
  }
}
