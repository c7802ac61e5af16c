package dev.loopmend.semantic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The classes of values whose making is in another file: asked of the argument of `of`.
class LinkedTypesTest {
  private static final String LIBRARY =
      """
      import asyncio
      import threading
      from contextlib import asynccontextmanager
      from typing import AsyncIterator, ClassVar, Optional, Self

      loop = asyncio.new_event_loop()
      settings = {}

      class Base:
          shared: ClassVar["asyncio.Queue[int]"]
          def __init__(self):
              self.lock = threading.Lock()
              self.tasks: "Optional[asyncio.TaskGroup]" = None
              self.found = None
          def chain(self) -> Self:
              return self
          @property
          def queue(self) -> asyncio.Queue:
              return self._queue
          def start(self):
              return asyncio.create_task(work())

      class Session(Base):
          async def __aenter__(self) -> "Session":
              return self
          def __enter__(self):
              return self.lock

      def make():
          return Session()

      def annotated() -> "Session | None":
          return None

      async def connect() -> Session:
          return Session()

      @asynccontextmanager
      async def session() -> AsyncIterator[Session]:
          yield Session()

      @unheard_of
      def decorated() -> Session:
          return Session()
      """;

  private static void expectTypes(String use) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pkg/first.py", "class First: ...\n");
    files.put("pkg/__init__.py", "from .lib import make as create, Session as Handle\n");
    files.put("pkg/lib.py", LIBRARY);
    files.put("pkg/use.py", use);
    Python file = Python.project(files, List.of()).file("pkg/use.py");
    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void factoriesAndVariables() {
    expectTypes(
        """
        from pkg import create, Handle
        from pkg.lib import annotated, connect, decorated, loop, session, settings
        import pkg.lib as lib
        of(create())  #> pkg.lib.Session
        of(Handle())  #> pkg.lib.Session
        of(annotated())  #> pkg.lib.Session
        of(lib.make())  #> pkg.lib.Session
        of(decorated())  #> -
        of(loop)  #> asyncio.AbstractEventLoop
        of(lib.loop)  #> asyncio.AbstractEventLoop
        of(settings)  #> builtins.dict
        async def main(given: "lib.Session", other: Handle):
            of(given)  #> pkg.lib.Session
            of(other)  #> pkg.lib.Session
            of(await connect())  #> pkg.lib.Session
            of(connect())  #> -
            known = await connect()
            of(known)  #> pkg.lib.Session
            async with session() as one:
                of(one)  #> pkg.lib.Session
            async with create() as two:
                of(two)  #> pkg.lib.Session
        """);
  }

  @Test
  void whatLibrariesGive() {
    expectTypes(
        """
        import aiohttp
        async def main(session: aiohttp.ClientSession, other):
            of(await session.get(1))  #> aiohttp.ClientResponse
            of(session.get(1))  #> -
            of(await session.head(1))  #> -
            of(await other.get(1))  #> -
            async with session.get(1) as response:
                of(response)  #> aiohttp.ClientResponse
        """);
  }

  @Test
  void namesThatModulesImportFromEachOther() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("one.py", "from two import thing\n");
    files.put("two.py", "from one import thing\n");
    files.put("use.py", "from one import thing\nof(thing)  #> -\n");
    Python file = Python.project(files, List.of()).file("use.py");
    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void manyNamesOfOneModule() {
    StringBuilder use = new StringBuilder("from pkg.lib import loop\n");
    for (int at = 0; at < 40; at++) {
      use.append("from pkg.lib import loop as l").append(at).append("\n");
      use.append("of(l").append(at).append(")  #> asyncio.AbstractEventLoop\n");
    }
    expectTypes(use.toString());
  }

  @Test
  void attributesOfInheritedClasses() {
    expectTypes(
        """
        import asyncio
        from pkg.lib import Session
        class Own(Session):
            def run(self):
                of(self)  #> pkg.use.Own
                of(self.lock)  #> threading.Lock
                of(self.tasks)  #> asyncio.TaskGroup
                of(self.shared)  #> asyncio.Queue
                of(self.queue)  #> asyncio.Queue
                of(self.found)  #> -
                of(self.start())  #> asyncio.Task
                of(super().start())  #> asyncio.Task
                of(self.chain())  #> pkg.use.Own
                of(super().chain())  #> pkg.use.Own
                of(super().chain().sub)  #> pkg.use.Own
                of(self.nothing)  #> -
                self.sub = Own()
                of(self.sub.sub.lock)  #> threading.Lock
            @classmethod
            def make(cls):
                of(cls())  #> pkg.use.Own
                of(cls().lock)  #> threading.Lock
        def use(own: Own):
            of(own.sub.queue)  #> asyncio.Queue
        """);
  }

  @Test
  void whatIsCalledOfAClassThatIsNotTheFirstOfItsFile() {
    expectTypes(
        """
        from pkg.lib import Session
        from typing import Self
        class Before: ...
        class Own(Session):
            def copy(self) -> Self:
                of(super().chain())  #> pkg.use.Own
                return self
        class Third: ...
        copy = Own().copy
        of(copy())  #> pkg.use.Own
        """);
  }

  @Test
  void whatEnteringGivesIsOfTheClassThatIsEntered() {
    expectTypes(
        """
        from typing import Self
        class Base:
            async def __aenter__(self) -> Self:
                return self
            def __enter__(self) -> Self:
                return self
        class Own(Base): ...
        async def main():
            async with Own() as one:
                of(one)  #> pkg.use.Own
            with Own() as two:
                of(two)  #> pkg.use.Own
            async with Base() as three:
                of(three)  #> pkg.use.Base
        """);
  }

  @Test
  void aPartialIsNoCallOfItsFunction() {
    expectTypes(
        """
        from functools import partial
        from pkg import create
        def make(function):
            return {}
        of(partial(create, 1))  #> functools.partial
        of(make(create))  #> builtins.dict
        """);
  }

  @Test
  void whatHasNoClassThatMatters() {
    expectTypes(
        """
        from pkg.lib import Session
        class Own(Session):
            def run(self):
                of(super())  #> -
                of(lambda: 1)  #> -
                of(None)  #> -
                of(1 < 2)  #> -
        """);
  }

  @Test
  void anAnnotationThatIsNotUnderstoodMaySayAnything() {
    expectTypes(
        """
        def plain():
            return {}
        def annotated() -> 1 < 2:
            return {}
        of(plain())  #> builtins.dict
        of(annotated())  #> -
        """);
  }

  @Test
  void instancesAcrossFiles() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("low.py", "import asyncio\nclass Low(asyncio.Queue): pass\n");
    files.put(
        "mid.py",
        "from low import Low\n"
            + "from gone import Gone\n"
            + "class Mid(Low): pass\n"
            + "class Odd(Gone): pass\n");
    files.put(
        "use.py",
        "from mid import Mid, Odd\n"
            + "of(Mid())  #> yes\n"
            + "of(Odd())  #> unknown\n"
            + "of(1)  #> unknown\n"
            + "of('')  #> no\n");
    Python file = Python.project(files, List.of("gone.py")).file("use.py");

    file.expectAt(
        "of",
        call ->
            Python.word(
                file.model().isInstance(call.arguments().getFirst().value(), "asyncio.Queue")));
  }
}
