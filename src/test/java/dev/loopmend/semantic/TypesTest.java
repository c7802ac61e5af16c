package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The class of a value, as far as it is visible: asked of the argument of `of`.
class TypesTest {
  private static void expectTypes(String text) {
    Python file = Python.file(text);
    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void instancesAndCalls() {
    expectTypes(
        """
        import asyncio
        import threading
        from elsewhere import make, Thing, _
        loop = asyncio.new_event_loop()
        twice = asyncio.new_event_loop()
        twice = asyncio.get_event_loop()
        mixed = asyncio.new_event_loop()
        mixed = 1
        later = None
        later = threading.Lock()

        class Mine:
            pass

        def spawn():
            return asyncio.create_task(x)

        def spawn_annotated(c) -> "asyncio.Task[int]":
            return c

        async def spawn_async():
            return asyncio.create_task(x)

        of(loop)  #> asyncio.AbstractEventLoop
        of(twice)  #> asyncio.AbstractEventLoop
        of(mixed)  #> -
        of(later)  #> threading.Lock
        of(asyncio.Runner())  #> asyncio.Runner
        of(threading.Lock())  #> threading.Lock
        of(asyncio.get_running_loop())  #> asyncio.AbstractEventLoop
        of(asyncio.get_running_loop().create_task(x))  #> asyncio.Task
        of(make())  #> -
        of(_("text"))  #> -
        of(Thing())  #> elsewhere.Thing
        of(Mine())  #> app.main.Mine
        of(spawn())  #> asyncio.Task
        of(spawn_annotated(1))  #> asyncio.Task
        of(spawn_async())  #> -
        of(unknown)  #> -
        of([1])  #> builtins.list
        of("x")  #> builtins.str

        def f(given=None):
            loop = given or asyncio.new_event_loop()
            of(loop)  #> asyncio.AbstractEventLoop
            with asyncio.Runner() as runner:
                of(runner)  #> asyncio.Runner
            of(t := threading.Lock())  #> threading.Lock
            of(loop if given else None)  #> asyncio.AbstractEventLoop
        """);
  }

  @Test
  void annotations() {
    expectTypes(
        """
        import asyncio
        from asyncio import AbstractEventLoop as Loop
        from typing import TYPE_CHECKING, Annotated, Optional, Union
        if TYPE_CHECKING:
            import threading

        def f(a: Loop, b: "Loop", c: Optional[Loop], d: Loop | None, e: Union[Loop, None],
              g: Annotated[Loop, "x"], h: "Optional[asyncio.AbstractEventLoop]", i: "Loop | None",
              j: Union[Loop, int], k: asyncio.Queue[int], l: "threading.Lock", m: unknown):
            of(a)  #> asyncio.AbstractEventLoop
            of(b)  #> asyncio.AbstractEventLoop
            of(c)  #> asyncio.AbstractEventLoop
            of(d)  #> asyncio.AbstractEventLoop
            of(e)  #> asyncio.AbstractEventLoop
            of(g)  #> asyncio.AbstractEventLoop
            of(h)  #> asyncio.AbstractEventLoop
            of(i)  #> asyncio.AbstractEventLoop
            of(j)  #> -
            of(k)  #> asyncio.Queue
            of(l)  #> threading.Lock
            of(m)  #> -
        """);
  }

  @Test
  void attributes() {
    expectTypes(
        """
        import asyncio
        import threading
        import discord

        class Base:
            shared = threading.Lock()
            typed: threading.Lock
            loosely: unheard_of
            def __init__(self, loop: asyncio.AbstractEventLoop, other):
                self.loop = loop
                self.lock = None
                self.lock = threading.Lock()
                self.loosely = threading.Lock()
                self.other = other
                self.a, self.b = other

        class Derived(Base):
            later = None

            def by_position(self, /):
                of(self)  #> app.main.Derived

            def run(self):
                of(self)  #> app.main.Derived
                of(self.loop)  #> asyncio.AbstractEventLoop
                of(self.lock)  #> threading.Lock
                of(self.shared)  #> threading.Lock
                of(self.typed)  #> threading.Lock
                of(self.loosely)  #> threading.Lock
                of(self.other)  #> -
                of(self.a)  #> -

        class Bot(discord.Client):
            def run(self):
                of(self.loop)  #> asyncio.AbstractEventLoop

        def f(base: Base):
            of(base.loop)  #> asyncio.AbstractEventLoop
            of(Base(1).lock)  #> threading.Lock
        """);
  }

  @Test
  void instancesOfDerivedClasses() {
    Python file =
        Python.file(
            """
            import asyncio
            import uvloop
            class Own(asyncio.AbstractEventLoop):
                def f(self):
                    of(self)  #> yes
            class Plain:
                pass
            of(Plain())  #> no
            of(uvloop.Loop())  #> yes
            of(asyncio.new_event_loop())  #> yes
            of(Own())  #> yes
            of(asyncio.TaskGroup())  #> no
            of(unknown)  #> unknown
            """);

    file.expectAt(
        "of",
        call ->
            Python.word(
                file.model()
                    .isInstance(call.arguments().getFirst().value(), "asyncio.AbstractEventLoop")));
  }

  @Test
  void coroutineFunctionsOfAFamily() {
    Python file =
        Python.file(
            """
            from elsewhere import make

            class Store:
                async def save(self): ...
                async def load(self): ...
                async def close(self): ...
                async def put(self): ...
                def swap(self, other):
                    self.put = other

            class Files(Store):
                async def save(self): ...
                def load(self): ...
                async def close(self): ...

            class Open(make(), Store):
                pass

            def replace(given, value):
                given.close = value

            if fast:
                async def work(): ...
            else:
                async def work(): ...

            try:
                from elsewhere import play
            except ImportError:
                async def play(): ...

            def use(store: Store, files: Files, opened: Open):
                store.save()  #> yes
                store.load()  #> no
                store.close()  #> no
                store.put()  #> no
                files.save()  #> yes
                opened.save()  #> no
                work()  #> yes
                play()  #> no
                Store()  #> no
            """);

    file.expect(call -> Python.word(file.model().isCoroutineFunction(call.callee())));
  }

  @Test
  void longChains() {
    String chain = "a" + ".b".repeat(20_000);
    Python file = Python.file("import a\n" + chain + "()\nx = " + chain + "\nuse(x)\n");

    assertThat(file.model().qualifiedName(file.call("use").arguments().getFirst().value()))
        .isEmpty();
  }

  @Test
  void assignedOnce() {
    Python file = Python.file("a = 1\nb = 2\nb = 3\nuse(a, b)\n");
    SemanticModel model = file.model();
    var arguments = file.call("use").arguments();

    assertThat(model.bindingOf(arguments.get(0).value()).flatMap(model::singleAssignment))
        .isPresent();
    assertThat(model.bindingOf(arguments.get(1).value()).flatMap(model::singleAssignment))
        .isEmpty();
  }

  /// A program may hold such things that another one has written.
  @Test
  void annotationsOfAnyDepth() {
    String union = "int" + " | int".repeat(20_000);
    String subscript = "list" + "[int]".repeat(20_000);
    String quoted = "\"" + "int | list[".repeat(5_000) + "int" + "]".repeat(5_000) + "\"";
    for (String annotation : List.of(union, subscript, quoted)) {
      Python file = Python.file("def use(a: " + annotation + "):\n    of(a)\n");

      assertThat(file.model().typeOf(file.call("of").arguments().getFirst().value())).isEmpty();
    }
  }

  @Test
  void callsAtTheStartOfALongChain() {
    Python file =
        Python.file(
            """
            class Job:
                def start(self):
                    return other()

            def make():
                return Job()

            make().start()%s
            """
                .formatted(".then()".repeat(40)));

    assertThat(file.target("make().start").map(FunctionRef::name)).contains("Job.start");
    assertThat(file.target("make").map(FunctionRef::name)).contains("make");
  }

  @Test
  void whatIsSetOnSomethingElseIsNoAttributeOfAClass() {
    expectTypes(
        """
        import config
        from elsewhere import jobs

        class Worker:
            pass

        class Shelf:
            def __init__(self):
                self.worker = Worker()

        def work():
            pass

        config.colour = 1
        work.colour = 1
        first = jobs[0]
        first.colour = 1
        for job in jobs:
            job.colour = 1

        def use(shelf: Shelf):
            of(shelf.worker)  #> app.main.Worker
            of(shelf.colour)  #> -
        """);
  }

  @Test
  void theFirstNameOfAFileMayBeAClass() {
    expectTypes(
        """
        class Shelf:
            def __init__(self):
                self.worker = Worker()
                self.other = Other()

        class Worker:
            pass

        class Other:
            pass

        job = jobs[0]
        job.worker = Other()
        Shelf.other = Worker()
        Shelf.extra = Worker()

        def use(shelf: Shelf):
            of(shelf.worker)  #> -
            of(shelf.other)  #> -
            of(shelf.extra)  #> app.main.Worker
        """);
  }
}
