package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What may be called from other files and gives its callers what other calls gave.
class OutlineGiversTest {
  private static List<String> givers(String text) {
    return Outline.of(Python.parse(text)).givers().stream().map(OutlineGiversTest::text).toList();
  }

  private static String text(Outline.Giver giver) {
    List<String> results = giver.results().stream().map(OutlineGiversTest::names).toList();
    return (giver.isMethod() ? "." : "") + giver.name() + ": " + String.join("; ", results);
  }

  private static String names(Set<String> names) {
    return String.join(" or ", new TreeSet<>(names));
  }

  @Test
  void functionsThatReturnWhatCallsGave() {
    assertThat(
            givers(
                """
                def direct(c):
                    return asyncio.create_task(c)

                def named(c):
                    task = asyncio.create_task(c)
                    return task

                def with_a_type(c):
                    task: asyncio.Task = asyncio.create_task(c)
                    return task

                def named_twice(c, quick):
                    task = spawn(c)
                    if quick:
                        task = other = self.jobs.spawn_quick(c)
                    return task

                def either(c, quick):
                    if quick:
                        return spawn(c)
                    return asyncio.create_task(c)

                def of_anything(c, spawners):
                    return spawners[c].get(c.kind)(c)

                async def coroutine(c):
                    return asyncio.create_task(c)

                def or_nothing(c):
                    if c:
                        return
                    return asyncio.create_task(c)

                def or_something(c):
                    if c:
                        return c
                    return asyncio.create_task(c)

                def another(c):
                    task = asyncio.create_task(c)
                    return c

                def undeclared(c):
                    task: asyncio.Task
                    return task

                def kept(c):
                    c.task = asyncio.create_task(c)
                    return c.task

                def nothing(c):
                    asyncio.create_task(c)

                def outer(c):
                    def inner():
                        return asyncio.create_task(c)
                    c.append(inner)

                def uncalled(c):
                    return (lambda: c)()
                """))
        .containsExactlyInAnyOrder(
            "direct: create_task",
            "named: create_task",
            "with_a_type: create_task",
            "named_twice: spawn or spawn_quick",
            "either: spawn; create_task",
            "of_anything: c or get or kind or spawners",
            "or_nothing: create_task",
            "uncalled: c");
  }

  @Test
  void methodsToo() {
    assertThat(
            givers(
                """
                class Hub:
                    def spawn(self, c):
                        return self.loop.create_task(c)

                    async def later(self, c):
                        return self.loop.create_task(c)

                    class Inner:
                        def spawn_inner(self, c):
                            return self.loop.create_task(c)
                """))
        .containsExactlyInAnyOrder(".spawn: create_task", ".spawn_inner: create_task");
  }

  @Test
  void namesOfTheModuleThatStandForFunctions() {
    assertThat(
            givers(
                """
                spawn = lambda work: asyncio.create_task(work)
                keep = lambda work: work
                spawn_first: object = functools.partial(spawn, first)
                spawn_it = tracker.spawn
                spawn_this = that = spawn
                nothing = get()
                number = 1
                tracker.spawn = spawn
                spawn_any = functools.partial(spawners[0].get(), first)

                def function():
                    spawn_here = lambda work: asyncio.create_task(work)
                    spawn_there = spawn
                    return 1
                """))
        .containsExactlyInAnyOrder(
            "spawn: create_task",
            "spawn_first: spawn",
            "spawn_it: spawn",
            "spawn_this: spawn",
            "that: spawn",
            "spawn_any: get or spawners");
  }
}
