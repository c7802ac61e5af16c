package dev.loopmend.operation;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a variable of a pattern may be said to be.
class VariableKindsTest {
  @Test
  void aNonPositiveConstantIsWrittenOutWorkedOutOrNamed() {
    Tried.holds(
        "print($SIZE)",
        "- $SIZE: non-positive constant",
        """
        NONE = 0
        SOME = 2
        OTHER = NONE
        TWICE = 0
        TWICE = 1

        print(0)  # yes
        print(-1)  # yes
        print(+0)  # yes
        print(-0x10)  # yes
        print(0X0)  # yes
        print(0b00)  # yes
        print(0o0)  # yes
        print(-1_000)  # yes
        print(1 - 2)  # yes
        print(SOME * -3)  # yes
        print(NONE + 0)  # yes
        print(NONE)  # yes
        print(SOME)
        print(OTHER)
        print(TWICE)
        print(0x10)
        print(0b01)
        print(0o7)
        print(1)
        print(2 - 1)
        print(~0)
        print(not 1)
        print(0 ** 1)
        print("0")
        print(0.0)
        print(unknown)


        def given(size=0, other=0, more=1, none=None, *rest):
            other = 5
            print(size)  # yes
            print(other)
            print(more)
            print(none)
            print(rest)
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-B", "B + 0", "0 + B", "-B * 1", "1 - -B"})
  void namesThatAreMadeOfEachOtherAreNoConstants(String value) {
    Tried.holds(
        "print($SIZE)",
        "- $SIZE: non-positive constant",
        "A = " + value + "\nB = " + value.replace('B', 'A') + "\nprint(A)\n");
  }

  @Test
  void keywordArgumentsAreAllGivenByName() {
    Tried.holds(
        "print($$$OPTIONS)",
        "- $OPTIONS: keyword arguments",
        """
        print(a=1)  # yes
        print(a=1, **more)  # yes
        print(**more)  # yes
        print()  # yes
        print(1)
        print(1, a=1)
        print(*more, a=1)
        """);
  }

  @Test
  void anInstanceIsOfOneOfSeveralClasses() {
    String code =
        """
        import asyncio


        def show(event: asyncio.Event, lock: asyncio.Lock, queue: asyncio.Queue, anything):
            print(event)%s
            print(lock)%s
            print(queue)
            print(anything)
        """;
    for (String types : List.of("asyncio.Event, asyncio.Lock", "asyncio.Lock, asyncio.Event")) {
      Tried.holds("print($X)", "- $X: instance of " + types, code.formatted("  # yes", "  # yes"));
    }
    Tried.holds("print($X)", "- $X: instance of asyncio.Lock", code.formatted("", "  # yes"));
  }

  @Test
  void aCallOfACoroutineFunctionIsOneAndANameIsAName() {
    String code =
        """
        async def load():
            pass


        def plain():
            pass


        def show(load_it=load):
            print(load())%s
            print(plain())
            print(load)%s
            print(load.cr)
            print(plain)%s
        """;
    Tried.holds("print($X)", "- $X: coroutine call", code.formatted("  # yes", "", ""));
    Tried.holds("print($X)", "- $X: name", code.formatted("", "  # yes", "  # yes"));
  }

  @Test
  void whatCannotBeSeenMayBeOfAnyClass() {
    Tried.holds(
        "print($X)",
        "- $X: possible instance of asyncio.Future",
        """
        import asyncio


        def show(future: asyncio.Future, loop: asyncio.AbstractEventLoop, anything, lock: asyncio.Lock):
            print(future)  # yes
            print(loop.create_task(future))  # yes
            print(anything)  # yes
            print(lock)
            print("text")
        """);
    for (String types : List.of("asyncio.Future, asyncio.Lock", "asyncio.Lock, asyncio.Future")) {
      Tried.holds(
          "print($X)",
          "- $X: possible instance of " + types,
          """
          import asyncio


          def show(future: asyncio.Future, anything, queue: asyncio.Queue):
              print(future)  # yes
              print(anything)  # yes
              print(queue)
          """);
    }
  }

  @Test
  void aFileMayNameAClassOfTheLibraryInBetween() {
    Tried.holds(
        "$X()",
        "- $X: plain subclass of asyncio.Queue",
        """
        from asyncio import PriorityQueue


        class Jobs(PriorityQueue):
            pass


        class Other(dict):
            pass


        jobs = Jobs()  # yes
        other = Other()
        """);
  }

  /// A recipe may look for nothing else than functions that give tasks.
  @Test
  void functionsThatHandOutTasks() {
    for (String maker : List.of("asyncio.create_task", "asyncio.AbstractEventLoop.create_task")) {
      String made = maker.contains("Loop") ? "asyncio.get_running_loop().create_task" : maker;
      Tried.holds(
          "$SPAWN($X)",
          "- $SPAWN: project function handing out " + maker,
          """
          # file: app.py
          from tools import kept, spawn


          async def main(work):
              spawn(work())  # yes
              kept(work())
          # file: tools.py
          import asyncio

          HELD = []


          def spawn(code):
              return MAKER(code)


          def kept(code):
              HELD.append(MAKER(code))
              return HELD[-1]
          """
              .replace("MAKER", made));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- $ALL: instance of asyncio.Lock",
        "- $ALL: plain subclass of asyncio.Queue",
        "- $ALL: project function handing out asyncio.create_task",
        "- $ALL: coroutine function",
        "- $ALL: asynchronous iterable",
        "- $ALL: own asynchronous iterator",
        "- $ALL: shared state",
        "- $ALL: thread's local",
        "- $ALL: call that makes no future",
        "- where: $ALL held-around",
        "- where: $ALL sets $ALL",
        "- where: $ALL decorated-otherwise",
        "- where: $ALL may-never-return",
        "- where: $ALL asks-outcome-unguarded",
        "- where: $ALL used-otherwise",
      })
  void severalArgumentsAreNoSingleExpression(String bullet) {
    Tried.holds(
        "print($$$ALL)",
        bullet,
        """
        import asyncio
        import threading


        def start():
            return asyncio.create_task(main())


        async def main(lock: asyncio.Lock, queue: asyncio.Queue):
            async with lock:
                await lock.acquire()
                print(lock, main, threading.local(), start)
        """);
  }
}
