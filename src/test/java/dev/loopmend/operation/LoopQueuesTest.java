package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import org.junit.jupiter.api.Test;

/// Queues between threads that coroutines wait for.
class LoopQueuesTest {
  private static String left(String more) {
    String code =
        """
        # file: hub.py
        import queue


        class Hub:
            def __init__(self):
                self.inbox = queue.Queue(5)

            async def consume(self):
                print(self.inbox.get())
        """;
    return Tried.mended(BuiltIn.recipe("blocking-queue-in-coroutine"), code + more)
        .left()
        .toString();
  }

  /// That file is read for who calls the coroutine function, though it names no queue.
  @Test
  void aThreadOfAnotherFileMayRunWhatWaits() {
    String boot =
        """
        # file: boot.py
        import asyncio
        import threading

        from hub import Hub

        hub = Hub()
        threading.Thread(target=lambda: asyncio.run(hub.consume())).start()
        """;
    assertThat(left("")).contains("before Python 3.10");
    assertThat(left(boot)).contains("a thread is given what uses it at boot.py:7");
  }
}
