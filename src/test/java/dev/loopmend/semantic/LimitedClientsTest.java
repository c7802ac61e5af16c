package dev.loopmend.semantic;

import org.junit.jupiter.api.Test;

/// Whether all that a missing limit is for has one of its own: asked of the call that takes it
/// away.
class LimitedClientsTest {
  private static void expectLimited(String text) {
    expectLimited("aiohttp.ClientTimeout", text);
  }

  private static void expectLimited(String setting, String text) {
    Python file = Python.file("import aiohttp\nimport httpx\n" + text);
    file.expectAt(setting, call -> Python.word(LimitedClients.limitedByUses(file.model(), call)));
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

        async def only_closed():
            limit = aiohttp.ClientTimeout(total=None)  #> no
            session = aiohttp.ClientSession(timeout=limit)
            await session.close()

        LIMIT = aiohttp.ClientTimeout(total=None)  #> no

        async def of_the_module(url):
            async with aiohttp.ClientSession(timeout=LIMIT) as session:
                await session.get(url, timeout=3)

        async def for_something_else(url):
            limit = aiohttp.ClientTimeout(total=None)  #> no
            async with aiohttp.ClientSession(other=limit) as session:
                await session.get(url, timeout=3)
        """);
  }

  @Test
  void aClientMadeWithoutOne() {
    expectLimited(
        "httpx.AsyncClient",
        """
        async def each_use(url):
            async with httpx.AsyncClient(timeout=None) as client:  #> yes
                await client.get(url, timeout=3)

        async def a_use_without(url):
            async with httpx.AsyncClient(timeout=None) as client:  #> no
                await client.get(url)
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
