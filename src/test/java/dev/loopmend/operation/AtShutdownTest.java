package dev.loopmend.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where an application closes at its end what a helper keeps.
class AtShutdownTest {
  private static final Recipe RECIPE =
      Tried.recipe(
          "shelve.open($NAME)",
          "",
          """
          - helper: {names: [_open, _close, _wrap]}
          ```python helper
          def _open(name):
              return name


          async def _close(*_args):
              pass


          def _wrap(lifespan):
              return lifespan
          ```
          - at-shutdown: {await: _close, wrapper: _wrap}
          ```python rewrite
          _open($NAME)
          ```
          """);

  private static final String STORE =
      """
      # file: store.py
      import shelve


      def load(name):
          return shelve.open(name)
      """;

  private static String made(String code) {
    return Tried.result(RECIPE, code, true);
  }

  private static String main(String text) {
    String made = made(STORE + "# file: web.py\n" + text);
    assertThat(made).contains("return _open(name)");
    return made.substring(made.indexOf("# file: web.py\n") + 15);
  }

  private static String why(String text) {
    return Tried.mended(RECIPE, STORE + "# file: web.py\n" + text).left().toString();
  }

  @Test
  void theFileOfTheApplicationImportsWhatItCloses() {
    assertThat(
            main(
                "import store\n"
                    + "from aiohttp import web\n\n"
                    + "app = web.Application()\n"
                    + "x = store.load\n"))
        .contains("from store import _close")
        .contains("app = web.Application()\napp.on_cleanup.append(_close)\nx = ");
    assertThat(
            main(
                "from aiohttp import web\nfrom store import load\n\n_close = 1\n_close_1 = 2\n"
                    + "app = web.Application()\n"))
        .contains("_close as _close_2")
        .contains("app.on_cleanup.append(_close_2)");
  }

  @Test
  void anotherFunctionThatClosesSaysNothing() {
    String text =
        """
        from contextlib import asynccontextmanager

        from fastapi import FastAPI
        from store import _close, load


        async def reset():
            await _close()


        @asynccontextmanager
        async def lifespan(app):
            yield


        app = FastAPI(lifespan=lifespan)
        """;

    assertThat(main(text))
        .contains("async def reset():\n    await _close()\n")
        .contains("    try:\n        yield\n    finally:\n        await _close()\n");
    String closing = "    try:\n        yield\n    finally:\n        await _close()\n";
    assertThat(main(text.replace("    yield\n", closing)))
        .isEqualTo(text.replace("    yield\n", closing));
  }

  @Test
  void whatItImportsAlreadyKeepsItsName() {
    String text =
        "from aiohttp import web\n"
            + "from other import _close\n"
            + "from store import load, _close as stop\n"
            + "\n"
            + "app = web.Application()\n";
    assertThat(main(text)).isEqualTo(text + "app.on_cleanup.append(stop)\n");
    String plain = text.replace("_close as stop", "_close").replace("from other", "from more");
    assertThat(main(plain.replace("from more import _close\n", "")))
        .endsWith("app = web.Application()\napp.on_cleanup.append(_close)\n");
  }

  @Test
  void aLineThatIsThereIsNotWrittenAgain() {
    String text =
        "from aiohttp import web\nfrom store import load, _close\n\napp = web.Application()\n"
            + "app.on_cleanup.append(_close)\n";
    assertThat(main(text)).isEqualTo(text);
    String other = text.replace("append(_close)", "append(load)");
    assertThat(main(other)).contains("append(_close)\napp.on_cleanup.append(load)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void theLastLineMayBeOpen(String lineEnd) {
    String text =
        "import shelve\n"
            + "from aiohttp import web\n\n\n"
            + "def load(name):\n"
            + "    return shelve.open(name)\n"
            + "\n\n"
            + "app = web.Application()";
    assertThat(made(text.replace("\n", lineEnd)))
        .endsWith(lineEnd + "app = web.Application()" + lineEnd + "app.on_cleanup.append(_close)");
    assertThat(made(text.replace("\n", lineEnd) + lineEnd))
        .endsWith("app.on_cleanup.append(_close)" + lineEnd);
  }

  @Test
  void aLineWithOtherStatementsIsLeftAlone() {
    String head = "import store\nfrom aiohttp import web\n\n";
    assertThat(why(head + "app = web.Application(); x = 1\n"))
        .contains("the application is made on a line with other statements");
    assertThat(why(head + "x = 1; app = web.Application()\n"))
        .contains("the application is made on a line with other statements");
  }

  private static String lifespan(String body) {
    return """
    import contextlib

    import store
    from fastapi import FastAPI


    @contextlib.asynccontextmanager
    async def lifespan(app):
    %s

    app = FastAPI(lifespan=lifespan)
    """
        .formatted(body.indent(4));
  }

  @Test
  void theYieldOfALifespanGoesIntoATry() {
    assertThat(main(lifespan("print(1)\nyield\nprint(2)")))
        .contains(
            """
                print(1)
                try:
                    yield
                finally:
                    await _close()
                print(2)
            """);
    assertThat(main(lifespan("try:\n    yield\nfinally:\n    await stop()")))
        .contains(
            """
                try:
                    yield
                finally:
                    await stop()
                    await _close()
            """);
    assertThat(main(lifespan("try:\n    yield\nfinally:\n    await stop(1)")))
        .contains(
            """
                try:
                    try:
                        yield
                    finally:
                        await _close()
                finally:
                    await stop(1)
            """);
    assertThat(main(lifespan("try:\n    print(1)\n    yield\nfinally:\n    await stop()")))
        .contains(
            "        try:\n            yield\n        finally:\n            await _close()\n");
    assertThat(main(lifespan("try:\n    yield\nexcept OSError:\n    pass")))
        .contains(
            "        try:\n            yield\n        finally:\n            await _close()\n");
    assertThat(main(lifespan("try:\n    yield\nfinally:\n    stop()")))
        .contains(
            "        try:\n            yield\n        finally:\n            await _close()\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void theTryHasTheLineEndsOfTheFile(String lineEnd) {
    String files = STORE + "# file: web.py\n";
    String text = lifespan("yield").replace("\n\n\n", "\n").replace("\n", lineEnd);
    assertThat(made(files + text))
        .contains(
            String.join(
                lineEnd,
                "    try:",
                "        yield",
                "    finally:",
                "        await _close()",
                ""));
  }

  @Test
  void aLifespanThatClosesItStaysAsItIs() {
    String text =
        lifespan("try:\n    yield\nfinally:\n    await _close()")
            .replace("import store\n", "from store import _close\n");
    assertThat(main(text)).isEqualTo(text);
  }

  @Test
  void aYieldOnALineWithOthersIsLeftAlone() {
    String why = "the yield of the lifespan does not stand on a line of its own";
    assertThat(why(lifespan("yield; print(1)"))).contains(why);
    assertThat(why(lifespan("print(1); yield"))).contains(why);
    assertThat(why(lifespan("yield {\n    1: 2}"))).contains(why);
  }

  @Test
  void aFileThatNoneCanImportClosesNothing() {
    String store = STORE.replace("store.py", "my-store.py");
    assertThat(
            Tried.mended(
                    RECIPE,
                    store + "# file: web.py\nfrom aiohttp import web\n\napp = web.Application()\n")
                .left()
                .toString())
        .contains("which has the application, cannot import _close");
  }
}
