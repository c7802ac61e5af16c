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
            "one.py", "import asyncio\nfrom time import sleep as pause\ndef one(): pass\n",
            "two.py", "import asyncio\nfrom queue import Queue as pause\ndef two(): pass\n",
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
                sum(1)  #> -
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
}
