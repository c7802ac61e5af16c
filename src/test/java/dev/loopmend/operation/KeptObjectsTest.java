package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.recipe.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where objects are kept that were made for each call: in a class that closes them, in helpers.
class KeptObjectsTest {
  private static final String PRICES =
      """
      # file: prices.py
      import aiohttp


      class Prices(Base):
          async def price(self, sku):
              async with aiohttp.ClientSession() as session:
                  async with session.get(sku) as resp:
                      return await resp.text()

          async def close(self):
              print("closed")


      async def main(skus):
          prices = Prices()
          for sku in skus:
              await prices.price(sku)
          await prices.close()
      """;

  private static String made(String code) {
    return Tried.result(BuiltIn.recipe("per-request-client-session"), code, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "class Other:\n    _client_session = None\n",
        "class Other(Thing):\n    _client_session = None\n",
        "_client_session = None\n",
      })
  void namesOfOtherClassesAreFree(String other) {
    for (String head : List.of("", "import aiohttp\n\naiohttp.ClientSession()\n\n\n")) {
      assertThat(made(PRICES + "# file: other.py\n" + head + other))
          .contains("session = self._get_client_session()")
          .contains("await self._close_client_session()");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from prices import Prices\n\n\nclass Cheap(Prices):\n    _client_session = None\n",
        "import prices\n\n\nclass Cheap(prices.Prices):\n    def _get_client_session(self): ...\n",
        "import prices\n\n\n"
            + "class Cheap(prices.Prices):\n"
            + "    def f(self): self._client_session = 1\n",
        "class Base:\n    _client_session = None\n",
        "class Base:\n    def f(self):\n        return self._close_client_session\n",
      })
  void namesOfItsKinAreTaken(String kin) {
    // Files that use aiohttp are looked into, others are not.
    for (String head : List.of("", "import aiohttp\n\naiohttp.ClientSession()\n\n\n")) {
      assertThat(made(PRICES + "# file: kin.py\n" + head + kin))
          .contains("session = self._get_client_session_1()")
          .contains("await self._close_client_session_1()");
    }
  }

  @Test
  void whatItsKinDoNotHaveIsFree() {
    String kin =
        """
        # file: kin.py
        import aiohttp
        from prices import Prices


        class Cheap(Prices):
            pass


        _client_session = aiohttp.ClientSession()
        """;
    assertThat(made(PRICES + kin)).contains("session = self._get_client_session()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_client_session", "_get_client_session", "_close_client_session"})
  void namesOfItsOwnAreTaken(String name) {
    assertThat(made(PRICES.replace("(Base):\n", "(Base):\n    " + name + " = None\n\n")))
        .contains("session = self._get_client_session_1()");
  }

  @Test
  void aClassOnSharedLinesKeepsNothing() {
    String short_ = PRICES.replace("close(self):\n        print", "close(self): print");
    assertThat(Tried.mended(BuiltIn.recipe("per-request-client-session"), short_).left().toString())
        .contains("the body of close shares a line");
  }

  private static final Recipe TAKEN =
      Tried.recipe("aiohttp.ClientSession($$$OPTIONS)", "", "- take-from: {function: _get}");

  @Test
  void aCommentInTheCallGoesAlongOrStandsAbove() {
    String code =
        """
        import aiohttp


        async def main(url):
            async with aiohttp.ClientSession(%s) as session:
                await session.get(url)
        """;
    assertThat(Tried.result(TAKEN, code.formatted("trust_env=True"), true))
        .contains("session = _get()\n");
    String commented = code.formatted("\n        trust_env=True,  # a proxy\n    ");
    assertThat(Tried.result(TAKEN, commented, true))
        .contains("    # a proxy\n    session = _get()\n");
    String kept =
        made(PRICES.replace("Session() as", "Session(trust_env=True,  # a proxy\n        ) as"));
    assertThat(kept).contains("session = self._get_client_session()").containsOnlyOnce("# a proxy");
  }

  @Test
  void aCommentStaysThatTheHelperDoesNotHold() {
    Recipe recipe =
        Tried.recipe(
            "aiohttp.ClientSession($$$OPTIONS)",
            "",
            """
            - helper: {names: [_get]}
            ```python helper
            def _get():
                return None
            ```
            - take-from: {function: _get}
            """);
    String code =
        """
        import aiohttp


        async def main(url):
            async with aiohttp.ClientSession(
                trust_env=True,  # a proxy
            ) as session:
                await session.get(url)
        """;
    assertThat(Tried.result(recipe, code, true)).contains("    # a proxy\n    session = _get()\n");
  }

  @Test
  void aVariableThatNothingBindsCannotBeTaken() {
    Recipe recipe =
        Tried.recipe("aiohttp.ClientSession($X)", "", "- take-from: {code: $REQUEST.app}");
    assertThat(Tried.mended(recipe, "import aiohttp\naiohttp.ClientSession(1)\n").left().toString())
        .contains("a variable in '$REQUEST.app' is not bound");
  }

  private static Recipe helper(String settings, String condition) {
    return Tried.recipe(
        "shelve.open($NAME)",
        "",
        """
        - helper: {names: [_open]%s}
        ```python helper%s
        def _open(name):
            return name
        ```
        ```python rewrite
        _open($NAME)
        ```
        """
            .formatted(settings, condition));
  }

  private static final String OPENED = "def _open(name):\n    return name\n";

  @Test
  void aDefinitionBelowIsNotThereYetWhereTheModuleRuns() {
    Recipe recipe = helper("", "");
    String above = "import shelve\n\n\n" + OPENED + "\n\nx = shelve.open(1)\n";
    assertThat(Tried.result(recipe, above, false))
        .isEqualTo(above.replace("shelve.open(1)", "_open(1)"));
    String below = "import shelve\n\nx = shelve.open(1)\n\n\n" + OPENED;
    assertThat(Tried.mended(recipe, below).left().toString())
        .contains("the module defines the helper below this place");
    String inside = "import shelve\n\n\ndef f():\n    return shelve.open(1)\n\n\n" + OPENED;
    assertThat(Tried.result(recipe, inside, false))
        .isEqualTo(inside.replace("shelve.open(1)", "_open(1)"));
    String other = below + "\n\ndef later():\n    pass\n";
    assertThat(Tried.mended(recipe, other.replace(OPENED, "")).left()).isEmpty();
  }

  @Test
  void aHelperMayFitSomeModulesOnly() {
    assertThat(
            Tried.mended(helper("", " if in-coroutine-function"), "import shelve\nshelve.open(1)\n")
                .left()
                .toString())
        .contains("no helper fits this module");
  }

  @Test
  void aKeyThatAnyFileUsesIsTaken() {
    Recipe recipe = helper(", keys: [_open]", "");
    String code = "# file: app.py\nimport shelve\n\n\ndef f():\n    return shelve.open(1)\n";
    assertThat(Tried.result(recipe, code + "# file: other.py\nx = 1\n", false))
        .contains("return _open(1)");
    for (String use : new String[] {"app['_open'] = 1", "app[\"_open\"] = 1", "app._open = 1"}) {
      assertThat(Tried.result(recipe, code + "# file: other.py\n" + use + "\n", false))
          .contains("return _open_1(1)");
    }
  }

  @Test
  void otherFilesDecideWhichHelperFits() {
    Recipe recipe = helper("", " if application-in-sight");
    String code = "# file: store.py\nimport shelve\n\n\ndef load(x):\n    return shelve.open(x)\n";
    String web =
        "# file: web.py\nimport store\nfrom aiohttp import web\n\napp = web.Application()\n";
    assertThat(Tried.result(recipe, code + web, false)).contains("return _open(x)");
    assertThat(Tried.mended(recipe, code).left().toString()).contains("no helper fits");
  }

  private static final String CALLERS =
      """
      # file: main.py
      from prices import Prices


      async def main(skus):
          prices = Prices()
          for sku in skus:
              await prices.price(sku)
          await prices.close()
      """;

  private static final String OWNER =
      """
      - owner: {names: [_get, _close], get: _get, close: _close}
      ```python helper
      def _get(self):
          return 1


      async def _close(self):
          pass
      ```
      """;

  @Test
  void whoClosesTheObjectMayStandInAnotherFile() {
    Recipe recipe =
        Tried.recipe("aiohttp.ClientSession()", "", OWNER + "- take-from: {function: _get}\n");
    String alone = PRICES.substring(0, PRICES.indexOf("\n\nasync def main"));
    assertThat(Tried.result(recipe, alone + CALLERS, true))
        .contains("session = self._get()", "await self._close()");
    assertThat(Tried.result(recipe, alone + "# file: main.py\nx = 1\n", true))
        .contains("async with aiohttp.ClientSession() as session:");
  }

  @Test
  void onlyACallMakesAnObject() {
    Recipe recipe = Tried.recipe("$X + 1", "", OWNER);
    assertThat(Tried.mended(recipe, "x = y + 1\n").left().toString())
        .contains("only a call makes an object");
  }

  @Test
  void whoGivesTheObjectMayStandInAnotherFile() {
    Recipe recipe =
        Tried.recipe("aiohttp.ClientSession()", "", "- inject-argument: {pure: plain-values}");
    String made =
        Tried.result(
            recipe,
            """
            # file: pages.py
            import aiohttp


            async def load(url):
                async with aiohttp.ClientSession() as session:
                    await session.get(url)
            # file: main.py
            from pages import load


            async def main(urls):
                for url in urls:
                    await load(url)
            """,
            true);
    assertThat(made)
        .contains("async def load(url, session):")
        .contains("async with aiohttp.ClientSession() as session:\n        for url in urls:")
        .contains("await load(url, session)");
  }
}
