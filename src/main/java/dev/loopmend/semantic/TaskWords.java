package dev.loopmend.semantic;

import java.util.Set;

/// What is done with tasks and collections of tasks, by whether it tells how a task ended
/// (https://docs.python.org/3/library/asyncio-task.html#task-object).
final class TaskWords {
  /// What a task has that does not tell how it ended, and what changes a collection of tasks.
  static final Set<String> QUIET =
      Set.of(
          "cancel",
          "cancelled",
          "cancelling",
          "uncancel",
          "done",
          "get_context",
          "get_coro",
          "get_loop",
          "get_name",
          "get_stack",
          "print_stack",
          "remove_done_callback",
          "set_name",
          "add",
          "append",
          "appendleft",
          "clear",
          "count",
          "difference_update",
          "discard",
          "empty",
          "extend",
          "index",
          "insert",
          "qsize",
          "remove",
          "reverse",
          "sort",
          "task_done",
          "update");

  /// What gives the tasks of a collection.
  static final Set<String> GIVING =
      Set.of(
          "copy",
          "difference",
          "get",
          "get_nowait",
          "intersection",
          "items",
          "keys",
          "pop",
          "popitem",
          "popleft",
          "setdefault",
          "union",
          "values");

  /// What puts its arguments into the collection that it is called on.
  static final Set<String> PUTTING =
      Set.of(
          "add",
          "append",
          "appendleft",
          "extend",
          "insert",
          "put",
          "put_nowait",
          "setdefault",
          "update");

  /// What takes a cancellation.
  static final Set<String> TAKING = Set.of("asyncio.CancelledError", "builtins.BaseException");

  /// What raises `CancelledError` for a cancelled task.
  static final Set<String> OUTCOMES = Set.of("result", "exception");

  /// Functions that give what they are given, or wait for it.
  static final Set<String> PASSING =
      Set.of(
          "asyncio.as_completed",
          "asyncio.ensure_future",
          "asyncio.gather",
          "asyncio.shield",
          "asyncio.wait",
          "asyncio.wait_for",
          "builtins.dict",
          "builtins.enumerate",
          "builtins.filter",
          "builtins.frozenset",
          "builtins.iter",
          "builtins.list",
          "builtins.next",
          "builtins.reversed",
          "builtins.set",
          "builtins.sorted",
          "builtins.tuple",
          "builtins.zip");

  /// Functions that do not ask how a task ended.
  static final Set<String> LOOKING =
      Set.of(
          "builtins.all",
          "builtins.any",
          "builtins.bool",
          "builtins.hasattr",
          "builtins.hash",
          "builtins.id",
          "builtins.isinstance",
          "builtins.len",
          "builtins.print",
          "builtins.repr",
          "builtins.str",
          "builtins.type");

  private TaskWords() {}
}
