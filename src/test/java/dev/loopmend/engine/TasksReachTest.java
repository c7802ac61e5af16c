package dev.loopmend.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.ReachTest.Tree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who else waits for a task is known, wherever he stands: the files in which something is awaited
/// are read for that, also if they cancel nothing and do not name the coroutine function.
class TasksReachTest {
  private static final String SERVICE =
      """
      import asyncio

      class Service:
          def start(self):
              self.job = asyncio.create_task(self.run())

          async def run(self):
              try:
                  await asyncio.sleep(10)
              except asyncio.CancelledError:
                  print("bye")

          def stop(self):
              self.job.cancel()
      """;

  private static List<String> findings(String other, boolean prefilter) {
    Map<String, String> files =
        Map.of("service.py", SERVICE, "other.py", other, "quiet.py", "def nothing():\n    pass\n");
    return ReachTest.findings(ReachTest.check(Tree.of(files, ""), prefilter), "service.py");
  }

  private static void expect(String other, String safety) {
    for (boolean prefilter : List.of(true, false)) {
      assertThat(findings(other, prefilter))
          .as("%s, prefilter %s", other, prefilter)
          .singleElement()
          .asString()
          .contains("swallowed-cancellation " + safety);
    }
  }

  @Test
  void othersWaitForATask() {
    expect("async def join(service):\n    await service.job\n    print('joined')\n", "Unsafe");
    expect(
        """
        import asyncio
        async def join(service):
            done, _ = await asyncio.wait({service.job})
            print([job.result() for job in done])
        """,
        "Unsafe");
    expect(
        """
        import asyncio
        async def end():
            await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
        """,
        "Unsafe");
  }

  @Test
  void othersOnlyLookAtIt() {
    expect("async def look(service):\n    await pause()\n    return service.job.done()\n", "Safe");
    expect("async def look(service):\n    return service.task\n", "Safe");
  }
}
