package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Stmt;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What stands round a place in its function.
class SurroundingsTest {
  @Test
  void handlersOfTheSameFunction() {
    Python file =
        Python.file(
            """
            ERRORS = (KeyError, OSError)
            def f():
                try:
                    here()  #> builtins.RuntimeError
                    lambda: here(2)
                except RuntimeError:
                    here()  #> -
                else:
                    here()  #> -
                finally:
                    here()  #> -
                try:
                    try:
                        here()  #> builtins.KeyError builtins.OSError ? builtins.BaseException
                    except ERRORS:
                        pass
                    except unknown.Error:
                        pass
                except:
                    pass
                try:
                    def inner():
                        here()  #> -
                except ValueError:
                    pass
            """);

    file.expectAt(
        "here",
        call -> {
          String types =
              String.join(
                  " ",
                  file.model().handlersAround(call).stream()
                      .flatMap(it -> it.types().stream())
                      .toList());
          return types.isEmpty() ? "-" : types;
        });
  }

  @Test
  void contextManagers() {
    Python file =
        Python.file(
            """
            async def f():
                with a, b:
                    async with c as d:
                        here()  #> c b a
                with e, open(here()):  #> e
                    lambda: here(1)
                here()  #> -
            """);

    file.expectAt(
        "here",
        call -> {
          String contexts =
              String.join(
                  " ",
                  file.model().withContextsAround(call).stream()
                      .map(file.model().tree()::textOf)
                      .toList());
          return contexts.isEmpty() ? "-" : contexts;
        });
  }

  @Test
  void heldLocks() {
    Python file =
        Python.file(
            """
            import asyncio
            import threading
            guard = threading.Lock()

            class C:
                def __init__(self):
                    self._lock = threading.Lock()
                    self._alock = asyncio.Lock()

                async def f(self, given: threading.Lock, other, name):
                    here()  #> no
                    with guard:
                        here()  #> yes
                        [here() for n in name]  #> yes
                        lambda: here()  #> no
                    with self._lock:
                        if name:
                            here()  #> yes
                    with given:
                        here()  #> yes
                    async with self._alock:
                        here()  #> no
                    async with other:
                        here()  #> no
                    with other:
                        here()  #> unknown
                    with open(name):
                        here()  #> no
                    with other.get_lock():
                        here()  #> unknown
                    guard.acquire()
                    here()  #> yes
                    try:
                        here()  #> yes
                    finally:
                        guard.release()
                    here()  #> no
                    if guard.acquire(blocking=False):
                        here()  #> yes
                        guard.release()
                    here()  #> no
                    with threading.RLock():
                        here()  #> no
                    def locks():
                        guard.acquire()
                    here()  #> no
                    await other.acquire()
                    here()  #> no
                    other.acquire()
                    here()  #> unknown

                async def either(self, name):
                    if name:
                        guard.acquire()
                        here()  #> yes
                    else:
                        here()  #> no

                async def branches(self, name):
                    if name:
                        pass
                    else:
                        guard.acquire()
                        here()  #> yes
                        guard.release()
                    while name:
                        pass
                    else:
                        guard.acquire()
                        here()  #> yes
                        guard.release()
            """);

    file.expectAt("here", call -> Python.word(file.model().holds(call, "threading.Lock")));
  }

  @Test
  void dualModeCode() {
    Python file =
        Python.file(
            """
            import asyncio
            import contextlib
            import sniffio

            def by_handler():
                try:
                    asyncio.get_running_loop()
                except RuntimeError:
                    here()  #> yes
                here()  #> yes

            def by_test(loop):
                if loop.is_running():
                    return None
                here()  #> yes

            def by_private():
                if asyncio._get_running_loop() is None:
                    here()  #> yes

            def by_sniffio():
                sniffio.current_async_library()
                here()  #> yes

            def suppressed():
                loop = None
                with contextlib.suppress(RuntimeError):
                    loop = asyncio.get_running_loop()
                here()  #> yes

            def suppresses_others():
                with contextlib.suppress(KeyError):
                    loop = asyncio.get_running_loop()
                here()  #> no

            def suppresses_a_constant():
                with contextlib.suppress(*ERRORS):
                    loop = asyncio.get_running_loop()
                here()  #> yes

            ERRORS = (KeyError, RuntimeError)

            async def used():
                loop = asyncio.get_running_loop()
                here()  #> no

            def asked_directly():
                if asyncio.get_running_loop():
                    here()  #> yes

            def by_another_handler():
                try:
                    asyncio.get_running_loop()
                except KeyError:
                    here()  #> no

            def in_another_block():
                with contextlib.closing(RuntimeError):
                    loop = asyncio.get_running_loop()
                here()  #> no

            def after():
                here()  #> no
                try:
                    asyncio.get_running_loop()
                except RuntimeError:
                    pass

            def elsewhere(server):
                by_test(1)
                here()  #> no

            class Server:
                def is_running(self):
                    return True

            def other_class(server: Server):
                if server.is_running():
                    here()  #> no
            """);

    file.expectAt(
        "here",
        call ->
            Python.word(
                file.model().guardedBy(call, "asyncio.get_running_loop", _ -> Optional.empty())));
  }

  @Test
  void lastActsOfEntryCoroutines() {
    Python file =
        Python.file(
            """
            import asyncio

            async def main(flag):
                here()  #> no
                if flag:
                    here()  #> yes
                    return
                await asyncio.sleep(1)
                here()  #> yes

            async def loops(ns):
                for n in ns:
                    here()  #> no
                    async for x in n:
                        pass

            async def entered():
                async with x:
                    here()  #> no

            async def in_await():
                await asyncio.wait([here()])  #> no

            async def not_entry():
                here()  #> no

            async def by_loop():
                here()  #> no

            asyncio.run(main(1))
            asyncio.run(loops(1), debug=True)
            asyncio.run(entered())
            asyncio.run(in_await())
            asyncio.get_event_loop().run_until_complete(by_loop())
            """);

    file.expectAt("here", call -> Python.word(file.model().lastActOfEntryCoroutine(call)));
  }

  @Test
  void noqaComments() {
    Python file =
        Python.file(
            """
            f(1)  # noqa
            g(1)  # noqa: RUF006, E501
            h(  # NOQA:RUF006
                1,
            )
            i(1)  # noqa: E501
            j(1)  # noqa: RUF
            if k(1):  # noqa
                l(1)
            m(1)
            n(1)  # noqa : RUF006 because
            if x: o(1)
            p(1)  # noqatest
            """);

    for (String name : new String[] {"f", "g", "h", "j", "k", "n"}) {
      assertThat(file.model().suppressedByNoqa(file.call(name), Set.of("RUF006")))
          .as(name)
          .isTrue();
    }
    for (String name : new String[] {"i", "l", "m", "o", "p"}) {
      assertThat(file.model().suppressedByNoqa(file.call(name), Set.of("RUF006")))
          .as(name)
          .isFalse();
    }
  }

  @Test
  void commentsOfRuff() {
    Python file =
        Python.file(
            """
            f(1)  # ruff: ignore[RUF006]
            g(1)  # why not #ruff:ignore[E501, asyncio-dangling-task,] because
            # ruff: ignore[asyncio-dangling-task]
            # of the reason
            h(1)
            i(1)
            j(1)  # ruff: ignore[RUF]
            k(1)  # ruff: ignore
            l(1)  # ruff: ignore[asyncio-dangling]
            m(1)  # ruff: file-ignore[RUF006]

            # ruff: ignore[RUF006]
            if n(1):
                o(1)
            p(1)
            """);

    Set<String> codes = Set.of("RUF006", "asyncio-dangling-task");
    for (String name : new String[] {"f", "g", "h", "n"}) {
      assertThat(file.model().suppressedByNoqa(file.call(name), codes)).as(name).isTrue();
    }
    for (String name : new String[] {"i", "j", "k", "l", "m", "o", "p"}) {
      assertThat(file.model().suppressedByNoqa(file.call(name), codes)).as(name).isFalse();
    }
  }

  @Test
  void whatIsNeededToEnterAContextManagerIsNotInIt() {
    Python file =
        Python.file(
            """
            async def f(a, b, c):
                with a, of(b):  #> a
                    of(c)  #> of(b) a
            """);

    file.expectAt(
        "of",
        call ->
            String.join(
                " ",
                file.model().withContextsAround(call.arguments().getFirst().value()).stream()
                    .map(file.model().tree()::textOf)
                    .toList()));
  }

  @Test
  void constantsThatStandForEachOtherNameNoException() {
    Python file =
        Python.file(
            """
            LOST = (GONE,)
            GONE = (LOST,)
            def f():
                try:
                    here()
                except LOST:
                    pass
            """);

    assertThat(file.model().handlersAround(file.call("here")))
        .singleElement()
        .satisfies(it -> assertThat(it.types()).containsExactly(Handling.UNKNOWN));
  }

  @Test
  void theOutermostLoopOfTheFunction() {
    Python file =
        Python.file(
            """
            def f(ns):
                here()  #> -
                for n in ns:
                    while n:
                        here()  #> for
                    def inner():
                        here()  #> -
                        while n:
                            if n:
                                here()  #> while
                while ns:
                    for n in ns:
                        with n:
                            here()  #> while
                if ns:
                    here()  #> -
                    for n in ns:
                        here()  #> for
            """);

    file.expectAt(
        "here",
        call ->
            file.model()
                .outermostLoop((Stmt) file.model().tree().statementOf(call))
                .map(it -> it instanceof Stmt.For ? "for" : "while")
                .orElse("-"));
  }

  @Test
  void aFunctionMayAskForTheRunningLoop() {
    Python file =
        Python.file(
            """
            import asyncio

            def is_in_loop():
                try:
                    asyncio.get_running_loop()
                except RuntimeError:
                    return False
                return True

            def is_ready():
                return True

            def asked():
                if is_in_loop():
                    return None
                here()  #> yes

            def asked_for_something_else():
                if is_ready():
                    return None
                here()  #> no

            def only_called():
                is_in_loop()
                here()  #> no

            def asked_afterwards():
                here()  #> no
                if is_in_loop():
                    return None
            """);

    file.expectAt(
        "here",
        call ->
            Python.word(
                file.model()
                    .guardedBy(call, "asyncio.get_running_loop", _ -> Optional.of(file.model()))));
  }

  @Test
  void heldLocksOfAsyncio() {
    Python file =
        Python.file(
            """
            import asyncio
            import threading

            class C:
                def __init__(self):
                    self._lock = threading.Lock()
                    self._alock = asyncio.Lock()

                async def f(self, other):
                    async with self._alock:
                        here()  #> yes
                    with self._lock:
                        here()  #> no
                    with other:
                        here()  #> no
                    async with other:
                        here()  #> unknown
                    async with other.session():
                        here()  #> no
                    async with other.lock_of(1):
                        here()  #> unknown
                    await self._alock.acquire()
                    here()  #> yes
                    self._alock.release()
                    here()  #> no
                    self._alock.acquire()
                    here()  #> no
                    await other.acquire()
                    here()  #> unknown
                    other.release()
                    here()  #> no
                    await self._alock.acquire()
                    self._lock.release()
                    here()  #> yes
                    other.release()
                    here()  #> no
            """);

    file.expectAt("here", call -> Python.word(file.model().holds(call, "asyncio.Lock")));
  }

  @Test
  void whereACancelledCoroutineCleansUp() {
    Python file =
        Python.file(
            """
            import asyncio

            async def f(queue):
                try:
                    here()  #> no
                except OSError:
                    here()  #> no
                except asyncio.CancelledError:
                    here()  #> yes
                    def later():
                        here()  #> no
                except (KeyError, GeneratorExit):
                    here()  #> yes
                except queue.Error:
                    here()  #> yes
                else:
                    here()  #> no
                finally:
                    if queue:
                        here()  #> yes
                try:
                    here()  #> no
                except:
                    here()  #> yes
                here()  #> no
            """);

    file.expectAt("here", call -> Python.word(file.model().cleansUp(call)));
  }

  @Test
  void callsThatStandTogether() {
    Python file =
        Python.file(
            """
            def f(flag, run):
                print("begun")
                here(1)  #> 1 2 3
                a = here(2), here(3)  #> 1 2 3
                print(a)
                here(4)  #> 4 5
                b: int = here(5)  #> 4 5
                if here(6):  #> 6
                    here(7)  #> 7 8
                    b += here(8)  #> 7 8
                else:
                    here(9)  #> 9
                here(10)  #> 10 11
                run(here(11), lambda: here(12))  #> 10 11
                run(
                    lambda: here(13))  #> 13
                return here(14)  #> 14

            here(15)  #> 15 16
            here(16)  #> 15 16
            """);

    file.expectAt(
        "here",
        call ->
            String.join(
                " ",
                file.model().neighbours(call, it -> isHere(file, it)).stream()
                    .map(it -> file.model().tree().textOf(it.arguments().getFirst()))
                    .toList()));
  }

  private static boolean isHere(Python file, Expr.Call call) {
    return file.model().tree().textOf(call.callee()).equals("here");
  }
}
