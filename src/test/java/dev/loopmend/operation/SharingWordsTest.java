package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Who makes an object again and again, and what is done with it.
class SharingWordsTest {
  private static String notes(String bullet, String code) {
    return Tried.found("aiohttp.ClientSession($$$OPTIONS)", "- where: " + bullet, code).stream()
        .map(it -> it.notes().toString())
        .toList()
        .toString();
  }

  @Test
  void theHandlerThatReachesItIsTold() {
    String code =
        """
        import aiohttp
        from aiohttp import web


        async def show(request):
            aiohttp.ClientSession()


        async def more(request):
            deep()


        def deep():
            aiohttp.ClientSession()


        def none():
            aiohttp.ClientSession()


        app = web.Application()
        app.router.add_get("/", show)
        app.router.add_get("/more", more)
        """;
    assertThat(notes("reached-from request-handlers", code))
        .contains("'show' is run for each request")
        .contains("'more' -> 'deep' is run for each request")
        .doesNotContain("none");
  }

  @Test
  void whatTakesARequestIsRunForEach() {
    String code =
        """
        import aiohttp
        from aiohttp import web


        async def login(name, request: web.Request):
            aiohttp.ClientSession()


        async def other(name, url: str):
            aiohttp.ClientSession()
        """;
    assertThat(notes("reached-from request-handlers or taking request-objects", code))
        .containsOnlyOnce("its function is run for each aiohttp.web.Request");
    assertThat(notes("reached-from request-handlers", code)).isEqualTo("[]");
  }

  private static final String USE =
      """
      import aiohttp
      from sending import send


      async def main(url):
          async with aiohttp.ClientSession() as session:
              await session.%s(url)
              await send(session)
      """;

  private static final String SEND =
      "# file: sending.py\nasync def send(session):\n    await session.post('x')\n";

  @Test
  void theMethodThatIsNotOneOfTheListIsTold() {
    String files = "# file: main.py\n" + USE + SEND;
    assertThat(notes("used-beyond [get]", files.formatted("put")))
        .contains("line 7: its method put is called");
    assertThat(notes("used-beyond [get]", files.formatted("get")))
        .contains("sending.py:2: its method post is called");
    assertThat(notes("used-beyond [get, post]", files.formatted("get"))).isEqualTo("[]");
    assertThat(notes("several-calls-beyond [get]", files.formatted("get")))
        .contains("sending.py:2 calls post, and not alone");
  }

  @Test
  void whatIsStoredOrReturnedIsNotUsedUp() {
    Tried.holds(
        "aiohttp.ClientSession()",
        "- where: used-up-here",
        """
        import aiohttp


        async def used(url):
            async with aiohttp.ClientSession() as session:  # yes
                await session.get(url)


        async def stored(self, url):
            session = aiohttp.ClientSession()
            self.session = session


        async def returned(url):
            return aiohttp.ClientSession()
        """);
  }
}
