package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What cannot be told is not told: several things may be meant, and it is not seen which.
class SurenessTest {
  @Test
  void severalStarsGiveAName() {
    Map<String, String> texts =
        Map.of(
            "one.py",
                "import asyncio\n"
                    + "from time import sleep as pause\n"
                    + "def one(): pass\n"
                    + "def sum(): pass\n",
            "two.py",
                "import asyncio\n"
                    + "from queue import Queue as pause\n"
                    + "def two(): pass\n"
                    + "def sum(): pass\n",
            "package.py", "from two import *\n",
            "open.py", "from tkinter import *\n",
            "use.py",
                """
                from one import *
                from two import *
                pause(1)  #> -
                asyncio.run(x)  #> asyncio.run
                one()  #> one.one
                two()  #> two.two
                sum()  #> -
                max()  #> builtins.max
                """,
            "nested.py",
                """
                from package import *
                from one import *
                from two import *
                pause(1)  #> -
                two()  #> two.two
                """,
            "twice.py",
                """
                from package import *
                from two import *
                pause(1)  #> queue.Queue
                """,
            "library_first.py",
                """
                from tkinter import *
                from one import *
                pause(1)  #> time.sleep
                other(1)  #> -
                sum(1)  #> one.sum
                max(1)  #> -
                """,
            "library_last.py",
                """
                from one import *
                from tkinter import *
                pause(1)  #> -
                """,
            "open_last.py",
                """
                from one import *
                from open import *
                pause(1)  #> -
                """);
    Python.Project project = Python.project(texts, List.of());

    for (String path :
        List.of(
            "use.py",
            "nested.py",
            "twice.py",
            "library_first.py",
            "library_last.py",
            "open_last.py")) {
      Python file = project.file(path);
      file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
    }
  }

  @Test
  void basesOfLibrariesComeBeforeOurs() {
    Python file =
        Python.file(
            """
            import abc
            import threading
            from typing import Generic

            class Mixin:
                def __init__(self):
                    pass

                def start(self):
                    pass

            class Late(threading.Thread, Mixin):
                pass

            class Early(Mixin, threading.Thread):
                pass

            class Abstract(abc.ABC, Mixin):
                pass

            class Typed(Generic[T], Mixin):
                pass

            class Plain(object):
                pass

            class Below(Plain, Mixin):
                pass

            class Left(threading.Thread):
                pass

            class Right(threading.Thread):
                def start(self):
                    pass

            class Diamond(Left, Right):
                pass

            class Crossed(Left, Mixin):
                pass

            class Lower(Early):
                pass

            class Further(Late):
                def run(self):
                    self.start()  #> -
                    super().start()  #> -

            Late().start()  #> -
            Early().start()  #> Mixin.start
            Abstract().start()  #> Mixin.start
            Typed().start()  #> Mixin.start
            Below().start()  #> Mixin.start
            Diamond().start()  #> Right.start
            Crossed().start()  #> -
            Lower().start()  #> Mixin.start
            Late.start(x)  #> -
            Early.start(x)  #> Mixin.start
            """);

    file.expect(call -> file.model().targetOf(call.callee()).map(FunctionRef::name).orElse("-"));
    assertThat(file.model().constructorOf(file.call("Early").callee())).isPresent();
    assertThat(file.model().constructorOf(file.call("Late").callee())).isEmpty();
  }

  @Test
  void whatManagersGive() {
    Python file =
        Python.file(
            """
            class Session:
                pass

            class AsyncSession:
                pass

            class Client:
                def __enter__(self) -> Session:
                    return Session()

                def __exit__(self, *args):
                    pass

                async def __aenter__(self) -> AsyncSession:
                    return AsyncSession()

                async def __aexit__(self, *args):
                    pass

            class Both:
                def __enter__(self):
                    return self

            async def main():
                with Client() as plain:
                    of(plain)  #> app.main.Session
                async with Client() as waited:
                    of(waited)  #> app.main.AsyncSession
                with Both() as itself:
                    of(itself)  #> app.main.Both
                async with Client() as either:
                    pass
                with Client() as either:
                    of(either)  #> -

            class Holder:
                async def open(self):
                    with Client() as self.plain:
                        pass
                    async with Client() as self.waited:
                        pass
                    with Both() as self.itself:
                        pass
                    of(self.plain)  #> app.main.Session
                    of(self.waited)  #> app.main.AsyncSession
                    of(self.itself)  #> app.main.Both
            """);

    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void functionsThatAreMeantForSure() {
    Python file =
        Python.file(
            """
            from typing import overload

            def gone():
                pass
            del gone
            gone()  #> -

            @registry.setter
            def registered():
                pass
            registered()  #> registered

            def one():
                pass

            def other():
                pass

            pick = one if flag else other
            pick()  #> -
            same = one
            same()  #> one
            (one or other)()  #> -

            if flag:
                def twice():
                    pass
            else:
                def twice():
                    pass
            twice()  #> -

            class Overloaded:
                @overload
                def call(self, x: int): ...
                @overload
                def call(self, x: str): ...
                def call(self, x):
                    pass

                def replaced(self):
                    pass
                replaced = wrap(replaced)

                def swap(self):
                    self.swapped = other

                def swapped(self):
                    pass

            Overloaded().call(1)  #> Overloaded.call
            Overloaded.call(x, 1)  #> Overloaded.call
            Overloaded().replaced()  #> -
            Overloaded.replaced(x)  #> -
            Overloaded().swapped()  #> -

            if flag:
                class Twin:
                    def run(self):
                        pass
            else:
                class Twin:
                    def run(self):
                        pass
            Twin().run()  #> -

            class Ring(Ring):
                def run(self):
                    pass
            """);

    file.expect(call -> file.model().targetOf(call.callee()).map(FunctionRef::name).orElse("-"));
  }

  @Test
  void classesThatAreConstructedForSure() {
    Python file =
        Python.file(
            """
            from elsewhere import make

            class Plain:
                def __init__(self):
                    pass

            class Open(make()):
                def __init__(self):
                    pass

            class Below(make(), Plain):
                pass

            class Outer:
                class Inner:
                    def __init__(self):
                        pass

            class Derived(Outer):
                pass

            class Other(Outer):
                class Inner:
                    def __init__(self):
                        pass

            Plain()  #> Plain.__init__
            Open()  #> -
            Below()  #> -
            Outer.Inner()  #> Outer.Inner.__init__
            Derived.Inner()  #> Outer.Inner.__init__
            Other.Inner()  #> Other.Inner.__init__
            Outer.Missing()  #> -

            def use(outer: Outer, other: Other):
                outer.Inner()  #> -
                other.Inner()  #> Other.Inner.__init__
            """);

    file.expect(
        call -> file.model().constructorOf(call.callee()).map(FunctionRef::name).orElse("-"));
  }

  @Test
  void classesOfValuesThatAllAgree() {
    Python file =
        Python.file(
            """
            import asyncio
            import contextlib
            import threading
            from typing import Iterator, Self

            class Base:
                guard = threading.Lock()

                def copy(self) -> Self:
                    return self

                async def moved(self) -> Self:
                    return self

                @classmethod
                def made(cls) -> Self:
                    return cls()

            class Derived(Base):
                guard = asyncio.Lock()

                def run(self):
                    of(self.guard)  #> -
                    of(super().guard)  #> threading.Lock
                    of(self.copy())  #> app.main.Derived

            async def ask(given: Derived, base: Base):
                of(given.copy())  #> app.main.Derived
                of(base.copy())  #> app.main.Base
                of(await given.moved())  #> app.main.Derived
                of(Derived.made())  #> app.main.Derived

            @contextlib.contextmanager
            def managed() -> Iterator[threading.Lock]:
                yield threading.Lock()

            @contextlib.contextmanager
            def untold():
                yield threading.Lock()

            @unknown
            def decorated() -> Iterator[threading.Lock]:
                yield threading.Lock()

            class Box:
                declared: threading.Lock
                given = None
                mixed = None

                def __init__(self):
                    self.given = threading.Lock()
                    self.mixed = threading.Lock()
                    self.looped = threading.Lock()
                    for self.looped in locks:
                        pass
                    self.deleted = threading.Lock()
                    del self.deleted
                    self.kept = threading.Lock()
                    self.updated = threading.Lock()
                    self.updated += 1

            def fill(box: Box, given):
                box.mixed = asyncio.Lock()
                given.kept = asyncio.Lock()
                of(box.given)  #> threading.Lock
                of(box.mixed)  #> -
                of(box.declared)  #> threading.Lock
                of(box.looped)  #> -
                of(box.deleted)  #> threading.Lock
                of(box.updated)  #> -

            def fill_own():
                own = Box()
                own.kept = asyncio.Lock()
                of(own.kept)  #> -

            def managers(flag):
                with managed() as a:
                    of(a)  #> threading.Lock
                with untold() as b:
                    of(b)  #> -
                with decorated() as c:
                    of(c)  #> -
                d = threading.Lock() if flag else unknown
                of(d)  #> -
                e = flag or threading.Lock()
                of(e)  #> threading.Lock
                f = flag.lock or threading.Lock()
                of(f)  #> -
                of([1 for n in flag])  #> builtins.list
                of({1})  #> builtins.set
                of({n for n in flag})  #> builtins.set
                of({})  #> builtins.dict
                of({n: 1 for n in flag})  #> builtins.dict
                of((1, 2))  #> builtins.tuple
                of(b"x")  #> builtins.bytes
                of(f"{flag}")  #> builtins.str
                of(True)  #> builtins.bool
                of(1)  #> -
                of(None)  #> -
            """);

    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void quotedAnnotations() {
    Python file =
        Python.file(
            """
            import asyncio
            import threading
            from typing import Optional, Union

            def f(
                a: "asyncio.Queue[dict[str, int] | None]",
                b: "Union[threading.Lock, None]",
                c: "Optional[Optional[threading.Lock]]",
                d: "threading.Lock | asyncio.Lock",
                e: "threading.Lock()",
                g: "threading.Lock if x else None",
                h: " threading.Lock ",
                i: "",
                j: "[threading.Lock]",
                k: "dict[str, threading.Lock]",
                l: "None",
            ):
                of(a)  #> asyncio.Queue
                of(b)  #> threading.Lock
                of(c)  #> threading.Lock
                of(d)  #> -
                of(e)  #> -
                of(g)  #> -
                of(h)  #> threading.Lock
                of(i)  #> -
                of(j)  #> -
                of(k)  #> builtins.dict
                of(l)  #> -
            """);

    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void quotedAnnotationsWithoutAnEnd() {
    String deep = "Optional[".repeat(20_000) + "int" + "]".repeat(20_000);
    Python file = Python.file("def f(a: \"" + deep + "\"):\n    of(a)\n");

    assertThat(file.model().typeOf(file.call("of").arguments().getFirst().value())).isEmpty();
  }
}
