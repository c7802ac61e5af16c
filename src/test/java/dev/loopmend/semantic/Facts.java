package dev.loopmend.semantic;

import dev.loopmend.semantic.Knowledge.RunsIn;
import java.util.Map;
import java.util.Set;

/// A few library facts for tests.
final class Facts {
  private static final String LOOP = "asyncio.AbstractEventLoop";

  static final Knowledge ALL =
      new Knowledge(
          Set.of("asyncio", "time", "queue", "threading", "logging", "concurrent", "functools"),
          Map.of(
              "asyncio.runners", "asyncio",
              "asyncio.events", "asyncio",
              "asyncio.tasks", "asyncio",
              "asyncio.queues", "asyncio"),
          Map.of(
              "asyncio.get_event_loop",
              LOOP,
              "asyncio.get_running_loop",
              LOOP,
              "asyncio.new_event_loop",
              LOOP,
              "asyncio.create_task",
              "asyncio.Task",
              LOOP + ".create_task",
              "asyncio.Task",
              "logging.getLogger",
              "logging.Logger"),
          Map.of(
              "discord.Client.loop",
              LOOP,
              "aiohttp.web.Application.router",
              "aiohttp.web.UrlDispatcher"),
          Map.of("asyncio.Task", "asyncio.Future", "uvloop.Loop", LOOP),
          Map.of(
              LOOP + ".call_soon",
              new Knowledge.Callback(0, "callback"),
              LOOP + ".call_soon_threadsafe",
              new Knowledge.Callback(0, "callback"),
              LOOP + ".call_later",
              new Knowledge.Callback(1, "callback"),
              LOOP + ".call_at",
              new Knowledge.Callback(1, "callback"),
              LOOP + ".add_signal_handler",
              new Knowledge.Callback(1, "callback"),
              "asyncio.Future.add_done_callback",
              new Knowledge.Callback(0, "fn")),
          Map.of(
              "asyncio.to_thread",
              new Knowledge.Callback(0, "func"),
              LOOP + ".run_in_executor",
              new Knowledge.Callback(1, "func"),
              "concurrent.futures.ThreadPoolExecutor.submit",
              new Knowledge.Callback(0, "fn"),
              "threading.Thread",
              new Knowledge.Callback(1, "target")),
          Map.of(
              "builtins.sorted", new Knowledge.Callback(1, "key"),
              "builtins.max", new Knowledge.Callback(1, "key"),
              "builtins.list.sort", new Knowledge.Callback(0, "key")),
          Map.of(
              "aiohttp.web.get",
              new Knowledge.Registration(new Knowledge.Callback(1, "handler"), RunsIn.LOOP),
              "aiohttp.web.UrlDispatcher.add_get",
              new Knowledge.Registration(new Knowledge.Callback(1, "handler"), RunsIn.LOOP),
              "fastapi.Depends",
              new Knowledge.Registration(new Knowledge.Callback(0, "dependency"), RunsIn.THREAD)),
          Map.of(
              "fastapi.FastAPI.get", RunsIn.THREAD,
              "aiohttp.web.RouteTableDef.get", RunsIn.LOOP,
              "click.command", RunsIn.OUTSIDE,
              "pytest.fixture", RunsIn.OUTSIDE,
              "pytest.mark.parametrize", RunsIn.CALLER,
              "builtins.property", RunsIn.CALLER,
              "builtins.staticmethod", RunsIn.CALLER,
              "builtins.classmethod", RunsIn.CALLER,
              "functools.wraps", RunsIn.CALLER,
              "contextlib.contextmanager", RunsIn.CALLER),
          Set.of("builtins.staticmethod", "builtins.classmethod", "typing.final"),
          Set.of("asyncio.Protocol"),
          Set.of("asyncio.Protocol.data_received"),
          Set.of("threading.Thread.run"),
          Set.of("asyncio.run"),
          Map.of(),
          Set.of("asyncio.sleep", "asyncio.Queue.put", "asyncio.Event.wait"),
          Map.of("aiohttp.ClientSession.get", "aiohttp.ClientResponse"),
          Map.of(),
          Map.of());

  private Facts() {}
}
