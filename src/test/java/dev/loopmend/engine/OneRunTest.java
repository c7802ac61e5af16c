package dev.loopmend.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.notebook.NotebookFormat;
import dev.loopmend.recipe.PythonVersion;
import dev.loopmend.recipe.Recipe;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What one recipe writes and another one mends is mended in the same run.
class OneRunTest {
  private static final Set<String> IDS =
      BuiltIn.RECIPES.stream().map(Recipe::id).collect(Collectors.toUnmodifiableSet());

  private static ChangeSet mend(String text) {
    FileSettings settings =
        new FileSettings(PythonVersion.parse("3.11").orElseThrow(), IDS, Map.of());
    return new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, new NotebookFormat())
        .mend(
            MemoryTree.of(Map.of("a.py", text.getBytes(UTF_8)), settings),
            new Engine.Limits(true, 1, 1 << 22));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // missing-task-done behind blocking-queue-in-coroutine
        """
        import asyncio
        import queue


        async def consume(source: queue.Queue, out):
            while True:
                item = source.get()
                out.write(item)
                source.task_done()


        async def main(items, out):
            jobs = queue.Queue(1)

            async def produce():
                for item in items:
                    jobs.put(item)
                jobs.join()

            consuming = asyncio.create_task(consume(jobs, out))
            await produce()
            consuming.cancel()
        """,
        // gather-exceptions-ignored behind nested-asyncio-run
        """
        import asyncio


        async def load(urls, fetch):
            loop = asyncio.get_event_loop()
            loop.run_until_complete(asyncio.gather(*map(fetch, urls), return_exceptions=True))


        async def main(fetch):
            await load(["a", "b"], fetch)


        asyncio.run(main(print))
        """
      })
  void leavesNothingForASecondOne(String text) {
    ChangeSet first = mend(text);
    assertThat(first.changed().getFirst().stages()).hasSize(2);
    assertThat(mend(first.changed().getFirst().after().text()).changed()).isEmpty();
  }
}
