package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is found in all files at once.
class WorkspaceTest {
  private final Map<String, String> files = new LinkedHashMap<>();

  private Workspace workspace() {
    return Python.project(files, List.of()).workspace();
  }

  @Test
  void classesStandForThoseOfLibrariesThatTheyDeriveFrom() {
    files.put(
        "boxes.py",
        """
        import asyncio
        import threading
        from elsewhere import Unknown

        class Inbox(asyncio.Queue):
            pass

        class Tray(Inbox):
            class Lid(threading.Thread):
                pass

        class Both(Unknown, asyncio.Queue):
            pass

        class Other(dict):
            pass
        """);

    assertThat(workspace().subclasses(Set.of("asyncio.Queue", "threading.Thread")))
        .containsExactlyInAnyOrder(
            new Reexport("boxes.py", "Inbox", "asyncio.Queue"),
            new Reexport("boxes.py", "Tray", "asyncio.Queue"),
            new Reexport("boxes.py", "Lid", "threading.Thread"),
            new Reexport("boxes.py", "Both", "asyncio.Queue"));
    assertThat(workspace().subclasses(Set.of("asyncio.Lock"))).isEmpty();
  }

  @Test
  void callsReachWhatALibraryHasThroughPlainFunctions() {
    files.put(
        "jobs.py",
        """
        import time

        def work():
            nap()
            print("worked")
            time.sleep(2)

        def nap():
            time.sleep(1)
        """);
    Workspace workspace = workspace();
    FunctionRef work = workspace.functionNamed("jobs.work").orElseThrow();

    assertThat(workspace.callsReaching(work, Set.of("time.sleep")))
        .extracting(it -> it.chain().text())
        .containsExactly("'nap' -> time.sleep (jobs.py:9)", "time.sleep (jobs.py:6)");
    assertThat(workspace.callsReaching(work, Set.of("time.time"))).isEmpty();
  }

  @Test
  void aFunctionOfAnotherWorkspaceReachesNothing() {
    files.put("jobs.py", "import time\ndef work():\n    time.sleep(1)\n");
    FunctionRef work = workspace().functionNamed("jobs.work").orElseThrow();
    files.clear();
    files.put("app.py", "def start():\n    pass\n");

    assertThat(workspace().callsReaching(work, Set.of("time.sleep"))).isEmpty();
  }

  @Test
  void filesThatCallWhatGivesNewTasks() {
    files.put(
        "spawn.py",
        """
        import asyncio

        def spawn(job):
            return asyncio.create_task(job)

        def keep(job):
            keep.task = asyncio.create_task(job)
            return keep.task
        """);
    files.put("calls.py", "from spawn import spawn\nspawn(1)\n");
    files.put("calls_too.py", "from spawn import spawn\nspawn(1)\n");
    files.put("names.py", "from spawn import spawn\nprint(spawn)\n");
    files.put("keeps.py", "from spawn import keep\nkeep(1)\n");
    Set<String> makers = Set.of("asyncio.create_task");

    assertThat(workspace().callersOfGivers(makers, _ -> true))
        .containsExactly("calls.py", "calls_too.py");
    assertThat(workspace().callersOfGivers(makers, "calls.py"::equals)).containsExactly("calls.py");
    assertThat(workspace().callersOfGivers(Set.of("asyncio.gather"), _ -> true)).isEmpty();
  }
}
