package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.recipe.KnowledgeReader;
import dev.loopmend.recipe.NamedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where frameworks and threads run plain functions that are handed to them in another file, by the
/// knowledge that comes with the tool.
class FrameworksTest {
  private static Knowledge knowledge() throws IOException {
    List<NamedText> files = new ArrayList<>();
    for (String name : List.of("python.yaml", "frameworks.yaml")) {
      files.add(new NamedText(name, Files.readString(Path.of("recipes/knowledge", name))));
    }
    return switch (KnowledgeReader.read(files)) {
      case KnowledgeReader.Loading.Loaded(Knowledge knowledge) -> knowledge;
      case KnowledgeReader.Loading.Broken(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static String word(LoopContext context) {
    return switch (context) {
      case LoopContext.OnLoop _ -> "loop";
      case LoopContext.OffLoop(String _, boolean inThread) -> inThread ? "thread" : "off";
      case LoopContext.Both _ -> "both";
      case LoopContext.Unknown _ -> "unknown";
    };
  }

  /// Compares where `work.f` runs if one line of code hands it on.
  private static void expect(String where, String... uses) throws IOException {
    Knowledge knowledge = knowledge();
    List<String> wanted = new ArrayList<>();
    List<String> given = new ArrayList<>();
    for (String use : uses) {
      Map<String, String> files = new LinkedHashMap<>();
      files.put("work.py", "def f(*args):\n    pass\n");
      files.put("main.py", "from work import f\n" + use + "\n");
      Workspace workspace = Python.project(files, List.of(), knowledge).workspace();
      LoopContext context = workspace.contextOf(workspace.functionNamed("work.f").orElseThrow());
      wanted.add(use + " # " + where);
      given.add(use + " # " + word(context));
    }
    assertThat(given).isEqualTo(wanted);
  }

  @Test
  void callbacksOfTheLoop() throws IOException {
    String in =
        "import asyncio\n"
            + "async def main(loop: asyncio.AbstractEventLoop, fut: asyncio.Future):\n"
            + "    ";
    expect(
        "loop",
        in + "loop.call_soon(f)",
        in + "loop.call_later(1, f, 2)",
        in + "loop.call_at(1, callback=f)",
        in + "loop.call_soon_threadsafe(f)",
        in + "loop.add_signal_handler(1, f)",
        in + "loop.add_reader(1, f)",
        in + "loop.add_writer(1, f)",
        in + "fut.add_done_callback(f)",
        in + "asyncio.create_task(main()).add_done_callback(f)",
        in + "sorted([], key=f)",
        in + "list(f() for _ in [])");
  }

  @Test
  void threadsAndProcesses() throws IOException {
    String in = "import asyncio\nasync def main(loop: asyncio.AbstractEventLoop):\n    ";
    expect(
        "thread",
        "import threading\nthreading.Thread(target=f).start()",
        "from threading import Timer\nTimer(1, f).start()",
        "import multiprocessing\nmultiprocessing.Process(target=f)",
        "from concurrent.futures import ThreadPoolExecutor as Pool\npool = Pool()\npool.submit(f)",
        "import concurrent.futures as c\nwith c.ProcessPoolExecutor() as p:\n    p.map(f, [1])",
        "from concurrent.futures import ThreadPoolExecutor\n"
            + "class Pool(ThreadPoolExecutor):\n    pass\n"
            + "Pool().submit(f)",
        in + "await loop.run_in_executor(None, f)",
        in + "await asyncio.to_thread(f)",
        "import anyio\nasync def main():\n    await anyio.to_thread.run_sync(f)",
        "from starlette.concurrency import run_in_threadpool as r\nasync def m():\n    await r(f)",
        "from asgiref.sync import sync_to_async\nasync def m():\n    await sync_to_async(f)()",
        "from functools import partial\nimport asyncio\nasyncio.to_thread(partial(f, 1))",
        "class Own:\n"
            + "    pool: 'ThreadPoolExecutor'\n"
            + "    def go(self):\n"
            + "        self.pool.submit(f)\n"
            + "from concurrent.futures import ThreadPoolExecutor");
  }

  @Test
  void registrations() throws IOException {
    expect(
        "loop",
        "from aiohttp import web\napp = web.Application()\napp.add_routes([web.get('/', f)])",
        "from aiohttp import web\napp = web.Application()\napp.router.add_post('/', f)",
        "from aiohttp import web\napp = web.Application()\napp.router.add_route('GET', '/', f)",
        "from aiohttp import web\ndef setup(app: web.Application):\n    app.router.add_get('/', f)",
        "from sanic import Sanic\napp = Sanic('x')\napp.add_route(f, '/')",
        "from fastapi import FastAPI\napp = FastAPI()\napp.add_event_handler('startup', f)");
    expect(
        "thread",
        "from fastapi import FastAPI\napp = FastAPI()\napp.add_api_route('/', f)",
        "from fastapi import APIRouter\n"
            + "router = APIRouter()\n"
            + "router.add_api_route('/', endpoint=f)",
        "from fastapi import BackgroundTasks\nasync def r(b: BackgroundTasks):\n    b.add_task(f)",
        "from fastapi import Depends\nasync def route(x=Depends(f)):\n    pass",
        "from starlette.routing import Route\nroutes = [Route('/', f)]",
        "from aiogram import Dispatcher\ndispatcher = Dispatcher()\ndispatcher.message.register(f)",
        "from telegram.ext import CommandHandler\n"
            + "def go(a):\n"
            + "    a.add_handler(CommandHandler('x', f))");
    expect("off", "import atexit\natexit.register(f)");
    expect(
        "unknown",
        "from elsewhere import register\nregister(f)",
        "handlers = {'x': f}",
        "def decorate():\n    return f");
  }

  /// A decorator that hands what it decorates to a thread with each call.
  @Test
  void decoratorsThatHandOn() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "work.py",
        """
        from asgiref.sync import sync_to_async
        @sync_to_async
        def called():
            below()
        def below():
            pass
        @sync_to_async
        def escaped():
            pass
        """);
    files.put(
        "main.py",
        """
        from work import called, escaped
        async def main():
            await called()
            register(escaped)
        """);
    Workspace workspace = Python.project(files, List.of(), knowledge()).workspace();

    assertThat(where(workspace, "work.called")).isEqualTo("thread");
    assertThat(where(workspace, "work.below")).isEqualTo("thread");
    assertThat(where(workspace, "work.escaped")).isEqualTo("unknown");
  }

  private static String where(Workspace workspace, String function) {
    return word(workspace.contextOf(workspace.functionNamed(function).orElseThrow()));
  }

  /// Decorators that call in the place of the call what they decorate, however often.
  @Test
  void decoratorsThatTryAgain() throws IOException {
    String async = "def g():\n    f()\nasync def main():\n    g()";
    expect(
        "loop",
        "import tenacity\n@tenacity.retry(stop=tenacity.stop_after_attempt(3))\n" + async,
        "from tenacity import retry\n@retry\n" + async,
        "import backoff\n@backoff.on_exception(backoff.expo, OSError)\n" + async,
        "from typing_extensions import deprecated\n@deprecated('old')\n" + async);
    expect("unknown", "import unheard_of\n@unheard_of.retry\n" + async);
  }
}
