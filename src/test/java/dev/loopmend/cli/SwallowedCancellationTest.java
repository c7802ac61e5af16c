package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How bad it is that a cancellation is taken: mere style where nothing is seen to go on.
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
  }

  @Test
  void somebodyOnlyAsksBeforeCancelling() throws IOException {
    String stop =
        """
            def stop(self):
                if self._task is not None and not self._task.cancelled():
                    self._task.cancel()
        """;
    assertThat(severity(WORKER + "\n" + stop)).isEqualTo("info");
  }

  @Test
  void somebodyWhoAwaitsItGoesOn() throws IOException {
    assertThat(severity(WORKER + caller("serve", "await self._report()"))).isEqualTo("warning");
    assertThat(severity(WORKER + caller("serve", "print('all done')"))).isEqualTo("info");
  }

  @Test
  void whoAwaitsItOnlyEndsSomething() throws IOException {
    assertThat(severity(WORKER + caller("serve", "await self._server.close()"))).isEqualTo("info");
    assertThat(severity(WORKER + caller("stop", "await self._report()"))).isEqualTo("info");
    String main = caller("main", "await self._report()") + "\n\nasyncio.run(Worker().main())\n";
    assertThat(severity(WORKER + main)).isEqualTo("info");
  }

  @Test
  void whoAwaitsItRepeatsThat() throws IOException {
    String loop =
        """

            async def serve(self):
                while %s:
                    await self._run()
        """;
    assertThat(severity(WORKER + loop.formatted("True"))).isEqualTo("warning");
    assertThat(severity(WORKER + loop.formatted("not self.stopped"))).isEqualTo("info");
  }

  private static String caller(String name, String then) {
    return "\n    async def " + name + "(self):\n        await self._run()\n        " + then + "\n";
  }

  @Test
  void theLoopGoesOn() throws IOException {
    assertThat(severity(LOOP)).isEqualTo("warning");
    assertThat(severity(LOOP.replace("print(\"ignored\")", "continue"))).isEqualTo("warning");
    assertThat(severity(LOOP.replace("print(\"ignored\")", "return"))).isEqualTo("info");
    assertThat(severity(LOOP.replace("while True", "while read.open"))).isEqualTo("info");
    String flagged = "while True:\n        if read.closed:\n            break";
    assertThat(severity(LOOP.replace("while True:", flagged))).isEqualTo("info");
  }
}
