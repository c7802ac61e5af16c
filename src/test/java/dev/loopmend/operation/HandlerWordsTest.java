package dev.loopmend.operation;

import org.junit.jupiter.api.Test;

/// What the code round a match makes of an exception.
class HandlerWordsTest {
  @Test
  void aHandlerTriesAgainThatCallsTheSameOrTheModule() {
    Tried.holds(
        "asyncio.run($MAIN)",
        "- where: handles-and-retries asyncio",
        """
        import asyncio
        import logging


        def again(main, log):
            try:
                asyncio.run(main())  # yes
            except Exception:
                log(main())
            try:
                asyncio.run(main())  # yes
            except BaseException:
                asyncio.new_event_loop()
            try:
                asyncio.run(main())
            except Exception:
                log("failed")
            try:
                asyncio.run(main())
            except RuntimeError:
                log(main())
            try:
                asyncio.run(main())
            except Exception:
                pass
            try:
                asyncio.run(main())
            except Exception:
                logging.error("failed")
            asyncio.run(main())
        """);
  }

  @Test
  void testsSayWhichExceptionTheyWant() {
    Tried.holds(
        "asyncio.run($MAIN)",
        "- where: expects RuntimeError",
        """
        import asyncio

        import pytest


        def test_all(self, main, other):
            with pytest.raises(RuntimeError):
                asyncio.run(main())  # yes
            with pytest.raises((ValueError, RuntimeError)):
                asyncio.run(main())  # yes
            with pytest.raises(Exception):
                asyncio.run(main())  # yes
            with self.assertRaisesRegex(RuntimeError, "loop"):
                asyncio.run(main())  # yes
            with self.assertWarns(RuntimeError):
                asyncio.run(main())  # yes
            self.assertRaises(RuntimeError, asyncio.run(main()))  # yes
            with pytest.raises(ValueError):
                asyncio.run(main())
            with pytest.raises((ValueError, KeyError)):
                asyncio.run(main())
            with self.assertWarns(DeprecationWarning):
                asyncio.run(main())
            with other.handed(RuntimeError):
                asyncio.run(main())
            with other:
                asyncio.run(main())
            self.assertEqual(RuntimeError, asyncio.run(main()))


        def called(main):
            asyncio.run(main())  # yes


        def test_called(main):
            with pytest.raises(RuntimeError):
                called(main)
        """);
  }

  @Test
  void suppressNamesTheExceptionOrABaseOfIt() {
    Tried.holds(
        "asyncio.run($MAIN)",
        "- where: suppresses RuntimeError",
        """
        import asyncio
        import contextlib


        def main(work, other):
            with contextlib.suppress(OSError, RuntimeError):
                asyncio.run(work())  # yes
            with contextlib.suppress(Exception):
                asyncio.run(work())  # yes
            with contextlib.suppress(OSError):
                asyncio.run(work())
            with contextlib.suppress(*other):
                asyncio.run(work())
            with contextlib.closing(RuntimeError):
                asyncio.run(work())
        """);
  }

  @Test
  void aFailureOfWhatNoHandlerTakesEndsTheProgram() {
    String code =
        """
        import asyncio


        async def main():
            await asyncio.sleep(1)%s
            try:
                await asyncio.sleep(2)
            except ValueError:
                pass


        %s
        """;
    String word = "- where: failure-ends-program";
    Tried.holds("await asyncio.sleep($X)", word, code.formatted("  # yes", "asyncio.run(main())"));
    Tried.holds("await asyncio.sleep($X)", word, code.formatted("", "print(main)"));
  }

  /// Files that name the exception are read for that, also if nothing else of them matters.
  @Test
  void anInterruptMayBeHandledInAnotherFile() {
    String code =
        """
        # file: pauses.py
        import time


        async def pause():
            time.sleep(1)%s
        # file: main.py
        from pauses import pause


        async def main():
            try:
                await pause()
            except %s:
                print("stopped")
        """;
    String word = "- where: coroutines-handle KeyboardInterrupt";
    Tried.holds("time.sleep($X)", word, code.formatted("  # yes", "KeyboardInterrupt"));
    Tried.holds("time.sleep($X)", word, code.formatted("", "SystemExit"));
  }

  @Test
  void callersOfTheSameFileMayHandleAnInterrupt() {
    String code =
        """
        import time
        from contextlib import suppress


        async def pause():
            time.sleep(1)%s


        async def main():
            try:
                await pause()
            except %s:
                print("stopped")
        """;
    String word = "- where: coroutines-handle KeyboardInterrupt";
    Tried.holds("time.sleep($X)", word, code.formatted("  # yes", "KeyboardInterrupt"));
    Tried.holds("time.sleep($X)", word, code.formatted("", "ValueError"));
    Tried.holds(
        "time.sleep($X)",
        word,
        """
        import time


        async def pause(times):
            time.sleep(1)
            if times:
                await pause(times - 1)
        """);
  }

  /// Ex) `middle` of a file without a word for the exception is not followed any further
  @Test
  void callersAreFollowedThroughFilesThatNameTheException() {
    String code =
        """
        # file: pauses.py
        import time


        async def pause():
            time.sleep(1)%s


        async def longer():
            await pause()
        # file: middle.py
        from pauses import longer, pause


        async def middle():
            await pause()
        # file: main.py
        from middle import middle
        from pauses import longer


        async def main():
            try:
                await %s()
            except KeyboardInterrupt:
                print("stopped")
        """;
    String word = "- where: coroutines-handle KeyboardInterrupt";
    Tried.holds("time.sleep($X)", word, code.formatted("  # yes", "longer"));
    Tried.holds("time.sleep($X)", word, code.formatted("", "middle"));
  }
}
