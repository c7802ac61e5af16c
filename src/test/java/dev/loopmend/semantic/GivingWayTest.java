package dev.loopmend.semantic;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which statements may let other tasks run: asked of the statement that `of` stands in.
class GivingWayTest {
  private static void expect(String text) {
    Python file = Python.file("import asyncio\nimport typing\n" + text);
    GivingWay waits = GivingWay.in(_ -> Optional.of(file.model()));
    file.expectAt(
        "of",
        call ->
            waits.mayGiveWay(file.model(), file.model().tree().statementOf(call)) ? "yes" : "no");
  }

  @Test
  void aCoroutineThatNeverWaitsRunsThroughAtOnce() {
    expect(
        """
        async def note(text):
            LOG.append(text)
        async def pause(text):
            await asyncio.sleep(1)
        async def through(text):
            await note(text)
        async def through_pause(text):
            await pause(text)
        async def to_be_written(text):
            raise NotImplementedError
        @retried
        async def decorated(text):
            LOG.append(text)
        @typing.final
        async def decorated_plainly(text):
            LOG.append(text)
        def makes_a_future(text):
            return asyncio.get_running_loop().create_future()
        async def work(future, library):
            of(note(1))  #> no
            of(await note(1))  #> no
            of(await pause(1))  #> yes
            of(await through(1))  #> no
            of(await through_pause(1))  #> yes
            of(await to_be_written(1))  #> yes
            of(await decorated(1))  #> yes
            of(await decorated_plainly(1))  #> no
            of(await makes_a_future(1))  #> yes
            of(await future)  #> yes
            of(await library.fetch())  #> yes
            of([item async for item in library])  #> yes
        """);
  }

  @Test
  void coroutinesThatAwaitThemselvesGiveWayIfAnythingElseDoes() {
    expect(
        """
        async def walk(node):
            for child in node:
                await walk(child)
        async def crawl(node):
            for child in node:
                await crawl(child)
            await asyncio.sleep(1)
        async def work(tree):
            of(await walk(tree))  #> no
            of(await crawl(tree))  #> yes
        """);
  }

  @Test
  void whatAFunctionWaitsForItsDefinitionDoesNot() {
    expect(
        """
        async def work():
            @of(1)  #> no
            async def inner():
                await asyncio.sleep(1)
        """);
  }

  @Test
  void aPipelineOfRedisOnlyNotesCommandsDown() {
    expect(
        """
        async def work(client):
            pipe = client.pipeline()
            of(await pipe.set("a", 1))  #> no
            of(await pipe.execute())  #> yes
            of(await client.set("a", 1))  #> yes
            store = client.store()
            of(await store.set("a", 1))  #> yes
        """);
  }

  @Test
  void aQueueThatHasRoomTakesAnItemAtOnce() {
    expect(
        """
        async def work(queue, group):
            of(await queue.put(1))  #> no
            of(await group.spawn(work))  #> no
            of(await queue.get())  #> yes
        """);
  }
}
