package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who fills a container before a loop over it runs, so that nobody does while that waits.
class FilledContainersTest {
  @Test
  void aFunctionThatOnlyRunsWhileItsObjectIsMade() {
    ContainerChangesTest.expectChanging(
        """
        class Servers:
            def __init__(self, names):
                self.made = {}
                self.filled = {}
                self.deeper = {}
                self.open = {}
                self.loose = {}
                self.round = {}
                self.handed = {}
                self.shared = {}
                self.made["a"] = 1
                self.tree = {}
                self._fill_tree(names)
                self._fill(names)
                self._fill_shared(names)
                self.fill_open(names)
                names.each(self._fill_handed)
            def _fill(self, names):
                self.filled["a"] = names
                self._fill_deeper(names)
            def _fill_deeper(self, names):
                self.deeper["a"] = names
            def fill_open(self, names):
                self.open["a"] = names
            def _fill_tree(self, names):
                self.tree["a"] = names
                for name in names:
                    self._fill_tree(name)
            def _fill_round(self, names):
                self.round["a"] = names
                self._fill_round(names)
            def _fill_loose(self, names):
                self.loose["a"] = names
            def _fill_handed(self, name):
                self.handed[name] = 1
            def _fill_shared(self, names):
                self.shared["a"] = names
            def refresh(self, names):
                self._fill_shared(names)
            async def tell(self, step):
                for name in self.made:
                    await step(name)  #> no
                for name in self.filled:
                    await step(name)  #> no
                for name in self.deeper:
                    await step(name)  #> no
                for name in self.tree:
                    await step(name)  #> no
                for name in self.round:
                    await step(name)  #> yes
                for name in self.open:
                    await step(name)  #> yes
                for name in self.loose:
                    await step(name)  #> yes
                for name in self.handed:
                    await step(name)  #> yes
                for name in self.shared:
                    await step(name)  #> yes
        def _fill_from_outside():
            CACHE["a"] = 1
        _fill_from_outside()
        CACHE = {}
        async def tell(step):
            for name in CACHE:
                await step(name)  #> yes
        """);
  }

  @Test
  void aFunctionThatAnotherFileCalls() {
    ContainerChangesTest.expectChanging(
        Python.project(
                Map.of(
                    "servers.py",
                    """
                    class Servers:
                        def __init__(self, names):
                            self.names = {}
                            self._fill(names)
                        def _fill(self, names):
                            self.names["a"] = names
                        async def tell(self, step):
                            for name in self.names:
                                await step(name)  #> yes
                    """,
                    "more.py",
                    """
                    from servers import Servers
                    class More(Servers):
                        def refresh(self, names):
                            self._fill(names)
                    """),
                List.of())
            .file("servers.py"));
  }

  @Test
  void whoFillsItAndThenWaitsForTheLoop() {
    ContainerChangesTest.expectChanging(
        """
        class Rooms:
            async def connect(self):
                self.ids["last"] = await self.server.last()
                await self.exchange(1)
            async def exchange(self, step):
                for room in self.ids:
                    await step(room)  #> no

            async def connect_other(self, server):
                self.names["last"] = 1
                await server.rename(1)
            async def rename(self, step):
                for room in self.names:
                    await step(room)  #> yes

            async def note(self):
                self.notes["last"] = 1
            async def write(self):
                await self.write_notes(1)
            async def write_notes(self, step):
                for note in self.notes:
                    await step(note)  #> yes

            async def ask(self, start):
                self.asked["last"] = 1
                start(self.ask_all(1))
            async def ask_all(self, step):
                for room in self.asked:
                    await step(room)  #> yes

            async def lead(self):
                await self.lead_all(1)
                self.led["last"] = 1
            async def lead_all(self, step):
                for room in self.led:
                    await step(room)  #> yes

            async def hold(self, name):
                self.held[name] = 1
                await self.hold_all(1)
            async def hold_all(self, step):
                for room in self.held:
                    await step(room)  #> yes
        """);
  }

  @Test
  void whatIsOverWhenTheLoopBegins() {
    ContainerChangesTest.expectChanging(
        """
        shared = {}
        async def review(agent, step):
            decisions = {}
            def decide(name):
                decisions[name] = 1
            async def store_all():
                for name in decisions:
                    await step(name)  #> no
            await agent.run(decide)
            await store_all()

        async def review_again(agent, step):
            decisions = {}
            def decide(name):
                decisions[name] = 1
            async def store_all():
                for name in decisions:
                    await step(name)  #> no
            await agent.run(decide)
            await store_all()

        async def review_shared(agent, step):
            def decide(name):
                shared[name] = 1
            async def store_all():
                for name in shared:
                    await step(name)  #> yes
            await agent.run(decide)
            await store_all()

        async def review_on_its_own(agent, step):
            decisions = {}
            def decide(name):
                decisions[name] = 1
            async def store_all():
                for name in decisions:
                    await step(name)  #> yes
            agent.later(lambda: decide(1))
            await store_all()

        async def review_behind(agent, step):
            decisions = {}
            def decide(name):
                decisions[name] = 1
            async def store_all():
                for name in decisions:
                    await step(name)  #> yes
            await store_all()
            await agent.run(decide)

        async def review_for_ever(agent, step):
            decisions = {}
            def decide(name):
                decisions[name] = 1
            async def store_all():
                for name in decisions:
                    await step(name)  #> yes
            agent.start(decide)
            await store_all()

        async def review_another(agent, step):
            decisions = {}
            def decide(name):
                decisions[name] = 1
            decide = agent.wrap(decide)
            async def store_all():
                for name in decisions:
                    await step(name)  #> yes
            await agent.run(decide)
            await store_all()
        """);
  }
}
