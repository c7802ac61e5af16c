package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which parameter of a function is the request that it is run for.
class HandlerParameterTest {
  private static final Recipe TAKEN =
      Tried.recipe(
          "shelve.open($NAME)",
          "",
          """
          - handler-parameter: {$REQUEST: request, handlers: web-handlers, of: [aiohttp.web.Request]}
          ```python rewrite
          shelve.open($NAME, $REQUEST)
          ```
          """);

  private static final Recipe ADDED =
      Tried.recipe(
          "shelve.open($NAME)",
          "",
          """
          - handler-parameter: {$REQUEST: request, handlers: injected-handlers, of: [fastapi.Request], add: fastapi.Request}
          ```python rewrite
          shelve.open($NAME, $REQUEST)
          ```
          """);

  private static String web(String def) {
    return """
    import shelve
    from aiohttp import web


    %s


    app = web.Application()
    app.router.add_get("/", show)
    """
        .formatted(def.replace(";", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          async def show(request: web.Request):;    shelve.open("x")          | request
          async def show(a, asked: web.Request):;    shelve.open("x")         | asked
          async def show(asked):;    shelve.open("x")                         | asked
          async def show(asked, /):;    shelve.open("x")                      | asked
          async def show(asked):;    return [shelve.open("x") for x in asked] | asked
          """)
  void itIsTheOneOfTheTypeOrTheFirst(String def, String name) {
    assertThat(Tried.result(TAKEN, web(def), false))
        .isEqualTo(web(def.replace("\"x\")", "\"x\", " + name + ")")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          def deep():;    shelve.open("x");async def show(request):;    deep() | not in the function itself
          async def show(request):;    return lambda: shelve.open("x")    | not in the function itself
          async def show(request):;    def f(request):;        shelve.open("x") | not in the function itself
          async def show(*asked):;    shelve.open("x")                    | the function assigns its parameter
          async def show(asked):;    asked = 1;    shelve.open("x")       | the function assigns its parameter
          async def show(asked: "web.Request"):;    shelve.open("x")      | it cannot be told which of its
          async def show(asked: int):;    shelve.open("x")                | the function has no parameter for
          async def show(asked):;    shelve.open("x");show(1)             | uses the function as it is
          """)
  void itSaysWhyThereIsNone(String def, String why) {
    assertThat(Tried.mended(TAKEN, web(def)).left().toString()).contains(why);
  }

  private static String api(String imports, String def) {
    return """
    import shelve
    %s

    app = FastAPI()


    @app.get("/")
    %s
        shelve.open("x")
    """
        .formatted(imports.replace(";", "\n"), def);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          from fastapi import FastAPI, Request        | Request
          from fastapi import FastAPI, Request as R   | Request
          from fastapi import FastAPI                 | Request
          from fastapi import FastAPI;from .fastapi import Request | fastapi.Request
          from fastapi import FastAPI;from fastapi import Request;from other import Request | fastapi.Request
          """)
  void aNewOneHasTheTypeByANameThatMeansIt(String imports, String type) {
    assertThat(Tried.result(ADDED, api(imports, "async def index():"), false))
        .contains("async def index(request: " + type + "):\n    shelve.open(\"x\", request)\n");
  }

  @Test
  void aNewOneStandsInFrontOfTheOthers() {
    String imports = "from fastapi import FastAPI, Request";
    assertThat(Tried.result(ADDED, api(imports, "async def index(*, page=1):"), false))
        .contains("async def index(*, request: Request, page=1):\n");
    assertThat(Tried.result(ADDED, api(imports, "async def index(page: int):"), false))
        .contains("async def index(request: Request, page: int):\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          async def index(request=1):              | uses the name request for something else
          async def index[T](page: T):             | a decorator may give the function other
          """)
  void noneIsAddedWhereItWouldMeanSomethingElse(String def, String why) {
    assertThat(Tried.mended(ADDED, api("from fastapi import FastAPI", def)).left().toString())
        .contains(why);
  }

  @Test
  void aDecoratorThatIsNotKnownMayHandOverOthers() {
    String code =
        api("from fastapi import FastAPI\nfrom other import cached", "@cached\nasync def index():");
    assertThat(Tried.mended(ADDED, code).left().toString())
        .contains("a decorator may give the function other parameters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"def", "async def"})
  void aCallInAnotherFileGivesNoRequest(String def) {
    String code =
        """
        # file: pages.py
        import shelve
        from fastapi import FastAPI

        app = FastAPI()


        @app.get("/")
        %s show(name):
            shelve.open(name)
        # file: other.py
        import pages

        %s
        """;
    assertThat(Tried.result(ADDED, code.formatted(def, "print(pages)"), true))
        .contains("shelve.open(name, request)");
    String called = code.formatted(def, "pages.show(1)");
    assertThat(Tried.result(ADDED, called, true)).isEqualTo(called);
  }
}
