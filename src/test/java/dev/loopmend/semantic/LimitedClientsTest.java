package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// Whether all that a missing limit is for has one of its own: asked of `aiohttp.ClientTimeout`.
class LimitedClientsTest {
  private static void expectLimited(String text) {
    Python file = Python.file("import aiohttp\n" + text);
    file.expectAt(
        "aiohttp.ClientTimeout",
        call -> Python.word(LimitedClients.limitedByUses(file.model(), call)));
  }

  @Test
  void eachUseOfAClientSetsOne() {
    expectLimited(
        """
        async def each_use(url):
            limit = aiohttp.ClientTimeout(total=None)  #> yes
            async with aiohttp.ClientSession(timeout=limit) as session:
                await session.get(url, timeout=3)

        async def a_use_without(url):
            limit = aiohttp.ClientTimeout(total=None)  #> no
            async with aiohttp.ClientSession(timeout=limit) as session:
                await session.get(url, timeout=3)
                await session.get(url)

        async def handed_on(url, use):
            limit = aiohttp.ClientTimeout(total=None)  #> no
            async with aiohttp.ClientSession(timeout=limit) as session:
                await session.get(url, timeout=3)
                use(session)

        async def of_two(url):
            limit = aiohttp.ClientTimeout(total=None)  #> no
            async with aiohttp.ClientSession(timeout=limit) as session:
                await session.get(url, timeout=3)
            async with aiohttp.ClientSession(timeout=limit) as session:
                await session.get(url)

        async def limit_handed_on(use):
            limit = aiohttp.ClientTimeout(total=None)  #> no
            use(limit)

        async def never_used():
            limit = aiohttp.ClientTimeout(total=None)  #> no

        async def for_something_else(url):
            limit = aiohttp.ClientTimeout(total=None)  #> no
            async with aiohttp.ClientSession(other=limit) as session:
                await session.get(url, timeout=3)
        """);
  }

  @Test
  void aStreamHasNoEndOfItsOwn() {
    expectLimited(
        """
        async def gone_over(session, url):
            async with session.get(url, timeout=aiohttp.ClientTimeout(total=None)) as answer:  #> yes
                async for line in answer.content:
                    print(line)

        async def read_at_once(session, url, others):
            async with session.get(url, timeout=aiohttp.ClientTimeout(total=None)) as answer:  #> no
                for other in others:
                    print(await answer.read())

        async def without_a_name(session, url):
            async with session.get(url, timeout=aiohttp.ClientTimeout(total=None)):  #> no
                pass

        async def awaited(session, url):
            await session.get(url, timeout=aiohttp.ClientTimeout(total=None))  #> no

        async def a_socket(session, url):
            await session.ws_connect(url, timeout=aiohttp.ClientTimeout(total=None))  #> yes
        """);
  }
}
