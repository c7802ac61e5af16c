package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a name can be written at a place, and which names are free.
class SpellingsTest {
  private static String word(Spelling spelling) {
    return switch (spelling) {
      case Spelling.InScope(String text) -> text;
      case Spelling.NeedsModule(String text, String module) -> text + " + import " + module;
      case Spelling.NeedsModuleAs(String text, String module, String asName) ->
          text + " + import " + module + " as " + asName;
      case Spelling.NeedsName(String text, String module, String name) ->
          text + " + from " + module + " import " + name;
      case Spelling.Shadowed _ -> "-";
    };
  }

  /// Each marked line asks at its call of `here` for `asyncio.sleep`.
  private static void expectSleep(String text) {
    Python file = Python.file(text);
    file.expectAt("here", call -> word(file.model().spelling("asyncio.sleep", call)));
  }

  private static String atModule(String text, String name) {
    Python file = Python.file(text);
    return word(file.model().spelling(name, file.model().tree().module()));
  }

  @Test
  void modulesInScope() {
    expectSleep(
        """
        here()  #> asyncio.sleep + import asyncio
        import asyncio as aio
        here()  #> aio.sleep

        def f():
            here()  #> aio.sleep

        def g(aio):
            here()  #> asyncio.sleep + import asyncio

        def h(aio, asyncio):
            here()  #> -
        """);
    expectSleep(
        """
        from asyncio import sleep as pause, gather
        async def f():
            here()  #> pause
        """);
    expectSleep(
        """
        from asyncio import sleep
        import asyncio
        async def f():
            here()  #> asyncio.sleep
        async def g():
            asyncio = 1
            here()  #> sleep
        """);
  }

  @Test
  void saysWhereANameMeansSomethingElse() {
    Python inModule = Python.file("asyncio = 1\nhere()\n");
    Python inFunction = Python.file("def f(asyncio):\n    here()\n");

    assertThat(inModule.model().spelling("asyncio.sleep", inModule.call("here")))
        .isEqualTo(new Spelling.Shadowed("the name asyncio means something else in the module"));
    assertThat(inFunction.model().spelling("asyncio.sleep", inFunction.call("here")))
        .isEqualTo(new Spelling.Shadowed("the name asyncio means something else here"));
  }

  @Test
  void importsInsideFunctions() {
    expectSleep(
        """
        async def f():
            here()  #> -
            import asyncio
            here()  #> asyncio.sleep
            def g():
                here()  #> asyncio.sleep
        async def h():
            if x:
                import asyncio as aio
            here()  #> asyncio.sleep + import asyncio
        async def i():
            with x:
                import asyncio as aio
                here()  #> aio.sleep
        async def j():
            try:
                pass
            except ImportError:
                import asyncio as aio
                here()  #> aio.sleep
            while x:
                import asyncio as again
                here()  #> asyncio.sleep + import asyncio
        """);
  }

  @Test
  void importsThatMayNotHaveRun() {
    String wanted = "asyncio.sleep + import asyncio";
    assertThat(
            atModule(
                "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import asyncio\n",
                "asyncio.sleep"))
        .isEqualTo(wanted);
    assertThat(
            atModule(
                "try:\n    import asyncio\nexcept ImportError:\n    asyncio = None\n",
                "asyncio.sleep"))
        .isEqualTo("-");
    assertThat(atModule("import asyncio\nasyncio = 1\n", "asyncio.sleep")).isEqualTo("-");
    assertThat(atModule("import asyncio\n", "asyncio.sleep")).isEqualTo("asyncio.sleep");
    assertThat(atModule("def asyncio(): pass\n", "asyncio.sleep")).isEqualTo("-");
    assertThat(atModule("", "asyncio.sleep")).isEqualTo(wanted);
  }

  @Test
  void takenNamesOfLogging() {
    String name = "logging.getLogger";
    assertThat(atModule("from transformers.utils import logging\n", name))
        .isEqualTo("_logging.getLogger + import logging as _logging");
    assertThat(atModule("from utils import logging\n_logging = 1\n", name)).isEqualTo("-");
    assertThat(atModule("import logging as log\n", name)).isEqualTo("log.getLogger");
    assertThat(atModule("import logging.handlers\n", name)).isEqualTo("logging.getLogger");
  }

  @Test
  void classesThatAreCalledAsTheirModuleIs() {
    String now = "datetime.datetime.now";
    String utc = "datetime.timezone.utc";
    assertThat(atModule("", now)).isEqualTo(now + " + import datetime");
    assertThat(atModule("import datetime as dt\n", now)).isEqualTo("dt.datetime.now");
    assertThat(atModule("from datetime import datetime as d\n", now)).isEqualTo("d.now");
    String taken = "from datetime import datetime\n";
    assertThat(atModule(taken, now)).isEqualTo("datetime.now");
    assertThat(atModule(taken, utc)).isEqualTo("timezone.utc + from datetime import timezone");
    assertThat(atModule(taken + "timezone = 1\n", utc)).isEqualTo("-");
    assertThat(atModule("from datetime import timezone as tz\n", utc)).isEqualTo("tz.utc");
    assertThat(atModule("from arrow import datetime\n", utc)).isEqualTo("-");
  }

  @Test
  void dottedModules() {
    String name = "concurrent.futures.ThreadPoolExecutor";
    assertThat(atModule("import concurrent.futures\n", name)).isEqualTo(name);
    assertThat(atModule("import concurrent\n", name))
        .isEqualTo(name + " + import concurrent.futures");
    assertThat(atModule("from concurrent import futures\n", name))
        .isEqualTo("futures.ThreadPoolExecutor");
    assertThat(atModule("import asyncio\n", "asyncio.Queue.put")).isEqualTo("asyncio.Queue.put");
    assertThat(atModule("from asyncio import Queue\n", "asyncio.Queue")).isEqualTo("Queue");
    assertThat(atModule("", "builtins.list")).isEqualTo("list");
    assertThat(atModule("list = 1\n", "builtins.list")).isEqualTo("-");
  }

  @Test
  void projectModulesInTheWay() {
    Python.Project project = Python.project(Map.of("app.py", "here()\n"), List.of("asyncio.py"));
    Python file = project.file("app.py");

    assertThat(word(file.model().spelling("asyncio.sleep", file.call("here")))).isEqualTo("-");
  }

  @Test
  void moduleSpellingIsForModuleLevel() {
    Python file = Python.file("import asyncio as aio\ndef f():\n    import logging\n");

    assertThat(file.model().moduleSpelling("asyncio.Future")).contains("aio.Future");
    assertThat(file.model().moduleSpelling("logging.getLogger")).isEmpty();
  }

  @Test
  void freeNames() {
    SemanticModel model =
        Python.file(
                """
                import os
                def f(parameter):
                    local = missing
                    global declared
                    [item for item in parameter.attribute]
                """)
            .model();

    for (String taken :
        List.of("os", "f", "parameter", "local", "missing", "declared", "item", "print")) {
      assertThat(model.isFree(taken)).as(taken).isFalse();
    }
    assertThat(model.isFree("attribute")).isTrue();
    assertThat(model.isFree("_track_task")).isTrue();
  }

  @Test
  void loggersOfTheModule() {
    assertThat(
            logger(
                "import logging\nlog = logging.getLogger(__name__)\nother = logging.getLogger()\n"))
        .contains("log");
    assertThat(logger("from logging import getLogger\nL: object = getLogger()\n")).contains("L");
    assertThat(logger("import logging\nif x:\n    log = logging.getLogger()\n")).isEmpty();
    assertThat(logger("import logging\nlog = logging.getLogger()\nlog = 1\n")).isEmpty();
    assertThat(logger("from loguru import logger\n")).isEmpty();
    assertThat(logger("import structlog\nlogger = structlog.getLogger()\n")).isEmpty();
  }

  private static Optional<String> logger(String text) {
    return Python.file(text).model().moduleLogger().map(Expr.Name::text);
  }
}
