package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What expressions stand for that are not plain names.
class ReferencesTest {
  private static void expectTargets(String text) {
    Python file = Python.file(text);
    file.expect(call -> file.model().targetOf(call.callee()).map(FunctionRef::name).orElse("-"));
  }

  @Test
  void whatIsFetchedOrAboveOrApplied() {
    expectTargets(
        """
        import functools
        from elsewhere import partial as other

        def work():
            pass

        class Base:
            def start(self):
                pass

        class Job(Base):
            def start(self):
                super().start()  #> Base.start
                super(Job, self).start()  #> Base.start
                self.start()  #> Job.start

            def shadowed(self, super):
                super().start()  #> -

            def fetched(self, name):
                own = getattr(self, "start")
                own()  #> Job.start
                computed = getattr(self, name)
                computed()  #> -
                longer = getattr(self, "start" + name)
                longer()  #> -
                starred = getattr(*name)
                starred()  #> -
                spaced = getattr(self, "start it")
                spaced()  #> -
                otherwise = getattr(self, "start", None)
                otherwise()  #> -

        def shadowing(getattr, job: Job):
            own = getattr(job, "start")
            own()  #> -

        bound = functools.partial(work, 1)
        bound()  #> work
        by_keyword = functools.partial(func=work)
        by_keyword()  #> -
        by_star = functools.partial(*work)
        by_star()  #> -
        of_nothing = functools.partial()
        of_nothing()  #> -
        foreign = other(work)
        foreign()  #> -
        """);
  }

  @Test
  void aFunctionOfTheFileThatIsCalledSuper() {
    expectTargets(
        """
        def super():
            return other()

        class Base:
            def start(self):
                pass

        class Job(Base):
            def start(self):
                super().start()  #> -
        """);
  }

  @Test
  void whatStarsGive() {
    Map<String, String> texts =
        Map.of(
            "jobs.py", "class Job:\n    def run(self): ...\ndef work(): ...\njob = Job()\n",
            "use.py",
                """
                from jobs import *
                work()  #> work
                job.run()  #> Job.run
                missing()  #> -
                """);
    Python file = Python.project(texts, List.of()).file("use.py");

    file.expect(call -> file.model().targetOf(call.callee()).map(FunctionRef::name).orElse("-"));
  }

  @Test
  void valuesThatStarsGive() {
    Map<String, String> texts =
        Map.of(
            "one.py", "import threading\nlock = threading.Lock()\nguard = threading.Lock()\n",
            "two.py", "import asyncio\nlock = asyncio.Lock()\n",
            "use.py",
                """
                from one import *
                from two import *
                of(guard)  #> threading.Lock
                of(lock)  #> -
                """);
    Python file = Python.project(texts, List.of()).file("use.py");

    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void namesThatAreBoundSeveralTimesOrNotAtAll() {
    Map<String, String> texts =
        Map.of(
            "shop/__init__.py", "",
            "shop/jobs.py",
                """
                import os
                from typing import overload

                @overload
                def load(x: int): ...
                @overload
                def load(x: str): ...
                def load(x): ...

                def gone(): ...
                del gone

                def lazily():
                    global os, json
                    import os
                    import json
                """,
            "use.py",
                """
                import shop.generated
                import shop.generated as generated
                from shop.jobs import gone, json, load, os
                load(1)  #> shop.jobs.load
                gone()  #> -
                os.fork()  #> os.fork
                json.loads(x)  #> json.loads
                shop.generated.call()  #> shop.generated.call
                generated.call()  #> shop.generated.call
                """);
    Python file = Python.project(texts, List.of()).file("use.py");

    file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
  }

  @Test
  void localClassesInQuotedAnnotations() {
    Python file =
        Python.file(
            """
            def outer():
                class Local:
                    def run(self):
                        pass

                def use(given: "Local"):
                    of(given)  #> app.main.outer.<locals>.Local
            """);

    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void attributesThatAreReplacedByTheirPublicName() {
    Python file =
        Python.file(
            """
            import asyncio
            import time

            asyncio.tasks.sleep = patched
            time.clock.sleep = patched
            del time.monotonic

            def f(asyncio):
                asyncio.run = patched

            asyncio.sleep(1)  #> -
            asyncio.run(x)  #> asyncio.run
            time.sleep(1)  #> time.sleep
            time.monotonic()  #> -
            """);

    file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
  }

  @Test
  void modulesThatReexport() {
    Map<String, String> texts =
        Map.of(
            "shop/__init__.py", "from .inner import *\nfrom .listed import *\n",
            "shop/inner.py", "from time import sleep as pause\n_hidden = 1\n",
            "shop/listed.py",
                "__all__ = ['go']\nfrom asyncio import run as go\nfrom queue import Queue\n",
            "shop/queue.py", "class Queue: pass\n",
            "use.py",
                """
                import shop
                from shop import pause, go, Queue
                from shop.queue import Queue as Own
                pause(1)  #> time.sleep
                go(1)  #> asyncio.run
                shop.pause(1)  #> time.sleep
                shop.go(1)  #> asyncio.run
                Queue()  #> shop.Queue
                Own()  #> shop.queue.Queue
                shop.missing()  #> shop.missing
                """);
    Python.Project project = Python.project(texts, List.of());
    Python file = project.file("use.py");

    file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
  }

  @Test
  void attributesThatOnlyOthersSet() {
    Python file =
        Python.file(
            """
            import threading

            class Bare:
                pass

            class Twin:
                pass

            class Twin:
                pass

            Bare.shared = threading.Lock()

            def fill(box: Bare, twin: Twin, unknown):
                box.annotated = threading.Lock()
                twin.annotated = threading.Lock()
                unknown.of_unknown = threading.Lock()
                of(box.annotated)  #> threading.Lock
                of(box.shared)  #> threading.Lock
                of(box.made)  #> threading.Lock
                of(box.of_another)  #> -
                of(box.of_unknown)  #> -
                of(box.by_import)  #> -
                of(twin.annotated)  #> -

            def fill_own():
                own = Bare()
                own.made = threading.Lock()
                twice = Bare()
                twice = other()
                twice.of_another = threading.Lock()
                threading.by_import = threading.Lock()
            """);

    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }
}
