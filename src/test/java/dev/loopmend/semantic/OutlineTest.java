package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Which names the definitions of a file mention.
class OutlineTest {
  private static Outline outline(String text) {
    return Outline.of(Python.parse(text));
  }

  private static Outline.Unit unit(Outline outline, String name) {
    return outline.units().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatAUnitHolds() {
    Outline outline =
        outline(
            """
            class Job:
                async def run(self, item, *, limit=None):
                    try:
                        await self.store.load(item, quick=True)
                    except OSError:
                        return get().first

                def stop(self):
                    self.task.cancel()
            """);

    assertThat(unit(outline, "run").kind()).isEqualTo(Outline.Kind.COROUTINE_FUNCTION);
    assertThat(unit(outline, "run").words())
        .containsExactlyInAnyOrder("run", "async", "self", "item", "limit", "quick", "except");
    assertThat(unit(outline, "run").mentions())
        .containsExactlyInAnyOrder("self", "store", "load", "item", "OSError", "get", "first");
    assertThat(unit(outline, "run").chains())
        .containsExactlyInAnyOrder("self.store.load", "self.store.load()", "get()");
    assertThat(unit(outline, "stop").kind()).isEqualTo(Outline.Kind.PLAIN_FUNCTION);
    assertThat(unit(outline, "stop").words()).containsExactlyInAnyOrder("stop", "self");
    assertThat(unit(outline, "Job").words()).containsExactly("Job");
    assertThat(unit(outline, "Job").mentions()).isEmpty();
  }

  @Test
  void classesAndWhatTheyAreMadeOf() {
    Outline outline =
        outline(
            """
            class Job(jobs.Base, Mixin, metaclass=Meta):
                class Inner:
                    pass

                def run(self):
                    pass

            def Inner():
                pass
            """);

    assertThat(outline.bases())
        .containsExactlyInAnyOrder(
            new Outline.Base("Job", "jobs"),
            new Outline.Base("Job", "Base"),
            new Outline.Base("Job", "Mixin"),
            new Outline.Base("Job", "Meta"));
    assertThat(outline.unitsOf("Job")).containsExactly(1);
    assertThat(outline.unitsOf("Inner")).containsExactly(2);
    assertThat(outline.unitsOf("run")).isEmpty();
    assertThat(outline.endOf(0)).isEqualTo(5);
    assertThat(outline.endOf(1)).isEqualTo(4);
    assertThat(outline.endOf(2)).isEqualTo(3);
    assertThat(outline.endOf(4)).isEqualTo(5);
  }

  @Test
  void whatNamesAreAssigned() {
    Outline outline =
        outline(
            """
            go = helper
            self.run = other.go = app.helper
            here: object = app.there
            nowhere: object
            jobs[0] = helper
            """);

    assertThat(outline.aliases())
        .containsExactlyInAnyOrder(
            new Outline.Alias(0, "go", false, List.of("helper")),
            new Outline.Alias(0, "run", true, List.of("app", "helper")),
            new Outline.Alias(0, "go", true, List.of("app", "helper")),
            new Outline.Alias(0, "here", false, List.of("app", "there")));
    assertThat(outline.aliases().getFirst().attributes()).isEmpty();
    assertThat(new Outline.Alias(0, "go", false, List.of("app", "helper")).attributes())
        .containsExactly("helper");
  }

  /// What `functools.partial` gives goes on under the name that it is given; nothing else does.
  @Test
  void whatIsAppliedIsAssigned() {
    Outline outline =
        outline(
            """
            later = functools.partial(helper, 1)
            method = partialmethod(helper)
            other = functools.reduce(helper, 1)
            by_name = functools.partial(func=helper)
            several = functools.partial(*helpers)
            nothing = functools.partial()
            """);

    assertThat(outline.aliases())
        .containsExactly(
            new Outline.Alias(0, "later", false, List.of("helper")),
            new Outline.Alias(0, "method", false, List.of("helper")));
  }

  @Test
  void whatNamesAreItemsOf() {
    Outline outline =
        outline(
            """
            for client in self.clients:
                pass
            for name, job in self.jobs.items():
                pass
            all = [task for task in self.tasks]
            first = self.waiting[0]
            self.sockets[0].run()
            for word in words:
                pass
            """);

    assertThat(
            outline.items().stream().map(it -> it.name() + " of " + String.join(".", it.parts())))
        .contains(
            "client of self.clients",
            "task of self.tasks",
            "first of self.waiting",
            "run of self.sockets")
        .anyMatch(it -> it.startsWith("name of self.jobs"))
        .anyMatch(it -> it.startsWith("job of self.jobs"))
        .noneMatch(it -> it.startsWith("word of"));
    assertThat(outline.items().stream().filter(Outline.Alias::isAttribute).map(Outline.Alias::name))
        .containsExactly("run");
  }
}
