package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How bad it is that a cancellation is taken: mere style where that ends a task and nobody asks.
class SwallowedCancellationTest {
  private static final String WORKER =
      """
      import asyncio


      class Worker:
          def start(self):
              self._task = asyncio.create_task(self._run())

          async def _run(self):
              try:
                  while True:
                      await asyncio.sleep(1)
              except asyncio.CancelledError:
                  print("stopped")
      """;

  private static final String LOOP =
      """
      import asyncio


      async def pump(read):
          while True:
              try:
                  await read()
              except asyncio.CancelledError:
                  print("ignored")


      def start(read):
          return [asyncio.create_task(pump(read))]
      """;

  @TempDir Path top;

  private String severity(String text) throws IOException {
    Files.writeString(top.resolve("app.py"), text);
    String[] arguments = {"check", "--format", "jsonl", "--select", "swallowed-cancellation", "."};
    return Told.by(top, arguments).out().replaceAll("(?s).*\"severity\":\"(\\w+)\".*", "$1");
  }

  @Test
  void theEndOfATaskThatNobodyAsks() throws IOException {
    assertThat(severity(WORKER)).isEqualTo("info");
    String canceller =
        """
            async def stop(self):
                self._task.cancel()
                await self._task
        """;
    assertThat(severity(WORKER + "\n" + canceller)).isEqualTo("info");
  }

  @Test
  void somebodyAsksTheTask() throws IOException {
    String test =
        """
            def is_stopped(self):
                return self._task.cancelled()
        """;
    assertThat(severity(WORKER + "\n" + test)).isEqualTo("warning");
    String await =
        """
            async def join(self):
                await self._task
                print("all done")
        """;
    assertThat(severity(WORKER + "\n" + await)).isEqualTo("warning");
  }

  @Test
  void somebodyWhoAwaitsItGoesOn() throws IOException {
    String caller =
        """
            async def serve(self):
                await self._run()
                print("all done")
        """;
    assertThat(severity(WORKER + "\n" + caller)).isEqualTo("warning");
  }

  @Test
  void theLoopGoesOn() throws IOException {
    assertThat(severity(LOOP)).isEqualTo("warning");
  }
}
