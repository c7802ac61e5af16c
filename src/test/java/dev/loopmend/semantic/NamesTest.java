package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Names are resolved, not matched as text (recipes' section 0.2).
class NamesTest {
  private static void expectNames(String text) {
    Python file = Python.file(text);
    file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
  }

  @Test
  void importsInEveryForm() {
    expectNames(
        """
        import asyncio
        import asyncio as aio
        import concurrent.futures
        import concurrent.futures as cf
        from asyncio import run
        from asyncio import run as go
        from asyncio.runners import run as deep
        from concurrent import futures
        from elsewhere import sleep
        from .near import far

        asyncio.run(x)  #> asyncio.run
        aio.sleep(1)  #> asyncio.sleep
        run(x)  #> asyncio.run
        go(x)  #> asyncio.run
        deep(x)  #> asyncio.run
        asyncio.runners.run(x)  #> asyncio.run
        concurrent.futures.wait(x)  #> concurrent.futures.wait
        cf.wait(x)  #> concurrent.futures.wait
        futures.wait(x)  #> concurrent.futures.wait
        sleep(1)  #> elsewhere.sleep
        far(1)  #> app.near.far
        sum(x)  #> builtins.sum
        unknown(x)  #> -
        asyncio.get_event_loop().run(x)  #> -
        asyncio[0].run(x)  #> -

        def f():
            import asyncio as inner
            inner.run(x)  #> asyncio.run

        inner.run(x)  #> -
        """);
  }

  @Test
  void aliasesAssignedOnce() {
    expectNames(
        """
        import asyncio
        go = asyncio.run
        again = go
        twice = asyncio.run
        twice = print
        typed: object = asyncio.run

        def f():
            run = asyncio.run
            run(x)  #> asyncio.run

        def g(flag):
            if flag:
                run = asyncio.run
            else:
                run = print
            run(x)  #> -

        def h():
            global made
            made = asyncio.run

        go(x)  #> asyncio.run
        again(x)  #> asyncio.run
        twice(x)  #> -
        typed(x)  #> asyncio.run
        made(x)  #> -
        (go2 := asyncio.run)
        go2(x)  #> asyncio.run
        a = b
        b = a
        a(x)  #> -
        """);
  }

  @Test
  void shadowedNames() {
    expectNames(
        """
        import asyncio
        import time

        def parameter(asyncio):
            asyncio.run(x)  #> -

        def local():
            time = clock
            time.sleep(1)  #> -

        def later():
            time.sleep(1)  #> -
            time = clock

        def closure(time):
            def inner():
                time.sleep(1)  #> -

        def inside():
            asyncio.run(x)  #> asyncio.run
            [time.sleep(1) for time in clocks]  #> -
            [time.sleep(1) for t in clocks]  #> time.sleep
            lambda time: time.sleep(1)  #> -

        def caught():
            try:
                pass
            except ValueError as time:
                pass
            time.sleep(1)  #> -

        def entered():
            with clock() as time:
                time.sleep(1)  #> -

        def looped():
            for time in clocks:
                time.sleep(1)  #> -

        def walrus():
            print(time := clock)
            time.sleep(1)  #> -

        def walrus_in_comprehension():
            [time := c for c in clocks]
            time.sleep(1)  #> -

        def deleted():
            import time
            del time
            time.sleep(1)  #> -

        def annotated():
            time: object
            time.sleep(1)  #> -

        def matched(value):
            match value:
                case {"clock": time, **rest}:
                    time.sleep(1)  #> -
                case [*time] | time:
                    pass

        def first_iterable():
            [t for t in time.sleep(1) if (t, time)]  #> time.sleep
        """);
  }

  @Test
  void globalAndNonlocal() {
    expectNames(
        """
        import time
        import queue

        def rebinds():
            global time
            time = clock

        def reads():
            time.sleep(1)  #> -
            queue.Queue()  #> queue.Queue

        def outer():
            import asyncio
            def inner():
                nonlocal asyncio
                asyncio = other
            asyncio.run(x)  #> -

        def lazy():
            global threading
            import threading

        threading.Lock()  #> threading.Lock
        """);
  }

  @Test
  void classesAreNoScopeForMethods() {
    expectNames(
        """
        from time import sleep

        class Clock:
            sleep = other
            sleep(1)  #> -

            def run(self):
                sleep(1)  #> time.sleep
                self.sleep(1)  #> -
                self.run()  #> app.main.Clock.run

            @classmethod
            def make(cls):
                cls.make()  #> app.main.Clock.make

            @staticmethod
            def free(self):
                self.run()  #> -

            def assigned(self):
                self.hook = sleep
                self.hook()  #> -

        def outer():
            def inner():
                pass
            inner()  #> app.main.outer.<locals>.inner
        outer()  #> app.main.outer
        Clock()  #> app.main.Clock
        Clock.run(x)  #> app.main.Clock.run
        """);
  }

  @Test
  void alternativesThatDisagree() {
    expectNames(
        """
        import sys
        import os
        import os.path
        try:
            import tomllib as toml
        except ImportError:
            import tomli as toml
        try:
            import uvloop
        except ImportError:
            uvloop = None
        if sys.version_info >= (3, 11):
            from asyncio import timeout
        else:
            from async_timeout import timeout
        try:
            from queue import Queue
        except ImportError:
            from queue import Queue
        if sys.platform == "linux":
            import fcntl

        toml.loads(x)  #> -
        uvloop.install()  #> -
        timeout(1)  #> -
        Queue()  #> queue.Queue
        os.getcwd()  #> os.getcwd
        os.path.join()  #> os.path.join
        fcntl.flock()  #> fcntl.flock
        """);
  }

  @Test
  void attributesThatAreReplaced() {
    expectNames(
        """
        import asyncio
        asyncio.run = patched
        asyncio.run(x)  #> -
        asyncio.sleep(1)  #> asyncio.sleep
        """);
  }

  @Test
  void projectModulesShadowTheLibrary() {
    Map<String, String> texts =
        Map.of(
            "queue.py", "class Queue:\n    pass\ndef work(): pass\nQueue()\n",
            "tool.py",
                "import queue\nimport asyncio\nqueue.Queue()\nasyncio.run(x)\nqueue.work()\n",
            "pkg/__init__.py", "",
            "pkg/asyncio.py", "def run(x): pass\n",
            "pkg/main.py", "import asyncio\nfrom .asyncio import run\nasyncio.run(x)\nrun(x)\n",
            "scripts/asyncio.py", "def run(x): pass\n",
            "scripts/job.py", "import asyncio\nasyncio.run(x)\n");
    Python.Project project = Python.project(texts, List.of());

    assertThat(nameOf(project.file("tool.py"), "queue.Queue")).isEqualTo("-");
    assertThat(nameOf(project.file("queue.py"), "Queue")).isEqualTo("-");
    assertThat(project.file("tool.py").target("queue.work"))
        .contains(new FunctionRef("queue.py", 1, "work"));
    assertThat(nameOf(project.file("tool.py"), "asyncio.run")).isEqualTo("asyncio.run");
    assertThat(nameOf(project.file("pkg/main.py"), "asyncio.run")).isEqualTo("asyncio.run");
    assertThat(nameOf(project.file("pkg/main.py"), "run")).isEqualTo("pkg.asyncio.run");
    assertThat(nameOf(project.file("scripts/job.py"), "asyncio.run")).isEqualTo("-");
  }

  @Test
  void pathsAloneShadow() {
    Python.Project project =
        Python.project(Map.of("app.py", "import queue\nqueue.Queue()\n"), List.of("queue.py"));

    assertThat(nameOf(project.file("app.py"), "queue.Queue")).isEqualTo("-");
  }

  @Test
  void standardLibraryItselfIsNoShadow() {
    Map<String, String> texts =
        Map.of(
            "lib/os.py", "",
            "lib/site.py", "",
            "lib/asyncio/__init__.py", "from .runners import *\n",
            "lib/asyncio/runners.py", "def run(x): pass\nrun(1)\n",
            "lib/other.py", "import asyncio\nasyncio.run(x)\n");
    Python.Project project = Python.project(texts, List.of());

    assertThat(nameOf(project.file("lib/other.py"), "asyncio.run")).isEqualTo("asyncio.run");
    assertThat(nameOf(project.file("lib/asyncio/runners.py"), "run")).isEqualTo("asyncio.run");
  }

  @Test
  void reexportsAndStars() {
    Map<String, String> texts =
        Map.of(
            "src/shop/__init__.py", "from .compat import pause, go\n",
            "src/shop/compat.py",
                """
                import asyncio
                from time import sleep as pause
                go = asyncio.run
                choice = pause
                choice = go
                _hidden = 1
                """,
            "src/shop/use.py",
                """
                from shop import pause, go
                from .compat import choice
                from . import compat
                pause(1)  #> time.sleep
                go(x)  #> asyncio.run
                choice(x)  #> -
                compat.pause(1)  #> time.sleep
                compat.asyncio.run(x)  #> asyncio.run
                """,
            "src/shop/stars.py",
                """
                from .compat import *
                pause(1)  #> time.sleep
                asyncio.run(x)  #> asyncio.run
                sum(x)  #> builtins.sum
                _hidden()  #> -
                """,
            "src/shop/foreign.py",
                """
                from tkinter import *
                pause(1)  #> -
                sum(x)  #> -
                """);
    Python.Project project = Python.project(texts, List.of());

    for (String path : List.of("src/shop/use.py", "src/shop/stars.py", "src/shop/foreign.py")) {
      Python file = project.file(path);
      file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
    }
  }

  private static String nameOf(Python file, String callee) {
    Expr.Call call = file.call(callee);
    return file.model().qualifiedName(call.callee()).orElse("-");
  }

  @Test
  void whatAFileReplacesInAModuleOfAPackageIsNotThatAnyMore() {
    Python file =
        Python.file(
            """
            import asyncio.tasks

            asyncio.tasks.sleep = print
            asyncio.tasks.sleep.more = print

            async def main():
                asyncio.tasks.sleep(1)  #> -
                asyncio.tasks.wait_for(1)  #> asyncio.wait_for
            """);
    file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
  }
}
