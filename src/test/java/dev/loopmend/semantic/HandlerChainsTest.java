package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// By which functions a web framework gets to `made`.
class HandlerChainsTest {
  private static final Set<String> TAKERS =
      Set.of(
          "aiohttp.web.RouteTableDef.get",
          "aiohttp.web.UrlDispatcher.add_get",
          "asyncio.Protocol.data_received");

  private static String chain(String text) {
    return chain(Map.of("app/main.py", text));
  }

  private static String chain(Map<String, String> texts) {
    Workspace workspace = Python.project(texts, List.of()).workspace();
    return workspace
        .chainFrom(TAKERS, workspace.functionNamed("app.main.made").orElseThrow())
        .map(it -> it.stream().map(FunctionRef::label).collect(Collectors.joining(" -> ")))
        .orElse("-");
  }

  @Test
  void whatTheFrameworkTakes() {
    assertThat(
            chain(
                """
                from aiohttp import web
                routes = web.RouteTableDef()

                @routes.get("/")
                async def made(request):
                    pass
                """))
        .isEqualTo("made");
    assertThat(
            chain(
                """
                from aiohttp import web
                routes = web.RouteTableDef()

                @routes.post("/")
                async def made(request):
                    pass

                @routes.unknown
                async def calls(request):
                    await made(request)
                """))
        .isEqualTo("-");
    assertThat(
            chain(
                """
                from aiohttp import web

                async def made(request):
                    pass

                def main(app: web.Application):
                    app.router.add_get("/", made)
                """))
        .isEqualTo("made");
    assertThat(
            chain(
                """
                import asyncio

                def made(data):
                    pass

                class Echo(asyncio.Protocol):
                    def data_received(self, data):
                        made(data)
                """))
        .isEqualTo("Echo.data_received -> made");
    assertThat(
            chain(
                """
                import asyncio

                def made(data):
                    pass

                class Echo(asyncio.Protocol):
                    def data_sent(self, data):
                        made(data)

                class Other:
                    def data_received(self, data):
                        made(data)

                made(1)
                """))
        .isEqualTo("-");
  }

  @Test
  void callsOnTheWay() {
    String head =
        """
        from aiohttp import web
        routes = web.RouteTableDef()

        def made(item):
            return 1

        def between(item):
            %s

        @routes.get("/")
        async def handle(request):
            between(request)
        """;
    assertThat(chain(head.formatted("return made(item)"))).isEqualTo("handle -> between -> made");
    assertThat(chain(head.formatted("return sorted(item, key=made)")))
        .isEqualTo("handle -> between -> made");
    assertThat(chain(head.formatted("return unknown(made)"))).isEqualTo("-");
    assertThat(chain(head.formatted("return made"))).isEqualTo("-");
    assertThat(chain(head.formatted("return threading.Thread(target=made)"))).isEqualTo("-");
    assertThat(
            chain("import threading\n" + head.formatted("threading.Thread(target=made).start()")))
        .isEqualTo("-");
    assertThat(chain(head.formatted("return between(made(item))")))
        .isEqualTo("handle -> between -> made");
    assertThat(chain(head.formatted("return item.made()"))).isEqualTo("-");
  }

  @Test
  void testsTakeNothing() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("app/main.py", "def made(item):\n    return 1\n");
    texts.put(
        "tests/test_main.py",
        """
        from aiohttp import web
        from app.main import made
        routes = web.RouteTableDef()

        @routes.get("/")
        async def test_made(request):
            made(request)

        def test_app(app: web.Application):
            app.router.add_get("/", made)
        """);
    assertThat(chain(texts)).isEqualTo("-");
  }
}
